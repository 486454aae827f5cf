/** Which words of a quote are set off as the ones that answer. */
import type { Span } from '../types.ts';
import { bestAnswer } from './answering.ts';
import type { Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import type { Window } from './windows.ts';

/**
 * The date, amount, person, place or reason nearest to the words of the question, where the question asks for one and
 * the quote has it; otherwise the words of the question that stand in the quote.
 * In order, not overlapping, inside the window.
 */
export function emphasisOf(question: ReadQuestion, { passage, from, to }: Window): Span[] {
  const sentences = passage.sentences.slice(from, to);
  const answer = bestAnswer(question, sentences);
  if (!answer) return sentences.flatMap(matchedSpans);
  const { words } = answer.sentence;
  return [{ start: words[answer.range.from]!.start, end: words[answer.range.to - 1]!.end }];
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
