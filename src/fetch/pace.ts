/** One request at a time to a host, with a pause between two. Hosts do not wait for each other. */
import { setTimeout as sleep } from 'node:timers/promises';

export class Pace {
  /** For each host, the end of its last request so far: when it ended, as `Date.now()` has it. */
  readonly #lastEnd = new Map<string, Promise<number>>();

  /** Runs `job` when the host's earlier ones are done and `pauseMs` has passed since. */
  run<T>(host: string, pauseMs: number, job: () => Promise<T>): Promise<T> {
    const before = this.#lastEnd.get(host);
    const result = (async () => {
      if (before) {
        const waitMs = (await before) + pauseMs - Date.now();
        if (waitMs > 0) await sleep(waitMs);
      }
      return job();
    })();
    this.#lastEnd.set(
      host,
      result.then(
        () => Date.now(),
        () => Date.now(),
      ),
    );
    return result;
  }
}
