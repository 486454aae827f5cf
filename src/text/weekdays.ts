/** The days of the week, in search form. */
import { searchForm } from './normalise.ts';

/** As they are after «ال», for patterns. */
export const WEEKDAYS = searchForm('سبت أحد اثنين ثلاثاء أربعاء خميس جمعة').split(' ').join('|');

const WEEKDAY = new RegExp(`^ال(?:${WEEKDAYS})$`, 'u');

export function isWeekday(surface: string): boolean {
  return WEEKDAY.test(surface);
}
