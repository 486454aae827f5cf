/** Errors of a database, in words that tell the operator what to do. They never contain a password. */
import { ConfigError, IndexError, IsnadError, StoreUnavailableError } from '../../errors.ts';

/** Codes of the connection, by Node.js. */
const REFUSED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOENT',
  // The server's own: starting up or shutting down, too many connections.
  '57P03',
  '53300',
]);
const BROKEN = new Set(['ECONNRESET', 'EPIPE', '57P01', '57P02', '40001', '25P03', '57P05']);
const QUERY_CANCELED = '57014';

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');
const messageOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map((one) => (one as Error).message).join('; ')
    : error instanceof Error
      ? error.message
      : String(error);

/**
 * Whether the server cannot be spoken to now: `refused` if no connection can be made, `broken`
 * if one ended in the middle, `slow` if a statement took too long.
 */
export function unavailabilityOf(error: unknown): 'refused' | 'broken' | 'slow' | undefined {
  if (error instanceof StoreUnavailableError) return 'broken';
  const [code, message] = [codeOf(error), messageOf(error)];
  if (REFUSED.has(code) || /timeout expired|timeout exceeded when trying to connect/.test(message))
    return 'refused';
  if (
    BROKEN.has(code) ||
    code.startsWith('08') ||
    /Connection terminated|Client has encountered a connection error|not queryable/.test(message)
  )
    return 'broken';
  if (code === QUERY_CANCELED || /Query read timeout/.test(message)) return 'slow';
  return undefined;
}

/** Turns what `pg` threw into an error of ours; one of ours stays as it is. */
export function explainDatabaseError(error: unknown, location: string): unknown {
  if (error instanceof IsnadError) return error;
  // An error from elsewhere, e.g. thrown within a transaction, is not the database's to explain.
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  const message = messageOf(error);
  const cause = Object.assign(new Error(message), { code });
  const away = unavailabilityOf(error);
  if (away === 'slow') {
    return new StoreUnavailableError(
      `${location} took too long to answer (${message}).`,
      'Look at its load and at docs/SCALING.md; STORE_TIMEOUT_MS allows more time.',
      { cause },
    );
  }
  if (away !== undefined) {
    return new StoreUnavailableError(
      `${location} cannot be reached: ${message}.`,
      'Start the database, or mend INDEX_URL or STATE_URL; it is tried again by itself.',
      { cause },
    );
  }
  const told = EXPLAINED.find(
    ({ codes, about }) => (codes === undefined || codes.includes(code)) && about.test(message),
  );
  if (told) return new told.error(`${location}: ${message}.`, told.hint, { cause });
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  return new IndexError(
    `${location}: ${message} (SQLSTATE ${code}).`,
    'Run: npm run index -- --verify; where it is damaged: npm run index -- --full',
    { cause },
  );
}

const CERTIFICATE = /certificate|altnames|SSL routines|wrong version number|unsupported protocol/i;

const EXPLAINED: readonly {
  /** Undefined: the driver's own words, which have no code of the server. */
  readonly codes?: readonly string[];
  readonly about: RegExp;
  readonly error: typeof ConfigError | typeof IndexError;
  readonly hint: string;
}[] = [
  {
    about: /password must be a/,
    error: ConfigError,
    hint: 'The server asks for a password: set DATABASE_PASSWORD, or put one into the URL.',
  },
  {
    about: /does not support SSL/,
    error: ConfigError,
    hint: 'Let the server offer TLS, or write sslmode=disable in the URL if nobody can listen on the way.',
  },
  {
    about: CERTIFICATE,
    error: ConfigError,
    hint: 'Name the certificate of the authority that signed the server’s after sslrootcert= in the URL, and the host as that certificate has it.',
  },
  {
    codes: ['22P05', '22021'],
    about: /encoding/,
    error: ConfigError,
    hint: 'Make the database in UTF-8: createdb --encoding=UTF8 --template=template0 …',
  },
  {
    codes: ['28P01', '28000'],
    about: /./,
    error: ConfigError,
    hint: 'Check the user and the password in the URL, and pg_hba.conf on the server.',
  },
  {
    codes: ['3D000'],
    about: /./,
    error: ConfigError,
    hint: 'Make the database (createdb), or name another one in the URL.',
  },
  {
    codes: ['42501'],
    about: /extension/,
    error: IndexError,
    hint: 'As a superuser, run once in this database: CREATE EXTENSION vector;',
  },
  {
    codes: ['42501'],
    about: /./,
    error: IndexError,
    hint: 'Let the user in the URL write: CREATE SCHEMA isnad AUTHORIZATION <user>; for a bot that only answers: GRANT USAGE ON SCHEMA isnad, GRANT SELECT ON ALL TABLES IN SCHEMA isnad.',
  },
  {
    codes: ['58P01', '0A000', '22023', 'F0000'],
    about: /extension/,
    error: IndexError,
    hint: 'Install pgvector 0.7 or later on the server (package postgresql-<version>-pgvector, image pgvector/pgvector).',
  },
  {
    codes: ['42704'],
    about: /halfvec/,
    error: IndexError,
    hint: 'Bring pgvector to 0.7 or later, then run in this database: ALTER EXTENSION vector UPDATE;',
  },
  {
    codes: ['25006'],
    about: /./,
    error: ConfigError,
    hint: 'INDEX_URL and STATE_URL must name the primary; a read replica belongs in INDEX_READ_URL.',
  },
  {
    codes: ['53100', '53200'],
    about: /./,
    error: IndexError,
    hint: 'Give the database more room; then run: npm run index (it goes on where it stopped)',
  },
];
