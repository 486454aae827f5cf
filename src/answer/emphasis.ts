/** Which words of a quote are set off as the ones that answer. */
import type { Span } from '../types.ts';
import { answeringRanges, nearness } from './answering.ts';
import type { Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import type { Window } from './windows.ts';

/**
 * The date, amount, person, place or reason nearest to the words of the question, where the question asks for one and
 * the sentence has it; otherwise the words of the question that stand in the quote.
 * In order, not overlapping, inside the window.
 */
export function emphasisOf(question: ReadQuestion, window: Window): Span[] {
  const sentences = window.passage.sentences.slice(window.from, window.to);
  const order = [window.main, ...sentences.filter((sentence) => sentence !== window.main)];
  for (const sentence of order) {
    const answer = answeringSpan(question, sentence);
    if (answer) return [answer];
  }
  return sentences.flatMap(matchedSpans);
}

/** The span of the answering words of a sentence, where it has any. */
export function answeringSpan(question: ReadQuestion, sentence: Sentence): Span | undefined {
  const ranges = answeringRanges(question, sentence)
    .map((range) => ({ ...range, near: nearness(range, sentence) }))
    .sort((a, b) => b.near - a.near || a.from - b.from);
  const best = ranges[0];
  if (!best) return undefined;
  return { start: sentence.words[best.from]!.start, end: sentence.words[best.to - 1]!.end };
}

function matchedSpans({ words, matches }: Sentence): Span[] {
  const matched = [...new Set(matches.map(({ word }) => word))].sort((a, b) => a - b);
  const spans: { start: number; end: number }[] = [];
  let previous = -2;
  for (const i of matched) {
    const { start, end } = words[i]!;
    const last = spans.at(-1);
    if (last && (i === previous + 1 || start < last.end)) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
    previous = i;
  }
  return spans;
}
