/** One message's place in a conversation: who wrote it, where, and how to reply there. */
import { CallError } from './call-error.ts';
import { wordsOf } from './intent.ts';
import type { Messages } from './messages/messages.ts';
import type { RichMessage } from './render/rich.ts';
import type { Job, Services } from './services.ts';
import type { Chat, InlineKeyboardMarkup, Message, User } from './telegraf.ts';

export interface Talk {
  readonly chatId: number;
  readonly isPrivate: boolean;
  readonly threadId: number | undefined;
  readonly messageId: number;
  readonly personId: number;
  readonly personName: string;
  /** Fingerprints. */
  readonly chat: string;
  readonly person: string;
  readonly isAdmin: boolean;
  readonly messages: Messages;
  /** The words of the message that this one replies to, whoever wrote it. */
  readonly targetText: string | undefined;
  /** The bot's own message that this one replies to, and the part of it that was quoted. */
  readonly repliesTo:
    | { readonly messageId: number; readonly quote: string | undefined }
    | undefined;
}

export type Markup =
  | InlineKeyboardMarkup
  | { force_reply: true; selective: true; input_field_placeholder: string };

export function openTalk(s: Services, message: Message): Talk {
  const parts = message as Message.TextMessage & { quote?: { text: string } };
  const target = parts.reply_to_message;
  const place = openPlace(s, message.chat, message.from!, wordsOf(message));
  const repliesToUs = target?.from?.id === s.me().id;
  return {
    ...place,
    threadId: parts.is_topic_message ? parts.message_thread_id : undefined,
    messageId: message.message_id,
    targetText: target && wordsOf(target),
    repliesTo:
      target && repliesToUs
        ? { messageId: target.message_id, quote: parts.quote?.text }
        : undefined,
  };
}

/** Chat and person alone, for what is no message. */
export function openPlace(
  s: Services,
  chat: Chat,
  person: User,
  written: string | undefined,
): Omit<Talk, 'threadId' | 'messageId' | 'repliesTo' | 'targetText'> {
  return {
    chatId: chat.id,
    isPrivate: chat.type === 'private',
    personId: person.id,
    personName: person.first_name,
    chat: s.identity.fingerprint('chat', chat.id),
    person: s.identity.fingerprint('person', person.id),
    isAdmin: s.settings.adminIds.includes(person.id),
    messages: s.speech.choose(person.language_code, written),
  };
}

/** The parameters that put a rich message into a call. */
export function messageContent(rich: RichMessage, markup?: Markup): object {
  return {
    text: rich.text,
    ...(rich.entities.length > 0 ? { entities: rich.entities } : {}),
    // An article's address must not add its own preview to our message.
    link_preview_options: { is_disabled: true },
    ...(markup ? { reply_markup: markup } : {}),
  };
}

/** Replies to the message, and resolves with the reply. */
export async function reply(
  s: Services,
  job: Job,
  talk: Talk,
  rich: RichMessage,
  markup?: Markup,
): Promise<Message> {
  await job.beginSend();
  const place = {
    chat_id: talk.chatId,
    ...(talk.threadId === undefined ? {} : { message_thread_id: talk.threadId }),
    // The question may be gone by now; the answer must arrive all the same.
    reply_parameters: { message_id: talk.messageId, allow_sending_without_reply: true },
  };
  const sent = await withoutBadLinks(markup, (safe) =>
    s.sender.call<Message>('sendMessage', { ...place, ...messageContent(rich, safe) }),
  );
  job.sent = true;
  return sent;
}

/** Telegram judges links by rules of its own; a message without its link buttons beats no message. */
export async function withoutBadLinks<T>(
  markup: Markup | undefined,
  send: (markup: Markup | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await send(markup);
  } catch (error) {
    const aboutLink =
      error instanceof CallError &&
      error.failure === 'refused' &&
      /url|button/iu.test(error.description);
    if (!aboutLink || !markup || !('inline_keyboard' in markup)) throw error;
    const rows = markup.inline_keyboard
      .map((row) => row.filter((button) => !('url' in button || 'web_app' in button)))
      .filter((row) => row.length > 0);
    return await send({ inline_keyboard: rows });
  }
}
