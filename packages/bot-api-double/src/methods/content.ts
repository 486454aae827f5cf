/** What sends and edits share: the text, the reply, the place in a forum. */

import type { MessageEntity } from '@grammyjs/types';
import type { z } from 'zod';
import type { Chat } from '../chat.ts';
import { withDetected } from '../detect.ts';
import { checkEntities } from '../entities.ts';
import { brokenRule, strictRule, unsupported, wrongState } from '../errors.ts';
import type { replyParameters } from '../schemas/text.ts';
import { cleanFormattedText, type FormattedText, isEmptyText } from '../text.ts';
import type { WireMessage, WireQuote } from '../wire.ts';

/** Characters of a message, in UTF-16 code units: the way to count that never finds fewer than Telegram does. */
export const TEXT_MAX = 4096;
export const CAPTION_MAX = 1024;
const QUOTE_MAX = 1024;

/** Formatting that a quote keeps, and must therefore repeat. */
const quotable = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
]);

export interface TextParams {
  readonly text: string;
  readonly parse_mode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/** Checks and cleans a text as far as its entities and emptiness go; the caller checks the length. */
function parse({ text, parse_mode, entities = [] }: TextParams): FormattedText {
  if (parse_mode !== undefined) throw unsupported('parse_mode: send entities');
  checkEntities(text, entities);
  return cleanFormattedText({ text, entities });
}

/** The text of a message as it will stand in the chat, the entities Telegram finds by itself included. */
export function messageText(params: TextParams): { text: string; entities?: MessageEntity[] } {
  if (params.text === '') throw brokenRule('message text is empty');
  const { text, entities } = parse(params);
  if (isEmptyText(text)) throw brokenRule('text must be non-empty');
  if (text.length > TEXT_MAX) {
    throw brokenRule(
      `message is too long (${text.length} UTF-16 code units, ${TEXT_MAX} are allowed)`,
    );
  }
  const all = withDetected(text, entities);
  return all.length === 0 ? { text } : { text, entities: all };
}

/** A caption may be empty; then there is none. */
export function captionText(params: TextParams): {
  caption?: string;
  caption_entities?: MessageEntity[];
} {
  const { text, entities } = parse(params);
  if (text.length > CAPTION_MAX) throw brokenRule('message caption is too long');
  if (isEmptyText(text)) return {};
  const all = withDetected(text, entities);
  return all.length === 0 ? { caption: text } : { caption: text, caption_entities: all };
}

function textOf(message: WireMessage): FormattedText {
  return {
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
  };
}

/** The formatting a quote keeps of `length` units of a message from `start`, counted from there. */
export function quotableWithin(
  message: WireMessage,
  start: number,
  length: number,
): MessageEntity[] {
  return textOf(message)
    .entities.filter(({ type }) => quotable.has(type))
    .map((entity) => {
      const from = Math.max(entity.offset, start);
      const to = Math.min(entity.offset + entity.length, start + length);
      return { ...entity, offset: from - start, length: to - from };
    })
    .filter((entity) => entity.length > 0);
}

/** Equal for equal formatting, whatever the order of the entities. */
function formatOf(entities: readonly MessageEntity[]): string {
  const kept = entities.filter(({ type }) => quotable.has(type));
  return kept
    .map(({ type, offset, length }) => `${type} ${offset} ${length}`)
    .sort()
    .join();
}

/** Finds the quote in the message: exact words, exact formatting, the place nearest to `quote_position`. */
export function findQuote(
  message: WireMessage,
  reply: { quote: string; quote_entities?: readonly MessageEntity[]; quote_position?: number },
): WireQuote {
  const source = textOf(message);
  const entities = reply.quote_entities ?? [];
  checkEntities(reply.quote, entities);
  if (reply.quote.length > QUOTE_MAX)
    throw brokenRule('QUOTE_TEXT_INVALID (more than 1,024 characters)');
  const wanted = formatOf(entities);
  let best: number | undefined;
  const near = reply.quote_position ?? 0;
  for (
    let at = source.text.indexOf(reply.quote);
    at >= 0;
    at = source.text.indexOf(reply.quote, at + 1)
  ) {
    if (formatOf(quotableWithin(message, at, reply.quote.length)) !== wanted) continue;
    if (best === undefined || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  if (best === undefined) {
    throw brokenRule('QUOTE_TEXT_INVALID (not an exact part of the message, words and formatting)');
  }
  const kept = entities.filter(({ type }) => quotable.has(type));
  return {
    text: reply.quote,
    position: best,
    is_manual: true,
    ...(kept.length === 0 ? {} : { entities: kept }),
  };
}

export interface Reply {
  readonly reply_to_message?: WireMessage;
  readonly quote?: WireQuote;
}

/** A message within another carries no further reply. */
export function withoutReply(message: WireMessage): WireMessage {
  const { reply_to_message: _, quote: __, ...rest } = message;
  return rest;
}

export function resolveReply(
  chat: Chat,
  parameters: z.output<typeof replyParameters> | undefined,
): Reply {
  if (parameters === undefined) return {};
  if (parameters.chat_id !== undefined && Number(parameters.chat_id) !== chat.id) {
    throw unsupported('replies to another chat');
  }
  if (parameters.quote_parse_mode !== undefined)
    throw unsupported('quote_parse_mode: send quote_entities');
  if (
    parameters.quote === undefined &&
    (parameters.quote_entities ?? parameters.quote_position) !== undefined
  ) {
    throw strictRule('quote_entities or quote_position without quote');
  }
  const target = chat.find(parameters.message_id);
  if (target === undefined) {
    if (parameters.allow_sending_without_reply === true) return {};
    throw wrongState(400, 'message to be replied not found');
  }
  const { quote } = parameters;
  return {
    reply_to_message: withoutReply(target),
    ...(quote === undefined || quote === ''
      ? {}
      : { quote: findQuote(target, { ...parameters, quote }) }),
  };
}

/** Where in the chat the message stands. A reply in a forum goes to the topic of what it replies to. */
export function resolveThread(
  chat: Chat,
  threadId: number | undefined,
  reply: Reply,
): { message_thread_id?: number; is_topic_message?: true } {
  const id =
    threadId ?? (chat.wire.is_forum ? reply.reply_to_message?.message_thread_id : undefined);
  if (id === undefined) return {};
  const topic = chat.topics.get(id);
  if (topic === undefined) throw wrongState(400, 'message thread not found');
  if (topic.closed) throw wrongState(400, 'TOPIC_CLOSED');
  return { message_thread_id: id, is_topic_message: true };
}
