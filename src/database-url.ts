/**
 * The address of a database, `postgres://user:password@host:port/database`, and its password.
 *
 * An unencoded `/`, `?`, `#` or `@` in a password ends it too early, and what follows is taken for a host
 * or a database, which messages name. So such an address is refused before any part of it is used.
 */
import { ConfigError } from './errors.ts';

export const DATABASE_URL_PROBLEM =
  'must be postgres://user:password@host:port/database with user and password percent-encoded ' +
  '(% as %25, / as %2F, ? as %3F, # as %23, @ as %40); a password may stand in DATABASE_PASSWORD instead, as it is';

/** Whether the address can be read in one way only. */
export function isDatabaseUrl(text: string): boolean {
  const scheme = /^postgres(?:ql)?:\/\//iu.exec(text);
  if (!scheme || !URL.canParse(text)) return false;
  const rest = text.slice(scheme[0].length);
  const beforeHost = rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
  return !/[/?#@\s]/u.test(beforeHost) && !rest.includes('#') && !/%(?![0-9a-f]{2})/iu.test(rest);
}

/** The URL without its password and parameters. @throws ConfigError, which quotes nothing of what was given. */
export function locationOf(url: string): string {
  if (!isDatabaseUrl(url)) {
    throw new ConfigError(
      `The address of the database ${DATABASE_URL_PROBLEM}.`,
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
  const all = [password, decodeURIComponent(password), searchParams.get('password') ?? ''];
  return [...new Set(all)].filter((one) => one !== '');
}
