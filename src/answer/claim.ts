/** What a window claims: the words that answer, and what else it says around them. */
import { sliceOf } from '../text/slice.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Span } from '../types.ts';
import { SPAN_SURE_MIN } from './limits.ts';
import { RANGE_DASH, RANGE_WORD } from './meant.ts';
import type { Window } from './windows.ts';

export interface Claim {
  /** The words that answer, with «نحو» before a figure and the unit after it, which a reader may leave out. */
  readonly answer: string;
  /** The other words of the window, in order. */
  readonly around: readonly Word[];
  /** All words of the window in search form, each between spaces. */
  readonly line: string;
}

/** Undefined if the reader is not sure of the words that answer. */
export function claimOf({ reading, main, start, end }: Window): Claim | undefined {
  const { span } = main;
  if (span === null || span.probability < SPAN_SURE_MIN) return undefined;
  const { chunk } = reading.hit;
  const text = sliceOf(chunk, { start, end });
  const words = splitWords(text);
  const { from, to } = widened(words, text, { start: span.start - start, end: span.end - start });
  const [first, last] = [words[from], words[to - 1]];
  if (!first || !last) return undefined;
  const percent = /^\s?[%٪]/u.exec(text.slice(last.end))?.[0].length ?? 0;
  return {
    answer: text.slice(first.start, last.end + percent),
    around: [...words.slice(0, from), ...words.slice(to)],
    line: ` ${words.map(({ surface }) => surface).join(' ')} `,
  };
}

const MEASURE_BEFORE_MAX = 3;
const MEASURE_BEFORE =
  /^(?:[وفبل]?(?:نحو|حوالي|قرابه|زهاء)|يقارب|تقارب|يناهز|تناهز|اكثر|اقل|ازيد|من|علي|عن|لا|يزيد|تزيد|يقل|تقل|دون|فوق|يفوق|تفوق|يتجاوز|تجاوز|تجاوزت|نصف|ربع|ثلث|عام|سنه|بين|ربيع|صيف|خريف|شتاء)$/u;

/** The words of a span: what measures it before, and the noun or calendar after a figure. */
function widened(
  words: readonly Word[],
  text: string,
  span: Span,
): { readonly from: number; readonly to: number } {
  let from = words.findIndex((word) => word.end > span.start);
  let to = words.findLastIndex((word) => word.start < span.end) + 1;
  const gap = (i: number) => text.slice(words[i]!.end, words[i + 1]?.start);
  const joined = (i: number) => /^\s+$/u.test(gap(i));
  from = startOfRange(words, from, gap);
  to = endOfRange(words, to, gap);
  const least = from - MEASURE_BEFORE_MAX;
  while (
    from > 0 &&
    from > least &&
    joined(from - 1) &&
    MEASURE_BEFORE.test(words[from - 1]!.surface)
  )
    from -= 1;
  if (to > from && to < words.length && joined(to - 1) && isFigure(words, from, to)) to += 1;
  return { from, to };
}

/** «5 إلى 7», «5-7»: the first figure of a range of which a span has the second. */
function startOfRange(words: readonly Word[], from: number, gap: (i: number) => string): number {
  if (!isFigureAt(words, from)) return from;
  if (isFigureAt(words, from - 1) && RANGE_DASH.test(gap(from - 1))) return from - 1;
  const isRange = RANGE_WORD.test(words[from - 1]?.surface ?? '') && isFigureAt(words, from - 2);
  return isRange ? from - 2 : from;
}

/** The same of a span that has the first. */
function endOfRange(words: readonly Word[], to: number, gap: (i: number) => string): number {
  if (!isFigureAt(words, to - 1)) return to;
  if (isFigureAt(words, to) && RANGE_DASH.test(gap(to - 1))) return to + 1;
  const isRange = RANGE_WORD.test(words[to]?.surface ?? '') && isFigureAt(words, to + 1);
  return isRange ? to + 2 : to;
}

function isFigureAt(words: readonly Word[], i: number): boolean {
  return i >= 0 && i < words.length && isFigure(words, i, i + 1);
}

/** Whether a span is a figure alone, so that its noun is left out. */
function isFigure(words: readonly Word[], from: number, to: number): boolean {
  return words
    .slice(from, to)
    .every(
      ({ surface, extra }) => /^\d/u.test(surface) || extra?.some((form) => /^\d/u.test(form)),
    );
}
