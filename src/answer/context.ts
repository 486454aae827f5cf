/** The text around a quote that people can unfold. */
import { splitSentences } from '../text/sentences.ts';
import type { Span } from '../types.ts';
import { CONTEXT_CHARS_MAX } from './limits.ts';

/** The quote's paragraph; if that is too long or is the quote itself, a sentence either side. Contains the quote. */
export function contextOf(text: string, quote: Span): Span {
  const paragraph = lineAround(text, quote);
  const isLonger = paragraph.start < quote.start || paragraph.end > quote.end;
  if (isLonger && paragraph.end - paragraph.start <= CONTEXT_CHARS_MAX) return paragraph;
  return sentencesAround(text, quote);
}

/** From the line break before the quote to the one after, trimmed. */
function lineAround(text: string, { start, end }: Span): Span {
  const breakBefore = Math.max(
    text.lastIndexOf('\n', start - 1),
    text.lastIndexOf('\r', start - 1),
  );
  let from = start === 0 ? 0 : breakBefore + 1;
  const next = /[\n\r]/u.exec(text.slice(end));
  let to = next ? end + next.index : text.length;
  while (from < start && /\s/u.test(text.charAt(from))) from += 1;
  while (to > end && /\s/u.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

function sentencesAround(text: string, quote: Span): Span {
  const from = Math.max(0, quote.start - CONTEXT_CHARS_MAX);
  const to = Math.min(text.length, quote.end + CONTEXT_CHARS_MAX);
  const room = Math.max(0, CONTEXT_CHARS_MAX - (quote.end - quote.start)) / 2;
  let { start, end } = quote;
  for (const sentence of splitSentences(text.slice(from, to))) {
    const [first, last] = [sentence.start + from, sentence.end + from];
    // The first may be the rest of a sentence that began earlier.
    if (last <= quote.start && quote.start - first <= room && first > from) start = first;
    else if (last <= quote.start && first === 0)
      start = quote.start - first <= room ? first : start;
    if (first >= quote.end && end === quote.end && last - quote.end <= room) end = last;
  }
  return { start, end };
}
