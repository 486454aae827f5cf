/** /feedback: the thumbs in figures, and as JSON Lines in the shape of the evaluation questions. */
import { readQuote } from '../quote-references.ts';
import { plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import type { JudgedAnswer } from '../state/port.ts';
import { reply, type Talk } from '../talk.ts';

const PAGE = 500;
/** Telegram takes 50 MB from a bot; this many lines stay well below. */
const LINES_MAX = 20_000;

export async function sendFeedback(s: Services, job: Job, talk: Talk): Promise<void> {
  const m = talk.messages;
  const figures = await s.state.countVotes();
  if (figures.answers === 0) {
    await reply(s, job, talk, plain(m.direction, m.feedbackNone));
    return;
  }
  const lines: string[] = [];
  let afterId: string | undefined;
  while (lines.length < LINES_MAX) {
    const page = await s.state.judged({ afterId, limit: PAGE });
    for (const judged of page) lines.push(JSON.stringify(await toLine(s, judged)));
    afterId = page.at(-1)?.answer.id;
    if (page.length < PAGE) break;
  }
  const without = s.settings.storeQuestions ? [] : [m.feedbackWithoutQuestions];
  const caption = plain(m.direction, m.feedback(figures), ...without);
  await job.beginSend();
  const file = Buffer.from(`${lines.join('\n')}\n`, 'utf8');
  await s.sender.call('sendDocument', {
    chat_id: talk.chatId,
    ...(talk.threadId === undefined ? {} : { message_thread_id: talk.threadId }),
    document: { source: file, filename: 'feedback.jsonl' },
    caption: caption.text,
  });
}

/**
 * `{"id", "question", "relevant", "answers"}` as in the evaluation sets, so that a complaint becomes a test:
 * what was liked is taken for right; what was not has to be judged by hand, so `relevant` and `answers` are
 * empty there and `given` says what the bot answered. `question` is null if questions are not kept.
 */
async function toLine(s: Services, { answer, up, down }: JudgedAnswer): Promise<object> {
  const first = answer.quotes[0];
  const view = first && (await s.catalogue.use((index) => readQuote(index, first)));
  const words = view?.emphasis.map(({ start, end }) => view.text.slice(start, end)) ?? [];
  const answers = words.length > 0 ? words : view ? [view.text] : [];
  // The message showed the first quote, and if sources differ, each of them.
  const shown = answer.quotes.filter((_, at) => at === 0 || answer.conflict.includes(at));
  const relevant = [...new Set(shown.map(({ articleId }) => articleId))];
  const liked = up > down;
  return {
    id: `feedback-${answer.id}`,
    question: answer.question ?? null,
    relevant: liked ? relevant : [],
    answers: liked ? answers : [],
    given: { kind: answer.kind, relevant, answers },
    up,
    down,
    at: new Date(answer.atMs).toISOString(),
  };
}
