/** What an admin sends to be quoted from now on: a pure reading of the message. */
import type { Post } from '../inbox/inbox.ts';
import type { Message } from './telegraf.ts';

export type Incoming =
  | {
      readonly kind: 'file';
      readonly fileId: string;
      readonly name: string;
      /** Undefined if Telegram does not say. */
      readonly bytes: number | undefined;
      readonly caption: string | undefined;
    }
  | { readonly kind: 'post'; readonly post: Post }
  | { readonly kind: 'link'; readonly url: string }
  /** A part of an album that says nothing of its own. */
  | { readonly kind: 'silent' };

interface Parts {
  readonly text?: string;
  readonly caption?: string;
  readonly media_group_id?: string;
  readonly document?: {
    readonly file_id: string;
    readonly file_name?: string;
    readonly file_size?: number;
  };
  readonly animation?: object;
  readonly forward_origin?: {
    readonly type: string;
    readonly date: number;
    readonly chat?: { readonly id: number; readonly title?: string; readonly username?: string };
    readonly message_id?: number;
    readonly author_signature?: string;
  };
}

const LINK = /^(?:https?:\/\/|www\.)\S+$/iu;

/** Undefined if it is a question, a command or the like. */
export function readIncoming(message: Message): Incoming | undefined {
  const parts = message as Parts;
  const { document, forward_origin: origin } = parts;
  const words = (parts.text ?? parts.caption ?? '').trim();
  // A moving picture comes with a document, for older clients.
  if (document && !parts.animation) {
    return {
      kind: 'file',
      fileId: document.file_id,
      name: document.file_name ?? 'document',
      bytes: document.file_size,
      caption: words === '' ? undefined : words,
    };
  }
  if (origin?.type === 'channel' && origin.chat && origin.message_id !== undefined) {
    if (words === '' && parts.media_group_id !== undefined) return { kind: 'silent' };
    const { id, title, username } = origin.chat;
    return {
      kind: 'post',
      post: {
        text: words,
        channel: title ?? username ?? String(id),
        channelId: id,
        messageId: origin.message_id,
        username,
        author: origin.author_signature,
        date: new Date(origin.date * 1_000).toISOString().slice(0, 10),
      },
    };
  }
  if (!origin && LINK.test(words)) {
    return { kind: 'link', url: words.replace(/^www\./iu, 'https://$&') };
  }
  return undefined;
}
