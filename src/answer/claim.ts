/** What a window claims: the words that answer, and what else it says around them. */
import { sliceOf } from '../text/slice.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Span } from '../types.ts';
import { SPAN_SURE_MIN } from './limits.ts';
import { modifierAfter, modifierBefore, RANGE_DASH, RANGE_WORD } from './numeral-modifiers.ts';
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

/** What is part of a value before a figure or a year: «نصف ساعة», «ربيع 2019», «أواخر عام 1945». */
const VALUE_BEFORE =
  /^[وفبل]?(?:نصف|ربع|ثلث|ثلثا|ثلثي|عام|سنه|عامي|بين|(?:ال)?(?:ربيع|صيف|خريف|شتاء)|مطلع|بدايه|اوايل|منتصف|اواسط|نهايه|اواخر|قبل|بعد)$/u;

/** The words of a span: what measures it before, and the noun or calendar after a figure. */
function widened(
  words: readonly Word[],
  text: string,
  span: Span,
): { readonly from: number; readonly to: number } {
  let from = words.findIndex((word) => word.end > span.start);
  let to = words.findLastIndex((word) => word.start < span.end) + 1;
  const gap = (i: number) => text.slice(words[i]!.end, words[i + 1]?.start);
  // Between «الـ» and its figure is no space.
  const joined = (i: number) => /^[\sـ]*$/u.test(gap(i));
  from = startOfRange(words, from, gap);
  to = endOfRange(words, to, gap);
  if (to > from && to < words.length && joined(to - 1) && isFigure(words, from, to)) to += 1;
  for (let before = lengthBefore(words, from); before > 0; before = lengthBefore(words, from)) {
    if (!joined(from - 1)) break;
    from -= before;
  }
  if (joined(to - 1)) to += modifierAfter(words, to)?.length ?? 0;
  return { from, to };
}

/** How many words before the one at `i` belong to its value; 0 for none. */
function lengthBefore(words: readonly Word[], i: number): number {
  const { length } = modifierBefore(words, i) ?? { length: 0 };
  return length > 0 ? length : Number(VALUE_BEFORE.test(words[i - 1]?.surface ?? ''));
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
