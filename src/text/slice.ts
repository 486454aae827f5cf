import type { Span } from '../types.ts';

/** A text that begins at `start` of an article: a chunk, a sentence, a quote. */
export interface Slice {
  readonly start: number;
  readonly text: string;
}

/** The words at a place that counts from the beginning of the article, as all places do. */
export function sliceOf(slice: Slice, { start, end }: Span): string {
  return slice.text.slice(start - slice.start, end - slice.start);
}
