/** Schemas for what a bot says of itself: commands and their scopes, and the kinds of update it asks for. */

import type { LanguageCode } from '@grammyjs/types';
import { z } from 'zod';
import { named } from './named.ts';
import { chatId } from './text.ts';

export const botCommand = named(
  'BotCommand',
  z.strictObject({ command: z.string(), description: z.string() }),
);

export const botCommandScope = named(
  'BotCommandScope',
  z.discriminatedUnion('type', [
    named('BotCommandScopeDefault', z.strictObject({ type: z.literal('default') })),
    named(
      'BotCommandScopeAllPrivateChats',
      z.strictObject({ type: z.literal('all_private_chats') }),
    ),
    named('BotCommandScopeAllGroupChats', z.strictObject({ type: z.literal('all_group_chats') })),
    named(
      'BotCommandScopeAllChatAdministrators',
      z.strictObject({ type: z.literal('all_chat_administrators') }),
    ),
    named('BotCommandScopeChat', z.strictObject({ type: z.literal('chat'), chat_id: chatId })),
    named(
      'BotCommandScopeChatAdministrators',
      z.strictObject({ type: z.literal('chat_administrators'), chat_id: chatId }),
    ),
    named(
      'BotCommandScopeChatMember',
      z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int() }),
    ),
  ]),
);

/**
 * A two-letter ISO 639-1 code, or empty for all languages without texts of their own. Telegram
 * checks that it is two letters from a to z; whether such a language exists is left to the types.
 */
export const languageCode = named(
  'String',
  z.custom<LanguageCode>((value) => typeof value === 'string' && /^([a-z]{2})?$/.test(value), {
    error: 'invalid language code specified',
  }),
);

export const updateTypes = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
] as const;

export type UpdateType = (typeof updateTypes)[number];

export const allowedUpdates = z.array(z.enum(updateTypes));

export const chatActions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
] as const;
