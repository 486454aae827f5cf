/**
 * The updates that wait for the bot, and `getUpdates` over them.
 *
 * An update waits until it is confirmed: by a `getUpdates` with an offset above its id, or by a
 * 2xx of the webhook. What is not confirmed is delivered again, so a bot that was killed loses
 * nothing. Source: `process_get_updates_query`, `do_get_updates` and `abort_long_poll` in the Bot
 * API server (`telegram-bot-api/Client.cpp`).
 */

import { wrongState } from './errors.ts';
import type { Faults } from './faults.ts';
import { shuffle } from './random.ts';
import type { UpdateType } from './schemas/settings.ts';
import type { PayloadType, WirePayloads, WireUpdate } from './wire.ts';

/** Left out unless asked for by name. */
const notByDefault: ReadonlySet<UpdateType> = new Set([
  'chat_member',
  'message_reaction',
  'message_reaction_count',
]);

/** How long an update waits for delivery, in server seconds (`add_update` in `Client.cpp`). */
const lifetimesS: { readonly [T in PayloadType]: number } = {
  message: 86_400,
  edited_message: 86_400,
  callback_query: 150,
  inline_query: 30,
  chosen_inline_result: 600,
  my_chat_member: 86_400,
};

/** Longer polls are cut to this. */
const TIMEOUT_MAX_S = 50;
const LIMIT_MAX = 100;

export interface PendingUpdate {
  readonly update: WireUpdate;
  readonly type: PayloadType;
  /** Updates of one line reach a webhook one after the other: a chat, or a person's queries. */
  readonly line: string;
  readonly expiresAtMs: number;
}

interface LongPoll {
  readonly limit: number;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (updates: WireUpdate[]) => void;
  readonly reject: (error: Error) => void;
}

export class Updates {
  private lastUpdateId = 100_000_000;
  /** Called for every new update. */
  onPushed: (() => void) | undefined;
  /** Called when a long poll begins to wait, and when its caller breaks off. */
  onPolled: (() => void) | undefined;
  private readonly pending = new Map<number, PendingUpdate>();
  private readonly replays: WireUpdate[] = [];
  private allowed: ReadonlySet<UpdateType> | undefined;
  private poll: LongPoll | undefined;
  private readonly faults: Faults;
  private readonly secondMs: number;

  constructor(faults: Faults, secondMs: number) {
    this.faults = faults;
    this.secondMs = secondMs;
  }

  /** Files an update, or leaves it out if the bot has not asked for its type; returns its id or undefined. */
  push<T extends PayloadType>(type: T, payload: WirePayloads[T], line: string): number | undefined {
    if (!this.isAllowed(type)) return undefined;
    this.lastUpdateId += 1;
    const update: WireUpdate = { update_id: this.lastUpdateId, [type]: payload };
    const expiresAtMs = performance.now() + lifetimesS[type] * this.secondMs;
    this.pending.set(this.lastUpdateId, { update, type, line, expiresAtMs });
    this.onPushed?.();
    this.servePoll();
    return this.lastUpdateId;
  }

  private isAllowed(type: UpdateType): boolean {
    return this.allowed?.has(type) ?? !notByDefault.has(type);
  }

  /** An empty list asks for the default kinds; `undefined` leaves the setting as it was. */
  allow(types: readonly UpdateType[] | undefined): void {
    if (types === undefined) return;
    this.allowed = types.length === 0 ? undefined : new Set(types);
  }

  get allowedTypes(): UpdateType[] | undefined {
    return this.allowed === undefined ? undefined : [...this.allowed];
  }

  get pendingCount(): number {
    return [...this.waiting()].length;
  }

  /** What waits, oldest first; what has waited too long is dropped on the way. */
  *waiting(): Generator<PendingUpdate> {
    const nowMs = performance.now();
    for (const [id, one] of this.pending) {
      if (one.expiresAtMs > nowMs) yield one;
      else this.pending.delete(id);
    }
  }

  confirm(updateId: number): void {
    this.pending.delete(updateId);
  }

  dropAll(): void {
    this.pending.clear();
    this.replays.length = 0;
  }

  /** Negative offsets count from the end; everything before is forgotten. */
  private confirmBelow(offset: number): void {
    const ids = [...this.pending.keys()];
    const first = offset < 0 ? (ids.at(offset) ?? ids[0] ?? 0) : offset;
    for (const id of ids) {
      if (id >= first) break;
      this.pending.delete(id);
    }
  }

  private take(limit: number): WireUpdate[] {
    const batch: WireUpdate[] = this.replays.splice(0, limit);
    for (const { update } of this.waiting()) {
      if (batch.length >= limit) break;
      batch.push(update);
    }
    const random = this.faults.drawShuffle();
    if (random !== undefined) shuffle(batch, random);
    return batch;
  }

  /** Draws which of a delivered batch come once more. A replay is never replayed again. */
  private planReplays(batch: readonly WireUpdate[]): void {
    for (const update of batch) {
      if (this.pending.has(update.update_id) && this.faults.drawDuplicate())
        this.replays.push(update);
    }
  }

  /**
   * Waits up to `timeout` seconds for at least one update. A second poller ends the first one's
   * wait with 409. `signal` is the caller's connection: when it breaks, the poll is forgotten.
   */
  async get(
    params: {
      offset?: number;
      limit?: number;
      timeout?: number;
      allowed_updates?: readonly UpdateType[];
    },
    signal: AbortSignal,
  ): Promise<WireUpdate[]> {
    this.abortPoll(
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    this.allow(params.allowed_updates);
    this.confirmBelow(params.offset ?? 0);
    const limit = Math.min(LIMIT_MAX, Math.max(1, params.limit ?? LIMIT_MAX));
    const timeoutS = Math.min(TIMEOUT_MAX_S, Math.max(0, params.timeout ?? 0));
    const batch = this.take(limit);
    if (batch.length > 0 || timeoutS === 0) {
      this.planReplays(batch);
      return batch;
    }
    return await new Promise<WireUpdate[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.poll = undefined;
        resolve([]);
      }, timeoutS * this.secondMs);
      const poll: LongPoll = { limit, timer, resolve, reject };
      this.poll = poll;
      this.onPolled?.();
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        if (this.poll === poll) {
          this.poll = undefined;
          this.onPolled?.();
        }
        resolve([]);
      });
    });
  }

  /** True while a long poll waits. */
  get isPolled(): boolean {
    return this.poll !== undefined;
  }

  private servePoll(): void {
    const { poll } = this;
    if (poll === undefined) return;
    // Updates that come in one turn of the event loop travel together, as they do in a busy service.
    clearTimeout(poll.timer);
    this.poll = undefined;
    setImmediate(() => {
      const batch = this.take(poll.limit);
      this.planReplays(batch);
      poll.resolve(batch);
    });
  }

  /** Ends a waiting poll with 409. */
  abortPoll(reason: string): void {
    const { poll } = this;
    if (poll === undefined) return;
    clearTimeout(poll.timer);
    this.poll = undefined;
    poll.reject(wrongState(409, reason));
  }
}
