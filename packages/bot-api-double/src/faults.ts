/**
 * Faults on demand. `next` plans one for a method; `rate` makes them at random from a seed.
 *
 * Where a fault strikes matters more than which it is:
 *
 *     request ──► validated ──► [dropBefore, flood, error] ──► handled ──► [dropAfter, lateError] ──► answer
 *
 * After `dropAfter` and `lateError` the call has been carried out and the caller cannot know:
 * the doubt that no retry policy removes.
 */

import { seededRandom } from './random.ts';

export type Fault =
  /** 429 with `retry_after`; default 1 second. */
  | { readonly kind: 'flood'; readonly retryAfterS?: number }
  /** 5xx before anything is done; default 502. `html` answers with a proxy's page, not with JSON. */
  | { readonly kind: 'error'; readonly code?: number; readonly html?: boolean }
  /** 5xx after the call was carried out. */
  | { readonly kind: 'lateError'; readonly code?: number; readonly html?: boolean }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'dropBefore' }
  /** The connection breaks after the call was carried out. */
  | { readonly kind: 'dropAfter' }
  /** The call is carried out after this many milliseconds. */
  | { readonly kind: 'stall'; readonly ms: number };

export type FaultKind = Fault['kind'];

/** Probabilities from 0 to 1; together at most 1. */
export type FaultRates = { readonly [K in FaultKind]?: number } & {
  /** Methods that faults strike. Default: all but `getUpdates`. */
  readonly methods?: readonly string[];
  /** How long a random stall lasts. Default 200. */
  readonly stallMs?: number;
  /** `retry_after` of a random 429. Default 1. */
  readonly retryAfterS?: number;
};

export interface UpdateFaults {
  /** The chance that an update is delivered once more later, with the same `update_id`. */
  readonly duplicate?: number;
  /** The chance that a batch of updates is delivered out of order. */
  readonly shuffle?: number;
}

const kinds: readonly FaultKind[] = [
  'flood',
  'error',
  'lateError',
  'dropBefore',
  'dropAfter',
  'stall',
];

export class Faults {
  private readonly planned = new Map<string, Fault[]>();
  private rates: FaultRates = {};
  private random = seededRandom(1);
  private updateFaults: UpdateFaults = {};
  private updateRandom = seededRandom(1);

  /** The next `times` calls of `method` meet this fault; `'*'` stands for the next call of any method. */
  next(method: string, fault: Fault, times = 1): void {
    const queue = this.planned.get(method) ?? [];
    for (let i = 0; i < times; i++) queue.push(fault);
    this.planned.set(method, queue);
  }

  /** Random faults from now on, the same ones for the same seed and the same order of calls. */
  rate(rates: FaultRates, seed: number): void {
    this.rates = rates;
    this.random = seededRandom(seed);
  }

  /** Updates delivered twice or out of order from now on. */
  updates(faults: UpdateFaults, seed: number): void {
    this.updateFaults = faults;
    this.updateRandom = seededRandom(seed);
  }

  /** No more faults, planned or random. */
  clear(): void {
    this.planned.clear();
    this.rates = {};
    this.updateFaults = {};
  }

  /** The fault that meets this call, if any. */
  draw(method: string): Fault | undefined {
    const planned = this.planned.get(method)?.shift() ?? this.planned.get('*')?.shift();
    if (planned !== undefined) return planned;
    const { methods } = this.rates;
    if (methods === undefined ? method === 'getUpdates' : !methods.includes(method))
      return undefined;
    // A method that no fault can strike draws nothing, so polls do not shift what the sends meet.
    let dice = this.random();
    for (const kind of kinds) {
      dice -= this.rates[kind] ?? 0;
      if (dice < 0) return this.make(kind);
    }
    return undefined;
  }

  private make(kind: FaultKind): Fault {
    if (kind === 'stall') return { kind, ms: this.rates.stallMs ?? 200 };
    if (kind === 'flood') return { kind, retryAfterS: this.rates.retryAfterS ?? 1 };
    return { kind };
  }

  drawDuplicate(): boolean {
    const rate = this.updateFaults.duplicate ?? 0;
    return rate > 0 && this.updateRandom() < rate;
  }

  /** The generator to shuffle a batch with, or `undefined` to leave its order. */
  drawShuffle(): (() => number) | undefined {
    const rate = this.updateFaults.shuffle ?? 0;
    return rate > 0 && this.updateRandom() < rate ? this.updateRandom : undefined;
  }
}
