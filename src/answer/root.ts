/**
 * A rough guess at a word's root: يزرعون, زراعة and مزروع share زرع. It merges unrelated words now and then, so that what
 * it finds counts apart from real matches, and less.
 */

/** What verbs and nouns of a root are built with, at their head (in search form). */
const AFFIXES = [
  'است',
  'يست',
  'تست',
  'مست',
  'نست',
  'ان',
  'ين',
  'تن',
  'ا',
  'ي',
  'ت',
  'ن',
  'م',
  'ب',
  'ل',
  'ف',
  'و',
  'ك',
];
const ROOT_LETTERS_MIN = 3;

/** The letters of a light stem that may be its root, or undefined where fewer than three are left. */
export function rootOf(stem: string): string | undefined {
  if (!/^[\u0621-\u064a]{3,}$/u.test(stem)) return undefined;
  let rest = stem;
  for (const affix of AFFIXES) {
    if (rest.startsWith(affix) && consonants(rest.slice(affix.length)).length >= ROOT_LETTERS_MIN) {
      rest = rest.slice(affix.length);
      break;
    }
  }
  let root = consonants(rest);
  // The feminine and the verb's subject stand at the end: زرعت.
  if (root.length > ROOT_LETTERS_MIN && /[تهن]$/u.test(root)) root = root.slice(0, -1);
  return root.length >= ROOT_LETTERS_MIN ? root : undefined;
}

/** Without the long vowels, which come and go within a root. */
function consonants(word: string): string {
  return word.replace(/[اويء]/gu, '');
}
