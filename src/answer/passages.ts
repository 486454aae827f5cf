/** A hit as sentences that can be read, and quoted. */
import type { Hit, Span } from '../types.ts';

/** Invariant: a span of the article whose words are `text`, one of the sentences that its chunk lists. */
export interface Sentence extends Span {
  readonly text: string;
}

export interface Passage<S extends Sentence = Sentence> {
  readonly hit: Hit;
  /** In order; at least one. */
  readonly sentences: readonly S[];
}

/** The hits as what can be read of them: headings and boilerplate are no sentences of a chunk. */
export function passagesOf(hits: readonly Hit[]): Passage[] {
  return hits.map((hit) => ({ hit, sentences: sentencesOf(hit) }));
}

function sentencesOf({ chunk: { text, start: offset, sentences } }: Hit): Sentence[] {
  return sentences.map(({ start, end }) => ({
    start,
    end,
    text: text.slice(start - offset, end - offset),
  }));
}

/** What stands between two sentences of a passage, as printed. */
export function between({ hit }: Passage, before: Span, after: Span): string {
  return hit.chunk.text.slice(before.end - hit.chunk.start, after.start - hit.chunk.start);
}
