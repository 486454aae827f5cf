/** Messages to people when something fails. */
import { StoreUnavailableError } from '../errors.ts';
import { CallError } from './call-error.ts';
import { LostLeaseError } from './lease.ts';
import { plain, type RichMessage } from './render/rich.ts';
import type { Job, Services } from './services.ts';
import { messageContent, openTalk, reply, type Talk } from './talk.ts';
import type { Message, Update } from './telegraf.ts';

const NOTICE_EVERY_MS = 60_000;

const messageOf = (update: Update): Message | undefined =>
  (update as Partial<Update.MessageUpdate>).message ??
  ((update as Partial<Update.EditedMessageUpdate>).edited_message as Message | undefined);

/**
 * Handles everything that a handler throws. If Telegram cannot be reached now, the update is given back.
 * If Telegram refuses (blocked, chat gone), nobody can be told. Everything else is our fault: the bot apologises.
 */
export async function apologise(s: Services, job: Job, error: unknown): Promise<void> {
  const { updateId } = job;
  if (error instanceof CallError && error.failure === 'refused') {
    s.log.info({ updateId, err: error }, 'Telegram refused the reply');
    return;
  }
  if (error instanceof LostLeaseError) {
    job.lost = true;
    s.log.warn({ updateId, err: error }, 'not sent: another process answers it');
    return;
  }
  if (s.stopping()) {
    job.letGo = true;
    s.log.info({ updateId }, 'left to the next start');
    return;
  }
  if (error instanceof CallError) {
    job.giveBack = true;
    s.log.warn({ updateId, err: error }, 'not sent now; it is tried again later');
    return;
  }
  s.metrics.errors.inc();
  const reference = String(updateId);
  s.log.error({ updateId, reference, err: error }, 'an update failed');
  const message = messageOf(job.update);
  if (!message?.from) return;
  try {
    const talk = openTalk(s, message);
    const m = talk.messages;
    // Sent without the state, which may be unavailable too. Then the question is answered once the state is back.
    if (error instanceof StoreUnavailableError)
      await sendNotice(s, talk, plain(m.direction, m.articlesAway));
    else await reply(s, job, talk, plain(m.direction, m.error(reference)));
  } catch (second) {
    s.log.error({ updateId, reference, err: second }, 'the apology was not sent');
  }
}

/** A reply that does not answer: the update is not done with it, and nothing of it is recorded. */
export async function sendNotice(s: Services, talk: Talk, rich: RichMessage): Promise<void> {
  await s.sender.call('sendMessage', {
    chat_id: talk.chatId,
    ...(talk.threadId === undefined ? {} : { message_thread_id: talk.threadId }),
    reply_parameters: { message_id: talk.messageId, allow_sending_without_reply: true },
    ...messageContent(rich),
  });
}

/** When each chat was last told; only chats that overflow come in here. */
const told = new WeakMap<Services, Map<number, number>>();

/** Tells a chat that too much of it waits, once a minute, and without waiting for the telling. */
export async function tellTooManyWaiting(s: Services, update: Update): Promise<void> {
  const message = messageOf(update);
  if (!message?.from) return;
  const times = told.get(s) ?? new Map<number, number>();
  told.set(s, times);
  const last = times.get(message.chat.id);
  // Not the time of day, which may be set back.
  const now = performance.now();
  if (last !== undefined && now - last < NOTICE_EVERY_MS) return;
  for (const [chat, at] of times) if (now - at >= NOTICE_EVERY_MS) times.delete(chat);
  times.set(message.chat.id, now);
  const { messages: m, chatId, threadId } = openTalk(s, message);
  const notice = {
    chat_id: chatId,
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    ...messageContent(plain(m.direction, m.tooManyWaiting)),
  };
  s.background(s.sender.call('sendMessage', notice).then(() => {}));
}
