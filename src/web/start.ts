/** The site over what answers, and where it is to listen. */

import type { Log } from '../app/log.ts';
import { type Isnad, indexUnreadable } from '../app/open.ts';
import type { Settings } from '../config.ts';
import type { Listener } from '../http/listen.ts';
import type { WebParts } from './ports.ts';
import { webSettings } from './settings.ts';
import { createWeb } from './web.tsx';

export function siteOf(isnad: Isnad, settings: Settings, log: Log): Listener {
  return listenerOf({
    answerer: isnad.answerer,
    catalogue: isnad.index,
    settings: webSettings(settings),
    log,
    overview: isnad.overview,
    botToken: settings.BOT_TOKEN ?? null,
    notReady: () => indexUnreadable(isnad),
    now: Date.now,
  });
}

export function listenerOf(parts: WebParts): Listener {
  const { host, port } = parts.settings;
  return { host, port, fetch: createWeb(parts), settings: 'WEB_PORT, WEB_HOST' };
}

/** As people type it. */
export const addressOf = (host: string, port: number) =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
