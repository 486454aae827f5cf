/** `isnad bot`: the Telegram bot. Puts the parts together, starts them, and ends them in order. */
import { Command } from 'commander';
import { CALIBRATION } from '../answer/calibration.ts';
import { calibrationNotice } from '../answer/judge.ts';
import { freshnessInUse } from '../app/corpus.ts';
import type { Log } from '../app/log.ts';
import { type Isnad, indexUnreadable, openIsnad } from '../app/open.ts';
import { createReindex, type Reindex } from '../app/reindex.ts';
import { createBot } from '../bot/bot.ts';
import { botSettings } from '../bot/settings.ts';
import { openSettingsState } from '../bot/state/open.ts';
import { onceAvailable } from '../bot/state/patience.ts';
import type { BotState } from '../bot/state/port.ts';
import { loadConfig, type Settings } from '../config.ts';
import { type ReadingReport, readingReport } from '../corpus/report.ts';
import type { Listener } from '../http/listen.ts';
import { Inbox } from '../inbox/inbox.ts';
import { type WatchOptions, watchCorpus } from '../index/watch.ts';
import { watchArticles } from './common/freshness.ts';
import { openLog } from './common/log.ts';
import { endingAtSignal, stopSignal } from './common/stop-signal.ts';

export const bot = new Command('bot')
  .description(
    'Runs the Telegram bot until it is stopped (Ctrl-C, or SIGTERM); it finishes what it began. ' +
      'The first time, the index is built. Settings are in .env or the environment; .env.example lists them all.',
  )
  .addHelpText('after', '\nExit status: 0 it was stopped; 1 it could not go on, and says why.')
  .action(run);

async function run(): Promise<void> {
  const { settings, warnings } = loadConfig();
  const own = botSettings(settings);
  const log = openLog(settings);
  for (const warning of warnings) log.warn({}, warning);

  // Before the index, whose first build may take long: what is wrong with the state is told at once.
  const state = await endingAtSignal(
    onceAvailable(() => openSettingsState(settings, own.token), log),
  );
  try {
    const isnad = await endingAtSignal(
      onceAvailable(() => openSettingsIsnad(settings, log), log),
      (reason) =>
        log.info({ reason }, 'stopped before it answered; an unfinished index is gone on with'),
    );
    try {
      await serve(isnad, state, settings, own, log);
    } finally {
      await isnad.close();
    }
  } finally {
    await state.close();
  }
}

function openSettingsIsnad(settings: Settings, log: Log): Promise<Isnad> {
  return openIsnad({
    settings,
    onSample: (message) => log.warn({}, message),
    onBuilt: ({ summary, skipped, notes }) => {
      log.info({ summary }, 'index built');
      logReading(log, readingReport(summary?.articles ?? 0, skipped, notes));
    },
    onChange: (summary) => log.info({ summary }, 'answering from a new generation'),
    onOlder: (message) => log.warn({}, message),
    onError: (err) => log.error({ err }, 'the new generation cannot be opened; the old one serves'),
  });
}

/** Until it is stopped, or can no longer receive. */
async function serve(
  isnad: Isnad,
  state: BotState,
  settings: Settings,
  own: ReturnType<typeof botSettings>,
  log: Log,
): Promise<void> {
  const stopped = stopSignal();
  const { answerer, index } = isnad;
  const notice = calibrationNotice(isnad.reader.id, CALIBRATION);
  if (notice !== undefined) log.warn({}, notice);

  const build = createReindex(() => index.refresh());
  const reindex: Reindex = async (progress) => {
    const built = await build(progress);
    if (built.reading) logReading(log, built.reading);
    return built;
  };
  const page = settings.WEB_PORT === undefined ? null : await openPage(isnad, settings, log);
  const running = createBot({
    token: own.token,
    apiRoot: own.apiRoot,
    answerer,
    catalogue: index,
    overview: isnad.overview,
    reader: isnad.reader,
    state,
    settings: own,
    log,
    reindex,
    inbox: own.adminIds.length > 0 ? new Inbox(settings.INBOX_DIR) : null,
    page,
    notReady: () => indexUnreadable(isnad),
    now: Date.now,
  });
  const ending = new AbortController();

  try {
    // Telegram may be away for long while it starts.
    const starting = running.start().then(() => undefined);
    const early = await Promise.race([stopped, starting]);
    if (early !== undefined) {
      await running.stop(early);
      await starting.catch(() => undefined);
      return;
    }
    log.info({ summary: index.summary }, 'answering');
    if (settings.WATCH_CORPUS) void watchCorpus(watching(isnad, reindex, log, ending.signal));
    else watchArticles(isnad, (message) => log.warn({}, message));
    void renewOlder(isnad, reindex, log);
    const signal = await Promise.race([stopped, running.ended]);
    await running.stop(signal ?? 'receiving ended');
  } finally {
    ending.abort();
  }
}

/** The page's views are loaded only if it is served. */
async function openPage(isnad: Isnad, settings: Settings, log: Log): Promise<Listener> {
  const { addressOf, siteOf } = await import('../web/start.ts');
  const page = siteOf(isnad, settings, log);
  log.info({ address: addressOf(page.host, page.port) }, 'the page is served');
  return page;
}

/** More of one reason are counted alone. */
const ITEMS_LOGGED = 20;

function logReading(log: Log, { reasons }: ReadingReport): void {
  for (const { reason, isLoss, count, items } of reasons) {
    const facts = { reason, count, items: items.slice(0, ITEMS_LOGGED) };
    if (isLoss) log.warn(facts, 'left out of the index');
    else log.info(facts, 'noted while the articles were read');
  }
}

/** Indexes the articles when they change, instead of only reporting it. */
function watching({ store }: Isnad, reindex: Reindex, log: Log, signal: AbortSignal): WatchOptions {
  return {
    // Read anew: the inbox counts as soon as there is a document in it.
    look: () => freshnessInUse(loadConfig().settings, store),
    async build() {
      const { changed, articles, chunks } = await reindex(() => {});
      if (changed) log.info({ articles, chunks }, 'the articles changed and were indexed');
    },
    failed: (err) => log.error({ err }, 'the articles changed, and were not indexed'),
    signal,
  };
}

/** Log lines that a rebuild writes on its way, one for each tenth. */
const PROGRESS_STEPS = 10;

/** Rebuilds an index of another version in the background, while the old one answers. */
async function renewOlder({ index, store }: Isnad, reindex: Reindex, log: Log): Promise<void> {
  const { madeOtherwise, generation } = index.summary;
  if (madeOtherwise === undefined) return;
  try {
    const newest = (await store.generations()).at(-1)?.summary.generation;
    // One that was gone back to is wanted as it is.
    if (newest !== undefined && newest > generation) {
      log.info({ generation }, 'the index that was rolled back to is not rebuilt');
      return;
    }
    log.info({ generation }, 'rebuilding the index, behind the one that answers');
    let told = '';
    const { articles, chunks } = await reindex(({ stage, done, total }) => {
      const now = `${stage} ${total > 0 ? Math.floor((PROGRESS_STEPS * done) / total) : ''}`;
      if (now !== told) log.info({ stage, done, total }, 'rebuilding the index');
      told = now;
    });
    log.info({ articles, chunks }, 'the index was rebuilt');
  } catch (err) {
    log.error({ err }, 'the index could not be rebuilt; the old one serves');
  }
}
