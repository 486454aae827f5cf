/** `npm run web`: the page to ask on and to read in, and its API. */
import { parseArgs } from 'node:util';
import { openIsnad } from '../app/open.ts';
import { createLog } from '../bot/log.ts';
import { loadConfig, secretsOf } from '../config.ts';
import { questionsOf } from '../web/examples.ts';
import { webSettings } from '../web/settings.ts';
import { addressOf, startWeb } from '../web/start.ts';
import { withFirstBuildShown } from './common/first-build.ts';
import { runScript } from './common/run.ts';

const USAGE = `npm run web [-- --port N] [--index DIR]

Serves a page to ask on and to read in, and a JSON API under /api. It ends with Ctrl-C.

  --port N      where it listens (default: WEB_PORT, else 8080); WEB_HOST chooses the address, 127.0.0.1 if unset
  --index DIR   where the index is kept (default: INDEX_DIR, else data/index/)`;

await runScript(USAGE, async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, index: { type: 'string' } },
  });
  const { settings, warnings } = loadConfig({
    ...process.env,
    ...(values.port === undefined ? {} : { WEB_PORT: values.port }),
  });
  const own = webSettings(settings);
  const botToken = settings.BOT_TOKEN === undefined ? [] : [settings.BOT_TOKEN];
  const log = createLog(settings.LOG_LEVEL, [...botToken, ...secretsOf(settings)]);
  for (const warning of warnings) log.warn({}, warning);
  const isnad = await openIsnad({
    settings,
    indexDir: values.index,
    ...withFirstBuildShown(),
    onChange: (summary) => log.info({ summary }, 'answering from a new generation'),
    onOtherModel: (message) => log.warn({}, message),
    onError: (err) => log.error({ err }, 'the new generation cannot be opened; the old one serves'),
  });
  try {
    const site = await startWeb({
      answerer: isnad.answerer,
      shelves: isnad.index,
      settings: own,
      log,
      examples: await questionsOf(settings.CORPUS_PATH),
      botToken: settings.BOT_TOKEN,
    });
    process.stdout.write(`${own.publicUrl ?? addressOf(own.host, site.port)}\n`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await site.close();
  } finally {
    await isnad.close();
  }
});
