/**
 * A person, as a test plays one. Everything they do changes the chat and, where a real bot would
 * learn of it, becomes an update. Their text goes to the bot as it is given, lone surrogates and
 * control characters included: the real service would clean it, a hostile test wants it raw.
 */

import type { MessageEntity } from '@grammyjs/types';
import type { Chat } from './chat.ts';
import { withDetected } from './detect.ts';
import { findQuote, withoutReply } from './methods/content.ts';
import type { Params } from './schemas/methods.ts';
import type { WaitOptions } from './waiting.ts';
import type { PayloadType, WireContent, WireMessage, WirePayloads, WireUser } from './wire.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  /** Default: a number of its own, from 1001 up. */
  readonly id?: number;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly username?: string;
  /** The language of their Telegram client. Default `ar`. */
  readonly languageCode?: string;
  /** They have written to the bot before, so it may write to them. Default false: their first message starts the chat. */
  readonly started?: boolean;
}

export interface Place {
  /** Default: the private chat with the bot. */
  readonly in?: Chat;
  /** Topic of a forum, by id. */
  readonly topic?: number;
}

export interface SendOptions extends Place {
  /** Formatting the person applied; commands, mentions and links are found without it. */
  readonly entities?: readonly MessageEntity[];
}

export interface ReplyOptions extends SendOptions {
  /** The part of the message they selected, word for word. */
  readonly quote?: string;
  readonly quotePosition?: number;
}

/** A pressed button, waiting for `answerCallbackQuery`. */
export interface Press {
  readonly id: string;
  readonly data: string;
  /** What the bot answered. */
  answer(options?: WaitOptions): Promise<Params<'answerCallbackQuery'>>;
  /** From now on the bot's answer comes too late. */
  expire(): void;
}

/** A typed inline query, waiting for `answerInlineQuery`. */
export interface Typed {
  readonly id: string;
  readonly query: string;
  answer(options?: WaitOptions): Promise<Params<'answerInlineQuery'>>;
  /** From now on the bot's answer comes too late. */
  expire(): void;
}

export class Person {
  readonly user: WireUser;
  /** The private chat with the bot. */
  readonly chat: Chat;
  private readonly world: World;

  constructor(world: World, id: number, options: PersonOptions) {
    const {
      firstName = `شخص ${id}`,
      lastName,
      username,
      languageCode = 'ar',
      started = false,
    } = options;
    this.world = world;
    const names = {
      first_name: firstName,
      ...(lastName === undefined ? {} : { last_name: lastName }),
      ...(username === undefined ? {} : { username }),
    };
    this.user = { id, is_bot: false, ...names, language_code: languageCode };
    this.chat = world.addChat({ id, type: 'private', ...names }, started ? 'member' : 'pending');
  }

  get id(): number {
    return this.user.id;
  }

  /** Sends a text. */
  sends(text: string, options: SendOptions = {}): WireMessage {
    const entities = withDetected(text, options.entities);
    return this.post({ text, ...(entities.length === 0 ? {} : { entities }) }, options);
  }

  /** Replies to a message, with a quote from it if one is given. */
  repliesTo(message: WireMessage, text: string, options: ReplyOptions = {}): WireMessage {
    const entities = withDetected(text, options.entities);
    return this.post({ text, ...(entities.length === 0 ? {} : { entities }) }, options, message);
  }

  sendsVoice(options: Place & { readonly durationS?: number } = {}): WireMessage {
    const file = this.world.files.store('voice', 'voice.ogg', 'audio/ogg', Buffer.from('voice'));
    const { file_name: _, ...voice } = file;
    return this.post({ voice: { ...voice, duration: options.durationS ?? 3 } }, options);
  }

