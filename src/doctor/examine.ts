/**
 * The checks of `npm run doctor`, one finding after the other: what is right, what is wrong, and how to fix it.
 *
 * They change nothing: no index is built, no webhook set, no state created.
 */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createAnswerer } from '../answer/answer.ts';
import { CALIBRATION } from '../answer/calibration.ts';
import { calibrationNotice } from '../answer/judge.ts';
import { corpusInUse } from '../app/corpus.ts';
import { knownEmbedders, openSettingsReader, openStore } from '../app/open.ts';
import type { Config, Settings } from '../config.ts';
import type { KnownEmbedders } from '../embed/known.ts';
import { IsnadError } from '../errors.ts';
import { freshnessOf } from '../index/corpus-record.ts';
import type { IndexStore } from '../index/ports.ts';
import { settingsFor } from '../index/settings.ts';
import { checkCalibration, JUDGED_MIN } from '../quality/calibration-check.ts';
import { cannedQuestions } from '../quality/gate.ts';
import type { Outcome } from '../quality/metrics.ts';
import type { ObservedReader } from '../reader/port.ts';
import { counted } from '../speech/counted-en.ts';
import type { Embedder, IndexSummary, SearchIndex } from '../types.ts';

export interface Finding {
  /** `note`: it works, and the operator may want to know. */
  readonly state: 'right' | 'note' | 'wrong';
  readonly about: string;
  readonly says: string;
  /** The command or edit that fixes it; empty if nothing has to be fixed. */
  readonly mends: string;
}

export interface DoctorOptions {
  /** Reads the settings; what it throws is a finding. */
  config(): Config;
  /** Whether Telegram may be asked. */
  readonly online: boolean;
  /** The network, unless a test says otherwise. */
  readonly ask?: typeof fetch;
  readonly nodeVersion?: string;
}

const NODE_MIN = [20, 10] as const;
/** Canned questions that are asked, at most, spread over all; each takes some tens of milliseconds. */
const CANNED_MAX = 200;
/** No command of the installed package: it writes into the source. */
const FIT = 'in a checkout of the project, tools/fit/calibrate.ts with --corpus and --questions';
const TELEGRAM_MS = 10_000;
/** Free disk space for a build, in index sizes: it writes a new generation next to the old ones. */
const FREE_TIMES = 2;
const MIB = 1 << 20;

const right = (about: string, says: string): Finding => ({
  state: 'right',
  about,
  says,
  mends: '',
});
const note = (about: string, says: string, mends: string): Finding => ({
  state: 'note',
  about,
  says,
  mends,
});
const wrong = (about: string, says: string, mends: string): Finding => ({
  state: 'wrong',
  about,
  says,
  mends,
});

function failed(about: string, error: unknown): Finding {
  if (error instanceof IsnadError) return wrong(about, error.message, error.hint);
  return wrong(about, error instanceof Error ? error.message : String(error), '');
}

export async function* examine(options: DoctorOptions): AsyncGenerator<Finding> {
  yield node(options.nodeVersion ?? process.versions.node);
  let settings: Settings;
  try {
    const config = options.config();
    settings = config.settings;
    for (const warning of config.warnings) yield note('settings', warning, 'Mend .env.');
    yield right('settings', 'can be used');
  } catch (error) {
    yield failed('settings', error);
    return;
  }
  yield* articles(settings);
  const models = knownEmbedders(settings);
  let store: IndexStore | undefined;
  try {
    let embeds = true;
    try {
      const embedder = await models.configured();
      await embedder.embedQuestion('سؤال');
      yield right('embedding model', `${embedder.id} loads and answers`);
    } catch (error) {
      embeds = false;
      yield failed('embedding model', error);
    }
    yield* reader(settings);
    try {
      store = await openStore(settings);
      yield* index(settings, store, embeds ? models : undefined);
    } catch (error) {
      yield failed('index', error);
    }
  } finally {
    await models.close();
    await store?.close();
  }
  yield await state(settings);
  yield* telegram(settings, options);
}

function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]);
  return isOld
    ? wrong('Node.js', `${version} is too old`, `Install Node.js ${NODE_MIN.join('.')} or later.`)
    : right('Node.js', version);
}

