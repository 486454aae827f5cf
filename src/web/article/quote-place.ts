/** Where a quote stands in its article today, from what its address says of it. */
import { markOf } from '../../app/quote-address.ts';
import { splitSentences } from '../../text/sentences.ts';
import type { Span } from '../../types.ts';

/** What an address asks to be marked. */
export interface WantedQuote extends Span {
  readonly mark: string;
  readonly emphasis: readonly Span[];
}

export type QuotePlace =
  /** At the place that the address names, or, where the article has changed, somewhere else. */
  | ({
      readonly state: 'here' | 'moved';
      readonly emphasis: readonly Span[];
    } & Span)
  | { readonly state: 'changed' };

/** A quote is looked for at so many beginnings at most: a hash of each takes about a microsecond. */
const STARTS_MAX = 20_000;

/**
 * The address holds a hash of the quote, not its words: so it is looked for at the beginning of each sentence, where
 * quotes begin. A quote that now begins within a sentence is not found, and said to be gone.
 */
export function findQuote(text: string, wanted: WantedQuote): QuotePlace {
  const { start, end, mark, emphasis } = wanted;
  if (fits(text, start, end, mark)) {
    return { state: 'here', start, end, emphasis: within(emphasis, start, end) };
  }
  const length = end - start;
  for (const sentence of splitSentences(text).slice(0, STARTS_MAX)) {
    const from = sentence.start;
    if (!fits(text, from, from + length, mark)) continue;
    const moved = emphasis.map((span) => ({
      start: span.start - start + from,
      end: span.end - start + from,
    }));
    const to = from + length;
    return { state: 'moved', start: from, end: to, emphasis: within(moved, from, to) };
  }
  return { state: 'changed' };
}

function fits(text: string, start: number, end: number, mark: string): boolean {
  return start >= 0 && start < end && end <= text.length && markOf(text.slice(start, end)) === mark;
}

/** In order, inside the quote, not overlapping. */
function within(spans: readonly Span[], start: number, end: number): Span[] {
  let last = start;
  return spans.filter((span) => {
    const good = span.start >= last && span.end > span.start && span.end <= end;
    if (good) last = span.end;
    return good;
  });
}
