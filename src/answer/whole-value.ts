/** Words that answer, widened so that they cut no amount or date in half: «ربيع 2019», «نصف ساعة», «15 ألف», «12 مترًا مكعبًا». */
import { monthNamesOf } from '../text/months.ts';
import { numeralOf } from '../text/numbers.ts';
import { unitOf } from '../text/units.ts';
import { splitWords } from '../text/words.ts';
import type { Span } from '../types.ts';

const SEASON = /^[وفبل]?(?:ال)?(?:ربيع|صيف|خريف|شتاء)$/u;
const FRACTION = /^[وفبل]?(?:نصف|ربع|ثلث|ثلثا|ثلثي)$/u;
const AND_FRACTION = /^و(?:نصف|ربع|ثلث)ا?$/u;
const ONE = /^واحده?$/u;
const YEAR = /^[12]\d{3}$/u;
const DAY = /^(?:[1-9]|[12]\d|3[01])$/u;
const POWER = /^(?:مربع|مكعب)ه?ا?$/u;

/** Whether two words that stand side by side are halves of one amount or date. */
function areHalves(one: string, other: string): boolean {
  const isFigure = /^\d/u.test(one) || numeralOf(one) !== undefined;
  return (
    (SEASON.test(one) && YEAR.test(other)) ||
    (FRACTION.test(one) && (unitOf(other) !== undefined || isScale(other))) ||
    (isFigure && isScale(other)) ||
    AND_FRACTION.test(other) ||
    (unitOf(one)?.dimension === 'length' && POWER.test(other)) ||
    (DAY.test(one) && monthNamesOf(other) !== undefined) ||
    (monthNamesOf(one) !== undefined && YEAR.test(other)) ||
    (ONE.test(other) && numeralOf(one) === undefined)
  );
}

function isScale(word: string): boolean {
  return !word.startsWith('و') && numeralOf(word)?.kind === 'scale';
}

/** @param span within `text`. */
export function wholeValue(text: string, span: Span): Span {
  const words = splitWords(text);
  let first = words.findIndex(({ end }) => end > span.start);
  let last = words.findLastIndex(({ start }) => start < span.end);
  if (first < 0 || last < first) return span;
  const joined = (i: number) => {
    const [one, other] = [words[i], words[i + 1]];
    if (!one || !other || !/^\s+$/u.test(text.slice(one.end, other.start))) return false;
    return areHalves(one.surface, other.surface);
  };
  let { start, end } = span;
  while (joined(first - 1)) start = words[--first]!.start;
  while (joined(last)) end = words[++last]!.end;
  const percent = /^\s?[%٪]/u.exec(text.slice(end));
  return { start, end: end + (percent?.[0].length ?? 0) };
}
