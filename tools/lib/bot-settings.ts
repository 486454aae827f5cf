/** What a bot under test is given. */
import type { BotDependencies } from '../../src/bot/ports.ts';
import type { BotSettings } from '../../src/bot/settings.ts';
import { createOverlapReader } from '../../src/reader/overlap.ts';
import { fakeAnswerer, fakeCatalogue, fakeOverview } from './fake-answerer.ts';

export const TOKEN = '123456:AAtestSECRETtestSECRETtest';
export const ADMIN_ID = 77;

/** No limits that a test would wait for. */
export const SETTINGS: BotSettings = {
  adminIds: [ADMIN_ID],
  digits: 'western',
  ratePerMinute: 1_000,
  sendsPerSecond: 0,
  queueMax: 5_000,
  queuePerChatMax: 100,
  concurrency: 4,
  shutdownGraceMs: 2_000,
  sourceUrl: 'https://example.org/isnad',
  webhook: undefined,
  httpHost: '127.0.0.1',
  metricsPort: undefined,
  storeQuestions: false,
  retentionDays: 30,
  logQuestions: false,
};

/** All but the state, the log and the server that it speaks to. */
export const fakeParts = () =>
  ({
    token: TOKEN,
    answerer: fakeAnswerer(),
    catalogue: fakeCatalogue(),
    overview: fakeOverview,
    reader: createOverlapReader(),
    settings: SETTINGS,
    reindex: async () => ({ articles: 0, chunks: 0, changed: false }),
    inbox: null,
    page: null,
    notReady: async () => undefined,
    now: Date.now,
  }) satisfies Partial<BotDependencies>;
