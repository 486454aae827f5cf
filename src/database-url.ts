/**
 * The address of a database, `postgres://user:password@host:port/database`, and its password.
 *
 * An unencoded `/`, `?`, `#` or `@` in a password ends it too early, and what follows is taken for a host
 * or a database, which messages name. So such an address is refused before any part of it is used.
 */
import { accessSync, constants } from 'node:fs';
import { ConfigError } from './errors.ts';

export const DATABASE_URL_PROBLEM =
  'must be postgres://user:password@host:port/database with user and password percent-encoded ' +
  '(% as %25, / as %2F, ? as %3F, # as %23, @ as %40); a password may stand in DATABASE_PASSWORD instead, as it is';

/** What is wrong with an address; undefined if it can be read in one way only. Quotes nothing of it. */
export function databaseUrlProblem(text: string): string | undefined {
  const scheme = /^postgres(?:ql)?:\/\//iu.exec(text);
  if (!scheme || !URL.canParse(text)) return DATABASE_URL_PROBLEM;
  const rest = text.slice(scheme[0].length);
  const beforeHost = rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
  const isAmbiguous = /[/?#@\s]/u.test(beforeHost) || rest.includes('#');
  if (isAmbiguous || decoded(rest) === undefined) return DATABASE_URL_PROBLEM;
  const { port, searchParams } = new URL(text);
  // The driver prefers the parameter, and reads a file as soon as it is asked to connect.
  if (!isPort(searchParams.get('port') || port || '5432'))
    return 'must have a port from 1 to 65535';
  const missing = TLS_FILES.find((name) => !isReadable(searchParams.get(name)));
  return missing && `names a file after ${missing}= that cannot be read`;
}

const TLS_FILES = ['sslcert', 'sslkey', 'sslrootcert'];

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function isReadable(file: string | null): boolean {
  try {
    if (file) accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The URL without its password and parameters. @throws ConfigError, which quotes nothing of what was given. */
export function locationOf(url: string): string {
  const problem = databaseUrlProblem(url);
  if (problem !== undefined) {
    throw new ConfigError(
      `The address of the database ${problem}.`,
      'Mend INDEX_URL, INDEX_READ_URL or STATE_URL in .env.',
    );
  }
  const { username, hostname, port, pathname } = new URL(url);
  return `postgres://${username}${username && '@'}${hostname}${port && ':'}${port}${pathname}`;
}

/** The same address with a password added, if it has none. */
export function withPassword(url: string, password: string): string {
  const parsed = new URL(url);
  // Setting it encodes what would end it, but not the percent sign.
  if (passwordsIn(url).length === 0) parsed.password = encodeURIComponent(password);
  return parsed.href;
}

/** The passwords in an address, encoded as they are there and decoded. */
export function passwordsIn(url: string): string[] {
  const { password, searchParams } = new URL(url);
  const all = [password, decoded(password) ?? '', searchParams.get('password') ?? ''];
  return [...new Set(all)].filter((one) => one !== '');
}

/** Undefined if a percent sign encodes nothing. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