  sendsPhoto(options: Place & { readonly caption?: string } = {}): WireMessage {
    const file = this.world.files.store('photos', 'photo.jpg', 'image/jpeg', Buffer.from('photo'));
    const { file_name: _, mime_type: __, ...photo } = file;
    const caption = options.caption === undefined ? {} : { caption: options.caption };
    return this.post({ photo: [{ ...photo, width: 320, height: 240 }], ...caption }, options);
  }

  sendsSticker(options: Place & { readonly emoji?: string } = {}): WireMessage {
    const file = this.world.files.store(
      'stickers',
      'sticker.webp',
      'image/webp',
      Buffer.from('sticker'),
    );
    const { file_name: _, mime_type: __, ...sticker } = file;
    const look = {
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
    } as const;
    return this.post({ sticker: { ...sticker, ...look, emoji: options.emoji ?? '🌙' } }, options);
  }

  sendsDocument(
    name: string,
    bytes: Buffer,
    options: Place & { readonly mimeType?: string } = {},
  ): WireMessage {
    const mimeType = options.mimeType ?? 'application/octet-stream';
    return this.post(
      { document: this.world.files.store('documents', name, mimeType, bytes) },
      options,
    );
  }

  sendsLocation(options: Place = {}): WireMessage {
    return this.post({ location: { latitude: 33.5, longitude: 36.3 } }, options);
  }

  /** Changes the text of one of their messages. The same text again is an edit too, as on Telegram. */
  edits(message: WireMessage, text: string): WireMessage {
    const chat = this.chatOf(message);
    const current = chat.find(message.message_id);
    if (current === undefined)
      throw new Error(`message ${message.message_id} is not in chat ${chat.id} any more`);
    if (current.from.id !== this.id) throw new Error('a person edits their own messages only');
    const { entities: _, ...rest } = current;
    const entities = withDetected(text);
    const edited: WireMessage = {
      ...rest,
      text,
      ...(entities.length === 0 ? {} : { entities }),
      edit_date: this.world.nowS(),
    };
    chat.replace(edited);
    if (this.isSeen(chat, edited)) this.push('edited_message', edited, chat);
    return edited;
  }

  /** Deletes a message for both. The bot is not told. */
  deletes(message: WireMessage): void {
    this.chatOf(message).remove(message.message_id);
  }

  /** Presses the button with this label, or with this callback data, under the message as it stands now. */
  presses(button: string, message: WireMessage): Press {
    const chat = this.chatOf(message);
    const current = chat.find(message.message_id) ?? message;
    const buttons = (current.reply_markup?.inline_keyboard ?? []).flat();
    const pressed =
      buttons.find(({ text }) => text === button) ??
      buttons.find((one) => 'callback_data' in one && one.callback_data === button);
    if (pressed === undefined || !('callback_data' in pressed)) {
      const labels = buttons.map(({ text }) => `[${text}]`).join(' ');
      throw new Error(
        `no callback button "${button}" under message ${message.message_id}, only ${labels || 'none'}`,
      );
    }
    return this.sendsCallback(pressed.callback_data, current);
  }

  /** A callback query with any data, as a modified client can send it. */
  sendsCallback(data: string, message: WireMessage): Press {
    let answered: Params<'answerCallbackQuery'> | undefined;
    const id = this.world.callbackQueries.open(this.id, (answer) => {
      answered = answer;
    });
    // Of a message sent through inline mode the bot learns no more than its inline id.
    const inlineId = message.via_bot === undefined ? undefined : this.world.inlineIdOf(message);
    const source = inlineId === undefined ? { message } : { inline_message_id: inlineId };
    this.world.updates.push(
      'callback_query',
      { id, from: this.user, chat_instance: `${message.chat.id}`, ...source, data },
      `callback ${this.id}`,
    );
    return {
      id,
      data,
      expire: () => this.world.callbackQueries.expire(id),
      answer: (options) =>
        this.world.waiting.for(() => answered, { what: 'the answer to the button', ...options }),
    };
  }

