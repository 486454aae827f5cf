/** The rules for keyboards. Source: `InlineKeyboardButton` and `InlineKeyboardMarkup` in the Bot API. */

import type { z } from 'zod';
import { brokenRule, strictRule } from './errors.ts';
import { checkUrl } from './links.ts';
import type {
  inlineKeyboardButton,
  inlineKeyboardMarkup,
  replyMarkup,
} from './schemas/keyboard.ts';

export type InlineKeyboardMarkup = z.output<typeof inlineKeyboardMarkup>;
export type InlineKeyboardButton = z.output<typeof inlineKeyboardButton>;
export type ReplyMarkup = z.output<typeof replyMarkup>;

const CALLBACK_DATA_BYTES_MAX = 64;
const COPY_TEXT_MAX = 256;
const PLACEHOLDER_MAX = 64;
/** Not in the documentation; a keyboard with more is refused with REPLY_MARKUP_TOO_LONG. */
const BUTTONS_MAX = 100;

function checkButton(button: InlineKeyboardButton): void {
  if (button.text.trim() === '')
    throw brokenRule('can\'t parse inline keyboard button: Field "text" must be non-empty');
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    // One answer of Telegram for both ends of the limit; the numbers are ours.
    if (bytes < 1 || bytes > CALLBACK_DATA_BYTES_MAX) {
      throw brokenRule(
        `BUTTON_DATA_INVALID (${bytes} bytes, 1 to ${CALLBACK_DATA_BYTES_MAX} are allowed)`,
      );
    }
  }
  if ('url' in button) checkUrl(button.url, 'inline keyboard button');
  if ('web_app' in button && !button.web_app.url.startsWith('https://')) {
    throw brokenRule(
      `inline keyboard button Web App URL '${button.web_app.url}' is invalid: Only HTTPS links are allowed`,
    );
  }
  if ('login_url' in button) checkUrl(button.login_url.url, 'inline keyboard button');
  if ('copy_text' in button) {
    const { length } = button.copy_text.text;
    if (length < 1 || length > COPY_TEXT_MAX) throw brokenRule('BUTTON_COPY_TEXT_INVALID');
  }
}

export function checkInlineKeyboard(markup: InlineKeyboardMarkup): void {
  const buttons = markup.inline_keyboard.flat();
  if (markup.inline_keyboard.some((row) => row.length === 0)) {
    throw strictRule('a row of the inline keyboard is empty: it would be dropped');
  }
  if (buttons.length > BUTTONS_MAX) throw brokenRule('reply markup is too long');
  for (const button of buttons) checkButton(button);
}

export function checkReplyMarkup(markup: ReplyMarkup): void {
  if ('inline_keyboard' in markup) checkInlineKeyboard(markup);
  if ('input_field_placeholder' in markup && markup.input_field_placeholder !== undefined) {
    const { length } = markup.input_field_placeholder;
    if (length < 1 || length > PLACEHOLDER_MAX)
      throw brokenRule('input field placeholder must have 1 to 64 characters');
  }
  if ('keyboard' in markup && markup.keyboard.flat().some(({ text }) => text.trim() === '')) {
    throw brokenRule('keyboard button text must be non-empty');
  }
}

/** An empty keyboard is no keyboard. */
export function keyboardOrNone(markup: ReplyMarkup | undefined): InlineKeyboardMarkup | undefined {
  if (markup === undefined || !('inline_keyboard' in markup) || markup.inline_keyboard.length === 0)
    return undefined;
  return markup;
}
