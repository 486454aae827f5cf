/** Waiting for something to happen in the server, without polling: looks again after every change. */

export interface WaitOptions {
  /** How long to wait in real milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** What is awaited, for the error: "the bot's answer". */
  readonly what?: string;
}

interface Waiter {
  look(): boolean;
}

export class Waiting {
  private readonly waiters = new Set<Waiter>();
  private readonly situation: () => string;

  /** `situation` describes the server in the error of a wait that took too long. */
  constructor(situation: () => string) {
    this.situation = situation;
  }

  /** To be called after every change. */
  changed(): void {
    for (const waiter of this.waiters) if (waiter.look()) this.waiters.delete(waiter);
  }

  /** Resolves with the first value of `look` that is neither `undefined`, `null` nor `false`. */
  for<T>(look: () => T | undefined | null | false, options: WaitOptions = {}): Promise<T> {
    const { timeoutMs = 5000, what = 'what the test waits for' } = options;
    return new Promise<T>((resolve, reject) => {
      const found = (): boolean => {
        let value: T | undefined | null | false;
        try {
          value = look();
        } catch (error) {
          clearTimeout(timer);
          reject(error as Error);
          return true;
        }
        if (value === undefined || value === null || value === false) return false;
        clearTimeout(timer);
        resolve(value);
        return true;
      };
      const waiter: Waiter = { look: found };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`${what} did not come within ${timeoutMs} ms\n${this.situation()}`));
      }, timeoutMs);
      if (!found()) this.waiters.add(waiter);
    });
  }
}
