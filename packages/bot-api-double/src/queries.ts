/** Queries that wait for the bot's answer: pressed buttons and typed inline queries. One answer each. */

import { wrongState } from './errors.ts';

/**
 * How long a query may be answered, in server seconds. Telegram does not publish it; these are
 * the times after which the Bot API server no longer even delivers the query (`add_update`).
 */
export const CALLBACK_LIFETIME_S = 150;
export const INLINE_LIFETIME_S = 30;

/** Unanswered queries beyond this many are dropped, oldest first. */
const WAITING_MAX = 10_000;

interface Waiting<Answer> {
  readonly expiresAtMs: number;
  readonly answered: (answer: Answer) => void;
}

export class Queries<Answer> {
  private readonly waiting = new Map<string, Waiting<Answer>>();
  private readonly lifetimeMs: number;
  private serial = 0;

  constructor(lifetimeMs: number) {
    this.lifetimeMs = lifetimeMs;
  }

  /** A new query's id. */
  open(userId: number, answered: (answer: Answer) => void): string {
    this.serial += 1;
    const id = `${(BigInt(userId) << 32n) + BigInt(this.serial)}`;
    this.waiting.set(id, { expiresAtMs: performance.now() + this.lifetimeMs, answered });
    if (this.waiting.size > WAITING_MAX) this.waiting.delete(this.waiting.keys().next().value!);
    return id;
  }

  /** Throws unless the query waits for an answer. */
  check(id: string): void {
    const query = this.waiting.get(id);
    if (query === undefined || query.expiresAtMs < performance.now()) {
      this.waiting.delete(id);
      throw wrongState(400, 'query is too old and response timeout expired or query ID is invalid');
    }
  }

  /** Lets a query grow too old at once. */
  expire(id: string): void {
    this.waiting.delete(id);
  }

  answer(id: string, answer: Answer): void {
    this.check(id);
    this.waiting.get(id)!.answered(answer);
    this.waiting.delete(id);
  }
}
