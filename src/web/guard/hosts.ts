/**
 * Under which names the page may be asked. A site that an attacker controls can let its own name point to 127.0.0.1
 * (DNS rebinding); its visitors' browsers then send its name in `Host`, by which they are turned away.
 */
import { isIP } from 'node:net';

export type IsOwnHost = (host: string | undefined) => boolean;

export function ownHosts(parts: {
  /** The address that is listened on. */
  readonly host: string;
  readonly hosts: readonly string[];
  readonly publicUrl: string | undefined;
}): IsOwnHost {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', parts.host.toLowerCase()]);
  for (const host of parts.hosts) names.add(nameOf(host) ?? host.toLowerCase());
  if (parts.publicUrl) names.add(new URL(parts.publicUrl).hostname);
  const everyAddress = parts.host === '0.0.0.0' || parts.host === '::';
  return (host) => {
    const name = host === undefined ? undefined : nameOf(host);
    if (name === undefined) return false;
    // No name can be made to point elsewhere if there is no name.
    return names.has(name) || (everyAddress && isIP(name.replace(/^\[|\]$/gu, '')) > 0);
  };
}

/** Without the port; undefined if it is no host. */
function nameOf(host: string): string | undefined {
  try {
    const url = new URL(`http://${host}`);
    return url.username === '' && url.pathname === '/' && url.search === '' && url.hash === ''
      ? url.hostname
      : undefined;
  } catch {
    return undefined;
  }
}
