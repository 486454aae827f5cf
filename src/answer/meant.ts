/** How a figure is meant, by the words before it; in search form. */
import type { Word } from '../text/words.ts';

/** Words enough to say it, the nearest last. */
export function wordsBefore(words: readonly Word[], i: number): string {
  return words
    .slice(Math.max(0, i - 3), Math.max(0, i))
    .map(({ surface }) => surface)
    .join(' ');
}

export const ABOUT =
  /(?:^| )[وفبل]?(?:نحو|حوالي|قرابه|زهاء|تقريبا|يقارب|تقارب|يناهز|تناهز|بنحو|بحوالي)$/u;
/** After the figure, or after what it counts. */
export const ABOUT_AFTER = /^تقريبا$/u;
export const MORE =
  /(?:^| )(?:اكثر من|ازيد من|نيف|يزيد (?:علي|عن)|تزيد (?:علي|عن)|يفوق|تفوق|يتجاوز|تجاوز|تجاوزت|لا يقل عن|لا تقل عن|فوق)$/u;
export const LESS =
  /(?:^| )(?:اقل من|دون|لا يزيد (?:علي|عن)|لا تزيد (?:علي|عن)|لا يتجاوز|لا تتجاوز|بحد اقصي)$/u;

/** Between the ends of a range: 5-7, «5 إلى 7». */
export const RANGE_DASH = /^\s?[-–—ـ]\s?$/u;
export const RANGE_WORD = /^(?:الي|حتي|و|او)$/u;
