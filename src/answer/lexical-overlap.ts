/** What is shown if the reader is not available: sentences by their lexical overlap with the question. */
import { splitWords } from '../text/words.ts';
import type { Hit } from '../types.ts';
import { QUOTES_MAX } from './limits.ts';
import type { HitReading } from './read-hits.ts';
import type { ReadQuestion } from './read-question.ts';
import { sentencesOf } from './reading.ts';

/**
 * The best few chunks that share a word with the question, as if read: each with only the sentence that shares most
 * with it. The log-odds fall with the order that retrieval gave; they say nothing of how likely an answer is.
 */
export function readByOverlap({ words }: ReadQuestion, hits: readonly Hit[]): HitReading[] {
  const asked = new Set(words.map(({ stem }) => stem));
  return hits
    .flatMap((hit) => {
      const sentences = sentencesOf(hit);
      const shared = sentences.map(({ text }) => overlap(asked, text));
      const most = Math.max(...shared);
      return most === 0 ? [] : [{ hit, sentence: sentences[shared.indexOf(most)]! }];
    })
    .slice(0, QUOTES_MAX)
    .map(({ hit, sentence }, i) => ({
      hit,
      sentences: [{ ...sentence, logOdds: -i / 10, span: null }],
    }));
}

/** How many stems a text has in common with the question. */
function overlap(asked: ReadonlySet<string>, text: string): number {
  const stems = new Set(splitWords(text).map(({ stem }) => stem));
  return [...asked].filter((stem) => stems.has(stem)).length;
}
