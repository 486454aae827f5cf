/** The dates in a text, and whether two of them contradict each other. Dates that can agree are taken to agree. */
import { type Days, daysOf, mayMeet, type PartialDate } from '../text/calendars.ts';
import { WEEKDAYS } from '../text/weekdays.ts';
import type { Word } from '../text/words.ts';
import { modifierBefore, RANGE_DASH, RANGE_WORD } from './numeral-modifiers.ts';
import { type Months, partOfYearAt, periodAt } from './periods.ts';

/** A date as far as it is said. */
export interface DateValue {
  /** Whether it may be of that calendar: a bare «سنة 658» may be of either. */
  readonly hijri: boolean;
  readonly gregorian: boolean;
  readonly year?: number | undefined;
  /** How many years from `year` on, of a decade or a century. Default: 1. */
  readonly years?: number;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** «نحو عام 1900», «قبل عام 1900», «بعد عام 1900». */
  readonly modifier?: 'about' | 'before' | 'after';
  /** Of a part of the year. */
  readonly months?: Months;
}

/** Dates of days, months and parts of a year, as they follow each other. */
export function datesIn(words: readonly Word[], text: string): DateValue[] {
  return fullest(
    words.flatMap((word, i) => {
      const named = (word.extra ?? [])
        .flatMap(dateOf)
        .map((date) => ({ ...date, ...openAt(words, i) }));
      const dates = [...named, ...partOfYearIn(words, i, text)];
      return [...dates.flatMap((date) => dayBefore(words, i, text, date)), ...dates];
    }),
  );
}

/** Years, decades and centuries. */
export function yearsIn(words: readonly Word[], text: string): DateValue[] {
  const areYears = words.every(isOfTime);
  return words.flatMap((_, i) => [
    ...yearAt(words, i, text, areYears),
    ...[periodAt(words, i)].filter((period) => period !== undefined),
  ]);
}

/** «من 5 إلى 10 مايو», «5 و6 مايو»: the day before, which has its month from the one after it. */
function dayBefore(words: readonly Word[], i: number, text: string, date: DateValue): DateValue[] {
  const before = words[i - 1];
  if (date.day === undefined || !before) return [];
  const first = isDashBefore(words, i, text)
    ? before
    : RANGE_WORD.test(before.surface)
      ? words[i - 2]
      : undefined;
  const day = [first?.surface ?? '', ...(first?.extra ?? [])].find((form) => DAY.test(form));
  return day === undefined ? [] : [{ ...date, day: Number(day) }];
}

const DAY = /^(?:[1-9]|[12]\d|3[01])$/u;

function isDashBefore(words: readonly Word[], i: number, text: string): boolean {
  return i > 0 && RANGE_DASH.test(text.slice(words[i - 1]!.end, words[i]!.start));
}

/** `d2015-08-14`, `m2015-08`, `hd09-01`, … (`src/text/dates.ts`). */
const DATE_FORM = /^(h?)[md](?:(\d{3,4})-)?(\d\d)(?:-(\d\d))?$/u;

function dateOf(form: string): DateValue[] {
  const [, hijri, year, month, day] = DATE_FORM.exec(form) ?? [];
  if (month === undefined) return [];
  const number = (part: string | undefined) => (part === undefined ? undefined : Number(part));
  const calendar = { hijri: hijri === 'h', gregorian: hijri !== 'h' };
  return [{ ...calendar, year: number(year), month: number(month), day: number(day) }];
}

const OPEN = new RegExp(
  `(?:^| )[وف]?(?:(قبل)|بعد)(?: (?:يوم|شهر|عام|سنه|حلول|نهايه|ال(?:${WEEKDAYS})))*$`,
  'u',
);
const OPEN_WORDS_MAX = 3;

/** «قبل», «بعد» before the date at `i`. */
function openAt(words: readonly Word[], i: number): Pick<DateValue, 'modifier'> {
  const before = words.slice(Math.max(0, i - OPEN_WORDS_MAX), Math.max(0, i));
  const found = OPEN.exec(before.map(({ surface }) => surface).join(' '));
  return found ? { modifier: found[1] ? 'before' : 'after' } : {};
}

const YEAR_BEFORE = /^[وفبل]?(?:ل?عام|سنه|العام|السنه)$/u;
/** «عامي 1990 و1995», «السنوات 2019-2021» */
const YEARS_BEFORE = /^[وفبلك]?(?:عامي|سنتي|(?:ال)?(?:اعوام|سنوات))$/u;
const PLAIN_YEAR = /^(?:1\d|20)\d\d$/u;
/** A year that is not said to be of either calendar may be of the Hijri one up to here. */
const HIJRI_YEAR_MAX = 1500;

/** «مطلع عام 1445هـ», «الربع الأول من 2024» */
function partOfYearIn(words: readonly Word[], i: number, text: string): DateValue[] {
  const part = partOfYearAt(words, i);
  if (!part) return [];
  const at = YEAR_BEFORE.test(words[part.end]?.surface ?? '') ? part.end + 1 : part.end;
  const year = yearAt(words, at, text, isPlainYear(words[at]));
  return year.map((date) => ({ ...date, months: part.months }));
}

const PARTS = ['year', 'month', 'day'] as const;

/** 22 March 1945 is read as a day of March, a March of 1945 and a day of 1945; only the last says it all. */
function fullest(dates: readonly DateValue[]): DateValue[] {
  const said = (date: DateValue) => PARTS.filter((part) => date[part] !== undefined).length;
  const within = (a: DateValue, b: DateValue) =>
    said(a) < said(b) &&
    a.months === undefined &&
    PARTS.every((part) => a[part] === undefined || a[part] === b[part]);
  return dates.filter((date) => !dates.some((other) => within(date, other)));
}

