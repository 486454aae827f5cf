/** Asks a question, for the page and for programs. */
import { asTyped, converse, type Reply, withName } from '../app/converse.ts';
import type { Turn } from '../app/turn.ts';
import { cleanTyped } from '../speech/clean.ts';
import type { Answer, Answerer, ArticleHead } from '../types.ts';

export interface Question {
  readonly text: string;
  /** The article to look in first. */
  readonly within?: ArticleHead | undefined;
  /** What was said before, the newest first. */
  readonly turns: readonly Turn[];
  /** «No, search for what I wrote.» */
  readonly asTyped?: boolean;
  /** Which of the names that were asked back for is meant: an index. */
  readonly name?: number | undefined;
}

export interface Found {
  readonly answer: Answer;
  /** Whether the article that was asked first does not answer, so that this is from others. */
  readonly elsewhere: boolean;
}

export type AskReply = Reply<Found>;

export async function ask(answerer: Answerer, question: Question): Promise<AskReply> {
  const { within, turns, name } = question;
  const text = cleanTyped(question.text);
  const search = (asked: string) => find(answerer, asked, within?.id);
  const [last] = turns;
  const chosen = name === undefined || !last ? undefined : await withName(last, name, search);
  if (chosen) return chosen;
  if (question.asTyped) return asTyped(text, search);
  return converse(text, turns, search, { within: within !== undefined });
}

/** Within the article that is named; if that does not answer, in all of them, as in Telegram. */
async function find(answerer: Answerer, question: string, articleId?: string): Promise<Found> {
  if (articleId !== undefined) {
    const answer = await answerer.ask(question, { scope: { articleId } });
    if (answer.kind !== 'none') return { answer, elsewhere: false };
  }
  const answer = await answerer.ask(question);
  return { answer, elsewhere: articleId !== undefined && answer.kind !== 'none' };
}
