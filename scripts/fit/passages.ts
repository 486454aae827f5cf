/** Corpora in which each chunk is an article of its own, as the passages of reading-comprehension sets are. */
import { createHash } from 'node:crypto';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import type { Article } from '../../src/types.ts';
import type { Labelled } from './examples.ts';
import { madeQuestion } from './made.ts';

/** A title that says nothing, as many corpora have: file names, or headlines that play with words. */
export const NO_TITLE = 'نص';

export function passagesOf(article: Article, title = NO_TITLE): Article[] {
  return chunkArticle(article).map(({ position, text }) => ({
    id: `${article.id}#${position}`,
    title,
    text,
  }));
}

/** A question made from a sentence of the article, about those of its passages that hold the sentence. */
export function askPassages(
  article: Article,
  passages: readonly Article[],
  random: () => number,
): Labelled | undefined {
  const made = madeQuestion(article, random);
  if (!made) return undefined;
  const holding = passages.filter(({ text }) => text.includes(made.around!)).map(({ id }) => id);
  return holding.length === 0 ? undefined : { ...made, relevant: holding };
}

/** A key to sort by that scatters ids, the same each time. */
export function order(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Uniform numbers from 0 to 1 (Park and Miller's generator), the same each time. */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
