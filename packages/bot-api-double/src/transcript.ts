/** A chat as text, for a failing test to show and for a passing one to compare. */

import type { WireMessage } from './wire.ts';

function contentOf(message: WireMessage): string {
  if (message.text !== undefined) return message.text;
  if (message.document !== undefined) {
    return `<document ${message.document.file_name}>${message.caption === undefined ? '' : ` ${message.caption}`}`;
  }
  for (const kind of ['voice', 'photo', 'sticker', 'location', 'rich_message'] as const) {
    if (message[kind] !== undefined) return `<${kind}>`;
  }
  if (message.migrate_to_chat_id !== undefined) return `<became ${message.migrate_to_chat_id}>`;
  if (message.migrate_from_chat_id !== undefined) return `<was ${message.migrate_from_chat_id}>`;
  if (message.forum_topic_created !== undefined)
    return `<topic ${message.forum_topic_created.name}>`;
  if (message.new_chat_members !== undefined) return '<joined>';
  if (message.left_chat_member !== undefined) return '<left>';
  return '<other>';
}

function lineOf(message: WireMessage): string {
  const target = message.reply_to_message?.message_id;
  const reply = target === undefined ? '' : ` ↩${target}`;
  const quote = message.quote === undefined ? '' : ` «${message.quote.text}»`;
  const topic = message.is_topic_message ? ` #${message.message_thread_id}` : '';
  const edited = message.edit_date === undefined ? '' : ' (edited)';
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const keyboard = rows
    .map((row) => `\n    ${row.map(({ text }) => `[${text}]`).join(' ')}`)
    .join('');
  return `${message.message_id}${topic} ${message.from.first_name}${reply}${quote}${edited}: ${contentOf(message)}${keyboard}`;
}

export function transcriptOf(messages: readonly WireMessage[]): string {
  return messages.map(lineOf).join('\n');
}
