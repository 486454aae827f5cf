/**
 * The numbers and dates in a text, and whether two of them contradict each other. Values that can agree are taken to
 * agree: a false "sources differ" costs more trust than a missed one.
 */
import { monthNamesOf } from '../text/months.ts';
import { numeralOf } from '../text/numbers.ts';
import { isStopWord } from '../text/stopwords.ts';
import { dualUnitOf, qualifiedUnit, type Unit, unitOf } from '../text/units.ts';
import { splitWords, type Word } from '../text/words.ts';
import { CLOCK, clockAt } from './clock-values.ts';
import { type DateValue, datesDiffer, datesIn, isAmongDays, yearsIn } from './date-values.ts';
import { modifierBefore, modifierOf, RANGE_WORD } from './numeral-modifiers.ts';

interface NumberValue {
  /** In the first unit of its dimension, if the unit is known. */
  readonly value: number;
  /** What the figure may stand for: it is rounded, or «نحو», or «أكثر من». Holds `value`. */
  readonly least: number;
  readonly most: number;
  readonly percent: boolean;
  readonly unit: Unit | undefined;
  /** Consonants of the word after it, if that is no known unit: what is counted, in any of its plurals. */
  readonly counted: string | undefined;
  /** «قبطانان»: counts as a number only if the other text counts the same thing. */
  readonly dual?: true;
}

export interface Values {
  readonly dates: readonly DateValue[];
  readonly numbers: readonly NumberValue[];
}

export function valuesOf(text: string): Values {
  const words = splitWords(text);
  const dates = datesIn(words, text);
  // The day and the year of a date that was read are no numbers of their own.
  if (dates.length > 0) return { dates, numbers: [] };
  const years = yearsIn(words, text);
  if (years.length > 0) return { dates: years, numbers: [] };
  return { dates: [], numbers: numbersIn(words, text) };
}

/** «نحو» may be off by this share. */
const ABOUT_SHARE = 0.1;
const TWO_OR_ONE = /^[وفبل]?(?:الفا|مليونا|مليارا|بليونا|تريليونا)$/u;

function about(figure: number) {
  return { least: figure * (1 - ABOUT_SHARE), most: figure * (1 + ABOUT_SHARE) };
}

const FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['نصف', 1 / 2],
  ['ثلث', 1 / 3],
  ['ربع', 1 / 4],
  ['ثلثي', 2 / 3],
  ['ثلثا', 2 / 3],
]);
/** Written like the numerals 5 and 10: fractions before a noun with «ال», which those do not have. */
const NUMERAL_FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['خمس', 1 / 5],
  ['عشر', 1 / 10],
]);
/** After a numeral: «ثلاثة أرباع». */
const DENOMINATORS: ReadonlyMap<string, number> = new Map([
  ['اثلاث', 3],
  ['ارباع', 4],
  ['اخماس', 5],
  ['اسداس', 6],
  ['اسباع', 7],
  ['اثمان', 8],
  ['اتساع', 9],
  ['اعشار', 10],
]);

function numbersIn(words: readonly Word[], text: string): NumberValue[] {
  const numbers: NumberValue[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const clock = clockAt(words, i, text);
    if (clock) {
      numbers.push(told(words, i, clock.minutes, { unit: CLOCK }));
      i = clock.end - 1;
    } else numbers.push(...numberAt(words, i));
  }
  return numbers.some(({ dual }) => !dual) ? numbers.filter(({ dual }) => !dual) : numbers;
}

/** The forms of a word that are figures: 15000 and 15 of «15 ألفًا», 25% of «25 %». */
function figuresOf({ surface, extra = [] }: Word): string[] {
  return [...extra, surface].filter((form) => /^\d+(?:\.\d+)?%?$/u.test(form));
}

