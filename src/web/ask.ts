/** A question and what comes of it, for the page and for programs alike. */
import { readTyped, type Unasked } from '../app/typed.ts';
import { cleanTyped } from '../bot/render/clean.ts';
import type { Answer, Answerer, ArticleHead } from '../types.ts';
import type { Shelves } from './ports.ts';

export interface Question {
  readonly text: string;
  /** The article to look in first. */
  readonly articleId?: string | undefined;
}

export type Asked =
  | { readonly kind: 'talk'; readonly what: Unasked; readonly salam: boolean }
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      /** The article that was looked in first. */
      readonly within?: ArticleHead | undefined;
      /** That article does not answer; this is what the others say. */
      readonly elsewhere: boolean;
    };

/** Within the article that is named; where that does not answer, in all of them, as in Telegram. */
export async function ask(
  answerer: Answerer,
  shelves: Shelves,
  { text, articleId }: Question,
): Promise<Asked> {
  const question = cleanTyped(text);
  const typed = readTyped(question);
  if (typed.kind === 'talk') return { kind: 'talk', what: typed.what, salam: typed.salam };
  const [within] =
    articleId === undefined ? [] : await shelves.use((index) => index.heads([articleId]));
  if (!within) {
    return { kind: 'answer', answer: await answerer.ask(question), elsewhere: false };
  }
  const own = await answerer.ask(question, { scope: { articleId: within.id } });
  if (own.kind !== 'none') return { kind: 'answer', answer: own, within, elsewhere: false };
  const answer = await answerer.ask(question);
  return { kind: 'answer', answer, within, elsewhere: answer.kind !== 'none' };
}
