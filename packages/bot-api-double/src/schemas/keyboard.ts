/** Schemas for keyboards. A button of an inline keyboard has one action, and the union says so. */

import { z } from 'zod';
import { named } from './named.ts';

const look = {
  text: z.string(),
  icon_custom_emoji_id: z.string().exactOptional(),
  style: z.enum(['danger', 'success', 'primary']).exactOptional(),
};

const webApp = named('WebAppInfo', z.strictObject({ url: z.string() }));

const loginUrl = named(
  'LoginUrl',
  z.strictObject({
    url: z.string(),
    forward_text: z.string().exactOptional(),
    bot_username: z.string().exactOptional(),
    request_write_access: z.boolean().exactOptional(),
  }),
);

const chosenChat = named(
  'SwitchInlineQueryChosenChat',
  z.strictObject({
    query: z.string().exactOptional(),
    allow_user_chats: z.boolean().exactOptional(),
    allow_bot_chats: z.boolean().exactOptional(),
    allow_group_chats: z.boolean().exactOptional(),
    allow_channel_chats: z.boolean().exactOptional(),
  }),
);

export const inlineKeyboardButton = named(
  'InlineKeyboardButton',
  z.union(
    [
      z.strictObject({ ...look, callback_data: z.string() }),
      z.strictObject({ ...look, url: z.string() }),
      z.strictObject({ ...look, web_app: webApp }),
      z.strictObject({ ...look, login_url: loginUrl }),
      z.strictObject({ ...look, switch_inline_query: z.string() }),
      z.strictObject({ ...look, switch_inline_query_current_chat: z.string() }),
      z.strictObject({ ...look, switch_inline_query_chosen_chat: chosenChat }),
      z.strictObject({
        ...look,
        copy_text: named('CopyTextButton', z.strictObject({ text: z.string() })),
      }),
      z.strictObject({ ...look, callback_game: named('CallbackGame', z.strictObject({})) }),
      z.strictObject({ ...look, pay: z.literal(true) }),
    ],
    {
      error: 'an inline keyboard button has a text and exactly one action, each of the right type',
    },
  ),
);

export const inlineKeyboardMarkup = named(
  'InlineKeyboardMarkup',
  z.strictObject({ inline_keyboard: z.array(z.array(inlineKeyboardButton)) }),
);

/** A reply keyboard's button; the kinds that ask for users, chats or bots are not emulated. */
const keyboardButton = named(
  'KeyboardButton',
  z.strictObject({
    ...look,
    request_contact: z.boolean().exactOptional(),
    request_location: z.boolean().exactOptional(),
    web_app: webApp.exactOptional(),
  }),
);

const replyKeyboardMarkup = named(
  'ReplyKeyboardMarkup',
  z.strictObject({
    keyboard: z.array(z.array(keyboardButton)),
    is_persistent: z.boolean().exactOptional(),
    resize_keyboard: z.boolean().exactOptional(),
    one_time_keyboard: z.boolean().exactOptional(),
    input_field_placeholder: z.string().exactOptional(),
    selective: z.boolean().exactOptional(),
  }),
);

const replyKeyboardRemove = named(
  'ReplyKeyboardRemove',
  z.strictObject({ remove_keyboard: z.literal(true), selective: z.boolean().exactOptional() }),
);

const forceReply = named(
  'ForceReply',
  z.strictObject({
    force_reply: z.literal(true),
    input_field_placeholder: z.string().exactOptional(),
    selective: z.boolean().exactOptional(),
  }),
);

export const replyMarkup = z.union([
  inlineKeyboardMarkup,
  replyKeyboardMarkup,
  replyKeyboardRemove,
  forceReply,
]);

export const menuButton = named(
  'MenuButton',
  z.discriminatedUnion('type', [
    named('MenuButtonDefault', z.strictObject({ type: z.literal('default') })),
    named('MenuButtonCommands', z.strictObject({ type: z.literal('commands') })),
    named(
      'MenuButtonWebApp',
      z.strictObject({ type: z.literal('web_app'), text: z.string(), web_app: webApp }),
    ),
  ]),
);

export { webApp };
