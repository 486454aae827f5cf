/** What the page is given: ports to the stages before it, settings, a log. */

import type { Log } from '../app/log.ts';
import type { Overview } from '../app/overview.ts';
import type { Answerer, Catalogue } from '../types.ts';
import type { WebSettings } from './settings.ts';

export interface WebParts {
  readonly answerer: Answerer;
  readonly catalogue: Catalogue;
  readonly settings: WebSettings;
  readonly log: Log;
  /** What the articles are, with questions that they answer. */
  readonly overview: () => Promise<Overview>;
  /** The bot's token, to check what Telegram says of a person who opens the page there; null without a bot. */
  readonly botToken: string | null;
  /** Why questions cannot be answered now; undefined if they can. */
  readonly notReady: () => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
