/** Schemas for what a message's text carries: entities, the reply, the link preview. */

import { z } from 'zod';
import { named } from './named.ts';

/** Integer or `@username`, as Telegram takes it wherever a chat is meant. */
export const chatId = z.union([z.int(), z.string()]);

export const user = named(
  'User',
  z.strictObject({
    id: z.int(),
    is_bot: z.boolean(),
    first_name: z.string(),
    last_name: z.string().exactOptional(),
    username: z.string().exactOptional(),
    language_code: z.string().exactOptional(),
    is_premium: z.literal(true).exactOptional(),
    added_to_attachment_menu: z.literal(true).exactOptional(),
  }),
);

const span = { offset: z.int(), length: z.int() };

/** Entity types that need nothing besides their span. */
const plainEntityTypes = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
] as const;

/** `r`, or any of `w`, `d`/`D`, `t`/`T` in this order (Bot API, date-time entity formatting). */
const dateTimeFormats = [
  'r',
  '',
  'w',
  'd',
  'D',
  't',
  'T',
  'wd',
  'wD',
  'wt',
  'wT',
  'dt',
  'dT',
  'Dt',
  'DT',
  'wdt',
  'wdT',
  'wDt',
  'wDT',
] as const;

export const messageEntity = named(
  'MessageEntity',
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(plainEntityTypes), ...span }),
    z.strictObject({ type: z.literal('pre'), ...span, language: z.string().exactOptional() }),
    z.strictObject({ type: z.literal('text_link'), ...span, url: z.string() }),
    z.strictObject({ type: z.literal('text_mention'), ...span, user }),
    z.strictObject({ type: z.literal('custom_emoji'), ...span, custom_emoji_id: z.string() }),
    z.strictObject({
      type: z.literal('date_time'),
      ...span,
      unix_time: z.int(),
      date_time_format: z.enum(dateTimeFormats),
    }),
  ]),
);

export const parseMode = z.enum(['Markdown', 'MarkdownV2', 'HTML']);

export const linkPreviewOptions = named(
  'LinkPreviewOptions',
  z.strictObject({
    is_disabled: z.boolean().exactOptional(),
    url: z.string().exactOptional(),
    prefer_small_media: z.boolean().exactOptional(),
    prefer_large_media: z.boolean().exactOptional(),
    show_above_text: z.boolean().exactOptional(),
  }),
);

export const replyParameters = named(
  'ReplyParameters',
  z.strictObject({
    message_id: z.int(),
    chat_id: chatId.exactOptional(),
    allow_sending_without_reply: z.boolean().exactOptional(),
    quote: z.string().exactOptional(),
    quote_parse_mode: parseMode.exactOptional(),
    quote_entities: z.array(messageEntity).exactOptional(),
    quote_position: z.int().exactOptional(),
    checklist_task_id: z.int().exactOptional(),
    poll_option_id: z.string().exactOptional(),
  }),
);

export const inputRichMessage = named(
  'InputRichMessage',
  z.strictObject({
    html: z.string().exactOptional(),
    markdown: z.string().exactOptional(),
    is_rtl: z.boolean().exactOptional(),
    skip_entity_detection: z.boolean().exactOptional(),
  }),
);

export const suggestedPostParameters = named(
  'SuggestedPostParameters',
  z.strictObject({
    price: named(
      'SuggestedPostPrice',
      z.strictObject({ currency: z.enum(['XTR', 'TON']), amount: z.int() }),
    ).exactOptional(),
    send_date: z.int().exactOptional(),
  }),
);