function numberAt(words: readonly Word[], i: number): NumberValue[] {
  const { surface, stem } = words[i]!;
  if (isPartOfAmount(words, i)) return [];
  const forms = figuresOf(words[i]!);
  const share = fractionAt(words, i);
  if (share) return numberOfFraction(words, i, share);
  // Nobody counts to thousandths: the point of 15.000 separates thousands.
  const grouped = /^[1-9]\d{0,2}\.000$/u.test(surface) ? surface.replace('.', '') : undefined;
  // «15 ألفًا» is 15000, not 15 as well; 15% no 15.
  const form = grouped ?? forms.find((each) => each.endsWith('%')) ?? forms[0];
  if (form !== undefined) {
    let after = i + 1;
    while (after < words.length && isPartOfNumber(words[after]!.surface)) after += 1;
    const half = extraPart(words, after);
    const number = amount(words, i, Number.parseFloat(form) + half, after, form.endsWith('%'));
    // «مليونا نسمة» may be two millions, or one in the accusative.
    const isTwoOrOne = TWO_OR_ONE.test(surface) && !isCounted(words, i);
    return [isTwoOrOne ? { ...number, most: number.most + number.value } : number];
  }
  // Alone it is as often a letter or a verb, and so has no form of its own.
  if (/^[وفبل]?الف$/u.test(surface) && !isCounted(words, i))
    return [amount(words, i, 1000, i + 1, false)];
  const next = words[i + 1]?.surface;
  const dual = dualUnitOf(surface);
  if (dual) return [told(words, i, 2 + extraPart(words, i), { unit: dual })];
  const unit = unitOf(surface);
  const isOne = next !== undefined && /^واحده?$/u.test(next);
  const isSaid = isOne || words.length === 1 || extraPart(words, i) > 0 || isModifiedUnit(words, i);
  if (unit && isSaid && !surface.startsWith('ال') && !isCounted(words, i))
    return [told(words, i, 1 + extraPart(words, i), { unit: qualifiedUnit(unit, next) })];
  if (isOne) return [told(words, i, 1, { counted: consonants(stem) })];
  if (/\p{L}{2}(?:تان|تين|ان)$/u.test(surface) && numeralOf(surface) === undefined)
    return [
      told(words, i, 2, { counted: consonants(surface.replace(/ت?[اي]ن$/u, '')), dual: true }),
    ];
  return [];
}

/** «نحو ساعة», «أكثر من عام»; not «نحو عام 1900», «نحو الساعة الثامنة», «أكثر من يوم الأحد». */
function isModifiedUnit(words: readonly Word[], i: number): boolean {
  const isAfterModifier = /^(?:نحو|حوالي|قرابه|زهاء|من|عن|علي)$/u.test(words[i - 1]?.surface ?? '');
  const next = words[i + 1]?.surface ?? '';
  const isNamed = /^(?:ال|\d)/u.test(next) || monthNamesOf(next) !== undefined;
  return isAfterModifier && !isNamed && modifierBefore(words, i) !== undefined;
}

interface Fraction {
  readonly value: number;
  /** The word after it. */
  readonly end: number;
}

/** «نصف», «ثلاثة أرباع», «خُمس السكان» */
function fractionAt(words: readonly Word[], i: number): Fraction | undefined {
  const { surface, extra } = words[i]!;
  const bare = surface.replace(/^[وفبل](?=نصف|ثلث|ربع|خمس|عشر)/u, '');
  const one = FRACTIONS.get(bare);
  if (one !== undefined) return { value: one, end: i + 1 };
  const next = words[i + 1]?.surface ?? '';
  const numerator = [surface, ...(extra ?? [])].find((form) => /^\d{1,2}$/u.test(form));
  const denominator = DENOMINATORS.get(next);
  if (numerator !== undefined && denominator !== undefined)
    return { value: Number(numerator) / denominator, end: i + 2 };
  const like = NUMERAL_FRACTIONS.get(bare);
  const isCounting = isCounted(words, i) || unitOf(next) !== undefined || !next.startsWith('ال');
  return like === undefined || isCounting ? undefined : { value: like, end: i + 1 };
}

/** Of a scale or a unit it is an amount; else, with what it is of, a share, and a round one. */
function numberOfFraction(
  words: readonly Word[],
  i: number,
  { value, end }: Fraction,
): NumberValue[] {
  const next = words[end]?.surface;
  const scale = numeralOf(next ?? '');
  if (scale?.kind === 'scale') return [amount(words, i, value * scale.value, end + 1, false)];
  if (words[i]!.surface.startsWith('و')) return [];
  if (next !== undefined && unitOf(next)) return [amount(words, i, value, end, false)];
  const isShare = next?.startsWith('ال') || end === i + 2;
  return isShare
    ? [{ ...told(words, i, value * 100, { percent: true }), ...about(value * 100) }]
    : [];
}

