/** Finds a quote in its article as it is today, from the address of the quote. */
import { markOf } from '../../app/quote-address.ts';
import { splitSentences } from '../../text/sentences.ts';
import type { Span } from '../../types.ts';

/** What an address asks to be marked. */
export interface WantedQuote extends Span {
  readonly mark: string;
  readonly emphasis: readonly Span[];
}

export type QuotePlace =
  /** At the place that the address names, or, if the article has changed, somewhere else. */
  | ({
      readonly state: 'here' | 'moved';
      readonly emphasis: readonly Span[];
    } & Span)
  | { readonly state: 'changed' };

/** A quote is looked for at this many beginnings of sentences, and of words, at most: a hash of each takes about a microsecond. */
const STARTS_MAX = 20_000;

/**
 * The address has a hash of the quote, not its words. So a quote that moved is looked for where quotes begin, at each
 * sentence, and then at each word around its old place; of several places the nearest counts.
 */
export function findQuote(text: string, wanted: WantedQuote): QuotePlace {
  const { start, end, mark, emphasis } = wanted;
  if (fits(text, start, end, mark)) {
    return { state: 'here', start, end, emphasis: within(emphasis, start, end) };
  }
  const length = end - start;
  const isHere = (from: number) => fits(text, from, from + length, mark);
  const from =
    nearest(sentenceStarts(text), start).find(isHere) ??
    nearest(wordStarts(text), start).find(isHere);
  if (from === undefined) return { state: 'changed' };
  const to = from + length;
  const moved = emphasis.map((span) => ({
    start: span.start - start + from,
    end: span.end - start + from,
  }));
  return { state: 'moved', start: from, end: to, emphasis: within(moved, from, to) };
}

const sentenceStarts = (text: string) => splitSentences(text).map(({ start }) => start);
const wordStarts = (text: string) => [...text.matchAll(/(?<!\S)\S/gu)].map(({ index }) => index);

/** Those of the ascending places that are nearest to one, the nearest first. */
function nearest(places: readonly number[], to: number): number[] {
  const at = places.findIndex((place) => place >= to);
  const from = Math.max(0, (at < 0 ? places.length : at) - STARTS_MAX / 2);
  return places.slice(from, from + STARTS_MAX).sort((a, b) => Math.abs(a - to) - Math.abs(b - to));
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
