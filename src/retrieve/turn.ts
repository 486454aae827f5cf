/** Turns at the event loop for work that takes milliseconds at a stretch. */
import { setImmediate } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/**
 * Resolves when everything else that waits on the event loop has had its turn, and all earlier callers of this. If many
 * callers only awaited `setImmediate`, all would continue in one round of the loop and block it together.
 */
export function turn(): Promise<void> {
  last = last.then(() => setImmediate());
  return last;
}
