/** Which one or two sentences of a passage to quote. */
import type { Span } from '../types.ts';
import { QUOTE_CHARS_MAX } from './limits.ts';
import type { Passage, Sentence } from './passages.ts';
import { startsDependent } from './sentence-features.ts';

/** One or two neighbouring sentences of a passage. */
export interface Window extends Span {
  readonly passage: Passage;
  /** Sentences `from` to `to` (exclusive) of the passage. */
  readonly from: number;
  readonly to: number;
  /** The sentence likeliest to answer. */
  readonly main: Sentence;
  /** Probability that the answer lies in it, given that it lies in the passage. */
  readonly share: number;
}

/** A neighbour comes along where it raises the probability at least by this share of the passage's. */
export const NEIGHBOUR_SHARE_MIN = 0.12;

/** The best window around each sentence, best first. `shares`: each sentence's probability within the passage. */
export function windowsOf(passage: Passage, shares: readonly number[]): Window[] {
  return passage.sentences
    .map((_, s) => windowAround(passage, s, shares))
    .sort((a, b) => b.share - a.share || a.start - b.start);
}

function windowAround(passage: Passage, s: number, shares: readonly number[]): Window {
  const { sentences } = passage;
  const one = makeWindow(passage, s, s + 1, s, shares);
  const pairs = [
    s > 0 ? makeWindow(passage, s - 1, s + 1, s, shares) : undefined,
    s + 1 < sentences.length ? makeWindow(passage, s, s + 2, s, shares) : undefined,
  ].filter((pair) => pair !== undefined && isQuotable(passage, pair)) as Window[];
  const before = pairs.find(({ from }) => from === s - 1);
  if (before && startsDependent(sentences[s]!)) return before;
  const wider = pairs.sort((a, b) => b.share - a.share)[0];
  return wider && wider.share - one.share >= NEIGHBOUR_SHARE_MIN ? wider : one;
}

/** Two sentences go together where they fit and stand in one paragraph; a heading goes with nothing. */
function isQuotable({ sentences, hit }: Passage, { from, to, start, end }: Window): boolean {
  if (end - start > QUOTE_CHARS_MAX) return false;
  if (sentences.slice(from, to).some(({ isHeading }) => isHeading)) return false;
  const between = hit.chunk.text.slice(
    sentences[from]!.end - hit.chunk.start,
    sentences[to - 1]!.start - hit.chunk.start,
  );
  return !/[\n\r\u2028\u2029]/u.test(between);
}

function makeWindow(
  passage: Passage,
  from: number,
  to: number,
  main: number,
  shares: readonly number[],
): Window {
  let share = 0;
  for (let i = from; i < to; i += 1) share += shares[i]!;
  return {
    passage,
    from,
    to,
    main: passage.sentences[main]!,
    share,
    start: passage.sentences[from]!.start,
    end: passage.sentences[to - 1]!.end,
  };
}