/** The million of «نصف مليون», the 80 of «متر و80 سنتيمترًا»: read with what is before them. */
function isPartOfAmount(words: readonly Word[], i: number): boolean {
  const before = words[i - 1]?.surface ?? '';
  if (numeralOf(words[i]!.surface)?.kind === 'scale')
    return FRACTIONS.has(before.replace(/^[وفبل]/u, '')) || DENOMINATORS.has(before);
  return before === 'و' && smallerAt(words, i - 2) > 0;
}

/** «متر و80 سنتيمترًا»: what comes on top of the unit at `at`, in that unit; 0 for nothing. */
function smallerAt(words: readonly Word[], at: number): number {
  const [unit, and, figure, smaller] = [0, 1, 2, 3].map((k) => words[at + k]?.surface ?? '');
  const [whole, part] = [unitOf(unit!) ?? dualUnitOf(unit!), unitOf(smaller!)];
  if (!whole || part?.dimension !== whole.dimension || part.factor >= whole.factor) return 0;
  return and === 'و' && /^\d+$/u.test(figure!) ? (Number(figure) * part.factor) / whole.factor : 0;
}

/** «ساعة ونصف»: what comes on top of the unit at `at`, in that unit. */
function extraPart(words: readonly Word[], at: number): number {
  const next = words[at + 1]?.surface ?? '';
  const fraction = next.startsWith('و') ? FRACTIONS.get(next.slice(1)) : undefined;
  return fraction ?? smallerAt(words, at);
}

function isCounted(words: readonly Word[], i: number): boolean {
  const before = words[i - 1]?.surface ?? '';
  return /\d/u.test(before) || numeralOf(before) !== undefined || FRACTIONS.has(before);
}

/** «ألف» of «15 ألف», «آلاف وثلاثمئة» of «خمسة آلاف وثلاثمئة»; not the 7 of «بين 5 و7». */
function isPartOfNumber(surface: string): boolean {
  const kind = numeralOf(surface)?.kind;
  return kind !== undefined && kind !== 'digits' && kind !== 'and' && kind !== 'ordinal';
}

/** A figure with the unit that is at `at`. */
function amount(
  words: readonly Word[],
  i: number,
  value: number,
  at: number,
  percent: boolean,
): NumberValue {
  const end = rangeEndAt(words, at);
  if (percent || end?.percent) return told(words, i, value, { percent: true });
  // «بين 20 و30 ألفًا» begins at 20 thousand.
  const figure = end && value * end.scale < end.value ? value * end.scale : value;
  const noun = end?.after ?? at;
  const next = words[noun];
  const known = next && unitOf(next.surface);
  if (known)
    return told(words, i, figure, { unit: qualifiedUnit(known, words[noun + 1]?.surface) });
  const isNoun = next && !/\d/u.test(next.surface) && !isStopWord(next.surface);
  return told(words, i, figure, isNoun ? { counted: consonants(next.stem) } : {});
}

interface RangeEnd {
  readonly value: number;
  readonly percent: boolean;
  /** 1000 of «30 ألفًا». */
  readonly scale: number;
  /** The word after it. */
  readonly after: number;
}

/** «من 5 إلى 9 أيام»: the second figure of a range, which has the noun, the scale and the percent sign of both. */
function rangeEndAt(words: readonly Word[], at: number): RangeEnd | undefined {
  const second = RANGE_WORD.test(words[at]?.surface ?? '') ? at + 1 : at;
  const word = words[second];
  if (!word || !/^\d/u.test(word.surface)) return undefined;
  const forms = figuresOf(word);
  const value = Number.parseFloat(forms[0] ?? '');
  if (Number.isNaN(value)) return undefined;
  let after = second + 1;
  while (after < words.length && isPartOfNumber(words[after]!.surface)) after += 1;
  const percent = forms.some((form) => form.endsWith('%'));
  return { value, percent, scale: value / Number.parseFloat(word.surface) || 1, after };
}

