/** Words around a numeral that make it stand for a range: «نحو 15», «أكثر من 15», «15 على الأقل». In search form. */
import type { Word } from '../text/words.ts';

export type Modifier = 'about' | 'atLeast' | 'atMost';

interface Phrase {
  readonly modifier: Modifier;
  /** How many words it has. */
  readonly length: number;
}

/** A verb may have its subject between it and the numeral: «تجاوز عدد الحضور 30». */
const SUBJECT = '(?: \\p{L}+){0,2}';
const BEFORE: readonly (readonly [Modifier, RegExp])[] = [
  [
    'about',
    before(
      '(?:نحو|نحوا من|حوالي|قرابه|زهاء|تقريبا|قرب|حدود)',
      `(?:يقارب|تقارب|قارب|قاربت|يناهز|تناهز|ناهز|ناهزت)${SUBJECT}`,
      `(?:يقرب|تقرب|يقترب|تقترب|اقترب|اقتربت)${SUBJECT} من`,
    ),
  ],
  [
    'atLeast',
    before(
      '(?:اكثر|ازيد|اعلي) من',
      '(?:نيف|بضعه?|فوق|علي الاقل|[كب]حد ادني)',
      `(?<!لا )(?:يزيد|تزيد|زاد|زادت|يربو|تربو)${SUBJECT} (?:علي|عن)`,
      `(?<!(?:لا|لم) )(?:يفوق|تفوق|فاق|فاقت|يتجاوز|تتجاوز|تجاوز|تجاوزت|يتخطي|تتخطي|تخطي|تخطت)${SUBJECT}`,
      `(?:لا|لم) (?:يقل|تقل)${SUBJECT} عن`,
    ),
  ],
  [
    'atMost',
    before(
      '(?:اقل|ادني) من',
      '(?:دون|علي الاكثر|[كب]حد اقصي|(?<!\\d )حتي)',
      `(?:لا|لم) (?:يزيد|تزيد|يزد|تزد)${SUBJECT} (?:علي|عن)`,
      `(?:لا|لم) (?:يتجاوز|تتجاوز|يتعدي|تتعدي|يتعد|تتعد)${SUBJECT}`,
      `(?<!(?:لا|لم) )(?:يقل|تقل)${SUBJECT} عن`,
      `(?:يصل|تصل)${SUBJECT} الي`,
    ),
  ],
];

/** «نحو الـ500» is two words before the figure. */
function before(...phrases: readonly string[]): RegExp {
  return new RegExp(`(?:^| )(?:[وفبلك]{0,2}(?:${phrases.join('|')})(?: ال)?)$`, 'u');
}

const AFTER: readonly (readonly [Modifier, RegExp])[] = [
  ['about', after('تقريبا', 'بالتقريب', 'علي وجه التقريب')],
  ['atLeast', after('علي الاقل', 'او اكثر', 'او يزيد', 'فاكثر', 'فما فوق', 'ونيف', '[كب]حد ادني')],
  ['atMost', after('علي الاكثر', 'او اقل', 'فاقل', 'فما دون', '[كب]حد اقصي')],
];

function after(...phrases: readonly string[]): RegExp {
  return new RegExp(`^(?:${phrases.join('|')})(?= |$)`, 'u');
}

const NEAR_WORDS = 6;
/** After a figure its scale and what it counts may come first: «15 ألف زائر تقريبًا». */
const COUNTED_WORDS_MAX = 3;

/** The modifier that ends right before the word at `i`. */
export function modifierBefore(words: readonly Word[], i: number): Phrase | undefined {
  let from = i;
  while (i - from < NEAR_WORDS && isNext(words, from)) from -= 1;
  return phraseIn(BEFORE, words.slice(from, i));
}

/** The modifier that begins with the word at `i`. */
export function modifierAfter(words: readonly Word[], i: number): Phrase | undefined {
  return isNext(words, i) ? phraseIn(AFTER, words.slice(i, i + NEAR_WORDS)) : undefined;
}

/** What modifies the numeral that begins at `i`. */
export function modifierOf(words: readonly Word[], i: number): Modifier | undefined {
  const found = modifierBefore(words, i);
  if (found) return found.modifier;
  for (let at = i + 1; at <= i + 1 + COUNTED_WORDS_MAX && isNext(words, at); at += 1) {
    const phrase = modifierAfter(words, at);
    if (phrase) return phrase.modifier;
    // Of the next figure, not of this one.
    if (/\d/u.test(words[at]!.surface)) return undefined;
  }
  return undefined;
}

/** Whether the word at `i` follows another one and no mark is between them. */
function isNext(words: readonly Word[], i: number): boolean {
  const [before, own] = [words[i - 1], words[i]];
  return before !== undefined && own !== undefined && own.start - before.end <= 1;
}

function phraseIn(
  phrases: readonly (readonly [Modifier, RegExp])[],
  near: readonly Word[],
): Phrase | undefined {
  const form = near.map(({ surface }) => surface).join(' ');
  for (const [modifier, pattern] of phrases) {
    const found = pattern.exec(form)?.[0].trim();
    if (found !== undefined) return { modifier, length: found.split(' ').length };
  }
  return undefined;
}

/** Between the ends of a range: 5-7, «5 إلى 7». */
export const RANGE_DASH = /^\s?[-–—ـ]\s?$/u;
export const RANGE_WORD = /^(?:الي|حتي|و|او)$/u;
