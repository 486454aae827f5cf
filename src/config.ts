/**
 * Settings: environment and `.env` ─► zod ─► one frozen Config. The only reader of process.env.
 *
 * Every setting is in `.env.example` with its meaning, unit and default; a test holds the two together.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { STALE_AFTER_DAYS } from './answer/limits.ts';
import { botSettingsShape } from './bot/settings.ts';
import {
  DATABASE_URL_PROBLEM,
  databaseUrlProblem,
  passwordsIn,
  withPassword,
} from './database-url.ts';
import { readDotenv } from './dotenv-file.ts';
import { DEFAULT_MODEL } from './embed/bundled.ts';
import { ConfigError } from './errors.ts';
import { READER_DEADLINE_MS } from './reader/limits.ts';
import { READ_MAX } from './retrieve/choose-hits.ts';
import { flag, oneOf, path, whole } from './setting-kinds.ts';
import { webSettingsShape } from './web/settings.ts';

/** The folder of the program and its models. */
export const PACKAGE_DIR = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Whether it was installed as a package; otherwise it is a checkout, with articles in it. */
export const IS_INSTALLED = PACKAGE_DIR.split(sep).includes('node_modules');

/** The folder of settings, articles, index and state; relative paths are taken from here. */
export const PROJECT_DIR = IS_INSTALLED ? process.cwd() : PACKAGE_DIR;

const onePath = (fallback: string) =>
  path('a database belongs into INDEX_URL or STATE_URL')
    .default(fallback)
    .transform((text) => resolve(PROJECT_DIR, text));

const DATABASE_URLS = ['INDEX_URL', 'INDEX_READ_URL', 'STATE_URL'];
const databaseUrl = z
  .string()
  .refine((text) => databaseUrlProblem(text) === undefined, {
    error: ({ input }) => databaseUrlProblem(input as string),
  })
  .optional();

export const settingsShape = {
  CORPUS_PATH: z
    .string()
    .default('corpus')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(
      z
        .array(path('npm run fetch brings articles from the web into a folder'))
        .min(1, 'must name a folder or a file'),
    )
    .transform((paths) => paths.map((one) => resolve(PROJECT_DIR, one))),
  INBOX_DIR: onePath('data/inbox'),
  WATCH_CORPUS: flag,
  INDEX_DIR: onePath('data/index'),
  INDEX_URL: databaseUrl,
  INDEX_READ_URL: databaseUrl,
  STATE_URL: databaseUrl,
  DATABASE_PASSWORD: z.string().optional(),
  STORE_POOL_MAX: whole(1, 1_000).default(8),
  STORE_TIMEOUT_MS: whole(100, 600_000).default(10_000),
  STALE_AFTER_DAYS: whole(1, 36_500).default(STALE_AFTER_DAYS),
  EMBEDDING_MODEL: z.string().default(DEFAULT_MODEL),
  EMBEDDING_QUESTION_PREFIX: z.string().optional(),
  EMBEDDING_PASSAGE_PREFIX: z.string().optional(),
  EMBEDDING_POOLING: oneOf(['none', 'mean', 'cls']).optional(),
  MODELS_DIR: onePath('data/models'),
  READER_MODEL: z.string().default('bundled'),
  READER_PASSAGES: whole(1, READ_MAX).default(READ_MAX),
  READER_DEADLINE_MS: whole(100, 60_000).default(READER_DEADLINE_MS),
  ...botSettingsShape,
  ...webSettingsShape,
  STATE_PATH: onePath('data/state.db'),
};

/** Hidden files are records of documents, and removed documents. @throws what the file system says of what is no folder. */
function hasDocument(inbox: string): boolean {
  return existsSync(inbox) && readdirSync(inbox).some((name) => !name.startsWith('.'));
}

const settingsSchema = z.object(settingsShape).transform((settings, context) => {
  const { DATABASE_PASSWORD: password, INDEX_URL, INDEX_READ_URL, STATE_URL } = settings;
  const complete = (url: string | undefined) =>
    url !== undefined && password !== undefined ? withPassword(url, password) : url;
  const corpus = [...settings.CORPUS_PATH];
  try {
    // Documents from the chat are part of the corpus, as soon as there are any.
    if (hasDocument(settings.INBOX_DIR)) corpus.push(settings.INBOX_DIR);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    context.addIssue({
      code: 'custom',
      path: ['INBOX_DIR'],
      message: code === 'ENOTDIR' ? 'is a file; a folder is needed' : `cannot be read (${code})`,
    });
  }
  return {
    ...settings,
    CORPUS_PATH: corpus,
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

/** Settings in which a space or a quotation mark at the end may be meant. */
const AS_WRITTEN = [
  'DATABASE_PASSWORD',
  'EMBEDDING_QUESTION_PREFIX',
  'EMBEDDING_PASSAGE_PREFIX',
] as const satisfies readonly (keyof typeof settingsShape)[];
const isAsWritten = (name: string) => AS_WRITTEN.some((one) => one === name);
/** Spaces, and marks that nobody sees and that come along when a value is copied from a chat or a page. */
const UNSEEN = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const QUOTED = /^["'`“”„«‘’]|["'`“”„»‘’]$/u;

/** The settings among them without unseen ends; one left empty (`BOT_TOKEN=`) counts as not set. */
function cleaned(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of Object.keys(settingsShape)) {
    const value = values[name];
    const bare = value?.replace(UNSEEN, '');
    if (value && bare) kept[name] = isAsWritten(name) ? value : bare;
  }
  return kept;
}

/**
 * Reads the settings. The environment wins over `.env`.
 *
 * @throws ConfigError naming each setting that is wrong, what is wrong with it, and where it came from.
 */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  dotenvPath = resolve(PROJECT_DIR, '.env'),
): Config {
  const { values, cut, warnings } = readDotenv(dotenvPath, (name) => name in settingsShape);
  const given = cleaned({ ...values, ...environment });
  const isFromFile = (name: string) => environment[name] === undefined && name in values;
  // The first problem of each. The value is left out on purpose: it may be a secret.
  const problems = new Map<string, string>();
  const note = (name: string, problem: string) =>
    problems.has(name) ? problems : problems.set(name, problem);
  for (const [name, value] of Object.entries(given)) {
    if (!isAsWritten(name) && QUOTED.test(value)) {
      note(name, 'begins or ends with a quotation mark, which is part of it here; leave it out');
    }
  }
  for (const name of DATABASE_URLS) {
    // What is left of such an address ends in half a password, and reads as a host and its port.
    if (cut.includes(name) && isFromFile(name)) {
      note(name, `is cut at its #; it ${DATABASE_URL_PROBLEM}`);
    }
  }
  const parsed = settingsSchema.safeParse(given);
  for (const { path, message } of parsed.error?.issues ?? []) note(String(path[0]), message);
  if (!parsed.success || problems.size > 0) {
    const lines = [...problems].map(
      ([name, problem]) => `${name} (${isFromFile(name) ? '.env' : 'environment'}): ${problem}`,
    );
    throw new ConfigError(
      `these settings are not usable:\n  ${lines.join('\n  ')}`,
      'Mend them there; .env.example says what each one means.',
    );
  }
  return Object.freeze({ settings: Object.freeze(parsed.data), warnings });
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
