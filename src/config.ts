/**
 * Settings: environment and `.env` ─► zod ─► one frozen Config. The only reader of process.env.
 *
 * Every setting is in `.env.example` with its meaning, unit and default; a test holds the two together.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse as parseDotenv } from 'dotenv';
import { z } from 'zod';
import { STALE_AFTER_DAYS } from './answer/limits.ts';
import { botSettingsShape, flag } from './bot/settings.ts';
import { DATABASE_URL_PROBLEM, isDatabaseUrl, passwordsIn, withPassword } from './database-url.ts';
import { DEFAULT_MODEL } from './embed/bundled.ts';
import { ConfigError } from './errors.ts';
import { isAddress } from './http/addresses.ts';
import { READER_DEADLINE_MS } from './reader/limits.ts';
import { READ_MAX } from './retrieve/choose-hits.ts';
import { webSettingsShape } from './web/settings.ts';

/** The folder of the program and its models. */
export const PACKAGE_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Whether it was installed as a package; otherwise it is a checkout, with articles in it. */
export const IS_INSTALLED = PACKAGE_DIR.split(sep).includes('node_modules');

/** The folder of settings, articles, index and state; relative paths are taken from here. */
export const PROJECT_DIR = IS_INSTALLED ? process.cwd() : PACKAGE_DIR;

/** An address would be taken for folders, which are named after the password in it. */
const NO_PATH = 'must be a path on this machine, not an address';
const DATABASE_BELONGS = `${NO_PATH}; a database belongs into INDEX_URL or STATE_URL`;

const path = (fallback: string) =>
  z
    .string()
    .refine((value) => !isAddress(value), DATABASE_BELONGS)
    .default(fallback)
    .transform((value) => resolve(PROJECT_DIR, value));

const DATABASE_URLS = ['INDEX_URL', 'INDEX_READ_URL', 'STATE_URL'];
const databaseUrl = z.string().refine(isDatabaseUrl, DATABASE_URL_PROBLEM).optional();

export const settingsShape = {
  CORPUS_PATH: z
    .string()
    .refine(
      (value) => !value.split(',').some(isAddress),
      `${NO_PATH}; npm run fetch brings articles from the web into a folder`,
    )
    .default('corpus')
    .transform((value) => value.split(',').map((part) => resolve(PROJECT_DIR, part.trim()))),
  INBOX_DIR: path('data/inbox'),
  WATCH_CORPUS: flag,
  INDEX_DIR: path('data/index'),
  INDEX_URL: databaseUrl,
  INDEX_READ_URL: databaseUrl,
  STATE_URL: databaseUrl,
  DATABASE_PASSWORD: z.string().optional(),
  STORE_POOL_MAX: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(1_000, 'must be at most 1000')
    .default(8),
  STORE_TIMEOUT_MS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(100, 'must be at least 100')
    .max(600_000, 'must be at most 600000')
    .default(10_000),
  STALE_AFTER_DAYS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(36_500, 'must be at most 36500')
    .default(STALE_AFTER_DAYS),
  EMBEDDING_MODEL: z.string().default(DEFAULT_MODEL),
  EMBEDDING_QUESTION_PREFIX: z.string().optional(),
  EMBEDDING_PASSAGE_PREFIX: z.string().optional(),
  EMBEDDING_POOLING: z.enum(['none', 'mean', 'cls']).optional(),
  MODELS_DIR: path('data/models'),
  READER_MODEL: z.string().default('bundled'),
  READER_PASSAGES: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(READ_MAX, `must be at most ${READ_MAX}`)
    .default(READ_MAX),
  READER_DEADLINE_MS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(100, 'must be at least 100')
    .max(60_000, 'must be at most 60000')
    .default(READER_DEADLINE_MS),
  ...botSettingsShape,
  ...webSettingsShape,
  STATE_PATH: path('data/state.db'),
};

/** Hidden files are records of documents, and removed documents. */
function hasDocument(inbox: string): boolean {
  return existsSync(inbox) && readdirSync(inbox).some((name) => !name.startsWith('.'));
}

