/** Calls to Telegram that must succeed: paced, waiting after floods, repeated if that can help. */
import { setMaxListeners } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { CallError } from './call-error.ts';
import type { CallApi } from './telegraf.ts';

/** 0.3 s, 0.6 s, … at most 15 s: about two minutes over all. */
const BACK_OFF = { retries: 12, minTimeout: 300, factor: 2, maxTimeout: 15_000, randomize: true };
/** A longer `retry_after` is not waited for here; the update is given back and taken up later. */
const FLOOD_WAIT_MAX_SECONDS = 300;

export interface SenderEvents {
  retried(error: CallError): void;
  /** Called when a call is repeated although the one before may have been carried out. */
  doubted(error: CallError): void;
  sent(method: string, tookMs: number): void;
}

export interface Sender {
  /** Makes a call until it is carried out. @throws CallError if that is hopeless or took too long. */
  call<T>(method: string, payload: object): Promise<T>;
  /** Makes a call once; for what is not worth repeating. */
  once<T>(method: string, payload: object): Promise<T>;
  /**
   * From now on nothing is begun or tried again. Resolves when the calls under way are answered: one that is cut
   * off may have been carried out, and would be made again at the next start. After `withinMs` they are cut off.
   */
  stop(withinMs: number): Promise<void>;
}

/** Methods that count against Telegram's limits for messages. */
const isMessage = (method: string) => /^(send(?!ChatAction)|edit|forward|copy)/u.test(method);

/** Telegram says so if an edit changes nothing. */
export const isNotModified = (error: unknown) =>
  error instanceof CallError && error.description.includes('message is not modified');

export function createSender(call: CallApi, perSecond: number, events: SenderEvents): Sender {
  const stopped = new AbortController();
  const cut = new AbortController();
  // Every call under way listens for the end.
  setMaxListeners(0, stopped.signal, cut.signal);
  const underWay = new Set<Promise<unknown>>();
  const pace =
    perSecond > 0
      ? new PQueue({ interval: 1_000, intervalCap: perSecond })
      : new PQueue({ concurrency: Number.POSITIVE_INFINITY });

  async function attempt<T>(method: string, payload: object): Promise<T> {
    const make = () => {
      stopped.signal.throwIfAborted();
      const answered = call(method, payload, { signal: cut.signal }) as Promise<T>;
      underWay.add(answered);
      const end = () => underWay.delete(answered);
      answered.then(end, end);
      return answered;
    };
    const started = performance.now();
    const result = await (isMessage(method) ? (pace.add(make) as Promise<T>) : make());
    events.sent(method, performance.now() - started);
    return result;
  }

  async function persist<T>(method: string, payload: object): Promise<T> {
    return await pRetry(() => attempt<T>(method, payload), {
      ...BACK_OFF,
      signal: cut.signal,
      async onFailedAttempt(error) {
        if (!(error instanceof CallError)) throw error;
        if (error.failure === 'flood') {
          const seconds = error.retryAfterSeconds ?? 1;
          if (seconds > FLOOD_WAIT_MAX_SECONDS) throw error;
          events.retried(error);
          await pause(seconds * 1_000, stopped.signal);
        } else if (error.failure === 'server' || error.failure === 'network') {
          events.retried(error);
          if (error.inDoubt && isMessage(method)) events.doubted(error);
        } else {
          throw error;
        }
        if (stopped.signal.aborted) throw error;
      },
    });
  }

  return {
    async call<T>(method: string, payload: object): Promise<T> {
      try {
        return await persist<T>(method, payload);
      } catch (error) {
        // A group that became a supergroup has another id: the message belongs there.
        if (error instanceof CallError && error.migrateToChatId !== undefined) {
          return await persist<T>(method, { ...payload, chat_id: error.migrateToChatId });
        }
        throw error;
      }
    },
    once: attempt,
    async stop(withinMs) {
      const reason = new Error('the bot is stopping');
      stopped.abort(reason);
      await Promise.race([
        Promise.allSettled(underWay),
        sleep(withinMs, undefined, { ref: false }),
      ]);
      // Their answers get to those who wait for them before the rest is given up.
      await setImmediate();
      cut.abort(reason);
    },
  };
}

/** Waits, or until `signal` aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
