/** Schemas for inline mode. Only articles are emulated among the twenty kinds of result. */

import { z } from 'zod';
import { inlineKeyboardMarkup, webApp } from './keyboard.ts';
import { named } from './named.ts';
import { inputRichMessage, linkPreviewOptions, messageEntity, parseMode } from './text.ts';

const inputTextMessageContent = named(
  'InputTextMessageContent',
  z.strictObject({
    message_text: z.string(),
    parse_mode: parseMode.exactOptional(),
    entities: z.array(messageEntity).exactOptional(),
    link_preview_options: linkPreviewOptions.exactOptional(),
  }),
);

const inputRichMessageContent = named(
  'InputRichMessageContent',
  z.strictObject({ rich_message: inputRichMessage }),
);

export const inlineQueryResultArticle = named(
  'InlineQueryResultArticle',
  z.strictObject({
    type: z.literal('article'),
    id: z.string(),
    title: z.string(),
    input_message_content: named(
      'InputMessageContent',
      z.union([inputTextMessageContent, inputRichMessageContent]),
    ),
    reply_markup: inlineKeyboardMarkup.exactOptional(),
    url: z.string().exactOptional(),
    description: z.string().exactOptional(),
    thumbnail_url: z.string().exactOptional(),
    thumbnail_width: z.int().exactOptional(),
    thumbnail_height: z.int().exactOptional(),
  }),
);

export const inlineQueryResult = named(
  'InlineQueryResult',
  z.discriminatedUnion('type', [inlineQueryResultArticle]),
);

export const inlineQueryResultsButton = named(
  'InlineQueryResultsButton',
  z.strictObject({
    text: z.string(),
    web_app: webApp.exactOptional(),
    start_parameter: z.string().exactOptional(),
  }),
);