const settingsSchema = z.object(settingsShape).transform((settings) => {
  const { DATABASE_PASSWORD: password, INDEX_URL, INDEX_READ_URL, STATE_URL } = settings;
  const complete = (url: string | undefined) =>
    url !== undefined && password !== undefined ? withPassword(url, password) : url;
  return {
    ...settings,
    // Documents from the chat are part of the corpus, as soon as there are any.
    CORPUS_PATH: hasDocument(settings.INBOX_DIR)
      ? [...settings.CORPUS_PATH, settings.INBOX_DIR]
      : settings.CORPUS_PATH,
    INDEX_URL: complete(INDEX_URL),
    INDEX_READ_URL: complete(INDEX_READ_URL),
    STATE_URL: complete(STATE_URL),
  };
});
export type Settings = Readonly<z.output<typeof settingsSchema>>;

export interface Config {
  readonly settings: Settings;
  /** Things worth telling the operator that stop nothing, e.g. an unknown name in `.env`. */
  readonly warnings: readonly string[];
}

/** A setting left empty (`BOT_TOKEN=`) counts as not set. */
function withoutBlanks(values: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value;
  }
  return kept;
}

function unknownNames(fromFile: Record<string, string>, file: string): string[] {
  return Object.keys(fromFile)
    .filter((name) => !(name in settingsShape) && !name.startsWith('ISNAD_TEST_'))
    .map((name) => `${file}: ${name} is not a setting of Isnad; .env.example lists them all`);
}

/** Settings whose value continues after a `#` that begins a comment: only half of a password would be read. */
function cutAtComment(text: string): string[] {
  const lines = text.matchAll(
    /^\s*(?:export\s+)?([\p{L}\p{N}_.-]+)\s*=\s*(?!['"`\s])[^#\r\n]*[^#\s]#/gmu,
  );
  return [...lines].map(([, name]) => name!);
}

const cutWarning = (name: string) =>
  `.env: ${name} ends before its #, which begins a comment; where it belongs to the value, write the value within single quotes`;

/**
 * Reads the settings. The environment wins over `.env`.
 *
 * @throws ConfigError naming each setting that is wrong, what is wrong with it, and where it came from.
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  dotenvPath = resolve(PROJECT_DIR, '.env'),
): Config {
  const text = existsSync(dotenvPath) ? readFileSync(dotenvPath, 'utf8') : '';
  const fromFile = parseDotenv(text);
  const given = withoutBlanks({ ...fromFile, ...environment });
  const parsed = settingsSchema.safeParse(given);
  const isFromFile = (name: string) => environment[name] === undefined && name in fromFile;
  const cut = cutAtComment(text);
  // What is left of such an address ends in half a password, and reads as a host and its port.
  const cutUrls = DATABASE_URLS.filter((name) => cut.includes(name) && isFromFile(name));
  if (!parsed.success || cutUrls.length > 0) {
    // The value is left out on purpose: it may be a secret.
    const problems = [
      ...(parsed.error?.issues ?? []).flatMap((issue) => {
        const name = String(issue.path[0] ?? 'settings');
        if (cutUrls.includes(name)) return [];
        return `${name} (${isFromFile(name) ? '.env' : 'environment'}): ${issue.message}`;
      }),
      ...cutUrls.map((name) => `${name} (.env): is cut at its #; it ${DATABASE_URL_PROBLEM}`),
    ];
    throw new ConfigError(
      `these settings are not usable:\n  ${problems.join('\n  ')}`,
      'Mend them in .env; .env.example says what each one means.',
    );
  }
  return Object.freeze({
    settings: Object.freeze(parsed.data),
    warnings: [...unknownNames(fromFile, '.env'), ...cut.map(cutWarning)],
  });
}

/** What must never be written anywhere: secrets of page and webhook; passwords of databases, encoded as in the settings and decoded. */
export function secretsOf({
  INDEX_URL,
  INDEX_READ_URL,
  STATE_URL,
  DATABASE_PASSWORD,
  WEB_TOKEN,
  WEBHOOK_SECRET,
  WEBHOOK_URL,
}: Settings): string[] {
  const urls = [INDEX_URL, INDEX_READ_URL, STATE_URL, WEBHOOK_URL].filter(
    (url) => url !== undefined,
  );
  const all = [
    ...urls.flatMap(passwordsIn),
    ...[DATABASE_PASSWORD, WEB_TOKEN, WEBHOOK_SECRET].filter((one) => one !== undefined),
  ];
  return [...new Set(all)];
}
