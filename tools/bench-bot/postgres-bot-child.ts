/** One of several bot processes behind one webhook, with their state in one database and an answerer that a person can predict. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../../src/app/log.ts';
import { createBot } from '../../src/bot/bot.ts';
import { openPostgresState } from '../../src/bot/state/postgres.ts';
import { fakeParts } from '../lib/bot-settings.ts';

export interface ChildTask {
  readonly token: string;
  readonly apiRoot: string;
  readonly webhookUrl: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Absent if the database tells processes apart. */
  readonly instance?: string | undefined;
  /** How long each answer takes. */
  readonly answerMs: number;
}

const task = JSON.parse(process.argv[2]!) as ChildTask;
const parts = fakeParts();
parts.answerer.before = () => sleep(task.answerMs);
const state = await openPostgresState({
  url: task.databaseUrl,
  bot: Number.parseInt(task.token, 10),
  instance: task.instance,
});
const bot = createBot({
  ...parts,
  token: task.token,
  apiRoot: task.apiRoot,
  state,
  settings: {
    ...parts.settings,
    ratePerMinute: 100_000,
    webhook: { url: task.webhookUrl, port: task.port, secret: undefined },
  },
  log: createLog('warn', [task.token]),
});
await bot.start();
process.send!('started');
process.once('SIGTERM', async () => {
  await bot.stop('SIGTERM');
  await state.close();
  process.disconnect();
});
