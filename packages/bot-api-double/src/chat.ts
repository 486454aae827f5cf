/** One chat: its messages by id, its members, its topics, and a queue of what the bot said. */

import { wrongState } from './errors.ts';
import type { Waiting, WaitOptions } from './waiting.ts';
import type { ChatType, WireChat, WireMessage, WireUser } from './wire.ts';

/** What the bot is to a chat: `pending` is a private chat whose person has not written yet. */
export type BotStanding = 'member' | 'pending' | 'blocked' | 'kicked' | 'absent';

/** Actions beyond this many are forgotten, oldest first. */
const ACTIONS_MAX = 1000;

export interface Topic {
  readonly id: number;
  readonly name: string;
  closed: boolean;
}

export class Chat {
  readonly wire: WireChat;
  readonly topics = new Map<number, Topic>();
  readonly members = new Map<number, WireUser>();
  standing: BotStanding;
  /** Set once a group has become a supergroup. */
  migratedTo: Chat | undefined;
  /** What the bot did besides messages, the latest last: "typing" and similar. */
  readonly actions: { readonly action: string; readonly atMs: number }[] = [];
  private readonly messagesMax: number;
  private readonly waiting: Waiting;
  private readonly unseen: WireMessage[] = [];
  private readonly unseenEdits: WireMessage[] = [];
  private readonly messagesById = new Map<number, WireMessage>();
  /** Ids of the bot's replies by the id of their target. Never forgotten: two numbers a reply. */
  private readonly replyIds = new Map<number, number[]>();
  private lastId = 0;
  private forgottenUpTo = 0;

  constructor(wire: WireChat, standing: BotStanding, messagesMax: number, waiting: Waiting) {
    this.wire = wire;
    this.standing = standing;
    this.waiting = waiting;
    this.messagesMax = messagesMax;
  }

  get id(): number {
    return this.wire.id;
  }

  get type(): ChatType {
    return this.wire.type;
  }

  nextMessageId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  add(message: WireMessage): void {
    this.messagesById.set(message.message_id, message);
    if (message.from.is_bot) this.queue(this.unseen, message);
    const target = message.reply_to_message?.message_id;
    if (target !== undefined && message.from.is_bot) {
      const ids = this.replyIds.get(target);
      if (ids === undefined) this.replyIds.set(target, [message.message_id]);
      else ids.push(message.message_id);
    }
    if (this.messagesById.size > this.messagesMax) {
      const oldest = this.messagesById.keys().next().value!;
      this.messagesById.delete(oldest);
      this.forgottenUpTo = Math.max(this.forgottenUpTo, oldest);
    }
  }

  /** Puts a new version of a message in the place of the old one, if that is still remembered. */
  replace(message: WireMessage): void {
    if (!this.messagesById.has(message.message_id)) return;
    this.messagesById.set(message.message_id, message);
    if (message.from.is_bot) this.queue(this.unseenEdits, message);
  }

  noteAction(action: string): void {
    this.actions.push({ action, atMs: performance.now() });
    if (this.actions.length > ACTIONS_MAX) this.actions.shift();
  }

  private queue(queue: WireMessage[], message: WireMessage): void {
    queue.push(message);
    if (queue.length > this.messagesMax) queue.shift();
  }

  /**
   * The bot's next message that no earlier call has returned, waiting for it if need be. Messages
   * come in the order the bot sent them, each once.
   */
  nextBotMessage(options: WaitOptions = {}): Promise<WireMessage> {
    return this.waiting.for(() => this.unseen.shift(), {
      what: `a message of the bot in chat ${this.id}`,
      ...options,
    });
  }

  /** The next new version of one of the bot's messages, in the manner of `nextBotMessage`. */
  nextBotEdit(options: WaitOptions = {}): Promise<WireMessage> {
    return this.waiting.for(() => this.unseenEdits.shift(), {
      what: `an edit by the bot in chat ${this.id}`,
      ...options,
    });
  }

  remove(messageId: number): void {
    this.messagesById.delete(messageId);
  }

  /**
   * The message with this id, or `undefined` if there never was one or it was deleted. A message
   * that this server has forgotten is neither: that fails with 500, never with a wrong answer.
   */
  find(messageId: number): WireMessage | undefined {
    const message = this.messagesById.get(messageId);
    if (message === undefined && messageId > 0 && messageId <= this.forgottenUpTo) {
      throw wrongState(
        500,
        `the test server keeps ${this.messagesMax} messages of a chat and has forgotten ` +
          `message ${messageId} of chat ${this.id}; raise keep.messagesPerChat`,
      );
    }
    return message;
  }

  /** Messages still remembered, oldest first. */
  get messages(): WireMessage[] {
    return [...this.messagesById.values()].sort((a, b) => a.message_id - b.message_id);
  }

  /** What the bot has said here and is still remembered, oldest first. */
  get botMessages(): WireMessage[] {
    return this.messages.filter(({ from }) => from.is_bot);
  }

  get lastBotMessage(): WireMessage | undefined {
    return this.botMessages.at(-1);
  }

  /** How many times the bot has replied to a message, forgotten and deleted replies included. */
  botReplyCount(messageId: number): number {
    return this.replyIds.get(messageId)?.length ?? 0;
  }

  /** The bot's replies to a message that are still there, oldest first. */
  botRepliesTo(messageId: number): WireMessage[] {
    const ids = this.replyIds.get(messageId) ?? [];
    return ids.flatMap((id) => this.messagesById.get(id) ?? []);
  }
}
