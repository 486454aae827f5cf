/** How a person's message comes into a chat, and from there to the bot. */

import type { MessageEntity } from '@grammyjs/types';
import type { Chat } from '../chat.ts';
import { withDetected } from '../detect.ts';
import { findQuote, quotableWithin, withoutReply } from '../methods/content.ts';
import type { WireContent, WireMessage, WireUser } from '../wire.ts';
import type { World } from '../world.ts';
import { isSeen } from './privacy.ts';
import { changeStanding } from './standing.ts';

/** The one who acts: a user, and their private chat with the bot. */
export interface Author {
  readonly user: WireUser;
  readonly chat: Chat;
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

/** A text as it was typed, with the entities that Telegram finds in it. */
export function typedText(text: string, entities?: readonly MessageEntity[]): WireContent {
  const all = withDetected(text, entities);
  return all.length === 0 ? { text } : { text, entities: all };
}

export function chatOf(world: World, message: WireMessage): Chat {
  const chat = world.findChat(message.chat.id);
  if (chat === undefined) throw new Error(`chat ${message.chat.id} is not of this server`);
  return chat;
}

/** Makes an update of a message, if the bot sees it. */
export function publish(
  world: World,
  type: 'message' | 'edited_message',
  chat: Chat,
  message: WireMessage,
): void {
  if (isSeen(world, chat, message)) world.updates.push(type, message, `chat ${chat.id}`);
}

/** In a supergroup without topics a reply has a thread as well, and the bot must not answer into it. */
function threadIn(chat: Chat, topic: number | undefined, target: WireMessage | undefined) {
  if (topic !== undefined) {
    if (!chat.topics.has(topic)) throw new Error(`there is no topic ${topic} in chat ${chat.id}`);
    return { message_thread_id: topic, is_topic_message: true } as const;
  }
  if (chat.type !== 'supergroup' || target === undefined) return {};
  return { message_thread_id: target.message_thread_id ?? target.message_id };
}

/** People select words; the formatting of those words comes along by itself. */
function quoteFrom(target: WireMessage | undefined, { quote, quotePosition }: ReplyOptions) {
  if (target === undefined || quote === undefined) return {};
  const plain = { ...target, entities: [], caption_entities: [] };
  const near = quotePosition === undefined ? {} : { quote_position: quotePosition };
  const found = findQuote(plain, { quote, ...near });
  const entities = quotableWithin(target, found.position, quote.length);
  return { quote: entities.length === 0 ? found : { ...found, entities } };
}

export function post(
  world: World,
  author: Author,
  content: WireContent,
  place: ReplyOptions,
  target?: WireMessage,
): WireMessage {
  const chat = place.in ?? (target === undefined ? author.chat : chatOf(world, target));
  if (chat === author.chat) {
    // Writing to the bot starts it; after a block, Telegram's clients ask to unblock it first.
    if (chat.standing === 'blocked') changeStanding(world, author.user, chat, 'member');
    chat.standing = 'member';
  }
  const topic = place.topic ?? (target?.is_topic_message ? target.message_thread_id : undefined);
  const current = target === undefined ? undefined : (chat.find(target.message_id) ?? target);
  const message: WireMessage = {
    message_id: chat.nextMessageId(),
    from: author.user,
    chat: chat.wire,
    date: world.nowS(),
    ...threadIn(chat, topic, current),
    ...(current === undefined ? {} : { reply_to_message: withoutReply(current) }),
    ...quoteFrom(current, place),
    ...content,
  };
  chat.add(message);
  publish(world, 'message', chat, message);
  return message;
}

export function edit(
  world: World,
  author: Author,
  message: WireMessage,
  text: string,
): WireMessage {
  const chat = chatOf(world, message);
  const current = chat.find(message.message_id);
  if (current === undefined) {
    throw new Error(`message ${message.message_id} is not in chat ${chat.id} any more`);
  }
  if (current.from.id !== author.user.id) throw new Error('a person edits their own messages only');
  const { entities: _, ...rest } = current;
  const edited: WireMessage = { ...rest, ...typedText(text), edit_date: world.nowS() };
  chat.replace(edited);
  publish(world, 'edited_message', chat, edited);
  return edited;
}
