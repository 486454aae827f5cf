/**
 * Days of the two calendars, counted as Julian day numbers, so that a Hijri and a Gregorian date can be compared.
 * Hijri dates by the arithmetic calendar (30 years of 10,631 days; Reingold and Dershowitz, "Calendrical Calculations",
 * 1997): the sighted moon may be two days off it. Dates before 1600 may be of the Julian calendar, up to ten days off.
 */

const DAY_MS = 86_400_000;
/** 1 January 1970. */
const EPOCH_DAY = 2_440_588;

/** A half-open range of days. */
export interface Days {
  readonly first: number;
  readonly end: number;
}

/** A date as far as it is said. */
export interface PartialDate {
  readonly hijri: boolean;
  readonly year: number;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
}

/** The days that a date may mean. */
export function daysOf({ hijri, year, month, day }: PartialDate): Days {
  const at = hijri ? hijriDay : gregorianDay;
  if (month === undefined) return { first: at(year, 1, 1), end: at(year + 1, 1, 1) };
  if (day !== undefined) return { first: at(year, month, day), end: at(year, month, day) + 1 };
  const next = month === 12 ? at(year + 1, 1, 1) : at(year, month + 1, 1);
  return { first: at(year, month, 1), end: next };
}

const SIGHTING_DAYS = 2;
const JULIAN_DAYS = 10;
const GREGORIAN_SURE_FROM = gregorianDay(1600, 1, 1);

/** Whether two dates may be one, `otherCalendar` if they are of different calendars. */
export function mayMeet(a: Days, b: Days, otherCalendar: boolean): boolean {
  const old = Math.min(a.first, b.first) < GREGORIAN_SURE_FROM;
  const slack = otherCalendar ? SIGHTING_DAYS + (old ? JULIAN_DAYS : 0) : 0;
  return a.first < b.end + slack && b.first < a.end + slack;
}

function gregorianDay(year: number, month: number, day: number): number {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  return Math.round(time.getTime() / DAY_MS) + EPOCH_DAY;
}

function hijriDay(year: number, month: number, day: number): number {
  const before = 354 * (year - 1) + Math.floor((3 + 11 * year) / 30);
  return 1_948_439 + before + Math.ceil(29.5 * (month - 1)) + day;
}
