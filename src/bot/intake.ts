/**
 * From Telegram to the chats' queues: each update is recorded before it is confirmed to Telegram, worked on
 * once, and marked done when its answer is sent. `state/port.ts` draws the way of an update;
 * `docs/decisions/bot-exactly-once.md` says what is done in doubt.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../app/log.ts';
import { StoreUnavailableError } from '../errors.ts';
import type { ChatQueues } from './chat-queues.ts';
import type { Identity } from './identity.ts';
import { HEARTBEAT_MS, LEASE_MS, LostLeaseError } from './lease.ts';
import type { Metrics } from './prometheus.ts';
import type { Job } from './services.ts';
import type { BotState, PendingUpdate } from './state/port.ts';
import type { Update } from './telegraf.ts';

/** Pause before a sent answer is recorded again, while the state is not available. */
const SETTLE_FIRST_MS = 250;
const SETTLE_MAX_MS = 5_000;
/** Pause before an answer that could not be sent is tried again. */
const GIVE_BACK_MS = 60_000;
const TAKE_OVER_PAGE = 100;
/** An update that was begun more often than this and never ended is more likely to break the bot than to be answered. */
const BEGUN_MAX = 8;
/** How often an update looks whether those before it in its chat are done by other processes, at first and at most. */
const TURN_FIRST_MS = 10;
const TURN_MAX_MS = 320;
/** An inline query is answered once its person has paused for this long: each letter comes as a query of its own. */
const TYPING_PAUSE_MS = 300;

export type Accepted = 'queued' | 'seen' | 'full';

export interface Intake {
  /** Takes an update in, once `resume` is done. On `full` nothing was recorded: Telegram must keep it. */
  accept(update: Update): Promise<Accepted>;
  /** Continues what an earlier run of this bot left unfinished. */
  resume(): Promise<number>;
  /** Begins to renew leases, and to take over updates that others gave back or left behind. */
  watch(): void;
  /** Accepts no more updates. */
  close(): void;
  /** Leaves what is not done to the next start, or to another process. */
  leave(): Promise<void>;
}

export interface IntakeParts {
  readonly state: BotState;
  readonly identity: Identity;
  readonly queues: ChatQueues;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly owner: string;
  now(): number;
  /** Does the work; never throws. */
  work(job: Job): Promise<void>;
  /** Tells a chat, once in a while, that too much of it waits. */
  tooManyWaiting(update: Update): Promise<void>;
}

/** The chat whose queue an update waits in. Inline queries have a queue for each person. */
function lineOf(update: Update): string {
  const parts = update as Partial<
    Update.MessageUpdate & Update.EditedMessageUpdate & Update.CallbackQueryUpdate
  > &
    Partial<Update.InlineQueryUpdate & Update.MyChatMemberUpdate>;
  if (parts.inline_query) return `inline ${parts.inline_query.from.id}`;
  const chat =
    parts.message?.chat ??
    parts.edited_message?.chat ??
    parts.my_chat_member?.chat ??
    parts.callback_query?.message?.chat;
  return `chat ${chat?.id ?? parts.callback_query?.from.id ?? 0}`;
}

const kindOf = (update: Update) =>
  Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';

