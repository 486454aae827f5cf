/** For when the reader is not available: the nearest chunks, each with the sentence that shares most words with the question. */
import { splitWords } from '../text/words.ts';
import type { Hit } from '../types.ts';
import { QUOTES_MAX } from './limits.ts';
import type { HitReading } from './read-hits.ts';
import type { ReadQuestion } from './read-question.ts';
import { sentencesOf } from './reading.ts';

/**
 * The best few chunks that share a word with the question, as if read: each with only its nearest sentence. The
 * log-odds fall with the order that retrieval gave; they say nothing of how likely an answer is.
 */
export function nearestUnread({ words }: ReadQuestion, hits: readonly Hit[]): HitReading[] {
  const asked = new Set(words.map(({ stem }) => stem));
  return hits
    .flatMap((hit) => {
      const sentences = sentencesOf(hit);
      const shared = sentences.map(({ text }) => sharedWords(asked, text));
      const most = Math.max(...shared);
      return most === 0 ? [] : [{ hit, sentence: sentences[shared.indexOf(most)]! }];
    })
    .slice(0, QUOTES_MAX)
    .map(({ hit, sentence }, i) => ({
      hit,
      sentences: [{ ...sentence, logOdds: -i / 10, span: null }],
    }));
}

function sharedWords(asked: ReadonlySet<string>, text: string): number {
  const stems = new Set(splitWords(text).map(({ stem }) => stem));
  return [...asked].filter((stem) => stems.has(stem)).length;
}
