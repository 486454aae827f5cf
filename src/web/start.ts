/** The site on a port. */
import { type Listening, listen } from '../http/listen.ts';
import type { WebParts } from './ports.ts';
import { createWeb } from './web.tsx';

/** @throws ConfigError where the address cannot be listened on. */
export function startWeb(parts: WebParts): Promise<Listening> {
  const { host, port } = parts.settings;
  const { fetch } = createWeb(parts);
  return listen({ host, port, fetch, settings: 'WEB_PORT, WEB_HOST' });
}

/** As people type it. */
export const addressOf = (host: string, port: number) =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
