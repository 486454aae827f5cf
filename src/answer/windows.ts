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
  /** Probability that one of them holds the answer. */
  readonly probability: number;
}

/**
 * A neighbour comes along where it adds at least this share of what the sentence itself has: a shorter quote is
 * read more gladly, but one that misses the answer is not.
 */
export const NEIGHBOUR_SHARE_MIN = 0.05;

/** The best window around each sentence, best first. `probabilities`: each sentence's. */
export function windowsOf(passage: Passage, probabilities: readonly number[]): Window[] {
  // A heading names what its section answers; it answers nothing itself.
  const quotable = passage.sentences.flatMap(({ isHeading }, s) => (isHeading ? [] : [s]));
  return (
    quotable
      .map((s) => windowAround(passage, s, probabilities))
      // Where the neighbour is the likelier one, the window around that one stands for both.
      .filter(({ from, to, main }) => {
        const own = probabilities[passage.sentences.indexOf(main)]!;
        return probabilities.slice(from, to).every((other) => other <= own);
      })
      .sort((a, b) => b.probability - a.probability || a.start - b.start)
  );
}

function windowAround(passage: Passage, s: number, probabilities: readonly number[]): Window {
  const own = probabilities[s]!;
  const pairs: Window[] = [];
  for (const from of [s - 1, s]) {
    if (from < 0 || from + 2 > passage.sentences.length) continue;
    const pair = makeWindow(passage, from, from + 2, s, probabilities);
    if (belongTogether(passage, pair)) pairs.push(pair);
  }
  const [first] = pairs;
  if (first?.from === s - 1 && startsDependent(passage.sentences[s]!)) return first;
  const [wider] = pairs.sort((a, b) => b.probability - a.probability);
  return wider && wider.probability - own >= NEIGHBOUR_SHARE_MIN * own
    ? wider
    : makeWindow(passage, s, s + 1, s, probabilities);
}

/** Two sentences go together where they fit and stand in one paragraph; a heading goes with nothing. */
function belongTogether({ sentences, hit }: Passage, { from, to, start, end }: Window): boolean {
  if (end - start > QUOTE_CHARS_MAX) return false;
  if (sentences.slice(from, to).some(({ isHeading }) => isHeading)) return false;
  const { text, start: offset } = hit.chunk;
  const between = text.slice(sentences[from]!.end - offset, sentences[to - 1]!.start - offset);
  return !/[\n\r\u2028\u2029]/u.test(between);
}

function makeWindow(
  passage: Passage,
  from: number,
  to: number,
  main: number,
  probabilities: readonly number[],
): Window {
  let probability = 0;
  for (let i = from; i < to; i += 1) probability += probabilities[i]!;
  return {
    passage,
    from,
    to,
    main: passage.sentences[main]!,
    probability,
    start: passage.sentences[from]!.start,
    end: passage.sentences[to - 1]!.end,
  };
}
