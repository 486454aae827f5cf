/**
 * Every method the server knows, each with a strict schema: an unknown parameter, a wrong
 * type or a missing parameter is refused. `methods.check.ts` holds the schemas against the
 * types of `@grammyjs/types`; `spec.test.ts` against the Bot API's own specification.
 */

import { z } from 'zod';
import { inlineQueryResult, inlineQueryResultsButton } from './inline.ts';
import { inputFile, inputFileOrString } from './input-file.ts';
import { inlineKeyboardMarkup, menuButton, replyMarkup } from './keyboard.ts';
import {
  allowedUpdates,
  botCommand,
  botCommandScope,
  chatActions,
  languageCode,
} from './settings.ts';
import {
  chatId,
  inputRichMessage,
  linkPreviewOptions,
  messageEntity,
  parseMode,
  replyParameters,
  suggestedPostParameters,
} from './text.ts';

const none = z.strictObject({});

/** Where a message goes. */
const destination = {
  business_connection_id: z.string().exactOptional(),
  chat_id: chatId,
  message_thread_id: z.int().exactOptional(),
  direct_messages_topic_id: z.int().exactOptional(),
};

/** How a message is sent, whatever its content. */
const sending = {
  disable_notification: z.boolean().exactOptional(),
  protect_content: z.boolean().exactOptional(),
  allow_paid_broadcast: z.boolean().exactOptional(),
  message_effect_id: z.string().exactOptional(),
  suggested_post_parameters: suggestedPostParameters.exactOptional(),
  reply_parameters: replyParameters.exactOptional(),
  reply_markup: replyMarkup.exactOptional(),
};

const formattedText = {
  parse_mode: parseMode.exactOptional(),
  entities: z.array(messageEntity).exactOptional(),
};

/** The message an edit is about: by chat and message, or by inline message. */
const editTarget = {
  business_connection_id: z.string().exactOptional(),
  chat_id: chatId.exactOptional(),
  message_id: z.int().exactOptional(),
  inline_message_id: z.string().exactOptional(),
};

const perLanguage = { language_code: languageCode.exactOptional() };
const commandScope = { scope: botCommandScope.exactOptional(), ...perLanguage };

export const methodSchemas = {
  getMe: none,
  logOut: none,
  close: none,

  getUpdates: z.strictObject({
    offset: z.int().exactOptional(),
    limit: z.int().exactOptional(),
    timeout: z.int().exactOptional(),
    allowed_updates: allowedUpdates.exactOptional(),
  }),
  setWebhook: z.strictObject({
    url: z.string(),
    certificate: inputFile.exactOptional(),
    ip_address: z.string().exactOptional(),
    max_connections: z.int().exactOptional(),
    allowed_updates: allowedUpdates.exactOptional(),
    drop_pending_updates: z.boolean().exactOptional(),
    secret_token: z.string().exactOptional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().exactOptional() }),
  getWebhookInfo: none,

  sendMessage: z.strictObject({
    ...destination,
    text: z.string(),
    ...formattedText,
    link_preview_options: linkPreviewOptions.exactOptional(),
    ...sending,
  }),
  sendRichMessage: z.strictObject({ ...destination, rich_message: inputRichMessage, ...sending }),
  sendMessageDraft: z.strictObject({
    chat_id: z.int(),
    message_thread_id: z.int().exactOptional(),
    draft_id: z.int(),
    text: z.string().exactOptional(),
    ...formattedText,
  }),
  sendDocument: z.strictObject({
    ...destination,
    document: inputFileOrString,
    thumbnail: inputFileOrString.exactOptional(),
    caption: z.string().exactOptional(),
    parse_mode: parseMode.exactOptional(),
    caption_entities: z.array(messageEntity).exactOptional(),
    disable_content_type_detection: z.boolean().exactOptional(),
    ...sending,
  }),
  sendChatAction: z.strictObject({
    business_connection_id: z.string().exactOptional(),
    chat_id: chatId,
    message_thread_id: z.int().exactOptional(),
    action: z.enum(chatActions),
  }),
  editMessageText: z.strictObject({
    ...editTarget,
    text: z.string().exactOptional(),
    ...formattedText,
    link_preview_options: linkPreviewOptions.exactOptional(),
    rich_message: inputRichMessage.exactOptional(),
    reply_markup: inlineKeyboardMarkup.exactOptional(),
  }),
  editMessageReplyMarkup: z.strictObject({
    ...editTarget,
    reply_markup: inlineKeyboardMarkup.exactOptional(),
  }),
  deleteMessage: z.strictObject({ chat_id: chatId, message_id: z.int() }),

  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string(),
    text: z.string().exactOptional(),
    show_alert: z.boolean().exactOptional(),
    url: z.string().exactOptional(),
    cache_time: z.int().exactOptional(),
  }),
  answerInlineQuery: z.strictObject({
    inline_query_id: z.string(),
    results: z.array(inlineQueryResult),
    cache_time: z.int().exactOptional(),
    is_personal: z.boolean().exactOptional(),
    next_offset: z.string().exactOptional(),
    button: inlineQueryResultsButton.exactOptional(),
  }),

  getChat: z.strictObject({ chat_id: chatId }),
  getFile: z.strictObject({ file_id: z.string() }),

  setMyCommands: z.strictObject({ commands: z.array(botCommand), ...commandScope }),
  deleteMyCommands: z.strictObject(commandScope),
  getMyCommands: z.strictObject(commandScope),
  setMyName: z.strictObject({ name: z.string().exactOptional(), ...perLanguage }),
  getMyName: z.strictObject(perLanguage),
  setMyDescription: z.strictObject({ description: z.string().exactOptional(), ...perLanguage }),
  getMyDescription: z.strictObject(perLanguage),
  setMyShortDescription: z.strictObject({
    short_description: z.string().exactOptional(),
    ...perLanguage,
  }),
  getMyShortDescription: z.strictObject(perLanguage),
  setChatMenuButton: z.strictObject({
    chat_id: z.int().exactOptional(),
    menu_button: menuButton.exactOptional(),
  }),
  getChatMenuButton: z.strictObject({ chat_id: z.int().exactOptional() }),
} as const;

export type MethodName = keyof typeof methodSchemas;

/** The parameters of a method, after its schema has accepted them. */
export type Params<M extends MethodName> = z.output<(typeof methodSchemas)[M]>;

export const methodNames = Object.keys(methodSchemas) as MethodName[];

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methodSchemas, name);
}
