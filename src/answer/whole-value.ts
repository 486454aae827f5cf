/** Words that answer, widened so that they cut no amount or date in half: «ربيع 2019», «نصف ساعة», «دينار واحد». */
import { unitOf } from '../text/units.ts';
import { splitWords } from '../text/words.ts';
import type { Span } from '../types.ts';

const SEASON = /^[وفبل]?(?:ال)?(?:ربيع|صيف|خريف|شتاء)$/u;
const FRACTION = /^[وفبل]?(?:نصف|ربع|ثلث|ثلثا|ثلثي)$/u;
const AND_FRACTION = /^و(?:نصف|ربع|ثلث)$/u;
const ONE = /^واحده?$/u;

/** @param span within `text`. */
export function wholeValue(text: string, span: Span): Span {
  const words = splitWords(text);
  const first = words.findIndex(({ end }) => end > span.start);
  const last = words.findLastIndex(({ start }) => start < span.end);
  const [head, tail] = [words[first], words[last]];
  if (!head || !tail || last < first) return span;
  const [before, after] = [words[first - 1], words[last + 1]];
  const joins = (a: number, b: number) => /^\s+$/u.test(text.slice(a, b));
  let { start, end } = span;
  if (before && joins(before.end, head.start)) {
    const isSeason = SEASON.test(before.surface) && /^[12]\d{3}$/u.test(head.surface);
    const isFraction = FRACTION.test(before.surface) && unitOf(head.surface) !== undefined;
    if (isSeason || isFraction || ONE.test(head.surface)) start = before.start;
  }
  if (after && joins(tail.end, after.start)) {
    const isUnit = FRACTION.test(tail.surface) && unitOf(after.surface) !== undefined;
    const isYear = SEASON.test(tail.surface) && /^[12]\d{3}$/u.test(after.surface);
    if (isUnit || isYear || ONE.test(after.surface) || AND_FRACTION.test(after.surface))
      end = after.end;
  }
  return { start, end };
}
