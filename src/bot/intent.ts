/** What a message wants of the bot: a pure reading of it, without state. */
import type { UnreadableKind } from './messages/messages.ts';
import type { Message, MessageEntity, UserFromGetMe } from './telegraf.ts';

export type Intent =
  /** Words of a person, to be answered: a question, or small talk (`app/message-kind.ts`). */
  | { readonly kind: 'question'; readonly text: string }
  /** /ask without a question. */
  | { readonly kind: 'askEmpty' }
  | { readonly kind: 'command'; readonly name: string; readonly argument: string }
  | { readonly kind: 'unknownCommand' }
  | { readonly kind: 'unreadable'; readonly what: UnreadableKind }
  | { readonly kind: 'migrated'; readonly toChatId: number }
  | { readonly kind: 'ignore' };

const COMMANDS = new Set([
  ...['start', 'help', 'sources', 'about', 'privacy', 'forget', 'language'],
  ...['status', 'why', 'reindex', 'feedback', 'unanswered'],
]);

/** The fields of a message that are read here; every one may be absent. */
interface Parts {
  readonly text?: string;
  readonly caption?: string;
  readonly entities?: readonly MessageEntity[];
  readonly caption_entities?: readonly MessageEntity[];
  readonly reply_to_message?: Message;
  readonly via_bot?: { readonly id: number };
  readonly sender_chat?: object;
  readonly is_automatic_forward?: boolean;
  readonly migrate_to_chat_id?: number;
}

const UNREADABLE: readonly (readonly [field: string, what: UnreadableKind])[] = [
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['video_note', 'video'],
  ['photo', 'photo'],
  ['animation', 'video'],
  ['video', 'video'],
  ['sticker', 'sticker'],
  ['document', 'document'],
  ['venue', 'location'],
  ['location', 'location'],
  ['contact', 'contact'],
  ['poll', 'poll'],
  ['dice', 'other'],
  ['game', 'other'],
  ['story', 'other'],
  ['paid_media', 'other'],
  ['invoice', 'other'],
  ['checklist', 'other'],
];

export function readMessage(message: Message, me: UserFromGetMe): Intent {
  const parts = message as Parts;
  if (parts.migrate_to_chat_id !== undefined) {
    return { kind: 'migrated', toChatId: parts.migrate_to_chat_id };
  }
  const fromPerson = message.from !== undefined && (!message.from.is_bot || parts.sender_chat);
  // What the bot itself put there through inline mode is an answer, not a question.
  const ours = parts.via_bot?.id === me.id;
  if (!fromPerson || ours || parts.is_automatic_forward || message.chat.type === 'channel') {
    return { kind: 'ignore' };
  }
  const text = parts.text ?? parts.caption ?? '';
  const isPrivate = message.chat.type === 'private';
  const command = readCommand(text, parts, me, isPrivate);
  if (command) return command;

  const toUs = parts.reply_to_message?.from?.id === me.id;
  const mentioned = withoutMention(text, parts.entities ?? parts.caption_entities ?? [], me);
  if (!isPrivate && !toUs && mentioned === undefined) return { kind: 'ignore' };
  const question = (mentioned ?? text).trim();
  // A text of spaces and invisible characters is answered too: in a private chat every message gets a reply.
  if (question !== '' || (isPrivate && parts.text !== undefined)) {
    return { kind: 'question', text: question };
  }
  if (mentioned !== undefined) return askEmpty(parts, me);
  const unreadable = UNREADABLE.find(([field]) => field in message);
  return unreadable ? { kind: 'unreadable', what: unreadable[1] } : { kind: 'ignore' };
}

function readCommand(
  text: string,
  parts: Parts,
  me: UserFromGetMe,
  isPrivate: boolean,
): Intent | undefined {
  const match = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=\s|$)/u.exec(text);
  if (!match) return undefined;
  const name = match[1]!.toLowerCase();
  const addressee = match[2]?.toLowerCase();
  if (addressee !== undefined && addressee !== me.username.toLowerCase()) return { kind: 'ignore' };
  const argument = text.slice(match[0].length).trim();
  if (name === 'ask') {
    return argument === '' ? askEmpty(parts, me) : { kind: 'question', text: argument };
  }
  if (COMMANDS.has(name)) return { kind: 'command', name, argument };
  // In a group, a command without a name may be another bot's.
  return isPrivate || addressee !== undefined ? { kind: 'unknownCommand' } : { kind: 'ignore' };
}

/** /ask or a bare mention under somebody's message asks what that message says. */
function askEmpty(parts: Parts, me: UserFromGetMe): Intent {
  const target = parts.reply_to_message;
  const text = target && wordsOf(target);
  return text && target.from?.id !== me.id ? { kind: 'question', text } : { kind: 'askEmpty' };
}

/** The words of a message: its text, or the caption of its picture. */
export function wordsOf(message: Message): string {
  const { text, caption } = message as Parts;
  return (text ?? caption ?? '').trim();
}

/** The text without the mention of the bot; undefined if it is not mentioned. */
function withoutMention(
  text: string,
  entities: readonly MessageEntity[],
  me: UserFromGetMe,
): string | undefined {
  const name = `@${me.username.toLowerCase()}`;
  for (const entity of entities) {
    const end = entity.offset + entity.length;
    const named =
      entity.type === 'mention' && text.slice(entity.offset, end).toLowerCase() === name;
    if (named || (entity.type === 'text_mention' && entity.user.id === me.id)) {
      return `${text.slice(0, entity.offset)} ${text.slice(end)}`;
    }
  }
  return undefined;
}
