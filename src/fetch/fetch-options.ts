/** Options, events and report of fetching. Types only. */

import type { FetchLimits } from './limits.ts';
import type { Resolve } from './public-addresses.ts';

export interface FetchOptions {
  /** Folder that the articles are written to; made if there is none. */
  readonly corpusDir: string;
  /** Entries taken from each feed, newest first. Default 50. */
  readonly entriesMax?: number | undefined;
  /** Ask for everything again, overwrite what was edited by hand and restore what was removed. Default false. */
  readonly again?: boolean | undefined;
  /** Ask machines that are not on the public internet too. Default false. */
  readonly allowPrivateAddresses?: boolean | undefined;
  /** Address where a site's operators learn who asks. Default: none is sent. */
  readonly contactUrl?: string | undefined;
  readonly limits?: Partial<FetchLimits> | undefined;
  /** Called for each event, as it happens. */
  readonly onEvent?: ((event: FetchEvent) => void) | undefined;
  /** The system's unless a test says otherwise. */
  readonly resolve?: Resolve | undefined;
  readonly now?: (() => Date) | undefined;
}

export type FetchEvent =
  | {
      readonly event: 'feed';
      readonly url: string;
      /** False: the site says that nothing has changed, so its entries were not read. */
      readonly changed: boolean;
      readonly title?: string | undefined;
      readonly entries?: number;
    }
  | {
      readonly event: 'fetched' | 'updated';
      readonly url: string;
      readonly file: string;
      readonly title: string;
    }
  | { readonly event: 'unchanged'; readonly url: string }
  | ({ readonly event: 'skipped' | 'failed' } & LeftOut)
  | { readonly event: 'note'; readonly message: string };

export interface FetchReport {
  /** New articles. */
  readonly fetched: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Left out by a rule, which will hold next time too. By rising address. */
  readonly skipped: readonly LeftOut[];
  /** Failed, and may succeed next time; also a named source that gave nothing. By rising address. */
  readonly failed: readonly LeftOut[];
}

export interface LeftOut {
  readonly url: string;
  readonly reason: string;
  /** What mends it; empty if nothing can. */
  readonly hint: string;
}
