/** A hit as sentences that can be read, and quoted. */
import { headings } from '../text/headings.ts';
import { splitSentences } from '../text/sentences.ts';
import type { Hit, Span } from '../types.ts';
import { QUOTE_CHARS_MAX } from './limits.ts';

/** Invariant: a span of the article whose words are `text`; at most `QUOTE_CHARS_MAX` long, not blank. */
export interface Sentence extends Span {
  readonly text: string;
}

export interface Passage<S extends Sentence = Sentence> {
  readonly hit: Hit;
  /** In order; at least one. */
  readonly sentences: readonly S[];
}

/** The hits that have something to read; a chunk of headings alone has nothing. */
export function passagesOf(hits: readonly Hit[]): Passage[] {
  return hits
    .map((hit) => ({ hit, sentences: sentencesOf(hit) }))
    .filter(({ sentences }) => sentences.length > 0);
}

/** A heading says what its section is about: the reader gets it apart, and it is never quoted alone. */
function sentencesOf({ chunk }: Hit): Sentence[] {
  const { text, start: offset } = chunk;
  const headingStarts = new Set(headings(text).map(({ start }) => start));
  return splitSentences(text, { maxChars: QUOTE_CHARS_MAX })
    .filter(({ start }) => !headingStarts.has(start))
    .map(({ start, end }) => ({
      start: start + offset,
      end: end + offset,
      text: text.slice(start, end),
    }));
}

/** What stands between two sentences of a passage, as printed. */
export function between({ hit }: Passage, before: Span, after: Span): string {
  return hit.chunk.text.slice(before.end - hit.chunk.start, after.start - hit.chunk.start);
}
