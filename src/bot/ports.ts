/** What the bot is given: ports to the stages before it, a store, settings. `cli/bot.ts` names the adapters. */

import type { Log } from '../app/log.ts';
import type { Overview } from '../app/overview.ts';
import type { Reindex } from '../app/reindex.ts';
import type { Listener } from '../http/listen.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { ObservedReader } from '../reader/port.ts';
import type { Answerer, Catalogue } from '../types.ts';
import type { BotSettings } from './settings.ts';
import type { BotState } from './state/port.ts';

export interface BotDependencies {
  readonly token: string;
  /** The Bot API server, e.g. `https://api.telegram.org`. */
  readonly apiRoot: string;
  readonly answerer: Answerer;
  readonly catalogue: Catalogue;
  /** What the present articles are, for people who ask. */
  readonly overview: () => Promise<Overview>;
  /** What reads the passages, for metrics. */
  readonly reader: Pick<ObservedReader, 'id' | 'stats'>;
  readonly state: BotState;
  readonly settings: BotSettings;
  readonly log: Log;
  readonly reindex: Reindex;
  /** Where documents of admins are kept; null if none are taken. */
  readonly inbox: Inbox | null;
  /**
   * The page; null if it is not served. It is served together with the webhook, and by the same router if both listen at
   * the same place.
   */
  readonly page: Listener | null;
  /** Why questions cannot be answered, apart from Telegram and the state; for /readyz. */
  readonly notReady: () => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Bot {
  /**
   * Checks the token, continues what an earlier run left, and begins to receive.
   *
   * @throws IsnadError if the operator must act: unknown token, address that cannot be listened on.
   */
  start(): Promise<void>;
  /** Stops receiving, finishes what it began within `shutdownGraceMs`, and returns. The rest waits in the state. */
  stop(reason: string): Promise<void>;
  /** Settles when receiving ends by itself: rejects with what the operator must mend (401, 409). */
  readonly ended: Promise<void>;
  /** The ports that the bot listens on, the webhook's first, the page's last. */
  readonly ports: readonly number[];
}
