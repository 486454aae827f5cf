/** The bot was put into a group, or out of one. */
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import { messageContent, openPlace } from '../talk.ts';
import type { ChatMemberUpdated } from '../telegraf.ts';

const isIn = (status: string) => status === 'member' || status === 'administrator';

/** Greets a group that the bot has just come into, once, and says how to ask there. */
export async function botMoved(s: Services, job: Job, change: ChatMemberUpdated): Promise<void> {
  const { chat, from, old_chat_member: before, new_chat_member: after } = change;
  if (chat.type !== 'group' && chat.type !== 'supergroup') return;
  if (isIn(before.status) || before.status === 'restricted' || !isIn(after.status)) return;
  const { messages: m } = openPlace(s, chat, from, chat.title);
  await job.beginSend();
  const greeting = messageContent(plain(m.direction, m.groupGreeting(s.me().username)));
  await s.sender.call('sendMessage', { chat_id: chat.id, ...greeting });
}
