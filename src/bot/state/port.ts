/**
 * What the bot keeps between restarts. An adapter may be a file or a server that several bots share,
 * so everything is asynchronous, and every claim is one atomic step.
 *
 * Times are milliseconds since 1970. People and chats are fingerprints (see `identity.ts`), never ids.
 *
 * An update's way, each arrow one transaction:
 * ```
 *   accept ─► received ─► sending ─► (done: the row keeps the id alone, so that a repeat is known)
 *                ▲           │
 *                └── lease ran out, or a restart: takeOver ──┘
 * ```
 */

import type { AnswerKind } from '../../types.ts';

/** An update that was accepted and is not done. */
export interface PendingUpdate {
  readonly updateId: number;
  readonly sealed: Uint8Array;
  /** How many times work on it began, and did not come to an end. */
  readonly begun: number;
  /** True if a send had begun: whether Telegram got it is not known. */
  readonly inDoubt: boolean;
}

/** The place of a quote; the text itself stays in the article. */
export interface QuoteReference {
  readonly articleId: string;
  readonly start: number;
  readonly end: number;
  readonly context: readonly [start: number, end: number];
  readonly emphasis: readonly (readonly [start: number, end: number])[];
  /** SHA-256 of the quote, 22 characters of base64url: tells whether the article has changed since. */
  readonly mark: string;
  readonly alsoIn: readonly string[];
}

export interface AnswerRecord {
  /** Short id, as in callback data. */
  readonly id: string;
  readonly chat: string;
  readonly person: string;
  /** The message that asked; undefined for article cards. */
  readonly questionMessageId: number | undefined;
  /** The message that answers. */
  readonly answerMessageId: number;
  readonly language: 'ar' | 'en';
  /** `card`: an article shown by /sources, to be asked within. `askedBack`: the bot asked who or what is
   * meant. `talk`: what was said asked nothing of the articles. */
  readonly kind: 'answer' | 'maybe' | 'none' | 'card' | 'askedBack' | 'talk';
  /** Shows whether an edited question was really changed. */
  readonly questionMark: string | undefined;
  /** Only if the operator chose to keep questions. */
  readonly question: string | undefined;
  /** Indexes into `quotes` of those that differ; empty if none do. */
  readonly conflict: readonly number[];
  /** Found outside the article that the question was put to. */
  readonly elsewhere: boolean;
  readonly quotes: readonly QuoteReference[];
  /** Which quote the message shows now, from 0. */
  readonly page: number;
  readonly atMs: number;
  /** Set if the message says what was understood and has a button to correct it. */
  readonly understood?: boolean;
  /** Of a question of two parts: how sure each is, and its index in `quotes`. */
  readonly parts?: readonly { readonly kind: AnswerKind; readonly quote?: number }[];
  /** What the next question of the conversation may depend on; `purge` removes it long before the rest. */
  readonly turn?: SealedTurn | undefined;
}

/** A `Turn` of `app/turn.ts`. */
export interface SealedTurn {
  /** The topic within a group; 0 if it has none. */
  readonly thread: number;
  readonly sealed: Uint8Array;
}

export type Thumb = 'up' | 'down';

export interface Vote {
  readonly answerId: string;
  readonly person: string;
  readonly thumb: Thumb;
  readonly atMs: number;
}

/** One answer with its thumbs, for the export. */
export interface JudgedAnswer {
  readonly answer: AnswerRecord;
  readonly up: number;
  readonly down: number;
}

export interface LimitResult {
  readonly allowed: boolean;
  /** True for the first refusal of a window: the one to answer. */
  readonly first: boolean;
  /** Until the window ends. */
  readonly waitMs: number;
}

export interface Lease {
  /** Names the process; after a restart it has the same name, and so continues its own work at once. */
  readonly owner: string;
  readonly untilMs: number;
}

export interface TakeOverOptions {
  /** Nobody holds a lease that has ended. */
  readonly nowMs: number;
  /** Claim also what `lease.owner` held: its former process is gone. */
  readonly own: boolean;
  /** Only updates with a greater id. */
  readonly afterId: number;
  readonly limit: number;
}

export interface BotState {
  /**
   * Records an update before it is confirmed to Telegram. False if this id was seen before, by any process.
   *
   * @param update `line` is a mark of the chat whose updates keep their order.
   */
  accept(
    update: { updateId: number; sealed: Uint8Array; atMs: number; line?: string },
    lease: Lease,
  ): Promise<boolean>;
  /**
   * Work on the update begins, and is counted. False, and not counted, while an earlier update of the same line is
   * held by another process; if one process alone has the state, its own lines keep the order.
   */
  begin(updateId: number): Promise<boolean>;
  /**
   * A send for this update begins; prolongs the lease. False if `owner` does not hold the update any more,
   * and must not send.
   */
  markSending(updateId: number, lease: Lease): Promise<boolean>;
  /** The update is dealt with; with `answer`, both are recorded in one transaction. */
  finish(updateId: number, atMs: number, answer?: AnswerRecord): Promise<void>;
  /**
   * Gives the update back, to be taken over after `untilMs`, which is at most `GIVEN_BACK_MS_MAX` from now; if the
   * clock is set back meanwhile, at once.
   */
  release(updateId: number, untilMs: number): Promise<void>;
  /** Prolongs the lease of those among the updates that `owner` holds. */
  renew(lease: Lease, updateIds: readonly number[]): Promise<void>;
  /**
   * Claims, for one caller alone, pending updates that nobody holds, in the order of their ids.
   */
  takeOver(lease: Lease, options: TakeOverOptions): Promise<PendingUpdate[]>;

  /** Adds or replaces. A message holds one answer: whatever was recorded of it before goes, with its votes. */
  saveAnswer(answer: AnswerRecord): Promise<void>;
  answer(id: string): Promise<AnswerRecord | undefined>;
  answerAt(chat: string, answerMessageId: number): Promise<AnswerRecord | undefined>;
  answerTo(chat: string, questionMessageId: number): Promise<AnswerRecord | undefined>;

  /** The last answers of a conversation that still have their turn, the newest first. */
  lastTurns(place: {
    chat: string;
    thread: number;
    sinceMs: number;
    limit: number;
  }): Promise<AnswerRecord[]>;

  /** One vote a person and answer; a later one replaces it. False if the answer is not known. */
  vote(vote: Vote): Promise<boolean>;
  countVotes(): Promise<{ answers: number; up: number; down: number }>;
  /** Judged answers in the order of their ids, after the one with `afterId`. */
  judged(page: { afterId: string | undefined; limit: number }): Promise<JudgedAnswer[]>;

  /** Answers that were none, in the order of their ids, after the one with `afterId`. */
  unanswered(page: { afterId: string | undefined; limit: number }): Promise<AnswerRecord[]>;

  /** Counts a request of a person within a fixed window. */
  hit(
    person: string,
    window: { nowMs: number; windowMs: number; max: number },
  ): Promise<LimitResult>;

  /** Deletes what concerns a person, and with `chat` all of that chat; returns the number of rows. */
  forget(person: string, chat?: string): Promise<number>;
  /** A group became a supergroup. */
  moveChat(from: string, to: string): Promise<void>;
  /**
   * Deletes answers, votes and limits from before `beforeMs`, done updates from before `updatesBeforeMs`, and of answers
   * from before `turnsBeforeMs` their turn. Returns the number of rows deleted.
   */
  purge(beforeMs: number, updatesBeforeMs: number, turnsBeforeMs: number): Promise<number>;
  /** Throws if the store cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
