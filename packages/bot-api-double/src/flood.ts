/**
 * Flood limits. Telegram publishes no algorithm, only advice ("My bot is hitting limits" in the
 * Bots FAQ): about one message a second in a chat, 20 a minute in a group, 30 a second overall.
 * Here each is a token bucket, so that equal calls at equal times get equal answers.
 */

import { tooManyRequests } from './errors.ts';
import type { FloodLimits } from './options.ts';

/** Full buckets say nothing, so they are dropped once there are this many. */
const BUCKETS_MAX = 5000;

/** Times closer than this are the same: the sums below are not exact. */
const TINY_MS = 1e-6;

/**
 * A token bucket kept as one time, the moment from which it would be full (the "generic cell rate
 * algorithm", ATM Forum 1996): a message puts that moment one interval later, and may pass while
 * it is less than the burst ahead.
 */
class Bucket {
  private fullAtMs = Number.NEGATIVE_INFINITY;
  private readonly intervalMs: number;
  private readonly burstMs: number;

  constructor(burst: number, perMs: number) {
    this.intervalMs = 1 / perMs;
    this.burstMs = (burst - 1) * this.intervalMs;
  }

  /** Milliseconds until one more may pass; 0 if it may now. */
  waitMs(nowMs: number): number {
    const waitMs = this.fullAtMs - this.burstMs - nowMs;
    return waitMs > TINY_MS ? waitMs : 0;
  }

  take(nowMs: number): void {
    this.fullAtMs = Math.max(this.fullAtMs, nowMs) + this.intervalMs;
  }

  isFull(nowMs: number): boolean {
    return this.fullAtMs <= nowMs;
  }
}

export class FloodControl {
  private readonly limits: FloodLimits;
  private readonly secondMs: number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(limits: FloodLimits, secondMs: number) {
    this.limits = limits;
    this.secondMs = secondMs;
  }

  private bucket(key: string, burst: number, perS: number, nowMs: number): Bucket {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      if (this.buckets.size >= BUCKETS_MAX) {
        for (const [old, one] of this.buckets) if (one.isFull(nowMs)) this.buckets.delete(old);
      }
      bucket = new Bucket(burst, perS / this.secondMs);
      this.buckets.set(key, bucket);
    }
    return bucket;
  }

  /** Counts one message into a chat, or throws 429 with the seconds to wait. A refused one is not counted. */
  count(chatId: number, isGroup: boolean, nowMs = performance.now()): void {
    if (!this.limits.enabled) return;
    const { perChatPerS, perChatBurst, perGroupPerMin, overallPerS } = this.limits;
    const buckets = [
      this.bucket('all', overallPerS, overallPerS, nowMs),
      this.bucket(`chat ${chatId}`, perChatBurst, perChatPerS, nowMs),
    ];
    if (isGroup) {
      buckets.push(this.bucket(`group ${chatId}`, perGroupPerMin, perGroupPerMin / 60, nowMs));
    }
    const waitMs = Math.max(...buckets.map((bucket) => bucket.waitMs(nowMs)));
    // The bot waits in real seconds, whatever a server second lasts.
    if (waitMs > 0) throw tooManyRequests(Math.max(1, Math.ceil(waitMs / 1000 - TINY_MS)));
    for (const bucket of buckets) bucket.take(nowMs);
  }
}
