/**
 * Words that answer, widened so that they cut no amount, date or range in half: «ربيع 2019», «نصف ساعة», «15 ألف»,
 * «12 مترًا مكعبًا», 1990-1995.
 */
import { monthNamesOf } from '../text/months.ts';
import { numeralOf } from '../text/numbers.ts';
import { unitOf } from '../text/units.ts';
import { splitWords } from '../text/words.ts';
import type { Span } from '../types.ts';
import { RANGE_DASH } from './numeral-modifiers.ts';

const PART_OF_YEAR =
  /^[وفبل]?(?:(?:ال)?(?:ربيع|صيف|خريف|شتاء)|مطلع|بدايه|اوايل|مستهل|منتصف|اواسط|اواخر|نهايه|ختام)$/u;
const FRACTION = /^[وفبل]?(?:نصف|ربع|ثلث|ثلثا|ثلثي)$/u;
const AND_FRACTION = /^و(?:ال)?(?:نصف|ربع|ثلث)ا?$/u;
const QUARTERS = /^(?:ارباع|اخماس|اثلاث|اعشار)$/u;
const HUNDRED = /^الم(?:ي|اي)ه$/u;
const YEAR_WORD = /^(?:عام|سنه)$/u;
const HIJRI = /^هـ?$|^هجري/u;
const ONE = /^واحده?$/u;
const YEAR = /^[12]\d{3}$/u;
const DAY = /^(?:[1-9]|[12]\d|3[01])$/u;
const POWER = /^(?:مربع|مكعب)ه?ا?$/u;

/** Whether two words that are side by side are halves of one amount or date. */
function areHalves(one: string, other: string): boolean {
  const isFigure = /^\d/u.test(one) || numeralOf(one) !== undefined;
  return (
    (PART_OF_YEAR.test(one) && YEAR.test(other)) ||
    (FRACTION.test(one) && (unitOf(other) !== undefined || isScale(other))) ||
    (isFigure && isScale(other)) ||
    isOfOneNumeral(one, other) ||
    (/قرن$/u.test(one) && numeralOf(other)?.kind === 'ordinal') ||
    (isFigure && isAdded(other)) ||
    (isFigure && QUARTERS.test(other)) ||
    (/^\d{1,4}$/u.test(one) && HIJRI.test(other)) ||
    AND_FRACTION.test(other) ||
    (unitOf(one)?.dimension === 'length' && POWER.test(other)) ||
    (DAY.test(one) && monthNamesOf(other) !== undefined) ||
    (monthNamesOf(one) !== undefined && YEAR.test(other)) ||
    (ONE.test(other) && numeralOf(one) === undefined)
  );
}

/** «خمسة عشر», «التاسع عشر», «ثلاث مئة» */
function isOfOneNumeral(one: string, other: string): boolean {
  const [first, second] = [numeralOf(one), numeralOf(other)];
  const isUnit = first?.kind === 'unit' || first?.kind === 'ordinal';
  return isUnit && second?.prefix === '' && /^(?:ten|hundred)$/u.test(second.kind);
}

function isScale(word: string): boolean {
  return !word.startsWith('و') && numeralOf(word)?.kind === 'scale';
}

/** «وثلاثمئة» after «خمسة آلاف». */
function isAdded(word: string): boolean {
  const numeral = numeralOf(word);
  return numeral?.prefix === 'و' && numeral.kind !== 'ordinal' && !numeral.bound;
}

/** The same of two words around a third: «صيف عام 2017», «12 في المئة», «5 إلى 7». */
function areHalvesAround(one: string, middle: string, other: string): boolean {
  const isDigits = /^\d/u.test(one);
  return (
    (PART_OF_YEAR.test(one) && YEAR_WORD.test(middle) && YEAR.test(other)) ||
    (isDigits && middle === 'في' && HUNDRED.test(other)) ||
    (isDigits && /^(?:الي|حتي)$/u.test(middle) && /^\d/u.test(other))
  );
}

/**
 * Whether words run over a time or a date and another figure beside it, as in a row of a table («6:30 5»): which of the
 * two answers is not known. A date with its time is one.
 */
export function isOfTwoValues(words: string): boolean {
  return /\p{Nd}[:/]\p{Nd}+\s+\p{Nd}+(?![\p{Nd}:/])|(?<![\p{Nd}:/])\p{Nd}+\s+\p{Nd}+[:/]\p{Nd}/u.test(
    words,
  );
}

/** @param span within `text`. */
export function wholeValue(text: string, span: Span): Span {
  const words = splitWords(text);
  let first = words.findIndex(({ end }) => end > span.start);
  let last = words.findLastIndex(({ start }) => start < span.end);
  if (first < 0 || last < first) return span;
  const gap = (i: number) => text.slice(words[i]!.end, words[i + 1]!.start);
  const surface = (i: number) => words[i]?.surface ?? '';
  /** How many words after the one at `i` are of one value with it. */
  const joined = (i: number) => {
    if (i < 0 || i + 1 >= words.length) return 0;
    const [one, next] = [surface(i), surface(i + 1)];
    if (/^\d/u.test(one) && /^\d/u.test(next) && RANGE_DASH.test(gap(i))) return 1;
    if (!/^\s*$/u.test(gap(i))) return 0;
    if (areHalves(one, next)) return 1;
    const isNear = i + 2 < words.length && /^\s+$/u.test(gap(i + 1));
    return isNear && areHalvesAround(one, next, surface(i + 2)) ? 2 : 0;
  };
  let { start, end } = span;
  while (joined(first - 1) > 0 || joined(first - 2) > 1) start = words[--first]!.start;
  while (joined(last) > 0 || joined(last - 1) > 1) {
    last = Math.max(last + joined(last), last - 1 + joined(last - 1));
    end = words[last]!.end;
  }
  const percent = /^\s?[%٪]/u.exec(text.slice(end));
  return { start, end: end + (percent?.[0].length ?? 0) };
}
