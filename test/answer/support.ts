/** Passages and questions made by hand, so that a person can follow what is expected of them. */

import { Matcher } from '../../src/answer/matcher.ts';
import { type Passage, readPassage } from '../../src/answer/passages.ts';
import { type ReadQuestion, readQuestion } from '../../src/answer/question.ts';
import { createHashingEmbedder } from '../../src/embed/hashing.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import type { Article, Hit, SearchIndex } from '../../src/types.ts';

export const embedder = createHashingEmbedder();

/** An index that knows every word, each in one of a hundred chunks, so that nothing is mended and all weigh the same. */
export const everyWordKnown = {
  summary: { chunks: 100 },
  chunkFrequency: async () => 1,
  similarWords: async () => [],
} as unknown as SearchIndex;

export async function question(text: string): Promise<ReadQuestion> {
  const retriever = createRetriever({ index: everyWordKnown, embedder });
  const read = await readQuestion(text, everyWordKnown, retriever);
  if (!read) throw new Error(`nothing to search for in «${text}»`);
  return read;
}

let numbers = 0;

/** A hit on the whole of an article's text, as if it were one chunk. */
export function hitOn(text: string, head: Partial<Article> = {}): Hit {
  const id = head.id ?? `article-${numbers}`;
  const article = { title: 'عنوان', ...head, id };
  numbers += 1;
  return {
    number: numbers,
    chunk: { articleId: id, position: 0, start: 0, end: text.length, text },
    article,
    score: 1,
  };
}

export function passage(read: ReadQuestion, text: string, head: Partial<Article> = {}): Passage {
  return readPassage(hitOn(text, head), new Matcher(read.askedWords));
}
