/** A cookie that says: this browser has shown the token, or was opened by this bot in Telegram. Nothing is kept here. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const DAY_MS = 86_400_000;
const SESSION_MS = 30 * DAY_MS;

export interface Sessions {
  /** @param who `token`, or a Telegram person's fingerprint. */
  issue(who: string, nowMs: number): string;
  /** Who a cookie was issued to; undefined if it is forged or too old. */
  read(cookie: string | undefined, nowMs: number): string | undefined;
  readonly maxAgeSeconds: number;
  /** A person in 16 characters; the id cannot be found from them. */
  fingerprint(id: number): string;
}

/** @param secrets a change of any of them ends all sessions. */
export function createSessions(secrets: readonly string[]): Sessions {
  const key = (use: string) =>
    Buffer.from(hkdfSync('sha256', secrets.join('\n'), 'isnad', use, 32));
  const signing = key('web session');
  const naming = key('web person');
  const sign = (text: string) => createHmac('sha256', signing).update(text).digest('base64url');
  return {
    maxAgeSeconds: SESSION_MS / 1_000,
    fingerprint: (id) =>
      createHmac('sha256', naming).update(String(id)).digest('base64url').slice(0, 16),
    issue(who, nowMs) {
      const claim = `${nowMs + SESSION_MS}.${who}`;
      return `${claim}.${sign(claim)}`;
    },
    read(cookie, nowMs) {
      const found = /^(\d{1,16})\.([A-Za-z0-9_-]{1,40})\.([A-Za-z0-9_-]{43})$/u.exec(cookie ?? '');
      if (!found) return undefined;
      const [, until, who, signature] = found;
      const right = Buffer.from(sign(`${until}.${who}`));
      if (!timingSafeEqual(right, Buffer.from(signature!))) return undefined;
      return Number(until) > nowMs ? who : undefined;
    },
  };
}