  /** Types `@bot query` in some chat. */
  types(
    query: string,
    options: { readonly offset?: string; readonly chatType?: string } = {},
  ): Typed {
    let answered: Params<'answerInlineQuery'> | undefined;
    const id = this.world.inlineQueries.open(this.id, (answer) => {
      answered = answer;
    });
    const { offset = '', chatType = 'sender' } = options;
    this.world.updates.push(
      'inline_query',
      { id, from: this.user, query, offset, chat_type: chatType },
      `inline ${this.id}`,
    );
    return {
      id,
      query,
      expire: () => this.world.inlineQueries.expire(id),
      answer: (wait) =>
        this.world.waiting.for(() => answered, { what: 'the answer to the inline query', ...wait }),
    };
  }

  /** Picks a result: it is sent in their name to a chat, by default the one with the bot. */
  picks(
    result: Params<'answerInlineQuery'>['results'][number],
    typed: Typed,
    place: Place = {},
  ): WireMessage {
    const content = result.input_message_content;
    if (!('message_text' in content)) throw new Error('only text results can be picked');
    const chat = place.in ?? this.chat;
    const { reply_markup: markup } = result;
    const message: WireMessage = {
      message_id: chat.nextMessageId(),
      from: this.user,
      chat: chat.wire,
      date: this.world.nowS(),
      via_bot: this.world.bot,
      text: content.message_text,
      ...(content.entities === undefined ? {} : { entities: content.entities }),
      ...(markup === undefined ? {} : { reply_markup: markup }),
    };
    chat.add(message);
    const inlineId = markup === undefined ? undefined : `inline-${typed.id}-${result.id}`;
    if (inlineId !== undefined) this.world.addInlineMessage(inlineId, message);
    this.world.updates.push(
      'chosen_inline_result',
      {
        result_id: result.id,
        from: this.user,
        query: typed.query,
        ...(inlineId === undefined ? {} : { inline_message_id: inlineId }),
      },
      `chosen ${this.id}`,
    );
    if (this.isSeen(chat, message)) this.push('message', message, chat);
    return message;
  }

  blocksBot(): void {
    this.changesStanding(this.chat, 'blocked', 'kicked');
  }

  unblocksBot(): void {
    this.changesStanding(this.chat, 'member', 'member');
  }

  removesBot(group: Chat): void {
    this.changesStanding(group, 'kicked', 'kicked');
  }

  addsBot(group: Chat): void {
    this.changesStanding(group, 'member', 'member');
  }

  /** Turns a group into a supergroup, which is another chat with another id; returns that one. */
  migrates(group: Chat): Chat {
    if (group.type !== 'group') throw new Error('only a basic group becomes a supergroup');
    const id = -1_000_000_000_000 + group.id;
    const supergroup = this.world.addChat(
      { id, type: 'supergroup', title: group.wire.title ?? '' },
      'member',
    );
    for (const [userId, member] of group.members) supergroup.members.set(userId, member);
    this.post({ migrate_to_chat_id: id }, { in: group });
    this.post({ migrate_from_chat_id: group.id }, { in: supergroup });
    group.migratedTo = supergroup;
    return supergroup;
  }

  /** Opens a topic in a forum and returns its id. */
  opensTopic(forum: Chat, name: string): number {
    if (forum.wire.is_forum !== true) throw new Error('topics are opened in forums');
    const id = forum.nextMessageId();
    forum.topics.set(id, { id, name, closed: false });
    const message: WireMessage = {
      message_id: id,
      from: this.user,
      chat: forum.wire,
      date: this.world.nowS(),
      message_thread_id: id,
      is_topic_message: true,
      forum_topic_created: { name, icon_color: 0x6fb9f0 },
    };
    forum.add(message);
    this.push('message', message, forum);
    return id;
  }

