/** Headings whose letters are set apart for the look of it: «ا ل ت ع ر يف ا ت». */
import { bundledLexicon } from '../lexicon/bundled.ts';
import { isKnownWord } from '../lexicon/forms.ts';
import { searchForm } from '../text/normalise.ts';

/** A letter with its marks, alone between spaces. */
const SINGLE = /^[\u0621-\u064a][\u064b-\u0652]*$/u;
const SINGLE_SHARE_MIN = 0.6;
const TOKENS_MIN = 4;
/** Longer, it is no heading. */
const LETTERS_MAX = 80;
/** A list of letters, as in «أ ب ج د», is no word. */
const ALPHABETS = ['ابتثجحخدذرزسشصضطظعغفقكلمنهوي', 'ابجدهوزحطيكلمنسعفصقرشتثخذضظغ'];

const isWord = (word: string) => isKnownWord(searchForm(word), bundledLexicon);

/**
 * Its words; undefined if the letters of the line are not set apart. Two spaces part words; where there is one
 * everywhere, the word list tells.
 */
export function joinSpacedLetters(line: string): string | undefined {
  const tokens = line.trim().split(/\s+/u);
  const single = tokens.filter((token) => SINGLE.test(token)).length;
  if (tokens.length < TOKENS_MIN || single <= tokens.length * SINGLE_SHARE_MIN) return undefined;
  return line
    .trim()
    .split(/\s{2,}/u)
    .map((part) => inWords(part.replace(/\s/gu, '')))
    .join(' ');
}

/** The same, if the words are in the list: a text may well name letters. */
export function joinIfWords(line: string): string {
  const joined = joinSpacedLetters(line);
  if (joined === undefined || ALPHABETS.some((all) => all.includes(searchForm(joined))))
    return line;
  const words = joined.split(' ');
  const known = words.filter(isWord).length;
  // Where spaces part the words, one of them may be a name.
  const isSaid = /\S\s{2,}\S/u.test(line);
  return known > 0 && known >= words.length * (isSaid ? 0.5 : 1) ? joined : line;
}

/** Words that are shorter than a part may be. */
const SHORT = new Set(['في', 'من', 'عن']);
const PART_LETTERS_MIN = 3;
/** Shorter ones on average are found in any name. */
const LETTERS_PER_PART_MIN = 4;

/** As few words of the list as there can be; all in one where there are none. */
function inWords(joined: string): string {
  const letters = joined.match(/[\u0621-\u064a][\u064b-\u0652]*/gu) ?? [];
  if (letters.join('') !== joined || letters.length > LETTERS_MAX || isWord(joined)) return joined;
  /** By how many letters are used up: the words up to there. */
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = 0; start < end; start++) {
      const before = best[start];
      const part = letters.slice(start, end).join('');
      if (before === undefined || before.length + 1 >= (best[end]?.length ?? Infinity)) continue;
      const isPart = SHORT.has(part) || (end - start >= PART_LETTERS_MIN && isWord(part));
      if (isPart) best[end] = [...before, part];
    }
  }
  const words = best[letters.length];
  const isLikely = words && words.length * LETTERS_PER_PART_MIN <= letters.length;
  return isLikely ? words.join(' ') : joined;
}
