/** `isnad web`: the page to ask on and to read in, and its API. */
import { Command } from 'commander';
import { openIsnad } from '../app/open.ts';
import { loadConfig } from '../config.ts';
import { listen } from '../http/listen.ts';
import { port } from '../setting-kinds.ts';
import { addressOf, siteOf } from '../web/start.ts';
import { withFirstBuildShown } from './common/first-build.ts';
import { watchArticles } from './common/freshness.ts';
import { openLog } from './common/log.ts';
import { asSetting } from './common/option-values.ts';
import { endingAtSignal, stopSignal } from './common/stop-signal.ts';

interface Options {
  readonly port?: string;
  readonly index?: string;
}

export const web = new Command('web')
  .description(
    'Serves a page to ask on and to read in, and a JSON API under /api, until it is stopped (Ctrl-C).',
  )
  .option(
    '--port <n>',
    'where it listens (default: WEB_PORT, else 8080); WEB_HOST chooses the address, 127.0.0.1 if unset',
    asSetting(port),
  )
  .option('--index <dir>', 'where the index is kept (default: INDEX_DIR, else data/index/)')
  .action(run);

async function run({ port: given, index }: Options): Promise<void> {
  const { settings, warnings } = loadConfig({
    ...process.env,
    ...(given === undefined ? {} : { WEB_PORT: given }),
  });
  const log = openLog(settings);
  for (const warning of warnings) log.warn({}, warning);
  const opening = openIsnad({
    settings,
    indexDir: index,
    ...withFirstBuildShown(),
    onChange: (summary) => log.info({ summary }, 'answering from a new generation'),
    onSample: (message) => log.warn({}, message),
    onOlder: (message) => log.warn({}, message),
    onError: (err) => log.error({ err }, 'the new generation cannot be opened; the old one serves'),
  });
  const isnad = await endingAtSignal(opening);
  const stopped = stopSignal();
  watchArticles(isnad, (message) => log.warn({}, message));
  try {
    const site = siteOf(isnad, settings, log);
    const { port: taken, close } = await listen(site);
    process.stdout.write(`${settings.PUBLIC_URL ?? addressOf(site.host, taken)}\n`);
    await stopped;
    await close();
  } finally {
    await isnad.close();
  }
}
