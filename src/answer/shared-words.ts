/** Which words of a question stand in a text, in any form that they share. Pure. */
import { lightStem } from '../text/stem.ts';
import { splitWords, type Word } from '../text/words.ts';

/** «بطرابلس», «وخالد», «عالبتراء», «هالسنة»: a letter that is written onto the word after it. */
const LEANING = /^(?:[عه](?=ال)|[وفبلك])(?=\p{L}{3})/u;

export const withoutLeaning = (surface: string) => surface.replace(LEANING, '');

/** The forms of a word under which it may stand elsewhere: as written, its stem, and both without a letter that leans on it. */
export function formsOf({ surface, stem }: Pick<Word, 'surface' | 'stem'>): readonly string[] {
  const bare = withoutLeaning(surface);
  return bare === surface ? [surface, stem] : [surface, stem, bare, lightStem(bare)];
}

export function formsIn(text: string): ReadonlySet<string> {
  return new Set(splitWords(text).flatMap((word) => [...formsOf(word), ...(word.extra ?? [])]));
}

export function isAmong(word: Pick<Word, 'surface' | 'stem'>, forms: ReadonlySet<string>): boolean {
  return formsOf(word).some((form) => forms.has(form));
}
