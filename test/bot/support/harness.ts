/** The bot against the strict server, in one process. */

import { type BotApiOptions, type BotApiServer, startBotApi } from '#bot-api-double';
import { createLog } from '../../../src/app/log.ts';
import { createBot } from '../../../src/bot/bot.ts';
import type { Bot, BotDependencies } from '../../../src/bot/ports.ts';
import type { BotSettings } from '../../../src/bot/settings.ts';
import { openLibsqlState } from '../../../src/bot/state/libsql.ts';
import type { BotState } from '../../../src/bot/state/port.ts';
import { fakeParts, SETTINGS, TOKEN } from '../../../tools/lib/bot-settings.ts';
import type { FakeAnswerer } from '../../../tools/lib/fake-answerer.ts';

export { ADMIN_ID, SETTINGS, TOKEN } from '../../../tools/lib/bot-settings.ts';

export interface Harness {
  readonly api: BotApiServer;
  readonly bot: Bot;
  readonly answerer: FakeAnswerer;
  readonly state: BotState;
  /** Every line that the bot logged. */
  readonly log: string[];
  /** Stops all, and fails if a call broke the rules. */
  close(): Promise<void>;
}

export interface HarnessOptions {
  readonly settings?: Partial<BotSettings>;
  readonly api?: Partial<BotApiOptions>;
  readonly deps?: Partial<BotDependencies>;
  /** A server that is already there; it is not closed. */
  readonly server?: BotApiServer;
  readonly started?: boolean;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const api = options.server ?? (await startBotApi({ token: TOKEN, ...options.api }));
  const log: string[] = [];
  const parts = fakeParts();
  const answerer = (options.deps?.answerer as FakeAnswerer | undefined) ?? parts.answerer;
  const state = options.deps?.state ?? openLibsqlState(':memory:');
  const bot = createBot({
    ...parts,
    apiRoot: api.url,
    answerer,
    state,
    settings: { ...SETTINGS, ...options.settings },
    log: createLog('debug', [TOKEN], (line) => log.push(line)),
    ...options.deps,
  });
  if (options.started !== false) await bot.start();
  return {
    api,
    bot,
    answerer,
    state,
    log,
    async close() {
      await bot.stop('the test is over');
      if (!options.deps?.state) await state.close();
      if (!options.server) {
        await api.close();
        api.assertNoViolations();
      }
    },
  };
}
