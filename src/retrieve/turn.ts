/** Turns at the event loop for work that takes milliseconds at a stretch. */
import { setImmediate } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/**
 * Resolves when all else that waits on the event loop has had its turn, and everybody who called this before. Of many who only
 * awaited `setImmediate`, all would go on in one round of the loop, and hold it together.
 */
export function turn(): Promise<void> {
  last = last.then(() => setImmediate());
  return last;
}
