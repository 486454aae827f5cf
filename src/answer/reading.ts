/** A hit and its sentences, with what is known of each: first the words alone, then what the reader says, then how likely it is. */
import { sliceOf } from '../text/slice.ts';
import type { Hit, Span } from '../types.ts';

/** Invariant: a span of the article whose words are `text`, one of the sentences that its chunk lists. */
export interface Sentence extends Span {
  readonly text: string;
}

export interface Reading<S extends Sentence> {
  readonly hit: Hit;
  /** In order; at least one. */
  readonly sentences: readonly S[];
}

/** What can be read of a hit: headings and boilerplate are no sentences of a chunk. */
export function sentencesOf({ chunk }: Hit): Sentence[] {
  return chunk.sentences.map(({ start, end }) => ({
    start,
    end,
    text: sliceOf(chunk, { start, end }),
  }));
}

/** What is printed between two sentences of a chunk. */
export function textBetween(
  { hit }: Pick<Reading<Sentence>, 'hit'>,
  before: Span,
  after: Span,
): string {
  return sliceOf(hit.chunk, { start: before.end, end: after.start });
}
