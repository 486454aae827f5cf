/**
 * Delivery to a webhook. Source: `WebhookActor.cpp` of the Bot API server: updates of one chat
 * (or of one person's queries) go one after the other, those of different chats side by side on
 * up to `max_connections` connections; what is not answered with 2xx is sent again, at once the
 * first time and then after 2, 4, 8… seconds, or after the `Retry-After` of the answer. A 2xx
 * whose body names a method is a call, carried out without an answer.
 */

import http from 'node:http';
import https from 'node:https';
import type { Faults } from './faults.ts';
import type { PendingUpdate, Updates } from './updates.ts';

export interface WebhookTarget {
  readonly url: string;
  readonly secretToken: string | undefined;
  readonly maxConnections: number;
}

/** The longest wait between two attempts, in server seconds (`WEBHOOK_MAX_RESEND_TIMEOUT`). */
const RESEND_MAX_S = 60;
/** A longer `Retry-After` is cut to this (`MAX_RETRY_AFTER`). */
const RETRY_AFTER_MAX_S = 3600;
/** How long the bot may take to answer, in server seconds. */
const ANSWER_MAX_S = 60;
/** Bodies of an answer longer than this are not read as a call. */
const ANSWER_BYTES_MAX = 1 << 20;

/**
 * How long to wait before the next attempt, after `failures` earlier ones: not at all the first
 * time, then twice the delay of the time before, unless the bot itself asked for a time.
 */
export function resend(
  failures: number,
  delayS: number,
  retryAfterS: number,
): { readonly waitS: number; readonly delayS: number } {
  if (retryAfterS > 0) return { waitS: Math.min(retryAfterS, RETRY_AFTER_MAX_S), delayS };
  if (failures === 0) return { waitS: 0, delayS };
  const doubled = Math.min(RESEND_MAX_S, delayS * 2);
  return { waitS: doubled, delayS: doubled };
}

interface Answer {
  readonly status: number;
  readonly retryAfterS: number;
  readonly contentType: string;
  readonly body: Buffer;
}

export class Webhook {
  readonly target: WebhookTarget;
  lastError: { readonly dateS: number; readonly message: string } | undefined;
  private readonly agent: http.Agent;
  private readonly busyLines = new Set<string>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private sending = 0;
  private isDue = false;
  private stopped = false;
  private readonly updates: Updates;
  private readonly faults: Faults;
  private readonly secondMs: number;
  private readonly onReply: (contentType: string, body: Buffer) => void;

  constructor(
    target: WebhookTarget,
    updates: Updates,
    faults: Faults,
    secondMs: number,
    onReply: (contentType: string, body: Buffer) => void,
  ) {
    this.target = target;
    this.updates = updates;
    this.faults = faults;
    this.secondMs = secondMs;
    this.onReply = onReply;
    this.agent = new (target.url.startsWith('https:') ? https : http).Agent({ keepAlive: true });
    updates.onPushed = () => this.deliverSoon();
    this.deliver();
  }

  stop(): void {
    this.stopped = true;
    this.updates.onPushed = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.agent.destroy();
  }

  /** Once for all updates that come in one turn of the event loop. */
  private deliverSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      this.deliver();
    });
  }

  private deliver(): void {
    if (this.stopped) return;
    // Out of order means the later update of one chat before the earlier one.
    const reversed = this.faults.drawShuffle() !== undefined;
    const waiting = this.updates.waiting();
    for (const one of reversed ? [...waiting].reverse() : waiting) {
      if (this.sending >= this.target.maxConnections) return;
      if (this.busyLines.has(one.line)) continue;
      this.busyLines.add(one.line);
      void this.send(one, 1, 0);
    }
  }

  /** Sends until it is accepted or expires; holds the line meanwhile. */
  private async send(one: PendingUpdate, delayS: number, failures: number): Promise<void> {
    this.sending += 1;
    let failure: string | undefined;
    let retryAfterS = 0;
    try {
      const answer = await this.post(JSON.stringify(one.update));
      if (answer.status >= 200 && answer.status < 300) {
        this.onReply(answer.contentType, answer.body);
      } else {
        failure = `Wrong response from the webhook: ${answer.status} ${http.STATUS_CODES[answer.status] ?? ''}`;
        retryAfterS = answer.retryAfterS;
      }
    } catch (error) {
      failure = `Connection failed: ${(error as Error).message}`;
    }
    this.sending -= 1;
    if (this.stopped) return;
    if (failure === undefined) {
      // A duplicate is what a lost answer looks like: the update stays and is sent once more.
      if (failures === 0 && this.faults.drawDuplicate()) {
        this.later(0, () => void this.send(one, delayS, failures + 1));
        return;
      }
      this.updates.confirm(one.update.update_id);
      this.busyLines.delete(one.line);
      this.deliver();
      return;
    }
    this.lastError = { dateS: Math.floor(Date.now() / 1000), message: failure };
    const next = resend(failures, delayS, retryAfterS);
    this.later(next.waitS, () => {
      if (one.expiresAtMs > performance.now()) void this.send(one, next.delayS, failures + 1);
      else {
        this.busyLines.delete(one.line);
        this.deliver();
      }
    });
    this.deliver();
  }

  private later(delayS: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopped) task();
    }, delayS * this.secondMs);
    this.timers.add(timer);
  }

  private post(body: string): Promise<Answer> {
    const { url, secretToken } = this.target;
    const request = (url.startsWith('https:') ? https : http).request(url, {
      method: 'POST',
      agent: this.agent,
      timeout: ANSWER_MAX_S * this.secondMs,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': secretToken }),
      },
    });
    return new Promise((resolve, reject) => {
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error('Read timeout expired')));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= ANSWER_BYTES_MAX) chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfterS: Number(response.headers['retry-after']) || 0,
            contentType: response.headers['content-type'] ?? '',
            body: bytes <= ANSWER_BYTES_MAX ? Buffer.concat(chunks) : Buffer.alloc(0),
          }),
        );
      });
      request.end(body);
    });
  }
}
