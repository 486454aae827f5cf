/** Pressed buttons and inline queries: opened here, answered by the bot. */

import type { Params } from '../schemas/methods.ts';
import type { WaitOptions } from '../waiting.ts';
import type { WireMessage } from '../wire.ts';
import type { World } from '../world.ts';
import { type Author, chatOf, type Place, publish } from './post.ts';

/** A pressed button, waiting for `answerCallbackQuery`. */
export interface Press {
  readonly id: string;
  readonly data: string;
  /** What the bot answered. */
  answer(options?: WaitOptions): Promise<Params<'answerCallbackQuery'>>;
  /** From now on the bot's answer comes too late. */
  expire(): void;
}

/** A typed inline query, waiting for `answerInlineQuery`. */
export interface Typed {
  readonly id: string;
  readonly query: string;
  /** What the bot answered. */
  answer(options?: WaitOptions): Promise<Params<'answerInlineQuery'>>;
  /** From now on the bot's answer comes too late. */
  expire(): void;
}

export type InlineResult = Params<'answerInlineQuery'>['results'][number];

export function press(world: World, author: Author, button: string, message: WireMessage): Press {
  const current = chatOf(world, message).find(message.message_id) ?? message;
  const buttons = (current.reply_markup?.inline_keyboard ?? []).flat();
  const pressed =
    buttons.find(({ text }) => text === button) ??
    buttons.find((one) => 'callback_data' in one && one.callback_data === button);
  if (pressed === undefined || !('callback_data' in pressed)) {
    const labels = buttons.map(({ text }) => `[${text}]`).join(' ') || 'none';
    throw new Error(
      `no callback button "${button}" under message ${message.message_id}, only ${labels}`,
    );
  }
  return callback(world, author, pressed.callback_data, current);
}

export function callback(
  world: World,
  { user }: Author,
  data: string,
  message: WireMessage,
): Press {
  let answered: Params<'answerCallbackQuery'> | undefined;
  const id = world.callbackQueries.open(user.id, (answer) => {
    answered = answer;
  });
  // Of a message sent through inline mode the bot learns no more than its inline id.
  const inlineId = message.via_bot === undefined ? undefined : world.inlineIdOf(message);
  const source = inlineId === undefined ? { message } : { inline_message_id: inlineId };
  world.updates.push(
    'callback_query',
    { id, from: user, chat_instance: `${message.chat.id}`, ...source, data },
    `callback ${user.id}`,
  );
  return {
    id,
    data,
    expire: () => world.callbackQueries.expire(id),
    answer: (options) =>
      world.waiting.for(() => answered, { what: 'the answer to the button', ...options }),
  };
}

export function type(
  world: World,
  { user }: Author,
  query: string,
  { offset = '', chatType = 'sender' }: { readonly offset?: string; readonly chatType?: string },
): Typed {
  let answered: Params<'answerInlineQuery'> | undefined;
  const id = world.inlineQueries.open(user.id, (answer) => {
    answered = answer;
  });
  world.updates.push(
    'inline_query',
    { id, from: user, query, offset, chat_type: chatType },
    `inline ${user.id}`,
  );
  return {
    id,
    query,
    expire: () => world.inlineQueries.expire(id),
    answer: (options) =>
      world.waiting.for(() => answered, { what: 'the answer to the inline query', ...options }),
  };
}

export function pick(
  world: World,
  { user, chat: ownChat }: Author,
  result: InlineResult,
  typed: Typed,
  place: Place,
): WireMessage {
  const content = result.input_message_content;
  if (!('message_text' in content)) throw new Error('only text results can be picked');
  const chat = place.in ?? ownChat;
  const { reply_markup: markup } = result;
  const message: WireMessage = {
    message_id: chat.nextMessageId(),
    from: user,
    chat: chat.wire,
    date: world.nowS(),
    via_bot: world.bot,
    text: content.message_text,
    ...(content.entities === undefined ? {} : { entities: content.entities }),
    ...(markup === undefined ? {} : { reply_markup: markup }),
  };
  chat.add(message);
  // Telegram gives an inline id only to messages with a keyboard.
  const inlineId = markup === undefined ? undefined : `inline-${typed.id}-${result.id}`;
  if (inlineId !== undefined) world.addInlineMessage(inlineId, message);
  const chosen = { result_id: result.id, from: user, query: typed.query };
  world.updates.push(
    'chosen_inline_result',
    inlineId === undefined ? chosen : { ...chosen, inline_message_id: inlineId },
    `chosen ${user.id}`,
  );
  publish(world, 'message', chat, message);
  return message;
}
