/** What is counted in Arabic, by number; the dual of outlets and seconds as after a preposition. */
import type { Forms } from './numbers-and-dates.ts';

export const ARTICLES: Forms = {
  zero: 'لا مقالات',
  one: 'مقال واحد',
  two: 'مقالان',
  few: '{} مقالات',
  many: '{} مقالًا',
  other: '{} مقال',
};
export const OUTLETS: Forms = {
  one: 'مصدر واحد',
  two: 'مصدرين',
  few: '{} مصادر',
  many: '{} مصدرًا',
  other: '{} مصدر',
};
export const SECONDS: Forms = {
  zero: 'لحظات',
  one: 'ثانية واحدة',
  two: 'ثانيتين',
  few: '{} ثوانٍ',
  many: '{} ثانية',
  other: '{} ثانية',
};
