/** What every request goes through first, and what every answer carries. */

import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { sameSecret } from '../../http/same-secret.ts';
import { problem } from '../api/problem.ts';
import type { IsOwnHost } from './hosts.ts';
import type { Sessions } from './session.ts';

export const SESSION_COOKIE = 'isnad';

/**
 * Headers for pages that hold questions in their addresses and other people's text in their bodies: nothing is loaded
 * from elsewhere, nothing runs that is not our own file, no address is told to other sites.
 *
 * @param framedByTelegram Telegram on the web shows Mini Apps in a frame.
 */
export function safeHeaders(framedByTelegram: boolean): MiddlewareHandler {
  const ancestors = framedByTelegram ? 'https://web.telegram.org' : "'none'";
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('content-security-policy', policy);
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-content-type-options', 'nosniff');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    if (!framedByTelegram) headers.set('x-frame-options', 'DENY');
    // The browser may keep it; caches that several people share may not.
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache');
  };
}

/** Only under our own host names. Of requests from pages of other sites, only a followed link is allowed. */
export function ownSiteOnly(isOwnHost: IsOwnHost): MiddlewareHandler {
  return async (c, next) => {
    if (!isOwnHost(c.req.header('host'))) {
      return problem('wrong-host', { detail: 'Name the host in WEB_HOSTS or PUBLIC_URL.' });
    }
    const site = c.req.header('sec-fetch-site');
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const follows = reads && c.req.header('sec-fetch-mode') === 'navigate';
    const foreign =
      site === undefined
        ? !reads && !ownOrigin(c.req.header('origin'), isOwnHost)
        : site !== 'same-origin' && site !== 'none' && !follows;
    if (foreign) return problem('other-origin');
    return await next();
  };
}

/** Programs send no origin; browsers that know no Sec-Fetch-Site do. */
function ownOrigin(origin: string | undefined, isOwnHost: IsOwnHost): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && isOwnHost(new URL(origin).host);
}

export interface Access {
  readonly token: string | undefined;
  readonly sessions: Sessions;
  readonly now: () => number;
}

/** Who reads: by the token in a header, or by a cookie; undefined for strangers. */
export function readerOf(c: Context, { token, sessions, now }: Access): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/iu.exec(c.req.header('authorization') ?? '')?.[1];
  if (token !== undefined && bearer !== undefined && sameSecret(bearer, token)) return 'token';
  return sessions.read(getCookie(c, SESSION_COOKIE), now());
}
