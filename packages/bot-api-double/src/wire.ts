/**
 * Bot API objects as this server makes them: the subset of each type's fields that it fills in.
 * `spec.test.ts` holds what really goes over the wire against the Bot API specification.
 */

import type { BotCommand, MessageEntity } from '@grammyjs/types';
import type { InlineKeyboardMarkup } from './buttons.ts';
import type { UpdateType } from './schemas/settings.ts';

export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup';

export interface WireChat {
  readonly id: number;
  readonly type: ChatType;
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly is_forum?: true;
}

export interface WireQuote {
  readonly text: string;
  readonly position: number;
  readonly entities?: MessageEntity[];
  readonly is_manual?: true;
}

export interface WireFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
}

/** What a message carries: one of these is there, or a text, or a service field. */
export interface WireContent {
  readonly text?: string;
  readonly entities?: MessageEntity[];
  readonly caption?: string;
  readonly caption_entities?: MessageEntity[];
  readonly document?: WireFile;
  readonly media_group_id?: string;
  readonly forward_origin?: {
    readonly type: 'channel';
    readonly date: number;
    readonly chat: {
      readonly id: number;
      readonly type: 'channel';
      readonly title: string;
      readonly username?: string;
    };
    readonly message_id: number;
    readonly author_signature?: string;
  };
  readonly voice?: WireFile & { readonly duration: number };
  readonly photo?: (WireFile & { readonly width: number; readonly height: number })[];
  readonly sticker?: WireFile & {
    readonly type: 'regular';
    readonly width: number;
    readonly height: number;
    readonly is_animated: boolean;
    readonly is_video: boolean;
    readonly emoji?: string;
  };
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly rich_message?: { readonly blocks: readonly unknown[]; readonly is_rtl?: true };
  readonly link_preview_options?: object;
  readonly new_chat_members?: WireUser[];
  readonly left_chat_member?: WireUser;
  readonly migrate_to_chat_id?: number;
  readonly migrate_from_chat_id?: number;
  readonly forum_topic_created?: { readonly name: string; readonly icon_color: number };
}

export interface WireMessage extends WireContent {
  readonly message_id: number;
  readonly date: number;
  readonly edit_date?: number;
  readonly from: WireUser;
  readonly chat: WireChat;
  readonly message_thread_id?: number;
  readonly is_topic_message?: true;
  readonly reply_to_message?: WireMessage;
  readonly quote?: WireQuote;
  readonly via_bot?: WireUser;
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** An update's payload by its type; only the kinds a person here can cause. */
export interface WirePayloads {
  message: WireMessage;
  edited_message: WireMessage;
  callback_query: {
    readonly id: string;
    readonly from: WireUser;
    readonly chat_instance: string;
    readonly message?: WireMessage;
    readonly inline_message_id?: string;
    readonly data: string;
  };
  inline_query: {
    readonly id: string;
    readonly from: WireUser;
    readonly query: string;
    readonly offset: string;
    readonly chat_type?: string;
  };
  chosen_inline_result: {
    readonly result_id: string;
    readonly from: WireUser;
    readonly query: string;
    readonly inline_message_id?: string;
  };
  my_chat_member: {
    readonly chat: WireChat;
    readonly from: WireUser;
    readonly date: number;
    readonly old_chat_member: { readonly status: string; readonly user: WireUser };
    readonly new_chat_member: { readonly status: string; readonly user: WireUser };
  };
}

export type PayloadType = keyof WirePayloads & UpdateType;

export type WireUpdate = { readonly update_id: number } & {
  readonly [T in PayloadType]?: WirePayloads[T];
};

export type { BotCommand, MessageEntity };
