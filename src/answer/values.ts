/**
 * The numbers and dates that words say, and whether two of them contradict each other. Whatever can agree is taken to
 * agree: a false "sources differ" costs more trust than a missed one.
 */
import { splitWords, type Word } from '../text/words.ts';

/** A date as far as it is said; years of different calendars are not compared. */
interface DateValue {
  readonly hijri: boolean;
  readonly year?: string | undefined;
  readonly month?: string | undefined;
  readonly day?: string | undefined;
}

interface NumberValue {
  readonly value: number;
  readonly percent: boolean;
  /** Stem of the word after it: what is counted, or the unit. */
  readonly unit: string | undefined;
}

export interface Values {
  readonly dates: readonly DateValue[];
  readonly numbers: readonly NumberValue[];
}

/** `d2015-08-14`, `m2015-08`, `hd09-01`, … (`src/text/dates.ts`). */
const DATE_FORM = /^(h?)[md](?:(\d{3,4})-)?(\d\d)(?:-(\d\d))?$/u;
const YEAR_BEFORE = /^[وفبل]?(?:ل?عام|سنه|العام|السنه)$/u;

export function valuesOf(text: string): Values {
  const words = splitWords(text);
  const dates = fullest(words.flatMap(({ extra }) => (extra ?? []).flatMap(dateOf)));
  // The day and the year of a date that was read are no numbers of their own.
  if (dates.length > 0) return { dates, numbers: [] };
  const years = words.flatMap((_, i) => yearAt(words, i));
  if (years.length > 0) return { dates: years, numbers: [] };
  return { dates: [], numbers: words.flatMap((word, i) => numbersOf(word, words[i + 1])) };
}

function dateOf(form: string): DateValue[] {
  const [, hijri, year, month, day] = DATE_FORM.exec(form) ?? [];
  return month === undefined ? [] : [{ hijri: hijri === 'h', year, month, day }];
}

const PARTS = ['year', 'month', 'day'] as const;

/** 22 March 1945 is read as a day of March, a March of 1945 and a day of 1945; only the last says it all. */
function fullest(dates: readonly DateValue[]): DateValue[] {
  const said = (date: DateValue) => PARTS.filter((part) => date[part] !== undefined).length;
  const within = (a: DateValue, b: DateValue) =>
    said(a) < said(b) && PARTS.every((part) => a[part] === undefined || a[part] === b[part]);
  return dates.filter((date) => !dates.some((other) => within(date, other)));
}

/** 658 هـ, عام 1260, 1260 م, or 1945 alone. */
function yearAt(words: readonly Word[], i: number): DateValue[] {
  const { surface: year, start, end } = words[i]!;
  // 1,240 is written with a separator, and no year is.
  if (!/^\d{3,4}$/u.test(year) || end - start > year.length) return [];
  const next = words[i + 1]?.surface;
  const hijri = next !== undefined && /^هـ?$/u.test(next);
  const said = hijri || next === 'م' || YEAR_BEFORE.test(words[i - 1]?.surface ?? '');
  const alone = words.length === 1 && Number(year) >= 1000 && Number(year) <= 2100;
  return said || alone ? [{ hijri, year }] : [];
}

function numbersOf({ surface, extra }: Word, next: Word | undefined): NumberValue[] {
  const unit = next && !/\d/u.test(next.surface) ? next.stem : undefined;
  const forms = [surface, ...(extra ?? [])].filter((form) => /^\d+(?:\.\d+)?%?$/u.test(form));
  const percentages = forms.filter((form) => form.endsWith('%'));
  return (percentages.length > 0 ? percentages : forms).map((form) => ({
    value: Number.parseFloat(form),
    percent: form.endsWith('%'),
    unit,
  }));
}

/** Whether the words of two articles give different values: both have some of one kind, and none of them agree. */
export function differ(a: string, b: string): boolean {
  const [x, y] = [valuesOf(a), valuesOf(b)];
  if (x.dates.length > 0 || y.dates.length > 0) return noneAgree(x.dates, y.dates, datesDiffer);
  if (isBetween(x.numbers, y.numbers) || isBetween(y.numbers, x.numbers)) return false;
  return noneAgree(x.numbers, y.numbers, numbersDiffer);
}

function noneAgree<T>(a: readonly T[], b: readonly T[], apart: (x: T, y: T) => boolean): boolean {
  return a.length > 0 && b.length > 0 && a.every((x) => b.every((y) => apart(x, y)));
}

/** Only in what both say: 1945 and 22 March 1945 agree. */
function datesDiffer(a: DateValue, b: DateValue): boolean {
  if (a.hijri !== b.hijri) return false;
  return PARTS.some(
    (part) => a[part] !== undefined && b[part] !== undefined && a[part] !== b[part],
  );
}

/** Figures of different units are not compared; a rounded one agrees with the exact one. */
function numbersDiffer(a: NumberValue, b: NumberValue): boolean {
  if (a.percent !== b.percent) return false;
  if (a.unit !== undefined && b.unit !== undefined && a.unit !== b.unit) return false;
  const digits = Math.min(significantDigits(a.value), significantDigits(b.value));
  return a.value.toPrecision(digits) !== b.value.toPrecision(digits);
}

/** 15000 has two, 15240 has four. */
function significantDigits(value: number): number {
  const digits = String(value).replace(/^0\.0*|\./gu, '');
  return Math.max(1, value % 1 === 0 ? digits.replace(/0+$/u, '').length : digits.length);
}

/** Whether one gives a range and the other a value within it. */
function isBetween(range: readonly NumberValue[], values: readonly NumberValue[]): boolean {
  if (range.length < 2) return false;
  const ends = range.map(({ value }) => value);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  return values.some(({ value }) => value >= least && value <= most);
}
