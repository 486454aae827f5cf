/** Changed, added or removed articles ─► a build, once nothing changes any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Freshness } from './corpus-record.ts';

/** If two looks this far apart agree, nothing was written in between. */
const LOOK_EVERY_MS = 2_000;
/** Looking for changes takes at most this share of the time, however many files there are. */
const LOOK_SHARE_MAX = 0.05;
/** A failed build, for example because another one was running, is repeated after this time. */
const AGAIN_AFTER_MS = 60_000;

export interface WatchOptions {
  /** Compares the articles with those that the index was built from. */
  readonly look: () => Promise<Freshness>;
  /** Builds. What it throws is given to `failed`, and it is called again later. */
  readonly build: () => Promise<unknown>;
  readonly failed: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** Default: 2,000. */
  readonly lookEveryMs?: number;
}

/**
 * Resolves when `signal` aborts. After a build that was refused or changed nothing, waits until the articles change
 * again.
 */
export async function watchCorpus({
  look,
  build,
  failed,
  signal,
  lookEveryMs = LOOK_EVERY_MS,
}: WatchOptions): Promise<void> {
  let before: string | undefined;
  let tried: string | undefined;
  let pauseMs = lookEveryMs;
  while (await pause(pauseMs, signal)) {
    const began = performance.now();
    const found = await look();
    pauseMs = Math.max(lookEveryMs, (performance.now() - began) / LOOK_SHARE_MAX);
    const now = found.state === 'changed' ? found.digest : undefined;
    const isSettled = now === before;
    before = now;
    if (now === undefined || !isSettled || now === tried) continue;
    tried = now;
    try {
      await build();
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
      tried = undefined;
      pauseMs = AGAIN_AFTER_MS;
    }
  }
}

/** False if `signal` aborts first. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return await sleep(ms, true, { signal }).catch(() => false);
}