function* articles(settings: Settings): Generator<Finding> {
  for (const path of settings.CORPUS_PATH) {
    try {
      accessSync(path, constants.R_OK);
      yield right('articles', `${path} can be read`);
    } catch (error) {
      const why =
        (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'may not be read';
      yield wrong('articles', `${path} ${why}`, 'Set CORPUS_PATH to the folder of your articles.');
    }
  }
}

async function* reader(settings: Settings): AsyncGenerator<Finding> {
  try {
    const opened = await openSettingsReader(settings);
    try {
      await opened.read('سؤال', [{ title: '', sentences: ['نص.'] }]);
      yield right('reader', `${opened.id} loads and reads`);
      const notice = calibrationNotice(opened.id, CALIBRATION);
      if (notice) yield note('reader', notice, `Set READER_MODEL=bundled, or fit it: ${FIT}.`);
    } finally {
      await opened.close();
    }
  } catch (error) {
    yield failed('reader', error);
  }
}

async function* index(
  settings: Settings,
  store: IndexStore,
  models: KnownEmbedders | undefined,
): AsyncGenerator<Finding> {
  const { isSample, isIndexOfSample } = await corpusInUse(settings, store);
  if (isSample) {
    yield note('articles', 'there are none yet, so the sample answers', 'Put files into corpus/.');
  } else if (isIndexOfSample) {
    yield note('index', 'it is that of the sample articles', 'Run: npm run index');
  }
  const generation = await store.currentGeneration();
  if (generation === undefined) {
    yield wrong('index', `there is none in ${store.location}`, 'Run: npm run index');
    return;
  }
  if (models !== undefined) {
    const opened = await store.open(async (id) => settingsFor(await models.byId(id)), generation, {
      older: true,
    });
    const { articles, chunks, builtAt, embedderId, madeOtherwise } = opened.summary;
    const what = `generation ${generation}: ${counted(articles, 'article')}, ${counted(chunks, 'chunk')}, built ${builtAt}`;
    yield right('index', `${what}, in ${store.location}`);
    if (madeOtherwise !== undefined) {
      yield note(
        'index',
        `another version made it (${madeOtherwise}); it is served as far as it can be read`,
        'The bot rebuilds it when it starts, or run: npm run index',
      );
    } else if (!models.isConfigured(embedderId)) {
      yield note(
        'index',
        `it is served with ${embedderId}, and EMBEDDING_MODEL is ${settings.EMBEDDING_MODEL}`,
        'To change over, run: npm run index',
      );
    }
    yield* room(settings, opened.summary);
    try {
      yield* canned(settings, opened, await models.byId(embedderId));
    } finally {
      await opened.close();
    }
  }
  const freshness = await freshnessOf(store, generation);
  if (freshness.state === 'fresh') yield right('index', 'the articles are those it was built from');
  else if (freshness.state === 'changed') {
    yield note(
      'index',
      `articles in ${freshness.paths.join(', ')} changed since it was built`,
      'Run: npm run index',
    );
  } else {
    yield note(
      'index',
      'whether the articles are those it was built from is not known here',
      'Run: npm run index',
    );
  }
}

/** Asks the canned questions, and compares the confidence of the answers with the share that is right. */
async function* canned(
  settings: Settings,
  opened: SearchIndex,
  embedder: Embedder,
): AsyncGenerator<Finding> {
  const all = cannedQuestions(settings.CORPUS_PATH);
  if (all.length === 0) {
    yield note(
      'calibration',
      'no canned questions lie beside the articles, so it was not checked',
      'Write questions.jsonl into a corpus folder; docs/EVALUATION.md shows its lines.',
    );
    return;
  }
  const step = Math.ceil(all.length / CANNED_MAX);
  const questions = all.filter((_, i) => i % step === 0);
  let reader: ObservedReader | undefined;
  try {
    reader = await openSettingsReader(settings);
    const { ask } = createAnswerer({ withIndex: (use) => use(opened, embedder), reader });
    const outcomes: Outcome[] = [];
    for (const question of questions) {
      outcomes.push({ question, ranked: [], answer: await ask(question.question) });
    }
    const { judged, confidence, right: share, verdict } = checkCalibration(outcomes);
    const says = `${questions.length} canned questions, ${judged} quotes: mean confidence ${confidence.toFixed(2)}, right ${share.toFixed(2)}`;
    if (verdict === 'fits') yield right('calibration', says);
    else if (verdict === 'too few')
      yield note('calibration', `${says}; too few to tell`, `Write ${JUDGED_MIN} or more.`);
    else {
      yield note(
        'calibration',
        `${says}: it is ${verdict} on your articles`,
        verdict === 'too sure'
          ? `Look at which are wrong: npm run evaluate. If the questions are right, fit it to them: ${FIT}.`
          : `More comes with a maybe than would need to; nothing wrong is said. To fit it to them: ${FIT}.`,
      );
    }
  } catch (error) {
    yield failed('calibration', error);
  } finally {
    await reader?.close();
  }
}

function* room(settings: Settings, { bytes }: IndexSummary): Generator<Finding> {
  if (settings.INDEX_URL !== undefined) return;
  const { bavail, bsize } = statfsSync(settings.INDEX_DIR);
  const free = bavail * bsize;
  const says = `${Math.floor(free / MIB)} MiB free beside an index of ${Math.ceil(bytes / MIB)} MiB`;
  yield free >= FREE_TIMES * bytes
    ? right('disk', says)
    : wrong('disk', says, 'Free some space: a build writes a new generation beside the old ones.');
}

async function state(settings: Settings): Promise<Finding> {
  const url = settings.STATE_URL ?? settings.INDEX_URL;
  if (url !== undefined) {
    const { openDatabase } = await import('../index/postgres/database.ts');
    try {
      const db = openDatabase(url, { poolMax: 1, timeoutMs: settings.STORE_TIMEOUT_MS });
      try {
        await db.rows('SELECT 1');
        return right('state', `${db.location} answers`);
      } finally {
        await db.close();
      }
    } catch (error) {
      return failed('state', error);
    }
  }
  const path = settings.STATE_PATH;
  if (!existsSync(path)) {
    const folder = nearestFolder(path);
    return mayWrite(folder)
      ? right('state', `${path} will be made by the bot`)
      : wrong(
          'state',
          `${folder} may not be written to`,
          'Set STATE_PATH, or give this user the right to write there.',
        );
  }
  if (!mayWrite(path) || !mayWrite(dirname(path))) {
    return wrong(
      'state',
      `${path} may not be written to`,
      'Run this as the user who runs the bot, or give that user the right.',
    );
  }
  return (statSync(path).mode & 0o077) === 0
    ? right('state', `${path} can be written, by its user alone`)
    : note(
        'state',
        `${path} can be read by other users`,
        `Run: chmod 600 ${path} (the bot does so at its next start)`,
      );
}

function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) ? folder : nearestFolder(folder);
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function* telegram(
  settings: Settings,
  { online, ask = fetch }: DoctorOptions,
): AsyncGenerator<Finding> {
  const token = settings.BOT_TOKEN;
  if (token === undefined) {
    yield note(
      'token',
      'BOT_TOKEN is not set; ask and chat work without it',
      'For the bot: ask @BotFather for a token (/newbot) and put it into .env.',
    );
    return;
  }
  yield right('token', 'has the form that @BotFather gives');
  if (!online) return;
  const call = async (method: string) => {
    // The address holds the token, and errors of `fetch` quote it.
    const answer = await ask(`${settings.TELEGRAM_API_ROOT}/bot${token}/${method}`, {
      signal: AbortSignal.timeout(TELEGRAM_MS),
    }).catch(() => undefined);
    const body = await answer?.json().catch(() => undefined);
    return { status: answer?.status, result: (body as { result?: unknown } | undefined)?.result };
  };
  const me = await call('getMe');
  if (me.status === 401 || me.status === 404) {
    yield wrong(
      'Telegram',
      'does not know this token',
      'It was revoked or mistyped: ask @BotFather for it and set BOT_TOKEN.',
    );
    return;
  }
  if (me.status !== 200) {
    yield wrong(
      'Telegram',
      `${settings.TELEGRAM_API_ROOT} does not answer (${me.status ?? 'no answer'})`,
      'Check the network, or TELEGRAM_API_ROOT.',
    );
    return;
  }
  yield right('Telegram', `knows the bot as @${(me.result as { username?: string })?.username}`);
  const info = (await call('getWebhookInfo')).result as
    | {
        url?: string;
        last_error_message?: string;
        last_error_date?: number;
        pending_update_count?: number;
      }
    | undefined;
  const { WEBHOOK_URL: wanted } = settings;
  if (wanted === undefined) {
    yield info?.url
      ? note(
          'webhook',
          'one is set, and the bot polls: it deletes the webhook when it starts',
          'Make sure that no other program uses this token.',
        )
      : right('webhook', 'none, as polling needs it');
  } else if (info?.url !== wanted) {
    yield note(
      'webhook',
      'Telegram has another address or none; the bot sets it when it starts',
      'Run: npm start',
    );
  } else if (info.last_error_message) {
    const at = new Date((info.last_error_date ?? 0) * 1_000).toISOString();
    yield wrong(
      'webhook',
      `Telegram could not reach it at ${at}: ${info.last_error_message}`,
      'Check the proxy that ends TLS, its certificate, and WEBHOOK_PORT.',
    );
  } else
    yield right('webhook', `set, ${counted(info.pending_update_count ?? 0, 'update')} waiting`);
}
