/** Month names of both calendars, in the search form of words. */
import { searchForm } from './normalise.ts';

/** Names of months 1 to 12: Egypt and the Gulf; the Levant and Iraq; Tunisia and Algeria; Morocco. */
const GREGORIAN: readonly (readonly string[])[] = [
  ['يناير', 'كانون الثاني', 'كانون ثاني', 'جانفي'],
  ['فبراير', 'شباط', 'فيفري'],
  ['مارس', 'آذار'],
  ['أبريل', 'إبريل', 'نيسان', 'أفريل'],
  ['مايو', 'أيار', 'ماي'],
  ['يونيو', 'يونيه', 'حزيران', 'جوان'],
  ['يوليو', 'يوليه', 'تموز', 'جويلية', 'يوليوز'],
  ['أغسطس', 'آب', 'أوت', 'غشت'],
  ['سبتمبر', 'أيلول', 'شتنبر'],
  ['أكتوبر', 'تشرين الأول', 'تشرين أول'],
  ['نوفمبر', 'تشرين الثاني', 'تشرين ثاني', 'نونبر'],
  ['ديسمبر', 'كانون الأول', 'كانون أول', 'دجنبر'],
];

const HIJRI: readonly (readonly string[])[] = [
  ['محرم', 'المحرم'],
  ['صفر'],
  ['ربيع الأول', 'ربيع أول'],
  ['ربيع الآخر', 'ربيع الثاني', 'ربيع ثاني'],
  ['جمادى الأولى', 'جمادى الأول'],
  ['جمادى الآخرة', 'جمادى الثانية', 'جمادى الآخر'],
  ['رجب'],
  ['شعبان'],
  ['رمضان'],
  ['شوال'],
  ['ذو القعدة', 'ذي القعدة', 'ذو قعدة'],
  ['ذو الحجة', 'ذي الحجة', 'ذو حجة'],
];

/** Also everyday words or people's names: months only next to a day, a year or شهر. */
const AMBIGUOUS: readonly string[] = [
  'مارس',
  'آب',
  'ماي',
  'جوان',
  'أوت',
  'محرم',
  'المحرم',
  'صفر',
  'رجب',
  'شعبان',
  'شوال',
  'رمضان',
];

const PREFIXES = ['', 'و', 'ف', 'ب', 'ل', 'ك'];

export interface MonthName {
  readonly month: number;
  readonly hijri: boolean;
  readonly ambiguous: boolean;
  /** Whether a letter is written onto it: «بيناير». */
  readonly prefixed: boolean;
  /** The word that must follow, if the name has two (كانون + الثاني). */
  readonly next?: string;
}

/** By the (first) word in search form; several if first words are shared (كانون). */
const MONTHS: ReadonlyMap<string, readonly MonthName[]> = makeMonths();

function makeMonths(): Map<string, MonthName[]> {
  const months = new Map<string, MonthName[]>();
  const ambiguous = new Set(AMBIGUOUS.map(searchForm));
  for (const [calendar, hijri] of [
    [GREGORIAN, false],
    [HIJRI, true],
  ] as const) {
    calendar.forEach((names, index) => {
      for (const name of names.map(searchForm)) {
        const [head = '', next] = name.split(' ');
        for (const prefix of PREFIXES) {
          const known = months.get(prefix + head) ?? [];
          known.push({
            month: index + 1,
            hijri,
            ambiguous: ambiguous.has(name),
            prefixed: prefix !== '',
            ...(next && { next }),
          });
          months.set(prefix + head, known);
        }
      }
    });
  }
  return months;
}

/** The months that a word in search form names or begins to name. */
export function monthNamesOf(surface: string): readonly MonthName[] | undefined {
  return MONTHS.get(surface);
}
