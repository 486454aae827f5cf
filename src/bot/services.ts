/** What the handlers share, and the job that each update is while it is worked on. */

import type { Answerer } from '../types.ts';
import type { Identity } from './identity.ts';
import type { Speech } from './messages/speech.ts';
import type { BotDependencies } from './ports.ts';
import type { Metrics } from './prometheus.ts';
import type { Sender } from './sender.ts';
import type { AnswerRecord } from './state/port.ts';
import type { Download, Update, UserFromGetMe } from './telegraf.ts';

export interface Services extends BotDependencies {
  readonly identity: Identity;
  readonly sender: Sender;
  readonly speech: Speech;
  readonly metrics: Metrics;
  /** A file that `getFile` named; undefined if it has more bytes. @throws CallError */
  readonly download: Download;
  /** The answerer, for a bounded number of questions at once and a bounded time each. */
  readonly ask: Answerer['ask'];
  me(): UserFromGetMe;
  readonly startedAtMs: number;
  /** Updates accepted and not done. */
  queued(): number;
  stopping(): boolean;
  /** Lets work go on after its update is done; a failure of it is logged. */
  background(work: Promise<void>): void;
}

/** One update on its way through the bot. */
export interface Job {
  readonly update: Update;
  readonly updateId: number;
  /** On the clock of `performance.now()`. */
  readonly receivedAt: number;
  /** To be called before each message for this update. @throws LostLeaseError if another process has it. */
  beginSend(): Promise<void>;
  /** A message was sent: that must be written down, however long the state is not available. */
  sent?: boolean;
  /** Set if the bot stops first: the update is left to the next start, or to another process, at once. */
  letGo?: boolean;
  /** Another process has the update: nothing is to be recorded here. */
  lost?: boolean;
  /** What is recorded together with the update's end. */
  answer?: AnswerRecord;
  /** Set if sending failed for now: the update is given back and taken up later. */
  giveBack?: boolean;
  /** Set if it is to be worked on again at that time, in milliseconds since 1970. */
  againAtMs?: number;
}
