/**
 * The bot's settings as environment variables: name, meaning, unit, range and default, in this one place.
 * `config.ts` spreads `botSettingsShape` into its own schema; `botSettings()` turns the result into what the bot wants.
 *
 * | name                    | meaning                                                                     | default                  |
 * |-------------------------|-----------------------------------------------------------------------------|--------------------------|
 * | BOT_TOKEN               | the token that @BotFather gave; needed to start the bot                     | none                     |
 * | ADMIN_IDS               | numeric Telegram ids of the admins, comma-separated                         | none                     |
 * | BOT_DIGITS              | digits in the bot's own words: `arabic` (٣) or `western` (3)                | western                  |
 * | BOT_RATE_PER_MINUTE     | requests that one person may make in a minute, 1 to 100,000                 | 20                       |
 * | BOT_SENDS_PER_SECOND    | messages sent in one second over all chats, 0 for no limit                  | 28                       |
 * | BOT_QUEUE_MAX           | updates that may wait over all chats; beyond it Telegram keeps them         | 5000                     |
 * | BOT_QUEUE_PER_CHAT_MAX  | updates that may wait in one chat; beyond it people are asked to slow down  | 30                       |
 * | BOT_CONCURRENCY         | questions searched for at the same time; 4 with INDEX_URL                    | 1                        |
 * | BOT_SHUTDOWN_GRACE_MS   | how long a stopping bot goes on finishing what it began, milliseconds       | 10000                    |
 * | BOT_SOURCE_URL          | where the project's source code is, shown by /about                         | none                     |
 * | TELEGRAM_API_ROOT       | the Bot API server                                                          | https://api.telegram.org |
 * | WEBHOOK_URL             | public https address that Telegram posts to; without it the bot polls       | none                     |
 * | WEBHOOK_PORT            | port that the webhook, /healthz and /readyz listen on                       | 8443                     |
 * | WEBHOOK_SECRET          | secret_token, 1 to 256 of A-Z a-z 0-9 _ -                                   | derived from the token   |
 * | HTTP_HOST               | address that the webhook and the metrics listen on                          | 127.0.0.1                |
 * | METRICS_PORT            | port of /metrics, /healthz and /readyz; with polling none unless this is set | none                    |
 * | STATE_PATH              | file that keeps what must survive a restart                                 | data/state.db            |
 * | STORE_QUESTIONS         | keep the text of answered questions, for /feedback                          | false                    |
 * | RETENTION_DAYS          | days until answers, thumbs and limits are deleted, 1 to 3,650               | 30                       |
 * | LOG_LEVEL               | fatal, error, warn, info, debug, trace or silent                            | info                     |
 * | LOG_FORMAT              | json, or text for people                                                    | text on a terminal, else json |
 * | LOG_QUESTIONS           | write question texts to the log                                             | false                    |
 */

import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { flag, oneOf, port, shownAddress, whole } from '../setting-kinds.ts';

/**
 * A search in the embedded index only computes: two at once take as long as one after the other, both end late, and
 * meanwhile no sent message is recorded. A search in a database waits for most of its time.
 */
const CONCURRENCY = { computing: 1, waiting: 4 };