const TIME_WORD = /^(?:[وفبل]?(?:في|من|بين|منذ|قبل|بعد|خلال)|ما|ه|م)$/u;

/** Whether a word may stand in a text that says years and nothing else: «بين 1990 و1995». */
function isOfTime(word: Word): boolean {
  const { surface } = word;
  return isPlainYear(word) || RANGE_WORD.test(surface) || TIME_WORD.test(surface);
}

/** Whether a word is four digits that may be a year: 1,240 has a separator, and no year has one. */
export function isPlainYear(word: Word | undefined): boolean {
  return !!word && PLAIN_YEAR.test(word.surface) && word.end - word.start === word.surface.length;
}

/**
 * 658 هـ, عام 1260, 1260 م, سنة ثلاث وثمانين, or the second year of a range.
 *
 * @param isYear whether a bare figure of four digits is known to be one.
 */
function yearAt(words: readonly Word[], i: number, text: string, isYear: boolean): DateValue[] {
  const word = words[i];
  if (!word) return [];
  const { surface, extra, start, end } = word;
  const before = words[i - 1]?.surface ?? '';
  const afterYear = YEAR_BEFORE.test(before);
  const afterYears = isPlainYear(word) && YEARS_BEFORE.test(before);
  const spelled = afterYear ? extra?.find((form) => /^\d{1,4}$/u.test(form)) : undefined;
  const year = spelled ?? surface;
  const isPlain = spelled !== undefined || end - start <= surface.length;
  if (!isPlain || !(afterYear ? /^\d{1,4}$/u : /^\d{3,4}$/u).test(year)) return [];
  const next = words[i + 1]?.surface;
  const saidHijri = next !== undefined && /^ه$|^هجري/u.test(next);
  const saidGregorian = next !== undefined && /^م$|^ميلادي/u.test(next);
  const isSaid = saidHijri || saidGregorian || afterYear || afterYears;
  if (!isSaid && !(isYear && isPlainYear(word)) && !endsRange(words, i, text)) return [];
  const either = !saidHijri && !saidGregorian && Number(year) <= HIJRI_YEAR_MAX;
  const first = afterYear || afterYears ? i - 1 : i;
  const isAbout = modifierBefore(words, first)?.modifier === 'about';
  return [
    {
      hijri: saidHijri || either,
      gregorian: !saidHijri,
      year: Number(year),
      ...(isAbout ? { modifier: 'about' as const } : openAt(words, first)),
    },
  ];
}

/** «عام 1990-1995», «عامي 1990 و1995» */
function endsRange(words: readonly Word[], i: number, text: string): boolean {
  if (!isPlainYear(words[i])) return false;
  const isWord = RANGE_WORD.test(words[i - 1]?.surface ?? '');
  const first = isWord ? i - 2 : isDashBefore(words, i, text) ? i - 1 : -1;
  return first >= 0 && isPlainYear(words[first]) && yearAt(words, first, text, false).length > 0;
}

/** Compares only what both say: 1945 and 22 March 1945 agree. */
export function datesDiffer(a: DateValue, b: DateValue): boolean {
  if (a.year !== undefined && b.year !== undefined) {
    return inCalendars(a).every((x) => inCalendars(b).every((y) => !mayBeOne(x, y, a, b)));
  }
  if (a.hijri !== b.hijri) return false;
  if (a.modifier || b.modifier) {
    const year = a.year ?? b.year ?? SOME_YEAR;
    return datesDiffer({ ...a, year }, { ...b, year });
  }
  return PARTS.some(
    (part) => a[part] !== undefined && b[part] !== undefined && a[part] !== b[part],
  );
}

function mayBeOne(x: PartialDate, y: PartialDate, a: DateValue, b: DateValue): boolean {
  const other = x.hijri !== y.hijri;
  return daysIn(x, a).some((days) => daysIn(y, b).some((more) => mayMeet(days, more, other)));
}

function inCalendars({ hijri, gregorian, year, month, day }: DateValue): PartialDate[] {
  const date = { year: year!, month, day };
  return [
    ...(hijri ? [{ ...date, hijri: true }] : []),
    ...(gregorian ? [{ ...date, hijri: false }] : []),
  ];
}

const ABOUT_YEARS = 10;

function daysIn(date: PartialDate, { months, modifier, years = 1 }: DateValue): Days[] {
  const { hijri, year } = date;
  const { first } = daysOf(date);
  const { end } = daysOf({ ...date, year: year + years - 1 });
  if (modifier === 'before') return [{ first: Number.NEGATIVE_INFINITY, end }];
  if (modifier === 'after') return [{ first, end: Number.POSITIVE_INFINITY }];
  if (modifier === 'about') {
    const [least, most] = [year - ABOUT_YEARS, year + ABOUT_YEARS];
    return [
      { first: daysOf({ hijri, year: least }).first, end: daysOf({ hijri, year: most }).end },
    ];
  }
  if (!months) return [{ first, end }];
  const month = (of: number) =>
    daysOf({ hijri, year: year + Math.floor((of - 1) / 12), month: ((of + 11) % 12) + 1 });
  return months.map(([from, to]) => ({ first: month(from).first, end: month(to).end }));
}

/** Any year, for days of which none is said. */
const SOME_YEAR = 2023;
const YEAR_DAYS = 365;

/** Whether one gives a range and the other a date that lies within it, or meets it. */
export function isAmongDays(range: readonly DateValue[], dates: readonly DateValue[]): boolean {
  if (range.length < 2) return false;
  const year = [...range, ...dates].find((date) => date.year !== undefined)?.year ?? SOME_YEAR;
  const days = (date: DateValue) =>
    inCalendars({ ...date, year: date.year ?? year }).flatMap((one) => daysIn(one, date));
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
