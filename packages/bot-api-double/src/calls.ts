/** The log of calls: the latest in full, all of them as counts. */

import type { RefusalKind } from './errors.ts';
import type { Fault } from './faults.ts';

export interface Call {
  /** 1 for the first call the server ever got. */
  readonly number: number;
  readonly method: string;
  /** The parameters as the schema accepted them, or as they came if it did not. */
  readonly params: Readonly<Record<string, unknown>>;
  /** `performance.now()` when the call had arrived and when it was answered. */
  readonly atMs: number;
  readonly answeredAtMs: number;
  /** True if the caller was told so. */
  readonly ok: boolean;
  /** True if the call took effect, whether or not the caller learned of it. */
  readonly done: boolean;
  readonly code: number;
  readonly description?: string;
  readonly kind?: RefusalKind;
  readonly fault?: Fault;
  /** The result, if the call was carried out. Of `getUpdates`, listeners alone see it. */
  readonly result?: unknown;
  /** It came as the answer to a webhook's update. */
  readonly viaWebhook: boolean;
}

export interface MethodCounts {
  calls: number;
  ok: number;
  done: number;
  /** Refusals by kind. */
  readonly refused: Partial<Record<RefusalKind, number>>;
}

/** The caller's own mistakes are few in a good bot and many in a broken one: enough to see why. */
const VIOLATIONS_MAX = 100;

export class CallLog {
  private readonly kept: Call[] = [];
  private readonly keepMax: number;
  private oldest = 0;
  private total = 0;
  private violationTotal = 0;
  private readonly kinds = new Map<string, MethodCounts>();
  private readonly firstViolations: Call[] = [];
  private readonly listeners = new Set<(call: Call) => void>();

  constructor(keepMax: number) {
    this.keepMax = keepMax;
  }

  add(call: Omit<Call, 'number'>): void {
    this.total += 1;
    const numbered: Call = { number: this.total, ...call };
    this.keep(numbered);
    this.count(numbered);
    for (const listener of this.listeners) listener(numbered);
  }

  /** Updates are the people's words, not the bot's: kept, they would hold every message of a long run. */
  private keep(call: Call): void {
    const { result: _, ...light } = call;
    const kept = call.method === 'getUpdates' ? light : call;
    if (this.kept.length < this.keepMax) this.kept.push(kept);
    else {
      this.kept[this.oldest] = kept;
      this.oldest = (this.oldest + 1) % this.keepMax;
    }
  }

  private count(call: Call): void {
    let counts = this.kinds.get(call.method);
    if (counts === undefined) {
      counts = { calls: 0, ok: 0, done: 0, refused: {} };
      this.kinds.set(call.method, counts);
    }
    counts.calls += 1;
    if (call.ok) counts.ok += 1;
    if (call.done) counts.done += 1;
    if (call.kind === undefined) return;
    counts.refused[call.kind] = (counts.refused[call.kind] ?? 0) + 1;
    if (call.kind !== 'schema' && call.kind !== 'rule') return;
    this.violationTotal += 1;
    if (this.firstViolations.length < VIOLATIONS_MAX) this.firstViolations.push(call);
  }

  /** The calls that are remembered, oldest first; of one method if it is named. */
  list(method?: string): Call[] {
    const inOrder = [...this.kept.slice(this.oldest), ...this.kept.slice(0, this.oldest)];
    return method === undefined ? inOrder : inOrder.filter((call) => call.method === method);
  }

  get violations(): readonly Call[] {
    return this.firstViolations;
  }

  get violationCount(): number {
    return this.violationTotal;
  }

  get counts(): ReadonlyMap<string, MethodCounts> {
    return this.kinds;
  }

  listen(listener: (call: Call) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
