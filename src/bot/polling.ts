/** Long polling: asks for updates, hands each to the intake, and confirms them with the next call. */

import type { Log } from '../app/log.ts';
import { StoreUnavailableError } from '../errors.ts';
import { CallError } from './call-error.ts';
import type { Accepted } from './intake.ts';
import { pause } from './sender.ts';
import { ALLOWED_UPDATES, type CallApi, type Update } from './telegraf.ts';

/** Telegram holds a call open this long when there is nothing new. */
const POLL_SECONDS = 50;
const POLL_TIMEOUT_MS = 65_000;
const BATCH = 100;
const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 15_000;
/** An empty answer this much too early means that the server did not wait. */
const EARLY_MS = 1_000;
/** Pauses after such answers, doubling: without them a server that never waits is asked hundreds of times a second. */
const EARLY_PAUSE_FIRST_MS = 250;
const EARLY_PAUSE_MAX_MS = 5_000;

export interface PollingParts {
  readonly call: CallApi;
  readonly log: Log;
  readonly signal: AbortSignal;
  accept(update: Update): Promise<Accepted>;
  /** Resolves when there is room for more. */
  room(): Promise<void>;
  /** Hears of every poll that Telegram answered. */
  polled(): void;
}

/** Something between us and Telegram may answer in its place: a proxy, a server of the operator's own. */
function isListOfUpdates(answer: unknown): answer is Update[] {
  return (
    Array.isArray(answer) && answer.every((one) => Number.isSafeInteger(one?.update_id as unknown))
  );
}

/**
 * Polls until the signal aborts.
 *
 * @throws CallError if the operator must act: another poller (409), or a token that is no longer known (401).
 */
export async function poll({
  call,
  log,
  signal,
  accept,
  room,
  polled,
}: PollingParts): Promise<void> {
  let offset = 0;
  let failures = 0;
  let early = 0;
  let toldOfEarly = false;
  const fetchUpdates = async () => {
    const updates = await call(
      'getUpdates',
      { offset, timeout: POLL_SECONDS, limit: BATCH, allowed_updates: ALLOWED_UPDATES },
      { timeoutMs: POLL_TIMEOUT_MS, signal },
    );
    if (isListOfUpdates(updates)) return updates;
    const description = 'the answer is no list of updates';
    throw new CallError({ method: 'getUpdates', status: undefined, description });
  };

  /** Waits until the state can be written: an update that is not recorded is not confirmed. */
  async function acceptPatiently(update: Update): Promise<Accepted> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await accept(update);
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        log.warn({ err: error }, 'an update could not be written down; trying again');
        await pause(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** tries), signal);
        if (signal.aborted) return 'full';
      }
    }
  }

  /** Nothing new, and sooner than asked: waits, longer each time. */
  async function slowDown(): Promise<void> {
    if (!toldOfEarly) {
      log.warn(
        { askedSeconds: POLL_SECONDS },
        'the Bot API server answers at once where it should wait for updates; asked less often',
      );
      toldOfEarly = true;
    }
    await pause(Math.min(EARLY_PAUSE_MAX_MS, EARLY_PAUSE_FIRST_MS * 2 ** early), signal);
    early += 1;
  }

  while (!signal.aborted) {
    let updates: Update[];
    const askedAt = performance.now();
    try {
      updates = await fetchUpdates();
      failures = 0;
      polled();
    } catch (error) {
      if (signal.aborted) break;
      if (!(error instanceof CallError)) throw error;
      if (error.failure === 'unauthorized' || error.failure === 'conflict') throw error;
      const backOffMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** failures);
      failures += 1;
      log.warn({ err: error, failures }, 'updates could not be fetched; trying again');
      await pause(error.retryAfterSeconds ? error.retryAfterSeconds * 1_000 : backOffMs, signal);
      continue;
    }
    // Repeats of what is confirmed count as nothing.
    const isNew = updates.some(({ update_id }) => update_id >= offset);
    const isEarly = performance.now() - askedAt < POLL_SECONDS * 1_000 - EARLY_MS;
    // A batch may come out of order; ids grow with time, so they say in which order people wrote.
    updates.sort((a, b) => a.update_id - b.update_id);
    for (const update of updates) {
      while ((await acceptPatiently(update)) === 'full') {
        await room();
        if (signal.aborted) break;
      }
      if (signal.aborted) break;
      // Only recorded updates are confirmed; a repeat of an older one must not lower the offset.
      offset = Math.max(offset, update.update_id + 1);
    }
    if (isNew || !isEarly) early = 0;
    else await slowDown();
  }
  // Confirms the last batch; if that fails, it comes again and is known as seen.
  if (offset > 0)
    await call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: 2_000 }).catch(
      () => {},
    );
}
