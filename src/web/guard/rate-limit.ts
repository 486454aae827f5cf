/** Limits the questions of one address: in a minute, and at once. */

const MINUTE_MS = 60_000;
/** More addresses than this at a time are an attack from many; the oldest are forgotten first. */
const KEYS_MAX = 50_000;

export class RateLimit {
  readonly #perMinute: number;
  readonly #atOnceMax: number;
  /** By address, the one that asked longest ago first. */
  readonly #known = new Map<string, { times: number[]; running: number }>();

  constructor(perMinute: number, atOnceMax: number) {
    this.#perMinute = perMinute;
    this.#atOnceMax = atOnceMax;
  }

  /** What ends the turn that was taken, or in how many seconds there is one again. */
  take(key: string, nowMs: number): { done: () => void } | { waitSeconds: number } {
    const entry = this.#known.get(key) ?? { times: [], running: 0 };
    this.#known.delete(key);
    this.#known.set(key, entry);
    if (this.#known.size > KEYS_MAX) this.#known.delete(this.#known.keys().next().value!);
    // One of later than now was taken before the clock was set back.
    entry.times = entry.times.filter((time) => time <= nowMs && nowMs - time < MINUTE_MS);
    if (entry.times.length >= this.#perMinute) {
      const free = entry.times[entry.times.length - this.#perMinute]! + MINUTE_MS;
      return { waitSeconds: Math.max(1, Math.ceil((free - nowMs) / 1_000)) };
    }
    if (entry.running >= this.#atOnceMax) return { waitSeconds: 1 };
    entry.times.push(nowMs);
    entry.running += 1;
    return {
      done: () => {
        entry.running -= 1;
      },
    };
  }
}
