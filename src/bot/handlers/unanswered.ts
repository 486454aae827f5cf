/** /unanswered: the kept questions that the articles did not answer, as a file; `npm run review` makes more of them. */

import { plain } from '../render/rich.ts';
import { reviewedIn } from '../review.ts';
import type { Job, Services } from '../services.ts';
import { reply, type Talk } from '../talk.ts';

export async function sendUnanswered(s: Services, job: Job, talk: Talk): Promise<void> {
  const m = talk.messages;
  const unanswered = (await reviewedIn(s.state)).filter(({ why }) => why === 'unanswered');
  if (unanswered.length === 0) {
    const without = s.settings.storeQuestions ? [] : [m.feedbackWithoutQuestions];
    await reply(s, job, talk, plain(m.direction, m.unansweredNone, ...without));
    return;
  }
  await job.beginSend();
  const lines = unanswered.map(({ question }) => `${question.replace(/\s+/gu, ' ')}\n`);
  await s.sender.call('sendDocument', {
    chat_id: talk.chatId,
    ...(talk.threadId === undefined ? {} : { message_thread_id: talk.threadId }),
    document: { source: Buffer.from(lines.join(''), 'utf8'), filename: 'unanswered.txt' },
    caption: plain(m.direction, m.unanswered(unanswered.length)).text,
  });
}
