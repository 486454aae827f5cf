/** Dates as sites, feeds and people spell them ─► `YYYY-MM-DD`, the calendar day as printed, whatever the time zone. */
import { splitWords } from '../text/words.ts';

const ENGLISH_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** French names that do not begin like the English ones; Maghreb sites print them. */
const FRENCH_MONTHS: Readonly<Record<string, number>> = {
  fév: 2,
  fev: 2,
  avr: 4,
  mai: 5,
  jui: 6,
  aoû: 8,
  aou: 8,
  déc: 12,
};
/** Characters of a date with its time, weekday and both calendars; what is longer is prose. */
const DATE_CHARS_MAX = 120;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** What a program prints if no date was given. */
const EPOCH = '1970-01-01';

/**
 * Reads ISO 8601, RFC 822, English, French and Arabic dates, in either calendar and any digits. Undefined if there
 * is none with its year, or if it is in the future (a wrong clock) or before printing (a wrong year).
 */
export function readDate(text: string | undefined, now: Date): string | undefined {
  const date = readDay(text);
  if (!date) return undefined;
  // The day after tomorrow is nowhere yet.
  const latest = new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10);
  return date >= '1800-01-01' && date <= latest && date !== EPOCH ? date : undefined;
}

/** The same, of any year: what an editor wrote is no wrong clock. */
export function readDay(text: string | undefined): string | undefined {
  if (!text || text.length > DATE_CHARS_MAX) return undefined;
  const western = text.replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
  const date = iso(western) ?? english(western) ?? arabic(western);
  return date && isRealDay(date) ? date : undefined;
}

function iso(text: string): string | undefined {
  const match = /^\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:$|[T\s,،])(?!\s*ه)/u.exec(text);
  return match ? isoDay(Number(match[1]), Number(match[3]), Number(match[4])) : undefined;
}

function english(text: string): string | undefined {
  const dayFirst =
    /(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th)?[\s-]+(\p{L}{3})\p{L}*\.?[\s,-]+(\d{4}|\d{2}(?=\s|$))/iu;
  const monthFirst = /(?:^|[\s,])(\p{L}{3})\p{L}*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu;
  const first = dayFirst.exec(text);
  const [day, name, year] = first
    ? [first[1], first[2], first[3]]
    : ((match) => [match?.[2], match?.[1], match?.[3]])(monthFirst.exec(text));
  const short = name?.toLowerCase() ?? '';
  const month = /juil/iu.test(text)
    ? 7
    : ENGLISH_MONTHS.indexOf(short) + 1 || (FRENCH_MONTHS[short] ?? 0);
  if (!day || !year || month === 0) return undefined;
  return isoDay(fullYear(year), month, Number(day));
}

/** RFC 822 writes two digits (RFC 2822, 4.3: below 50 is this century). */
function fullYear(year: string): number {
  return year.length === 2 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year);
}

/** The word splitter already reads dates in all their Arabic spellings: `d2024-03-12`, `hd1445-09-02`. */
function arabic(text: string): string | undefined {
  const forms = splitWords(text).flatMap((word) => word.extra ?? []);
  const find = (pattern: RegExp) => forms.map((form) => pattern.exec(form)?.[1]).find(Boolean);
  const gregorian = find(/^d(\d{4}-\d{2}-\d{2})$/u);
  if (gregorian) return gregorian;
  const hijri = find(/^hd(\d{4}-\d{2}-\d{2})$/u);
  return hijri && fromHijri(hijri);
}

const umAlQura = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** By the Umm al-Qura calendar, which Saudi Arabia prints; the runtime knows it only in the other direction. */
function fromHijri(hijri: string): string | undefined {
  const [year, month, day] = hijri.split('-').map(Number) as [number, number, number];
  // 12 lunar months have 354.367 days; the guess is at most two days off, the epoch being 16 July 622.
  const daysSinceEpoch = (year - 1) * 354.367 + (month - 1) * 29.5306 + day;
  const guess = Date.UTC(622, 6, 18) + daysSinceEpoch * DAY_MS;
  for (let offset = -4; offset <= 4; offset += 1) {
    const date = new Date(guess + offset * DAY_MS);
    const parts = umAlQura.formatToParts(date);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    if (part('year') === year && part('month') === month && part('day') === day) {
      return date.toISOString().slice(0, 10);
    }
  }
  return undefined;
}

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isRealDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
