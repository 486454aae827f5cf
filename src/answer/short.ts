/** The short answer: the article's own words that answer, if the reader is sure of them. */
import { sliceOf } from '../text/slice.ts';
import type { AnswerKind, Quote } from '../types.ts';
import { SHORT_CHARS_MAX } from './limits.ts';

/** Line breaks, and marks of direction that could reorder a line of these words alone. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** A larger share of the quote is not shorter than the quote. */
const SHARE_MAX = 0.7;

/**
 * The words that answer, as the quote has them; undefined if they are not sure, or there is no shorter way to say it.
 */
export function shortAnswer(
  kind: AnswerKind,
  conflict: readonly number[] | undefined,
  quote: Pick<Quote, 'text' | 'start' | 'emphasis'> | undefined,
): string | undefined {
  const [span, another] = quote?.emphasis ?? [];
  if (!quote || !span || another || kind !== 'answer' || (conflict?.length ?? 0) > 0) {
    return undefined;
  }
  const words = sliceOf(quote, span);
  const fits = words.length <= SHORT_CHARS_MAX && words.length <= SHARE_MAX * quote.text.length;
  return fits && !CONTROLS.test(words) ? words : undefined;
}
