/**
 * A person, as a test plays one. Everything they do changes the chat and, if a real bot would
 * learn of it, becomes an update. Their text goes to the bot as it is given, lone surrogates and
 * control characters included: the real service would clean it, a hostile test wants it raw.
 */

import type { Chat } from '../chat.ts';
import type { WireMessage, WireUser } from '../wire.ts';
import type { World } from '../world.ts';
import { migrate, openTopic } from './groups.ts';
import * as media from './media.ts';
import {
  chatOf,
  edit,
  type Place,
  post,
  type ReplyOptions,
  type SendOptions,
  typedText,
} from './post.ts';
import {
  callback,
  type InlineResult,
  type Press,
  pick,
  press,
  type Typed,
  type,
} from './queries.ts';
import { changeStanding } from './standing.ts';

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

export class Person {
  readonly user: WireUser;
  /** The private chat with the bot. */
  readonly chat: Chat;
  private readonly world: World;

  constructor(world: World, id: number, options: PersonOptions) {
    const { firstName = `شخص ${id}`, languageCode = 'ar', lastName, username } = options;
    const names = {
      first_name: firstName,
      ...(lastName === undefined ? {} : { last_name: lastName }),
      ...(username === undefined ? {} : { username }),
    };
    this.world = world;
    this.user = { id, is_bot: false, ...names, language_code: languageCode };
    const standing = options.started === true ? 'member' : 'pending';
    this.chat = world.addChat({ id, type: 'private', ...names }, standing);
  }

  get id(): number {
    return this.user.id;
  }

  /** Sends a text. */
  sends(text: string, options: SendOptions = {}): WireMessage {
    return post(this.world, this, typedText(text, options.entities), options);
  }

  /** Replies to a message, with a quote from it if one is given. */
  repliesTo(message: WireMessage, text: string, options: ReplyOptions = {}): WireMessage {
    return post(this.world, this, typedText(text, options.entities), options, message);
  }

  sendsVoice(options: Place & { readonly durationS?: number } = {}): WireMessage {
    return post(this.world, this, media.voice(this.world, options.durationS ?? 3), options);
  }

  sendsPhoto(options: Place & { readonly caption?: string } = {}): WireMessage {
    return post(this.world, this, media.photo(this.world, options.caption), options);
  }

  sendsSticker(options: Place & { readonly emoji?: string } = {}): WireMessage {
    return post(this.world, this, media.sticker(this.world, options.emoji ?? '🌙'), options);
  }

  sendsDocument(
    name: string,
    bytes: Buffer,
    options: Place & media.DocumentOptions = {},
  ): WireMessage {
    return post(this.world, this, media.document(this.world, name, bytes, options), options);
  }

  /** Several files in one go: a message each, marked as one album. */
  sendsAlbum(files: readonly (readonly [name: string, bytes: Buffer])[]): WireMessage[] {
    const album = `album-${this.id}-${this.chat.messages.length}`;
    return files.map(([name, bytes]) => this.sendsDocument(name, bytes, { album }));
  }

  /** Forwards a post of a channel, to which the bot need not belong. */
  forwards(channelPost: media.ChannelPost, options: Place = {}): WireMessage {
    return post(this.world, this, media.forwarded(this.world, channelPost), options);
  }

  sendsLocation(options: Place = {}): WireMessage {
    return post(this.world, this, { location: { latitude: 33.5, longitude: 36.3 } }, options);
  }

  /** Changes the text of one of their messages. The same text again is an edit too, as on Telegram. */
  edits(message: WireMessage, text: string): WireMessage {
    return edit(this.world, this, message, text);
  }

  /** Deletes a message for both. The bot is not told. */
  deletes(message: WireMessage): void {
    chatOf(this.world, message).remove(message.message_id);
  }

  /** Presses the button with this label, or with this callback data, under the message as it stands now. */
  presses(button: string, message: WireMessage): Press {
    return press(this.world, this, button, message);
  }

  /** A callback query with any data, as a modified client can send it. */
  sendsCallback(data: string, message: WireMessage): Press {
    return callback(this.world, this, data, message);
  }

  /** Types `@bot query` in some chat. */
  types(
    query: string,
    options: { readonly offset?: string; readonly chatType?: string } = {},
  ): Typed {
    return type(this.world, this, query, options);
  }

  /** Picks a result: it is sent in their name to a chat, by default the one with the bot. */
  picks(result: InlineResult, typed: Typed, place: Place = {}): WireMessage {
    return pick(this.world, this, result, typed, place);
  }

  blocksBot(): void {
    changeStanding(this.world, this.user, this.chat, 'blocked');
  }

  unblocksBot(): void {
    changeStanding(this.world, this.user, this.chat, 'member');
  }

  removesBot(group: Chat): void {
    changeStanding(this.world, this.user, group, 'kicked');
  }

  addsBot(group: Chat): void {
    changeStanding(this.world, this.user, group, 'member');
  }

  /** Turns a group into a supergroup, which is another chat with another id; returns that one. */
  migrates(group: Chat): Chat {
    return migrate(this.world, this, group);
  }

  /** Opens a topic in a forum and returns its id. */
  opensTopic(forum: Chat, name: string): number {
    return openTopic(this.world, this, forum, name);
  }
}
