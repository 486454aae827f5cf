/** Whether a word, or a word that it is a form of, is in the list: no list has «وسيستقبلهم». */
import type { Lexicon } from './lexicon.ts';

/** Conjunctions, prepositions and the article, as they are before a word. */
const PREFIXES = wordsIn('و ف ب ل ك ال وال فال بال كال لل وبال فبال وكال ولل فلل وب ول وك فب فل');
/** The future, which is written only before verbs: any other word with a س is more likely an error. */
const FUTURE = /^[وف]?س(?=[يتنا])/u;
/** Pronouns, duals and plurals after it; after a pronoun's ت or ا a word changes its end (see `withoutSuffix`). */
const SUFFIXES = wordsIn(
  'ه ها هما هم هن ك كما كم كن ي ني نا ا ان ين ون ات وا تان تين يه يا يون يين يات اته اتها اتهم اتنا وه وها وهم ته تها تهما تهم تهن تك تكم تي تنا اه اها اهم',
);

/** A shorter rest occurs in many typing errors, unless it is common. */
const REST_LETTERS_MIN = 3;
const SHORT_REST_LETTERS = 3;
/** How often the rest of a word must be listed, if it is short and if it is not. */
const SHORT_REST_COUNT = 512;
const REST_COUNT = 16;

export function isKnownWord(surface: string, lexicon: Lexicon): boolean {
  if (lexicon.count(surface) > 0) return true;
  const isRest = (rest: string) =>
    rest.length >= REST_LETTERS_MIN &&
    lexicon.count(rest) >= (rest.length === SHORT_REST_LETTERS ? SHORT_REST_COUNT : REST_COUNT);
  // Many leave out the hamza at the end: شي, علما.
  if (isRest(`${surface}ء`)) return true;
  const rests = PREFIXES.filter((prefix) => surface.startsWith(prefix)).map((prefix) =>
    surface.slice(prefix.length),
  );
  if (FUTURE.test(surface)) rests.push(surface.replace(FUTURE, ''));
  return [surface, ...rests].some(
    (rest) => (rest !== surface && isRest(rest)) || withoutSuffix(rest).some(isRest),
  );
}

/** What a word may be without each ending that it may have. */
function withoutSuffix(word: string): string[] {
  return SUFFIXES.filter((suffix) => word.endsWith(suffix)).flatMap((suffix) => {
    const rest = word.slice(0, word.length - suffix.length);
    // مدرستهم and مدرستان are مدرسة; رماه is رمى. In search form ة is ه and ى is ي.
    if (suffix.startsWith('ت') || suffix.startsWith('ات')) return [rest, `${rest}ه`];
    if (suffix.startsWith('اه')) return [rest, `${rest}ي`];
    return [rest];
  });
}

function wordsIn(list: string): readonly string[] {
  return list.split(' ');
}