export const botSettingsShape = {
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]{10,}$/u, 'must look like 123456:ABC-DEF…, as @BotFather gave it')
    .optional(),
  ADMIN_IDS: z
    .string()
    .default('')
    .transform((value) => value.split(/[,\s]+/u).filter((part) => part !== ''))
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^\d{1,16}$/u,
            'must be numeric Telegram ids in the digits 0 to 9, comma-separated',
          )
          .transform(Number),
      ),
    ),
  BOT_DIGITS: oneOf(['arabic', 'western']).default('western'),
  BOT_RATE_PER_MINUTE: whole(1, 100_000).default(20),
  BOT_SENDS_PER_SECOND: whole(0, 10_000).default(28),
  BOT_QUEUE_MAX: whole(1, 1_000_000).default(5_000),
  BOT_QUEUE_PER_CHAT_MAX: whole(1, 100_000).default(30),
  BOT_CONCURRENCY: whole(1, 256).optional(),
  BOT_SHUTDOWN_GRACE_MS: whole(0, 600_000).default(10_000),
  BOT_SOURCE_URL: shownAddress(/^https?:$/, 'must be an http(s) URL').optional(),
  TELEGRAM_API_ROOT: shownAddress(/^https?:$/, 'must be an http(s) URL')
    .transform((url) => url.replace(/\/+$/u, ''))
    .default('https://api.telegram.org'),
  WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'must be an https URL' }).optional(),
  WEBHOOK_PORT: port.default(8443),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,256}$/u, 'must be 1 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  HTTP_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port.optional(),
  STATE_PATH: z.string().default('data/state.db'),
  STORE_QUESTIONS: flag,
  RETENTION_DAYS: whole(1, 3_650).default(30),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: oneOf(['json', 'text']).optional(),
  LOG_QUESTIONS: flag,
};

type Environment = z.output<z.ZodObject<typeof botSettingsShape>>;

export interface WebhookSettings {
  readonly url: string;
  readonly port: number;
  /** Undefined: derived from the token, so that a restart needs no new one. */
  readonly secret: string | undefined;
}

/** What `createBot` needs. Units are in the names; ranges are in the table above. */
export interface BotSettings {
  readonly adminIds: readonly number[];
  readonly digits: 'arabic' | 'western';
  readonly ratePerMinute: number;
  readonly sendsPerSecond: number;
  readonly queueMax: number;
  readonly queuePerChatMax: number;
  readonly concurrency: number;
  readonly shutdownGraceMs: number;
  readonly sourceUrl: string | undefined;
  /** Undefined: long polling. */
  readonly webhook: WebhookSettings | undefined;
  readonly httpHost: string;
  readonly metricsPort: number | undefined;
  readonly storeQuestions: boolean;
  readonly retentionDays: number;
  readonly logQuestions: boolean;
  /** Where people reach the page, without a slash at its end; undefined: no button leads there. */
  readonly publicUrl?: string | undefined;
}

/**
 * From validated environment settings to the bot's own.
 *
 * @throws ConfigError if there is no token: everything else has a default.
 */
export function botSettings(
  env: Environment & {
    readonly INDEX_URL?: string | undefined;
    readonly PUBLIC_URL?: string | undefined;
  },
): BotSettings & { token: string; apiRoot: string } {
  if (env.BOT_TOKEN === undefined) {
    throw new ConfigError(
      'BOT_TOKEN is not set',
      'Ask @BotFather for a token (/newbot) and put BOT_TOKEN=… in .env; `npm run ask` works without one.',
    );
  }
  return {
    token: env.BOT_TOKEN,
    apiRoot: env.TELEGRAM_API_ROOT,
    adminIds: env.ADMIN_IDS,
    digits: env.BOT_DIGITS,
    ratePerMinute: env.BOT_RATE_PER_MINUTE,
    sendsPerSecond: env.BOT_SENDS_PER_SECOND,
    queueMax: env.BOT_QUEUE_MAX,
    queuePerChatMax: env.BOT_QUEUE_PER_CHAT_MAX,
    concurrency:
      env.BOT_CONCURRENCY ?? (env.INDEX_URL ? CONCURRENCY.waiting : CONCURRENCY.computing),
    shutdownGraceMs: env.BOT_SHUTDOWN_GRACE_MS,
    sourceUrl: env.BOT_SOURCE_URL,
    webhook:
      env.WEBHOOK_URL === undefined
        ? undefined
        : { url: env.WEBHOOK_URL, port: env.WEBHOOK_PORT, secret: env.WEBHOOK_SECRET },
    httpHost: env.HTTP_HOST,
    metricsPort: env.METRICS_PORT,
    storeQuestions: env.STORE_QUESTIONS,
    retentionDays: env.RETENTION_DAYS,
    logQuestions: env.LOG_QUESTIONS,
    publicUrl: env.PUBLIC_URL,
  };
}
