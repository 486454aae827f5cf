/**
 * The words of what one question looks at more than once: a chunk is read to order the hits, to find stories
 * printed twice and to weigh its sentences, and an article's title for each of its chunks.
 */
import { splitWords, type Word } from '../text/words.ts';
import type { ArticleHead, Chunk } from '../types.ts';

/** Kept exactly as long as the chunk or the head that they are of. */
const kept = new WeakMap<object, readonly Word[]>();

export function chunkWords(chunk: Chunk): readonly Word[] {
  return wordsOnce(chunk, chunk.text);
}

export function titleWords(article: ArticleHead): readonly Word[] {
  return wordsOnce(article, article.title);
}

function wordsOnce(owner: object, text: string): readonly Word[] {
  let words = kept.get(owner);
  if (words === undefined) {
    words = splitWords(text);
    kept.set(owner, words);
  }
  return words;
}