export function createIntake(parts: IntakeParts): Intake {
  const { state, queues, metrics, log, identity, owner } = parts;
  const inHand = new Set<number>();
  /** The newest inline query of each person; earlier ones are ignored. */
  const newestInline = new Map<string, number>();
  /** By line: its head, which waits for other processes, and what is taken over from them meanwhile. */
  const heads = new Map<string, { updateId: number; earlier: (() => Promise<void>)[] }>();
  let closed = false;
  // Nothing new gets into a line before what a former run left.
  let resumed: () => void = () => {};
  let turn: Promise<unknown> = new Promise<void>((resolve) => {
    resumed = resolve;
  });
  let timer: NodeJS.Timeout | undefined;
  const lease = () => ({ owner, untilMs: parts.now() + LEASE_MS });

  function enqueue(update: Update, durable: boolean): void {
    const line = lineOf(update);
    const receivedAt = performance.now();
    const updateId = update.update_id;
    inHand.add(updateId);
    if (!durable) newestInline.set(line, updateId);
    const work = async () => {
      const beginSend = async () => {
        if (durable && !(await state.markSending(updateId, lease()))) {
          throw new LostLeaseError(updateId);
        }
      };
      const job: Job = { update, updateId, receivedAt, beginSend };
      try {
        if (durable || (await isLastTyped(job))) await parts.work(job);
        if (durable) await settle(job);
      } catch (error) {
        log.error({ updateId, err: error }, 'an update could not be recorded as done');
      } finally {
        inHand.delete(updateId);
        if (newestInline.get(line) === updateId) newestInline.delete(line);
      }
    };
    const head = heads.get(line);
    // The head of the line waits for this one, which cannot wait behind it.
    if (head && updateId < head.updateId) head.earlier.push(work);
    else {
      queues.add(line, async () => {
        if (!durable || (await turnOf(line, updateId))) await work();
        else inHand.delete(updateId);
      });
    }
  }

  /** Whether its person has typed no further when the pause is over. */
  async function isLastTyped({ update, updateId, receivedAt }: Job): Promise<boolean> {
    const isNewest = () => newestInline.get(lineOf(update)) === updateId;
    if (isNewest()) await sleep(Math.max(0, receivedAt + TYPING_PAUSE_MS - performance.now()));
    return isNewest();
  }

  /** Waits until no other process works on an earlier update of the line. False if the bot stops first. */
  async function turnOf(line: string, updateId: number): Promise<boolean> {
    const head = { updateId, earlier: [] as (() => Promise<void>)[] };
    heads.set(line, head);
    try {
      for (let waitMs = TURN_FIRST_MS; !closed; waitMs = Math.min(TURN_MAX_MS, 2 * waitMs)) {
        const next = head.earlier.shift();
        if (next) await next();
        // If the state is not available, it may be back at the next try.
        else if (await state.begin(updateId).catch(() => false)) return true;
        else await sleep(waitMs);
      }
      return false;
    } finally {
      heads.delete(line);
    }
  }

  async function settle(job: Job): Promise<void> {
    if (job.lost) return;
    for (let waitMs = SETTLE_FIRST_MS; ; waitMs = Math.min(SETTLE_MAX_MS, 2 * waitMs)) {
      try {
        await record(job);
        return;
      } catch (error) {
        // An answer that is sent and not recorded would be sent again.
        if (!job.sent || closed || !(error instanceof StoreUnavailableError)) throw error;
        await sleep(waitMs);
      }
    }
  }

  /** Ends the lease. The owner stays, so that the chat's later questions wait for these. */
  const letGo = (updateIds: readonly number[]) =>
    state.renew({ owner, untilMs: parts.now() }, updateIds);

  async function record(job: Job): Promise<void> {
    if (job.letGo) await letGo([job.updateId]);
    else if (job.againAtMs !== undefined) await state.release(job.updateId, job.againAtMs);
    else if (job.giveBack) await state.release(job.updateId, parts.now() + GIVE_BACK_MS);
    else await state.finish(job.updateId, parts.now(), job.answer);
  }

  async function accept(update: Update): Promise<Accepted> {
    if (queues.full) return 'full';
    // A late answer to an inline query is refused, so it need not survive a restart.
    const durable = !('inline_query' in update);
    if (durable) {
      const sealed = identity.seal(JSON.stringify(update));
      const line = identity.textMark(lineOf(update));
      const entry = { updateId: update.update_id, sealed, atMs: parts.now(), line };
      if (!(await state.accept(entry, lease()))) {
        metrics.duplicates.inc();
        log.debug({ updateId: update.update_id }, 'update seen before');
        return 'seen';
      }
    }
    metrics.updates.inc({ kind: kindOf(update) });
    if (queues.fullFor(lineOf(update))) {
      await parts.tooManyWaiting(update);
      if (durable) await state.finish(update.update_id, parts.now());
    } else {
      enqueue(update, durable);
    }
    return 'queued';
  }

  async function takeUp(pending: PendingUpdate): Promise<void> {
    const { updateId, begun, inDoubt } = pending;
    if (inHand.has(updateId)) return;
    const text = identity.unseal(pending.sealed);
    if (text === undefined || begun > BEGUN_MAX) {
      const why =
        text === undefined ? 'it was sealed with another token' : 'it was begun too often';
      log.error({ updateId, begun }, `an update is dropped: ${why}`);
      await state.finish(updateId, parts.now());
      return;
    }
    if (inDoubt) {
      metrics.sendsInDoubt.inc();
      log.warn({ updateId }, 'answering again: whether the first answer arrived is not known');
    }
    enqueue(JSON.parse(text) as Update, true);
  }

  async function takeOver(own: boolean): Promise<number> {
    let count = 0;
    let afterId = -1;
    for (;;) {
      const options = { nowMs: parts.now(), limit: TAKE_OVER_PAGE, own, afterId };
      const page = await state.takeOver(lease(), options);
      for (const pending of page) await takeUp(pending);
      count += page.length;
      if (page.length < TAKE_OVER_PAGE) return count;
      afterId = page.at(-1)!.updateId;
    }
  }

  return {
    accept(update) {
      // One after the other, so that updates enter their lines in the order they came.
      const result = turn.then(() => accept(update));
      turn = result.catch(() => {});
      return result;
    },
    async resume() {
      const count = await takeOver(true);
      resumed();
      return count;
    },
    watch() {
      timer = setInterval(() => {
        const look = async () => {
          // Only updates that this process knows. If the connection broke while one was recorded, nobody works on it.
          await state.renew(lease(), [...inHand]);
          await takeOver(false);
        };
        look().catch((error) => log.error({ err: error }, 'the state cannot be looked after'));
      }, HEARTBEAT_MS);
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
    leave: () => letGo([...inHand]),
  };
}
