/**
 * Dates in their spellings, read into one form each: ١٤ أغسطس, 14 آب, الرابع عشر من غشت and 14/8 are d08-14.
 *
 *   m08, m2015-08             a month, and a month of a year
 *   d08-14, d2015-08-14       a day, and a day of a year
 *   hm09, hd09-01, …          the same in the Hijri calendar
 */

import type { MonthName } from './months.ts';
import type { NumberPhrase } from './numbers.ts';
import type { WordRun } from './word-run.ts';

/** An extra form for the word at `word`. */
export interface DateForm {
  readonly word: number;
  readonly form: string;
}

/** Before a month's name that is also another word: «في مارس», «منذ رمضان». */
const BEFORE_MONTHS: ReadonlySet<string> = new Set(
  'في وفي خلال منذ بحلول مطلع بدايه اوايل منتصف اواسط اواخر نهايه'.split(' '),
);
const MONTH_WORDS: ReadonlySet<string> = new Set(['شهر', 'لشهر', 'بشهر']);
const YEAR_WORDS: ReadonlySet<string> = new Set(['عام', 'سنه', 'لعام', 'لسنه', 'العام', 'من']);

/** Dates with a month's name. `numbers` are the numbers of the same run, by rising start. */
export function readNamedDates(run: WordRun, numbers: readonly NumberPhrase[]): DateForm[] {
  const forms: DateForm[] = [];
  const byEnd = new Map(numbers.map((number) => [number.end, number]));
  const byStart = new Map(numbers.map((number) => [number.start, number]));
  for (let i = 0; i < run.count; i++) {
    const name = monthAt(run, i);
    if (name === undefined) continue;
    const start = i;
    let end = i + (name.next === undefined ? 1 : 2);

    let before = start;
    let saysMonth = false;
    if (before > 0 && MONTH_WORDS.has(run.surface(before - 1))) {
      saysMonth = true;
      before--;
    }
    if (before > 0 && run.surface(before - 1) === 'من') before--;
    const dayNumber = isSpace(run.gap(before - 1)) ? byEnd.get(before) : undefined;
    const day = dayOf(dayNumber);

    // يونيو/حزيران 1967, آب (أغسطس) 2015: one month under two names.
    for (
      let other = monthAt(run, end);
      other?.month === name.month && /^\s?[/(-]\s?$/u.test(run.gap(end - 1));
      other = monthAt(run, end)
    ) {
      end += other.next === undefined ? 1 : 2;
    }
    let after = end;
    while (after < run.count && YEAR_WORDS.has(run.surface(after))) after++;
    const year = /^[\s,)]*$/u.test(run.gap(end - 1))
      ? yearOf(byStart.get(after), name.hijri)
      : undefined;

    // «في باب» is no «في آب».
    const isInTime =
      !name.prefixed && isSpace(run.gap(start - 1)) && BEFORE_MONTHS.has(run.surface(start - 1));
    const isSure = day !== undefined || year !== undefined || saysMonth || isInTime;
    if (name.ambiguous && !isSure) continue;
    const calendar = name.hijri ? 'h' : '';
    forms.push(
      ...dateForms(
        calendar,
        start,
        year,
        name.month,
        day === undefined ? undefined : { day, word: dayNumber!.start },
      ),
    );
    i = end - 1;
  }
  return forms;
}

function monthAt(run: WordRun, i: number): MonthName | undefined {
  if (i >= run.count) return undefined;
  return run
    .months(i)
    ?.find(
      (name) =>
        name.next === undefined ||
        (i + 1 < run.count && run.surface(i + 1) === name.next && isSpace(run.gap(i))),
    );
}

function isSpace(gap: string): boolean {
  return gap === ' ' || gap === '';
}

function dayOf(number: NumberPhrase | undefined): number | undefined {
  return number !== undefined &&
    Number.isInteger(number.value) &&
    number.value >= 1 &&
    number.value <= 31
    ? number.value
    : undefined;
}

function yearOf(number: NumberPhrase | undefined, hijri: boolean): string | undefined {
  if (number === undefined || !Number.isInteger(number.value)) return undefined;
  const [least, most] = hijri ? [1, 1600] : [100, 2200];
  return number.value >= least && number.value <= most
    ? String(number.value).padStart(4, '0')
    : undefined;
}

function dateForms(
  calendar: string,
  monthWord: number,
  year: string | undefined,
  monthNumber: number,
  day: { day: number; word: number } | undefined,
): DateForm[] {
  const month = String(monthNumber).padStart(2, '0');
  const forms = [{ word: monthWord, form: `${calendar}m${month}` }];
  if (year !== undefined) forms.push({ word: monthWord, form: `${calendar}m${year}-${month}` });
  if (day !== undefined) {
    const dayText = String(day.day).padStart(2, '0');
    forms.push({ word: day.word, form: `${calendar}d${month}-${dayText}` });
    if (year !== undefined)
      forms.push({ word: day.word, form: `${calendar}d${year}-${month}-${dayText}` });
  }
  return forms;
}

/** Dates in digits: 14/8, 14/8/2015, 8/14/2015, 14-8-2015, 14.8.2015, 2015-08-14, 2015/8/14, 2/9/1445. */
export function readNumericDates(run: WordRun): DateForm[] {
  const forms: DateForm[] = [];
  for (let i = 0; i + 1 < run.count; i++) {
    const separator = run.gap(i);
    if (separator !== '/' && separator !== '-' && separator !== '.') continue;
    const parts = [run.surface(i)];
    while (i + parts.length < run.count && run.gap(i + parts.length - 1) === separator)
      parts.push(run.surface(i + parts.length));
    const date = parts.every((part) => /^\d{1,4}$/u.test(part))
      ? numericDate(parts, separator)
      : undefined;
    i += parts.length - 1;
    if (date === undefined) continue;
    const { year, month, day } = date;
    const word = i - parts.length + 1;
    forms.push(...dateForms(isHijri(run, i, year) ? 'h' : '', word, year, month, { day, word }));
  }
  return forms;
}

/** Whether a date that ends with the word at `i` is followed by «هـ», or its year is one that nobody writes in digits but of that calendar. */
function isHijri(run: WordRun, i: number, year: string | undefined): boolean {
  if (year === undefined) return false;
  if (isSpace(run.gap(i)) && /^(?:ه|هجري.*)$/u.test(run.surface(i + 1))) return true;
  return Number(year) >= HIJRI_YEARS[0] && Number(year) <= HIJRI_YEARS[1];
}

const HIJRI_YEARS = [1300, 1500] as const;

function numericDate(
  parts: readonly string[],
  separator: string,
): { year?: string; month: number; day: number } | undefined {
  const [a, b, c] = parts.map(Number) as [number, number, number | undefined];
  // 2-1 is a score and 3.4 a number: only 14/8 is a date without a year.
  if (parts.length === 2)
    return separator === '/' && isDate(b, a) ? { month: b, day: a } : undefined;
  if (parts.length !== 3) return undefined;
  if (parts[0]!.length === 4)
    return isDate(b, c!) ? { year: parts[0]!, month: b, day: c! } : undefined;
  if (parts[2]!.length !== 4) return undefined;
  if (isDate(b, a)) return { year: parts[2]!, month: b, day: a };
  return isDate(a, b) ? { year: parts[2]!, month: a, day: b } : undefined;
}

function isDate(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
