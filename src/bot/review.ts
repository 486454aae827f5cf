/**
 * Questions that the bot did not help with, for the operator: in the shape of the canned questions, and as
 * examples in the shape that the reader is trained on (`training/reader/made/shape.py`).
 *
 * Neither knows what would have been right. A person reads them first: fills in `relevant` and `answers` of a question,
 * and the labels of an example's sentences; if nothing in them answers, both are right as they are.
 */
import { createHash } from 'node:crypto';
import { splitSentences } from '../text/sentences.ts';
import type { Answerer, Article } from '../types.ts';
import type { AnswerRecord, BotState } from './state/port.ts';

/** `down`: its answer got more thumbs down than up. */
export type ReviewReason = 'unanswered' | 'down' | 'up';

export interface Reviewed {
  readonly why: ReviewReason;
  readonly question: string;
  readonly answer: AnswerRecord;
}

export interface SuggestedQuestion {
  readonly id: string;
  readonly question: string;
  readonly relevant: readonly string[];
  readonly answers: readonly string[];
  /** Why it is here, and what the bot said. */
  readonly review: { readonly why: ReviewReason; readonly given: readonly string[] };
}

export interface TrainingPassage {
  readonly title: string;
  readonly heading: string;
  readonly sentences: readonly string[];
  /** Which of the sentences answer. */
  readonly labels: readonly number[];
}

export interface SuggestedExample {
  readonly question: string;
  readonly passages: readonly TrainingPassage[];
  readonly answer: string;
  readonly made: string;
  readonly form: null;
  readonly split: 'train' | 'held';
}

const PAGE = 500;
/** As many as `shape.py` lets through. */
const PASSAGES_MAX = 4;
/** The share of articles whose examples are kept for measuring, as in `shape.py`. */
const HELD_SHARE = 0.1;

/** Every kept question that was not answered or was judged, once. Nothing if questions are not kept. */
export async function reviewedIn(state: BotState): Promise<Reviewed[]> {
  const found = new Map<string, Reviewed>();
  const add = (why: ReviewReason, answer: AnswerRecord) => {
    if (answer.question !== undefined) {
      found.set(answer.question, { why, question: answer.question, answer });
    }
  };
  await eachPage(
    (afterId) => state.unanswered({ afterId, limit: PAGE }),
    (answer) => answer.id,
    (answer) => add('unanswered', answer),
  );
  await eachPage(
    (afterId) => state.judged({ afterId, limit: PAGE }),
    ({ answer }) => answer.id,
    ({ answer, up, down }) => {
      if (up !== down && answer.kind !== 'card') add(up > down ? 'up' : 'down', answer);
    },
  );
  return [...found.values()];
}

async function eachPage<Row>(
  read: (afterId: string | undefined) => Promise<Row[]>,
  idOf: (row: Row) => string,
  use: (row: Row) => void,
): Promise<void> {
  let afterId: string | undefined;
  for (;;) {
    const rows = await read(afterId);
    rows.forEach(use);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    afterId = idOf(last);
  }
}

type Articles = (id: string) => Promise<Article | undefined>;

export async function toCanned(
  { why, question, answer }: Reviewed,
  articles: Articles,
): Promise<SuggestedQuestion> {
  const [first] = answer.quotes;
  const article = first && (await articles(first.articleId));
  const words = (first?.emphasis ?? []).map(
    ([start, end]) => article?.text.slice(start, end) ?? '',
  );
  const liked = why === 'up';
  const given = answer.quotes.map(({ articleId }) => articleId);
  return {
    id: `feedback-${answer.id}`,
    question,
    relevant: liked && first ? [first.articleId] : [],
    answers: liked ? words.filter((word) => word !== '') : [],
    review: { why, given: [...new Set(given)] },
  };
}

/**
 * An example with the passages that were shown, or for a question without an answer, those that the articles have for it
 * now. Undefined if there are none.
 */
export async function toExample(
  { why, question, answer }: Reviewed,
  articles: Articles,
  ask: Answerer['ask'],
): Promise<SuggestedExample | undefined> {
  const shown = await Promise.all(
    answer.quotes.slice(0, PASSAGES_MAX).map(async (quote, at) => {
      const article = await articles(quote.articleId);
      return article && passageOf(article, quote, why === 'up' && at === 0);
    }),
  );
  const passages = shown.filter((passage) => passage !== undefined);
  const found = passages.length > 0 ? passages : await passagesFor(question, ask);
  const [first] = found;
  if (!first) return undefined;
  return {
    question,
    passages: found.map(({ passage }) => passage),
    answer: first.answer,
    made: `feedback ${why}`,
    form: null,
    split: isHeld(first.articleId) ? 'held' : 'train',
  };
}

interface Made {
  readonly articleId: string;
  readonly passage: TrainingPassage;
  readonly answer: string;
}

/** The passage around a quote; if people liked it, the sentence that was quoted is labelled. */
function passageOf(
  { id, title, text }: Article,
  { start, end, context: [from, to], emphasis }: AnswerRecord['quotes'][number],
  liked: boolean,
): Made | undefined {
  const around = text.slice(from, to);
  const spans = splitSentences(around);
  if (spans.length === 0) return undefined;
  const labels = spans.flatMap((span, at) => {
    const overlaps = span.start + from < end && span.end + from > start;
    return liked && overlaps ? [at] : [];
  });
  const [words] = emphasis;
  const sentences = spans.map((span) => around.slice(span.start, span.end));
  const answer = liked && words ? text.slice(words[0], words[1]) : '';
  const held = labels.some((at) => sentences[at]?.includes(answer));
  return {
    articleId: id,
    passage: { title, heading: '', sentences, labels },
    answer: held ? answer : '',
  };
}

async function passagesFor(question: string, ask: Answerer['ask']): Promise<Made[]> {
  const { why } = await ask(question, { why: true });
  return (why?.candidates ?? [])
    .filter(({ sentences }) => sentences.length > 0)
    .slice(0, PASSAGES_MAX)
    .map(({ articleId, title, sentences }) => ({
      articleId,
      passage: { title, heading: '', sentences: sentences.map(({ text }) => text), labels: [] },
      answer: '',
    }));
}

/** By the article, so that no article lends one example to training and another to measuring. */
function isHeld(articleId: string): boolean {
  const digest = createHash('sha256').update(articleId).digest('hex');
  return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32 < HELD_SHARE;
}
