/** Which language the page speaks: the one that was chosen, else Arabic. */
import type { Digits } from '../../speech/numbers-and-dates.ts';
import { arabicPage } from './ar.ts';
import { englishPage } from './en.ts';
import type { PageWords } from './page-words.ts';

export type PageSpeech = Readonly<Record<'ar' | 'en', PageWords>>;

export const createPageSpeech = (digits: Digits): PageSpeech => ({
  ar: arabicPage(digits),
  en: englishPage(),
});
