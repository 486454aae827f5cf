/** The dates in a text, and whether two of them contradict each other. Dates that can agree are taken to agree. */
import { daysOf, mayMeet, type PartialDate } from '../text/calendars.ts';
import type { Word } from '../text/words.ts';
import { ABOUT, RANGE_DASH, RANGE_WORD, wordsBefore } from './meant.ts';

/** A date as far as it is said. */
export interface DateValue {
  /** Whether it may be of that calendar: a bare «سنة 658» may be of either. */
  readonly hijri: boolean;
  readonly gregorian: boolean;
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** «نحو عام 1900». */
  readonly about?: true;
  /** The first and the last month that the season of a year may have, counted from its January. */
  readonly season?: readonly [number, number] | undefined;
}

/** Dates of days, months and seasons, as they follow each other. */
export function datesIn(words: readonly Word[], text: string): DateValue[] {
  return fullest(
    words.flatMap((word, i) => {
      const dates = [...(word.extra ?? []).flatMap(dateOf), ...seasonAt(words, i)];
      return [...dates.flatMap((date) => dayBefore(words, i, text, date)), ...dates];
    }),
  );
}

export function yearsIn(words: readonly Word[]): DateValue[] {
  return words.flatMap((_, i) => yearAt(words, i));
}

/** «من 5 إلى 10 مايو», «5 و6 مايو»: the day before, which has its month from the one after it. */
function dayBefore(words: readonly Word[], i: number, text: string, date: DateValue): DateValue[] {
  const before = words[i - 1];
  if (date.day === undefined || !before) return [];
  const isDash = RANGE_DASH.test(text.slice(before.end, words[i]!.start));
  const first = isDash ? before : RANGE_WORD.test(before.surface) ? words[i - 2] : undefined;
  const day = [first?.surface ?? '', ...(first?.extra ?? [])].find((form) => DAY.test(form));
  return day === undefined ? [] : [{ ...date, day: Number(day) }];
}

const DAY = /^(?:[1-9]|[12]\d|3[01])$/u;

/** `d2015-08-14`, `m2015-08`, `hd09-01`, … (`src/text/dates.ts`). */
const DATE_FORM = /^(h?)[md](?:(\d{3,4})-)?(\d\d)(?:-(\d\d))?$/u;
const YEAR_BEFORE = /^[وفبل]?(?:ل?عام|سنه|العام|السنه)$/u;
/** A year that is not said to be of either calendar may be of the Hijri one up to here. */
const HIJRI_YEAR_MAX = 1500;

function dateOf(form: string): DateValue[] {
  const [, hijri, year, month, day] = DATE_FORM.exec(form) ?? [];
  if (month === undefined) return [];
  const number = (part: string | undefined) => (part === undefined ? undefined : Number(part));
  const calendar = { hijri: hijri === 'h', gregorian: hijri !== 'h' };
  return [{ ...calendar, year: number(year), month: number(month), day: number(day) }];
}

const SEASONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ربيع', [3, 6]],
  ['صيف', [6, 9]],
  ['خريف', [9, 12]],
  // A winter begins in one year and ends in the next.
  ['شتاء', [0, 15]],
]);

function seasonAt(words: readonly Word[], i: number): DateValue[] {
  const months = SEASONS.get(
    words[i]!.surface.replace(/^[وفبل]?(?:ال)?(?=ربيع|صيف|خريف|شتاء)/u, ''),
  );
  const at = YEAR_BEFORE.test(words[i + 1]?.surface ?? '') ? i + 2 : i + 1;
  const year = words[at]?.surface ?? '';
  if (!months || !/^[12]\d{3}$/u.test(year)) return [];
  return [{ hijri: false, gregorian: true, year: Number(year), season: months }];
}

const PARTS = ['year', 'month', 'day'] as const;

/** 22 March 1945 is read as a day of March, a March of 1945 and a day of 1945; only the last says it all. */
function fullest(dates: readonly DateValue[]): DateValue[] {
  const said = (date: DateValue) => PARTS.filter((part) => date[part] !== undefined).length;
  const within = (a: DateValue, b: DateValue) =>
    said(a) < said(b) &&
    a.season === undefined &&
    PARTS.every((part) => a[part] === undefined || a[part] === b[part]);
  return dates.filter((date) => !dates.some((other) => within(date, other)));
}