  private changesStanding(
    chat: Chat,
    standing: 'member' | 'blocked' | 'kicked',
    status: string,
  ): void {
    const before =
      chat.standing === 'member' ? 'member' : chat.standing === 'absent' ? 'left' : 'kicked';
    chat.standing = standing;
    this.world.updates.push(
      'my_chat_member',
      {
        chat: chat.wire,
        from: this.user,
        date: this.world.nowS(),
        old_chat_member: { status: before, user: this.world.bot },
        new_chat_member: { status, user: this.world.bot },
      },
      `chat ${chat.id}`,
    );
  }

  private chatOf(message: WireMessage): Chat {
    const chat = this.world.findChat(message.chat.id);
    if (chat === undefined) throw new Error(`chat ${message.chat.id} is not of this server`);
    return chat;
  }

  private post(
    content: WireContent,
    place: Place & ReplyOptions,
    target?: WireMessage,
  ): WireMessage {
    const chat = place.in ?? (target === undefined ? this.chat : this.chatOf(target));
    // Writing to the bot starts it; after a block, Telegram's clients ask to unblock it first.
    if (chat === this.chat && chat.standing === 'blocked') this.unblocksBot();
    if (chat === this.chat) chat.standing = 'member';
    const topic = place.topic ?? (target?.is_topic_message ? target.message_thread_id : undefined);
    const current = target === undefined ? undefined : (chat.find(target.message_id) ?? target);
    const message: WireMessage = {
      message_id: chat.nextMessageId(),
      from: this.user,
      chat: chat.wire,
      date: this.world.nowS(),
      ...this.thread(chat, topic, current),
      ...(current === undefined ? {} : { reply_to_message: withoutReply(current) }),
      ...this.quote(current, place),
      ...content,
    };
    chat.add(message);
    if (this.isSeen(chat, message)) this.push('message', message, chat);
    return message;
  }

  /** In a supergroup without topics a reply has a thread as well, and the bot must not answer into it. */
  private thread(chat: Chat, topic: number | undefined, target: WireMessage | undefined) {
    if (topic !== undefined) {
      if (!chat.topics.has(topic)) throw new Error(`there is no topic ${topic} in chat ${chat.id}`);
      return { message_thread_id: topic, is_topic_message: true } as const;
    }
    if (chat.type !== 'supergroup' || target === undefined) return {};
    return { message_thread_id: target.message_thread_id ?? target.message_id };
  }

  private quote(target: WireMessage | undefined, { quote, quotePosition }: ReplyOptions) {
    if (target === undefined || quote === undefined) return {};
    const plain = { ...target, entities: [], caption_entities: [] };
    const position = quotePosition === undefined ? {} : { quote_position: quotePosition };
    return { quote: findQuote(plain, { quote, ...position }) };
  }

  /** Privacy mode (Bots: "Privacy mode"): commands not meant for another bot, replies to the bot, its own inline messages, mentions, and service messages. */
  private isSeen(chat: Chat, message: WireMessage): boolean {
    if (chat.type === 'private' || !this.world.settings.privacyMode)
      return chat.standing === 'member';
    if (chat.standing !== 'member') return false;
    const { username } = this.world.settings.bot;
    const text = message.text ?? message.caption ?? '';
    const isContent = ['text', 'voice', 'photo', 'sticker', 'document', 'location'].some(
      (kind) => kind in message,
    );
    if (!isContent) return true;
    if (message.reply_to_message?.from.id === this.world.bot.id) return true;
    if (message.via_bot?.id === this.world.bot.id) return true;
    for (const { type, offset, length } of message.entities ?? []) {
      const words = text.slice(offset, offset + length).toLowerCase();
      if (type === 'mention' && words === `@${username.toLowerCase()}`) return true;
      const [, addressee] = words.split('@');
      if (
        type === 'bot_command' &&
        (addressee === undefined || addressee === username.toLowerCase())
      )
        return true;
    }
    return false;
  }

  private push<T extends PayloadType>(type: T, payload: WirePayloads[T], chat: Chat): void {
    this.world.updates.push(type, payload, `chat ${chat.id}`);
  }
}
