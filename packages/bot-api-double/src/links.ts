/**
 * Which URLs Telegram accepts in buttons and links. Source: `LinkManager::check_link` in TDLib:
 * http, https, tg and ton; a web address needs a public host name or an IP address; a missing
 * scheme means http.
 */

import { isIP } from 'node:net';
import { brokenRule } from './errors.ts';

function problemOf(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const hasPort = scheme !== undefined && /^[^/?#]*:\d+([/?#]|$)/.test(url);
  if (scheme !== undefined && !hasPort && !['http', 'https', 'tg', 'ton'].includes(scheme)) {
    return 'Unsupported URL protocol';
  }
  if (scheme === 'tg' || scheme === 'ton') return undefined;
  const address = scheme === undefined || hasPort ? `http://${url}` : url;
  // `new URL` strips control characters and white space that Telegram does not.
  if (!URL.canParse(address) || /[\0-\x20]/.test(address)) return 'Wrong HTTP URL';
  const { hostname } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0 && !/^[^.]+(\.[^.]+)+\.?$/.test(host)) return 'Wrong HTTP URL';
  return undefined;
}

/** Throws unless Telegram would accept `url`; `where` opens the message: "inline keyboard button". */
export function checkUrl(url: string, where: string): void {
  const problem = problemOf(url);
  if (problem !== undefined) throw brokenRule(`${where} URL '${url}' is invalid: ${problem}`);
}
