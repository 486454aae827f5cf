/**
 * Words whose meaning depends on the day on which they were printed: «بعد ظهر اليوم الاثنين» is another Monday in the
 * paper of next week, although every word is the same.
 */
import { searchForm } from './normalise.ts';

const OF_A_DAY = /(?:^|[^\p{L}])[وفبل]?(?:اليوم|امس|غدا|الليله|حاليا|الان)(?![\p{L}])/u;
/** A paper reprints a report within this many days. */
const REPRINT_DAYS_MAX = 3;
const DAY_MS = 86_400_000;

/**
 * Whether the same words mean the same in articles of these dates. If a date is not known they may.
 *
 * @param a ISO 8601. @param b the same.
 */
export function meanOneDay(text: string, a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const apartMs = Math.abs(Date.parse(a) - Date.parse(b));
  return apartMs <= REPRINT_DAYS_MAX * DAY_MS || !OF_A_DAY.test(searchForm(text));
}
