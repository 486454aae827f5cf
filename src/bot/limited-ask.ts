/** The answerer as the handlers see it: a limited number of questions at once, and a time limit for each. */
import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Answer, Answerer } from '../types.ts';

/** A search takes milliseconds; one that takes this long will not come to an end. */
const SEARCH_TIMEOUT_MS = 60_000;

export function createLimitedAsk(answerer: Answerer, concurrency: number): Answerer['ask'] {
  const searches = new PQueue({ concurrency });
  return (question, options) =>
    searches.add(async () => {
      // A search is a stretch of computing. Between two of them the event loop reads what came in: above all
      // that a message was sent, which is in doubt until it is written down.
      await setImmediate();
      return await withinTime(answerer.ask(question, options));
    }) as Promise<Answer>;
}

/** The timer keeps no process alive that has nothing else to do. */
function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the search took longer than ${SEARCH_TIMEOUT_MS} ms`));
    }, SEARCH_TIMEOUT_MS);
    timer.unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
