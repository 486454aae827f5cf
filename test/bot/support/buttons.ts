/** Looking at what the bot sent: its entities and its buttons. */
import assert from 'node:assert/strict';
import type { WireMessage } from '#bot-api-double';

/** What an entity of a kind covers. */
export function covered(message: WireMessage, type: string): string[] {
  return (message.entities ?? [])
    .filter((entity) => entity.type === type)
    .map(({ offset, length }) => message.text!.slice(offset, offset + length));
}

interface Button {
  readonly text: string;
  readonly url?: string;
  readonly callback_data?: string;
}

export function button(message: WireMessage, label: RegExp): Button {
  const all: Button[] = message.reply_markup?.inline_keyboard.flat() ?? [];
  const found = all.find(({ text }) => label.test(text));
  assert.ok(found, `no button ${label} among ${all.map(({ text }) => text).join(' | ')}`);
  return found;
}

export const hasButton = (message: WireMessage, label: RegExp) =>
  (message.reply_markup?.inline_keyboard.flat() ?? []).some(({ text }) => label.test(text));