/** 658 هـ, عام 1260, 1260 م, سنة ثلاث وثمانين, or 1945 alone. */
function yearAt(words: readonly Word[], i: number): DateValue[] {
  const { surface, extra, start, end } = words[i]!;
  const afterYear = YEAR_BEFORE.test(words[i - 1]?.surface ?? '');
  const spelled = afterYear ? extra?.find((form) => /^\d{1,4}$/u.test(form)) : undefined;
  const year = spelled ?? surface;
  // 1,240 is written with a separator, and no year is.
  const isPlain = spelled !== undefined || end - start <= surface.length;
  if (!isPlain || !(afterYear ? /^\d{1,4}$/u : /^\d{3,4}$/u).test(year)) return [];
  const next = words[i + 1]?.surface;
  const saidHijri = next !== undefined && /^هـ?$|^هجري/u.test(next);
  const saidGregorian = next !== undefined && /^م$|^ميلادي/u.test(next);
  const alone = words.length === 1 && Number(year) >= 1000 && Number(year) <= 2100;
  if (!saidHijri && !saidGregorian && !afterYear && !alone) return [];
  const either = !saidHijri && !saidGregorian && Number(year) <= HIJRI_YEAR_MAX;
  const about = ABOUT.test(wordsBefore(words, afterYear ? i - 1 : i));
  const date = { hijri: saidHijri || either, gregorian: !saidHijri, year: Number(year) };
  return [about ? { ...date, about } : date];
}

/** Compares only what both say: 1945 and 22 March 1945 agree. */
export function datesDiffer(a: DateValue, b: DateValue): boolean {
  if (a.year !== undefined && b.year !== undefined) {
    return readingsOf(a).every((x) => readingsOf(b).every((y) => !mayBeOne(x, y, a, b)));
  }
  if (a.hijri !== b.hijri) return false;
  return PARTS.some(
    (part) => a[part] !== undefined && b[part] !== undefined && a[part] !== b[part],
  );
}

function mayBeOne(x: PartialDate, y: PartialDate, a: DateValue, b: DateValue): boolean {
  const other = x.hijri !== y.hijri;
  return daysIn(x, a).some((days) => daysIn(y, b).some((more) => mayMeet(days, more, other)));
}

function readingsOf({ hijri, gregorian, year, month, day }: DateValue): PartialDate[] {
  const date = { year: year!, month, day };
  return [
    ...(hijri ? [{ ...date, hijri: true }] : []),
    ...(gregorian ? [{ ...date, hijri: false }] : []),
  ];
}

const ABOUT_YEARS = 10;

function daysIn(date: PartialDate, { season, about }: DateValue) {
  if (about) {
    const { first } = daysOf({ ...date, year: date.year - ABOUT_YEARS });
    return [{ first, end: daysOf({ ...date, year: date.year + ABOUT_YEARS }).end }];
  }
  if (!season) return [daysOf(date)];
  const month = (of: number) =>
    daysOf({
      hijri: false,
      year: date.year + Math.floor((of - 1) / 12),
      month: ((of + 11) % 12) + 1,
    });
  return [{ first: month(season[0]).first, end: month(season[1]).end }];
}

/** Any year, for days of which none is said. */
const SOME_YEAR = 2023;
const YEAR_DAYS = 365;

/** Whether one gives a range and the other a date that lies within it, or meets it. */
export function isAmongDays(range: readonly DateValue[], dates: readonly DateValue[]): boolean {
  if (range.length < 2) return false;
  const year = [...range, ...dates].find((date) => date.year !== undefined)?.year ?? SOME_YEAR;
  const days = (date: DateValue) =>
    readingsOf({ ...date, year: date.year ?? year }).flatMap((one) => daysIn(one, date));
  const [from, to] = [days(range[0]!), days(range.at(-1)!)];
  return from.some(({ first }) =>
    to.some(({ end }) => {
      // «من سبتمبر إلى يونيو» ends in the next year.
      const last = end > first ? end : end + YEAR_DAYS;
      return dates
        .flatMap(days)
        .some((day) =>
          [0, YEAR_DAYS].some((later) => day.first + later < last && first < day.end + later),
        );
    }),
  );
}
