/** Settings of a bot under test: no limits that a test would wait for. */
import type { BotSettings } from '../../src/bot/settings.ts';

export const TOKEN = '123456:AAtestSECRETtestSECRETtest';
export const ADMIN_ID = 77;

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
