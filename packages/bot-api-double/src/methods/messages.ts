/** Sending messages. */

import { checkReplyMarkup, keyboardOrNone } from '../buttons.ts';
import { brokenRule, unsupported } from '../errors.ts';
import { checkUrl } from '../links.ts';
import type { MethodName, Params } from '../schemas/methods.ts';
import type { WireContent, WireMessage } from '../wire.ts';
import type { World } from '../world.ts';
import { captionText, messageText, resolveReply, resolveThread } from './content.ts';

type SendParams = Omit<Params<'sendMessage'>, 'text' | 'parse_mode' | 'entities'>;

/** Parameters for business accounts, channels and paid features, which this server has none of. */
export function refuseUnsupported(params: object): void {
  for (const name of [
    'business_connection_id',
    'direct_messages_topic_id',
    'suggested_post_parameters',
    'message_effect_id',
    'allow_paid_broadcast',
  ]) {
    if (name in params) throw unsupported(`the parameter ${name}`);
  }
}

/** Checks everything about a new message, then adds it to its chat. */
function send(world: World, params: SendParams, content: () => WireContent): WireMessage {
  refuseUnsupported(params);
  const chat = world.writableChat(params.chat_id);
  const filled = content();
  if (params.reply_markup !== undefined) checkReplyMarkup(params.reply_markup);
  const reply = resolveReply(chat, params.reply_parameters);
  const thread = resolveThread(chat, params.message_thread_id, reply);
  world.flood.count(chat.id, chat.type !== 'private');
  const keyboard = keyboardOrNone(params.reply_markup);
  const message: WireMessage = {
    message_id: chat.nextMessageId(),
    from: world.bot,
    chat: chat.wire,
    date: world.nowS(),
    ...thread,
    ...reply,
    ...filled,
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
  chat.add(message);
  return message;
}

export function linkPreview(options: Params<'sendMessage'>['link_preview_options']): WireContent {
  if (options === undefined) return {};
  if (options.url !== undefined && options.url !== '') checkUrl(options.url, 'link preview');
  return { link_preview_options: options };
}

export function sendMessage(world: World, params: Params<'sendMessage'>): WireMessage {
  return send(world, params, () => ({
    ...messageText(params),
    ...linkPreview(params.link_preview_options),
  }));
}

/** The HTML or Markdown is not parsed: the message that is returned shows it as one paragraph. */
export function richContent(rich: Params<'sendRichMessage'>['rich_message']): WireContent {
  const source = rich.html ?? rich.markdown;
  if (source === undefined || (rich.html !== undefined && rich.markdown !== undefined)) {
    throw brokenRule('exactly one of the fields html or markdown must be used');
  }
  if (source.trim() === '') throw brokenRule('message text is empty');
  return {
    rich_message: {
      blocks: [{ type: 'paragraph', text: source }],
      ...(rich.is_rtl === true ? { is_rtl: true } : {}),
    },
  };
}

export function sendRichMessage(world: World, params: Params<'sendRichMessage'>): WireMessage {
  return send(world, params, () => richContent(params.rich_message));
}

export function sendMessageDraft(world: World, params: Params<'sendMessageDraft'>): true {
  const chat = world.writableChat(params.chat_id);
  if (chat.type !== 'private') throw brokenRule('drafts can be sent to private chats only');
  if (params.draft_id === 0) throw brokenRule('draft_id must be non-zero');
  if (params.text !== undefined && params.text !== '')
    messageText({ ...params, text: params.text });
  return true;
}

export function sendDocument(world: World, params: Params<'sendDocument'>): WireMessage {
  return send(world, params, () => ({
    ...captionText({
      text: params.caption ?? '',
      parse_mode: params.parse_mode,
      entities: params.caption_entities,
    }),
    document: world.files.take(params.document, 'documents'),
  }));
}

export function sendChatAction(world: World, params: Params<'sendChatAction'>): true {
  refuseUnsupported(params);
  const chat = world.writableChat(params.chat_id);
  resolveThread(chat, params.message_thread_id, {});
  chat.noteAction(params.action);
  return true;
}

/** Methods whose calls the flood limits count, for the documentation and its test. */
export const countedMethods: readonly MethodName[] = [
  'sendMessage',
  'sendRichMessage',
  'sendDocument',
  'editMessageText',
  'editMessageReplyMarkup',
];
