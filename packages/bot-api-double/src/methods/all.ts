/** Every method's handler, by name. A schema without a handler, or the reverse, does not compile. */

import type { MethodName, Params } from '../schemas/methods.ts';
import type { World } from '../world.ts';
import { answerCallbackQuery, answerInlineQuery } from './answers.ts';
import {
  deleteWebhook,
  getUpdates,
  getWebhookInfo,
  type ReplyHandler,
  setWebhook,
} from './delivery.ts';
import * as edits from './edits.ts';
import * as messages from './messages.ts';
import * as profile from './profile.ts';

/** What a handler may need besides its parameters. */
export interface CallContext {
  /** Aborts when the caller's connection breaks. */
  readonly signal: AbortSignal;
  readonly onWebhookReply: ReplyHandler;
}

type Handlers = {
  readonly [M in MethodName]: (world: World, params: Params<M>, context: CallContext) => unknown;
};

export const handlers: Handlers = {
  getMe: profile.getMe,
  logOut: profile.logOut,
  close: profile.close,
  getUpdates: (world, params, { signal }) => getUpdates(world, params, signal),
  setWebhook: (world, params, { onWebhookReply }) => setWebhook(world, params, onWebhookReply),
  deleteWebhook,
  getWebhookInfo,
  sendMessage: messages.sendMessage,
  sendRichMessage: messages.sendRichMessage,
  sendMessageDraft: messages.sendMessageDraft,
  sendDocument: messages.sendDocument,
  sendChatAction: messages.sendChatAction,
  editMessageText: edits.editMessageText,
  editMessageReplyMarkup: edits.editMessageReplyMarkup,
  deleteMessage: edits.deleteMessage,
  answerCallbackQuery,
  answerInlineQuery,
  getChat: profile.getChat,
  getFile: profile.getFile,
  setMyCommands: profile.setMyCommands,
  deleteMyCommands: profile.deleteMyCommands,
  getMyCommands: profile.getMyCommands,
  setMyName: profile.setMyName,
  getMyName: profile.getMyName,
  setMyDescription: profile.setMyDescription,
  getMyDescription: profile.getMyDescription,
  setMyShortDescription: profile.setMyShortDescription,
  getMyShortDescription: profile.getMyShortDescription,
  setChatMenuButton: profile.setChatMenuButton,
  getChatMenuButton: profile.getChatMenuButton,
};
