/**
 * The page's settings. `config.ts` spreads `webSettingsShape` into its own schema.
 *
 * | name                | meaning                                                                          | default     |
 * |---------------------|----------------------------------------------------------------------------------|-------------|
 * | WEB_PORT            | port of the page; `npm start` serves it if this is set                          | 8080 for `npm run web` |
 * | WEB_HOST            | address that it listens on                                                       | 127.0.0.1   |
 * | WEB_HOSTS           | further host names that it may be asked under, comma-separated                     | none        |
 * | WEB_TOKEN           | needed to read the page, at least 16 characters                                       | none, open to all |
 * | WEB_RATE_PER_MINUTE | questions that one address may ask in a minute, 1 to 100,000                         | 20          |
 * | WEB_QUEUE_MAX       | questions that may wait or be worked on at once, over all, 1 to 10,000                 | 64          |
 * | WEB_PROXIES         | reverse proxies in front that add to X-Forwarded-For, 0 to 10                         | 0           |
 * | PUBLIC_URL          | https address under which people reach the page; the bot's buttons lead there         | none        |
 */
import { z } from 'zod';
import { port, shownAddress, whole } from '../setting-kinds.ts';

export const webSettingsShape = {
  WEB_PORT: port.optional(),
  WEB_HOST: z.string().default('127.0.0.1'),
  WEB_HOSTS: z
    .string()
    .default('')
    .transform((value) => value.split(/[,\s]+/u).filter((part) => part !== ''))
    .refine(
      (hosts) => hosts.every((host) => !host.includes('/')),
      'must be names such as news.example.org, without https:// and without a path',
    ),
  WEB_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/u, 'must be 16 to 200 printable ASCII characters without spaces')
    .optional(),
  WEB_RATE_PER_MINUTE: whole(1, 100_000).default(20),
  WEB_QUEUE_MAX: whole(1, 10_000).default(64),
  WEB_PROXIES: whole(0, 10).default(0),
  PUBLIC_URL: shownAddress(/^https:$/, 'must be an https URL')
    .refine((url) => !/[?#]/u.test(url), 'must have neither ? nor #')
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
};

type Environment = z.output<z.ZodObject<typeof webSettingsShape>>;

/** What the page wants to know. Units are in the names; ranges are in the table above. */
export interface WebSettings {
  readonly host: string;
  readonly port: number;
  readonly hosts: readonly string[];
  readonly token: string | undefined;
  readonly ratePerMinute: number;
  readonly queueMax: number;
  readonly proxies: number;
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined;
  readonly digits: 'arabic' | 'western';
  readonly logQuestions: boolean;
  /** Questions searched for at the same time. */
  readonly concurrency: number;
}

const WEB_PORT_DEFAULT = 8080;

export function webSettings(
  env: Environment & {
    readonly BOT_DIGITS: 'arabic' | 'western';
    readonly LOG_QUESTIONS: boolean;
    readonly BOT_CONCURRENCY?: number | undefined;
    readonly INDEX_URL?: string | undefined;
  },
): WebSettings {
  return {
    host: env.WEB_HOST,
    port: env.WEB_PORT ?? WEB_PORT_DEFAULT,
    hosts: env.WEB_HOSTS,
    token: env.WEB_TOKEN,
    ratePerMinute: env.WEB_RATE_PER_MINUTE,
    queueMax: env.WEB_QUEUE_MAX,
    proxies: env.WEB_PROXIES,
    publicUrl: env.PUBLIC_URL,
    digits: env.BOT_DIGITS,
    logQuestions: env.LOG_QUESTIONS,
    concurrency: env.BOT_CONCURRENCY ?? (env.INDEX_URL ? 4 : 1),
  };
}
