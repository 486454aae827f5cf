/** Editing and deleting messages. */

import { checkInlineKeyboard, keyboardOrNone } from '../buttons.ts';
import { brokenRule, strictRule, wrongState } from '../errors.ts';
import type { Params } from '../schemas/methods.ts';
import type { WireContent, WireMessage } from '../wire.ts';
import type { World } from '../world.ts';
import { messageText } from './content.ts';
import { linkPreview, refuseUnsupported, richContent } from './messages.ts';

type EditParams = Pick<Params<'editMessageText'>, 'chat_id' | 'message_id' | 'inline_message_id'>;

/** The message an edit is about, and how to put its new version in place. */
function editTarget(
  world: World,
  params: EditParams,
): { message: WireMessage; put: (edited: WireMessage) => WireMessage | true } {
  refuseUnsupported(params);
  const { chat_id: chatId, message_id: messageId, inline_message_id: inlineId } = params;
  if (inlineId !== undefined) {
    if (chatId !== undefined || messageId !== undefined) {
      throw strictRule('inline_message_id together with chat_id or message_id');
    }
    const message = world.findInlineMessage(inlineId);
    if (message === undefined) throw wrongState(400, 'MESSAGE_ID_INVALID');
    return {
      message,
      put: (edited) => {
        world.addInlineMessage(inlineId, edited);
        world.findChat(edited.chat.id)?.replace(edited);
        return true;
      },
    };
  }
  if (chatId === undefined) throw brokenRule('chat_id is empty');
  if (messageId === undefined) throw brokenRule('message identifier is not specified');
  const chat = world.writableChat(chatId);
  const message = chat.find(messageId);
  if (message === undefined) throw wrongState(400, 'message to edit not found');
  if (message.from.id !== world.bot.id) throw wrongState(400, "message can't be edited");
  world.flood.count(chat.id, chat.type !== 'private');
  return {
    message,
    put: (edited) => {
      chat.replace(edited);
      return edited;
    },
  };
}

function refuseUnchanged(before: WireMessage, after: WireMessage): void {
  const visible = ({
    text,
    entities,
    rich_message,
    reply_markup,
    link_preview_options,
  }: WireMessage) =>
    JSON.stringify([text, entities, rich_message, reply_markup, link_preview_options]);
  if (visible(before) !== visible(after)) return;
  throw wrongState(
    400,
    'message is not modified: specified new message content and reply markup are exactly the same ' +
      'as a current content and reply markup of the message',
  );
}

/** Without `reply_markup` the new version has no keyboard, whatever the old one had. */
function edited(
  world: World,
  message: WireMessage,
  content: WireContent,
  markup: Params<'editMessageText'>['reply_markup'],
): WireMessage {
  const { reply_markup: _, ...rest } = message;
  const keyboard = keyboardOrNone(markup);
  return {
    ...rest,
    ...content,
    edit_date: world.nowS(),
    ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
  };
}

export function editMessageText(
  world: World,
  params: Params<'editMessageText'>,
): WireMessage | true {
  const { text, rich_message: rich, reply_markup: markup } = params;
  if ((text === undefined) === (rich === undefined)) {
    throw brokenRule('exactly one of the parameters text and rich_message must be used');
  }
  const content =
    text === undefined
      ? richContent(rich!)
      : { ...messageText({ ...params, text }), ...linkPreview(params.link_preview_options) };
  if (markup !== undefined) checkInlineKeyboard(markup);
  const { message, put } = editTarget(world, params);
  if (message.text === undefined && message.rich_message === undefined) {
    throw wrongState(400, 'there is no text in the message to edit');
  }
  const { text: _, entities: __, rich_message: ___, link_preview_options: ____, ...rest } = message;
  const after = edited(world, rest, content, markup);
  refuseUnchanged(message, after);
  return put(after);
}

export function editMessageReplyMarkup(
  world: World,
  params: Params<'editMessageReplyMarkup'>,
): WireMessage | true {
  if (params.reply_markup !== undefined) checkInlineKeyboard(params.reply_markup);
  const { message, put } = editTarget(world, params);
  const after = edited(world, message, {}, params.reply_markup);
  refuseUnchanged(message, after);
  return put(after);
}

export function deleteMessage(world: World, params: Params<'deleteMessage'>): true {
  const chat = world.writableChat(params.chat_id);
  const message = chat.find(params.message_id);
  if (message === undefined) throw wrongState(400, 'message to delete not found');
  // The bot is an administrator nowhere: what others said in a group is not its to delete.
  if (message.from.id !== world.bot.id && chat.type !== 'private') {
    throw wrongState(400, "message can't be deleted");
  }
  chat.remove(params.message_id);
  return true;
}
