/** Everything the server knows: the bot, chats, people, messages, queries, updates. Methods act on it. */

import { CallLog } from './calls.ts';
import { type BotStanding, Chat } from './chat.ts';
import { brokenRule, wrongState } from './errors.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { FloodControl } from './flood.ts';
import type { Settings } from './options.ts';
import { Profile } from './profile.ts';
import { CALLBACK_LIFETIME_S, INLINE_LIFETIME_S, Queries } from './queries.ts';
import type { Params } from './schemas/methods.ts';
import { transcriptOf } from './transcript.ts';
import { Updates } from './updates.ts';
import { Waiting } from './waiting.ts';
import type { Webhook } from './webhook.ts';
import type { WireChat, WireMessage, WireUser } from './wire.ts';

/** Inline messages beyond this many are forgotten, oldest first. */
const INLINE_MESSAGES_MAX = 1000;

export class World {
  readonly settings: Settings;
  readonly bot: WireUser;
  readonly faults = new Faults();
  readonly calls: CallLog;
  readonly flood: FloodControl;
  readonly updates: Updates;
  readonly files: Files;
  readonly profile = new Profile();
  readonly callbackQueries: Queries<Params<'answerCallbackQuery'>>;
  readonly inlineQueries: Queries<Params<'answerInlineQuery'>>;
  readonly waiting: Waiting;
  readonly startedAtMs = performance.now();
  webhook: Webhook | undefined;
  loggedOut = false;
  private readonly chats = new Map<number, Chat>();
  private readonly inlineMessages = new Map<string, WireMessage>();

  constructor(settings: Settings) {
    const { bot, secondMs, keep } = settings;
    this.settings = settings;
    this.bot = { id: bot.id, is_bot: true, first_name: bot.firstName, username: bot.username };
    this.calls = new CallLog(keep.calls);
    this.flood = new FloodControl(settings.flood, secondMs);
    this.updates = new Updates(this.faults, secondMs);
    this.files = new Files(keep.files);
    this.callbackQueries = new Queries(CALLBACK_LIFETIME_S * secondMs);
    this.inlineQueries = new Queries(INLINE_LIFETIME_S * secondMs);
    this.waiting = new Waiting(() => this.situation());
    this.updates.onPolled = () => this.waiting.changed();
  }

  /** Unix time, as messages carry it. */
  nowS(): number {
    return Math.floor(Date.now() / 1000);
  }

  addChat(wire: WireChat, standing: BotStanding): Chat {
    const chat = new Chat(wire, standing, this.settings.keep.messagesPerChat, this.waiting);
    this.chats.set(wire.id, chat);
    return chat;
  }

  findChat(id: number): Chat | undefined {
    return this.chats.get(id);
  }

  allChats(): Chat[] {
    return [...this.chats.values()];
  }

  /** The chat a call is about; `@username` finds a supergroup. */
  chatFor(id: number | string): Chat {
    if (id === '' || id === 0) throw brokenRule('chat_id is empty');
    const chat =
      typeof id === 'string' && id.startsWith('@')
        ? this.allChats().find(
            ({ wire }) => wire.type === 'supergroup' && wire.username === id.slice(1),
          )
        : this.chats.get(Number(id));
    if (chat === undefined) throw wrongState(400, 'chat not found');
    return chat;
  }

  /** The chat, if the bot may write there now. */
  writableChat(id: number | string): Chat {
    const chat = this.chatFor(id);
    const group = chat.type === 'supergroup' ? 'supergroup chat' : 'group chat';
    if (chat.migratedTo !== undefined) {
      throw wrongState(400, 'group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo.id,
      });
    }
    switch (chat.standing) {
      case 'member':
        return chat;
      case 'pending':
        throw wrongState(403, "bot can't initiate conversation with a user");
      case 'blocked':
        throw wrongState(403, 'bot was blocked by the user');
      case 'kicked':
        throw wrongState(403, `bot was kicked from the ${group}`);
      case 'absent':
        throw wrongState(403, `bot is not a member of the ${group}`);
    }
  }

  addInlineMessage(id: string, message: WireMessage): void {
    this.inlineMessages.set(id, message);
    if (this.inlineMessages.size > INLINE_MESSAGES_MAX) {
      this.inlineMessages.delete(this.inlineMessages.keys().next().value!);
    }
  }

  /** The inline message's id, if the bot sent this message through a person. */
  inlineIdOf({ chat, message_id: messageId }: WireMessage): string | undefined {
    for (const [id, message] of this.inlineMessages) {
      if (message.chat.id === chat.id && message.message_id === messageId) return id;
    }
    return undefined;
  }

  findInlineMessage(id: string): WireMessage | undefined {
    return this.inlineMessages.get(id);
  }

  /** The last calls and messages, for the error of a wait that took too long. */
  private situation(): string {
    const calls = this.calls
      .list()
      .slice(-10)
      .map((call) => `  ${call.method} ${call.ok ? 'ok' : (call.description ?? call.fault?.kind)}`);
    const chats = this.allChats().filter(({ messages }) => messages.length > 0);
    return [
      'last calls:',
      ...calls,
      ...chats
        .slice(-3)
        .map((chat) => `chat ${chat.id}:\n${transcriptOf(chat.messages.slice(-10))}`),
    ].join('\n');
  }
}
