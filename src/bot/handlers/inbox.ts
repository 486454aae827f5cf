/** The documents that admins sent: their list, a card for each, and the ways out and back. */

import type { Inbox } from '../../inbox/inbox.ts';
import { cleanField } from '../../speech/clean.ts';
import { additionsOf } from '../additions.ts';
import type { Messages } from '../messages/messages.ts';
import { documentCard, documentList, removalQuestion } from '../render/documents.ts';
import type { Press } from '../render/keyboard.ts';
import { plain } from '../render/rich.ts';
import type { Services } from '../services.ts';
import type { Message } from '../telegraf.ts';
import type { Shown } from './sources.ts';

/** @returns the new look of the message; the caller has seen to it that an admin pressed. */
export async function documentPressed(
  s: Services,
  inbox: Inbox,
  { message, messages: m }: { readonly message: Message; readonly messages: Messages },
  press: Extract<Press, { kind: 'documents' | 'document' }>,
): Promise<{ readonly shown: Shown; readonly after?: () => Promise<void> }> {
  const list = async (offset: number) => ({ shown: documentList(m, await inbox.list(), offset) });
  if (press.kind === 'documents') return await list(press.offset);
  const document = await inbox.find(press.id);
  if (!document) return await list(0);
  const isRemoved = document.removedAt !== undefined;
  const title = cleanField(document.title, 120);
  const tell = {
    chatId: message.chat.id,
    messageId: message.message_id,
    language: m.language,
  };
  if (press.act === 'ask' && !isRemoved) return { shown: removalQuestion(m, document) };
  if (press.act === 'remove' && !isRemoved) {
    const removed = (await inbox.remove(document)) ?? document;
    return {
      shown: { rich: plain(m.direction, m.documentRemoving(title)) },
      after: () => additionsOf(s, inbox).removed(removed, tell),
    };
  }
  if (press.act === 'restore' && isRemoved) {
    const restored = await inbox.restore(document, tell);
    return {
      shown: { rich: plain(m.direction, m.documentRestoring(title)) },
      after: () => additionsOf(s, inbox).restored(restored, tell),
    };
  }
  return { shown: documentCard(m, document) };
}
