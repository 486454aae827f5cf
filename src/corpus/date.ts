/** Dates of articles, however an editor or a program wrote them, to ISO 8601. */
import { readDay } from './printed-date.ts';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(\.\d{1,9})?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/u;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u;

/**
 * The date in ISO 8601, or nothing if it is none. `2015-07-21 02:51:32` gets its T; `13/07/2016` is a day, a month
 * and a year; names of months in Arabic (of all countries, and Hijri), English and French are read; Arabic-Indic and
 * Persian digits count. The calendar is checked: there is no 31 April.
 */
export function parseDate(value: string): string | undefined {
  const text = westernDigits(value.trim());
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [, day = '', month = '', year = ''] = dayFirst;
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(year, month, day) ? iso : undefined;
  }
  const iso = ISO.exec(text);
  if (iso === null) return readDay(text);
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour,
    minute = '',
    second = '00',
    fraction = '',
    zone = '',
  ] = iso;
  if (!isDay(year, month, day)) return undefined;
  if (hour === undefined) return text;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = zone.replace(
    /^(.\d{2}):?(\d{2})?$/u,
    (_, hours, minutes = '00') => `${hours}:${minutes}`,
  );
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`;
}

function westernDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function isDay(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return (
    date.getUTCFullYear() === Number(year) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(year) >= 1
  );
}
