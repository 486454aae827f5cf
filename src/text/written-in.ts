/** In which language a question without Arabic letters is written, as far as its most common words tell. */

export type WrittenIn = 'arabic' | 'english' | 'french' | 'latin' | 'none';

/** Words that ask, or that no sentence does without. Left out: those that Arabic in Latin letters has too (man, men, la, hal). */
const COMMON = {
  english:
    'who what when where why how which is are was were does did do the of in on at for about many much has have had can you tell me please',
  french:
    'qui que quoi quand où quel quelle quels quelles combien comment pourquoi est sont était étaient le les un une des du de en dans au aux sur pour cette il elle on ont été',
} as const;

const sets = Object.entries(COMMON).map(
  ([language, words]) => [language as keyof typeof COMMON, new Set(words.split(' '))] as const,
);
/** «l'insuline», «découvert»: no other of these languages is written so. */
const FRENCH = /^(?:(?:l|d|qu|n|s|c|j)['’]|.*[éèêçùœ])/u;
/** Two of a language's common words are rarely chance; one is, among many others. */
const SHARE_MIN = 0.25;
const WORDS_MIN = 2;

/** `latin`: Latin letters that are neither, perhaps names, or Arabic spelled in them. `none`: no letters of either. */
export function writtenIn(text: string): WrittenIn {
  if (/\p{Script=Arabic}/u.test(text)) return 'arabic';
  const words = text.toLowerCase().match(/[\p{Script=Latin}\p{M}\p{N}'’]+/gu) ?? [];
  if (!words.some((word) => /\p{Script=Latin}/u.test(word))) return 'none';
  const [first, second] = sets
    .map(([language, common]) => ({
      language,
      hits: words.filter((w) => common.has(w) || (language === 'french' && FRENCH.test(w))).length,
    }))
    .sort((a, b) => b.hits - a.hits);
  const sure = words.length >= WORDS_MIN && first!.hits > second!.hits;
  return sure && first!.hits / words.length >= SHARE_MIN ? first!.language : 'latin';
}

/** The language of a question, unless it has Arabic letters or none at all. */
export function foreignLanguage(text: string): Exclude<WrittenIn, 'arabic' | 'none'> | undefined {
  const language = writtenIn(text);
  return language === 'arabic' || language === 'none' ? undefined : language;
}
