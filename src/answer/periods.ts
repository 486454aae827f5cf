/** Periods that words name: decades, centuries, parts of a year. Words are in search form. */
import { numeralOf } from '../text/numbers.ts';
import type { Word } from '../text/words.ts';

/** So many years from `year` on, of the calendars that it may be of. */
export interface Period {
  readonly hijri: boolean;
  readonly gregorian: boolean;
  readonly year: number;
  readonly years: number;
}

/** The decade or century that the word at `i` begins to name; undefined for none. */
export function periodAt(words: readonly Word[], i: number): Period | undefined {
  const before = surfaceAt(words, surfaceAt(words, i - 1) === 'من' ? i - 2 : i - 1);
  return decadeAt(words, i) ?? (DECADE.test(before) ? undefined : centuryAt(words, i));
}

const DECADE = /^[وفبل]?(?:ال)?(ثلاثين|اربعين|خمسين|ستين|سبعين|ثمانين|تسعين)ي?ات$/u;

/** «الثمانينيات», «ثمانينيات القرن التاسع عشر»; «في الثمانينيات من عمره» is an age. */
function decadeAt(words: readonly Word[], i: number): Period | undefined {
  const tens = DECADE.exec(surfaceAt(words, i))?.[1];
  if (tens === undefined) return undefined;
  const of = surfaceAt(words, i + 1) === 'من' ? i + 2 : i + 1;
  if (/^(?:ال)?عمر/u.test(surfaceAt(words, of))) return undefined;
  const { hijri, gregorian, year } = centuryAt(words, of) ?? century(20);
  return { hijri, gregorian, year: year + numeralOf(tens)!.value, years: 10 };
}

const LAST_CENTURY = 21;
/** A century without a calendar may be of the Hijri one up to here. */
const HIJRI_CENTURY_MAX = 15;

/** «القرن التاسع عشر», «القرن الـ19», «القرن السابع الهجري», «القرن الماضي»; not «القرن الأول قبل الميلاد». */
function centuryAt(words: readonly Word[], i: number): Period | undefined {
  if (!/^[وفبلك]?(?:ال|ل)?قرن$/u.test(surfaceAt(words, i))) return undefined;
  const next = surfaceAt(words, i + 1);
  if (/^(?:الماضي|المنصرم)$/u.test(next)) return century(20);
  if (/^(?:الحالي|الجاري)$/u.test(next)) return century(21);
  const at = next === 'ال' ? i + 2 : i + 1;
  const number = ordinalAt(words, at);
  if (number === undefined || number < 1 || number > LAST_CENTURY) return undefined;
  const after = words.slice(at + 1, at + 4).map(({ surface }) => surface);
  if (after.some((word) => /^(?:ق|قبل)$/u.test(word))) return undefined;
  const isHijri = after.some((word) => /^(?:ه|(?:ال)?هجري|للهجره)$/u.test(word));
  const isGregorian = after.some((word) => /^(?:م|(?:ال)?ميلادي|للميلاد)$/u.test(word));
  const isEither = !isGregorian && number <= HIJRI_CENTURY_MAX;
  return { ...century(number), hijri: isHijri || isEither, gregorian: !isHijri };
}

/** Its last year is that of the round number: 1900 is of the nineteenth. */
function century(number: number): Period {
  const year = Math.max(1, (number - 1) * 100);
  return { hijri: false, gregorian: true, year, years: number * 100 + 1 - year };
}

/** The number that an ordinal, or a figure, at `i` says: «الثالث», «التاسع عشر», 19. */
export function ordinalAt(words: readonly Word[], i: number): number | undefined {
  const { surface, extra } = words[i] ?? { surface: '' };
  const digits = [...(extra ?? []), surface].find((form) => /^\d{1,3}$/u.test(form));
  if (digits !== undefined) return Number(digits);
  const numeral = numeralOf(surface);
  return numeral?.kind === 'ordinal' ? numeral.value : undefined;
}

/** Months, the first and the last of each stretch, counted from the first of the year. */
export type Months = readonly (readonly [number, number])[];

const PARTS: ReadonlyMap<string, Months> = new Map([
  ...each('ربيع', [[3, 6]]),
  ...each('صيف', [[6, 9]]),
  ...each('خريف', [[9, 12]]),
  // A winter begins in one year and ends in the next.
  ...each('شتاء', [
    [0, 3],
    [12, 15],
  ]),
  ...each('مطلع بدايه بدايات اوايل مستهل', [[1, 6]]),
  ...each('منتصف اواسط', [[4, 9]]),
  ...each('نهايه نهايات اواخر ختام', [[7, 12]]),
]);

function each(names: string, months: Months): (readonly [string, Months])[] {
  return names.split(' ').map((name) => [name, months]);
}

/** How many months «الربع الأول» and «النصف الأول» have. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['ربع', 3],
  ['نصف', 6],
]);

/** A part of a year that begins at `i`, and the word after it: «ربيع», «مطلع», «الربع الثالث من». */
export function partOfYearAt(
  words: readonly Word[],
  i: number,
): { readonly months: Months; readonly end: number } | undefined {
  const surface = surfaceAt(words, i);
  const own = PARTS.get(surface) ?? PARTS.get(surface.replace(/^[وفبل]?(?:ال)?/u, ''));
  if (own) return { months: own, end: i + 1 };
  const length = LENGTHS.get(/^[وفبلك]?(?:ال|ل)(\p{L}+)$/u.exec(surface)?.[1] ?? '');
  if (length === undefined) return undefined;
  const isLast = surfaceAt(words, i + 1) === 'الاخير';
  const number = isLast ? 12 / length : ordinalAt(words, i + 1);
  if (number === undefined || number < 1 || number * length > 12) return undefined;
  const end = surfaceAt(words, i + 2) === 'من' ? i + 3 : i + 2;
  return { months: [[(number - 1) * length + 1, number * length]], end };
}

function surfaceAt(words: readonly Word[], i: number): string {
  return words[i]?.surface ?? '';
}
