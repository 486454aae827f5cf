/** Limits how many questions are answered at once and how many wait, and drops those whose asker has left. */
import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';

/** A search takes milliseconds; one that takes this long will not come to an end. */
const WORK_MAX_MS = 60_000;

export class QuestionQueue {
  readonly #queue: PQueue;
  readonly #max: number;
  #present = 0;

  /** @param max waiting and worked on, together. */
  constructor(concurrency: number, max: number) {
    this.#queue = new PQueue({ concurrency });
    this.#max = max;
  }

  get full(): boolean {
    return this.#present >= this.#max;
  }

  /** @param gone fires when the asker has left: work that has not begun is then dropped. */
  async run<T>(work: () => Promise<T>, gone?: AbortSignal): Promise<T> {
    this.#present += 1;
    let timer: NodeJS.Timeout | undefined;
    try {
      const result = await this.#queue.add(async () => {
        // A search is a stretch of computing: between two of them the event loop serves pages.
        await setImmediate();
        gone?.throwIfAborted();
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => {
            reject(new Error(`the search took longer than ${WORK_MAX_MS} ms`));
          }, WORK_MAX_MS);
          timer.unref();
        });
        return { value: await Promise.race([work(), late]) };
      });
      return (result as { value: T }).value;
    } finally {
      clearTimeout(timer);
      this.#present -= 1;
    }
  }
}
