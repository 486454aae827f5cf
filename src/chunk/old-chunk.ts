/** The sentences of a chunk that was cut before chunks listed theirs. */
import { splitLong } from '../text/clauses.ts';
import { headings } from '../text/headings.ts';
import { splitSentences } from '../text/sentences.ts';
import type { Span } from '../types.ts';
import { SENTENCE_CHARS_MAX } from './chunk.ts';

/**
 * @param text only the chunk, so boilerplate is not known.
 * @returns spans of it, of at least one sentence if it is not blank: if all are headings, these.
 */
export function sentencesOfOldChunk(text: string): Span[] {
  const all = splitSentences(text);
  const found = headings(text);
  const said = all.filter(
    ({ start }) => !found.some((heading) => heading.start <= start && start < heading.end),
  );
  return (said.length > 0 ? said : all).flatMap((one) => splitLong(text, one, SENTENCE_CHARS_MAX));
}