function told(
  words: readonly Word[],
  i: number,
  figure: number,
  of: Partial<Pick<NumberValue, 'unit' | 'counted' | 'percent' | 'dual'>>,
): NumberValue {
  const modifier = modifierOf(words, i);
  const isAbout = modifier === 'about';
  const half = Math.max(roundedBy(figure, isAbout), isAbout ? figure * ABOUT_SHARE : 0);
  const factor = of.unit?.factor ?? 1;
  const { unit, counted, percent = false, dual } = of;
  return {
    value: figure * factor,
    least:
      (modifier === 'atMost' ? figure / 2 : figure - (modifier === 'atLeast' ? 0 : half)) * factor,
    most:
      (modifier === 'atLeast' ? figure * 2 : figure + (modifier === 'atMost' ? 0 : half)) * factor,
    percent,
    unit,
    counted,
    ...(dual && { dual }),
  };
}

/** Half of the place that a figure was rounded to: 15000 may be 15240. Below a hundred a whole number is counted. */
function roundedBy(figure: number, about: boolean): number {
  const [whole = '', decimals] = String(figure).split('.');
  if (decimals !== undefined) return 10 ** -decimals.length / 2;
  const zeros = figure >= 100 || about ? /0*$/u.exec(whole)![0].length : 0;
  return figure === 0 ? 0 : 10 ** zeros / 2;
}

/** What the plurals of a word have in common: قتيل and قتلى, مقعد and مقاعد. */
function consonants(word: string): string {
  const bare = word
    .replace(/^(?:وال|بال|ال)(?=\p{L}{3})/u, '')
    .replace(/[اويءه]/gu, '')
    // قبة and قباب
    .replace(/(\p{L})\1/gu, '$1');
  return bare === '' ? word : bare;
}

/** Whether the words of two articles give different values: both have some of one kind, and none of them agree. */
export function textValuesDiffer(a: string, b: string): boolean {
  return valuesDiffer(valuesOf(a), valuesOf(b));
}

export function valuesDiffer(a: Values, b: Values): boolean {
  if (a.dates.length > 0 || b.dates.length > 0) {
    if (isAmongDays(a.dates, b.dates) || isAmongDays(b.dates, a.dates)) return false;
    return noneAgree(a.dates, b.dates, datesDiffer);
  }
  if (isBetween(a.numbers, b.numbers) || isBetween(b.numbers, a.numbers)) return false;
  return noneAgree(a.numbers, b.numbers, numbersDiffer);
}

function noneAgree<T>(a: readonly T[], b: readonly T[], apart: (x: T, y: T) => boolean): boolean {
  return a.length > 0 && b.length > 0 && a.every((x) => b.every((y) => apart(x, y)));
}

/** Figures for different things are not compared; a rounded figure agrees with the exact one. */
function numbersDiffer(a: NumberValue, b: NumberValue): boolean {
  if (a.percent !== b.percent || !isSameUnit(a, b)) return false;
  if (a.unit?.dimension === CLOCK.dimension) return a.value !== b.value;
  const holds = (x: NumberValue, { value }: NumberValue) =>
    value === x.value || (value > x.least && value < x.most);
  return !holds(a, b) && !holds(b, a);
}

function isSameUnit(a: NumberValue, b: NumberValue): boolean {
  if (a.unit && b.unit) return a.unit.dimension === b.unit.dimension;
  if (a.dual || b.dual) return a.counted !== undefined && a.counted === b.counted;
  if (a.unit || b.unit) return false;
  return a.counted === undefined || b.counted === undefined || a.counted === b.counted;
}

/** Whether one gives a range and the other a value, or a range, that meets it. */
function isBetween(range: readonly NumberValue[], values: readonly NumberValue[]): boolean {
  if (range.length < 2) return false;
  // Whether 9 is before 2 depends on the half of the day.
  if (range[0]!.unit?.dimension === CLOCK.dimension) return values.length === 1;
  const ends = range.map(({ value }) => value);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return values.some(({ value }) => value >= least && value <= most);
}
