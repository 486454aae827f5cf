/** Waits for a database or a disk that is away: it may come back, and a bot that ended would have to be started again by hand. */
import pRetry from 'p-retry';
import type { Log } from '../../app/log.ts';
import { StoreUnavailableError } from '../../errors.ts';

const AGAIN_FIRST_MS = 250;
const AGAIN_MAX_MS = 15_000;

/**
 * Calls until it does not throw StoreUnavailableError; every other error is thrown.
 *
 * @param signal ends the waiting, with an error.
 */
export function onceAvailable<T>(
  act: () => Promise<T>,
  log: Log,
  signal?: AbortSignal,
): Promise<T> {
  return pRetry(act, {
    forever: true,
    minTimeout: AGAIN_FIRST_MS,
    maxTimeout: AGAIN_MAX_MS,
    ...(signal && { signal }),
    shouldRetry: (error) => error instanceof StoreUnavailableError,
    onFailedAttempt(error) {
      if (error instanceof StoreUnavailableError) {
        log.warn({ err: error }, 'the bot starts as soon as this is available; trying again');
      }
    },
  });
}
