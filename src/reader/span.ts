/** Which words of a sentence answer: from what the model says of each token to a slice of the sentence. */
import type { Span } from '../types.ts';
import type { SentenceInRow } from './pack.ts';
import type { AnswerSpan } from './port.ts';

/** Numbers that the model gives for each token: the log-odds at a mark, then begin and end of the answer. */
export const CLASSES = 3;
const BEGIN = 1;
const END = 2;

/** Longer spans only repeat the sentence: the longest of 2,561 answers in the training takes 30 tokens. */
const SPAN_TOKENS_MAX = 40;

export interface TokenSpan {
  /** Within the sentence; both are included. */
  readonly first: number;
  readonly last: number;
  readonly probability: number;
}

/**
 * The most likely pair of begin and end among the sentence's tokens. Its probability is that of the begin times that of
 * the end, each a softmax over the sentence's tokens: given that this sentence answers, one of them begins the answer.
 */
export function likeliestTokens(
  logits: Float32Array,
  { mark, tokens }: SentenceInRow,
): TokenSpan | null {
  const begins = softmax(logits, mark + 1, tokens, BEGIN);
  const ends = softmax(logits, mark + 1, tokens, END);
  let best: TokenSpan | null = null;
  for (let first = 0; first < tokens; first += 1) {
    const behind = Math.min(tokens, first + SPAN_TOKENS_MAX);
    for (let last = first; last < behind; last += 1) {
      const probability = begins[first]! * ends[last]!;
      if (probability > (best?.probability ?? 0)) best = { first, last, probability };
    }
  }
  return best;
}

function softmax(logits: Float32Array, row: number, rows: number, column: number): Float64Array {
  const values = Float64Array.from(
    { length: rows },
    (_, i) => logits[(row + i) * CLASSES + column]!,
  );
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (const [i, value] of values.entries()) {
    values[i] = Math.exp(value - highest);
    sum += values[i]!;
  }
  return values.map((value) => value / sum);
}

/** The most likely words as a slice of the sentence; null if it has no words. */
export function likeliestSpan(
  logits: Float32Array,
  place: SentenceInRow,
  sentence: string,
): AnswerSpan | null {
  const found = likeliestTokens(logits, place);
  if (!found) return null;
  const { starts, ends } = place.tokenised;
  const { start, end } = trimAnswer(sentence, starts[found.first]!, ends[found.last]!);
  return start < end ? { start, end, probability: found.probability } : null;
}

/** White space, controls that show nothing, and what ends a clause: never a part of an answer at its edge. */
const EDGE = /[\s\p{Cf}\p{Cc}.,،؛;:؟?!…–—]/u;
/** Quotes and brackets; each is closed by the one at the same place in the second list. */
const OPENING = '«“‘"([';
const CLOSING = '»”’")]';

/** Trims the edges of an answer: full stops, and quotes or brackets that are not closed or enclose all of it. */
export function trimAnswer(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  for (;;) {
    const before = end - start;
    while (start < end && EDGE.test(text[start]!)) start += 1;
    while (start < end && EDGE.test(text[end - 1]!)) end -= 1;
    if (start === end) return { start, end };
    const words = text.slice(start, end);
    const opened = OPENING.indexOf(words[0]!);
    const closed = CLOSING.indexOf(words.at(-1)!);
    const closing = opened < 0 ? 0 : words.indexOf(CLOSING[opened]!, 1);
    const opening = closed < 0 ? 0 : words.slice(0, -1).lastIndexOf(OPENING[closed]!);
    const holdsAll = opened >= 0 && closing === words.length - 1;
    if (closing < 0 || holdsAll) start += 1;
    if ((opening < 0 || holdsAll) && start < end) end -= 1;
    if (end - start === before) return { start, end };
  }
}
