/** «typing…» for as long as work takes. */
import type { Services } from './services.ts';
import type { Talk } from './talk.ts';

/** An answer that comes sooner needs no notice. */
const FIRST_AFTER_MS = 150;
/** Telegram shows the action for five seconds. */
const EVERY_MS = 4_000;

export async function whileTyping<T>(s: Services, talk: Talk, work: Promise<T>): Promise<T> {
  const show = () => {
    const thread = talk.threadId === undefined ? {} : { message_thread_id: talk.threadId };
    const action = { chat_id: talk.chatId, ...thread, action: 'typing' };
    // If this fails, the answer still comes.
    s.sender.once('sendChatAction', action).catch(() => {});
  };
  // Neither timer keeps a process alive that is stopping.
  let repeat: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    repeat = setInterval(show, EVERY_MS).unref();
  }, FIRST_AFTER_MS).unref();
  try {
    return await work;
  } finally {
    clearTimeout(first);
    clearInterval(repeat);
  }
}
