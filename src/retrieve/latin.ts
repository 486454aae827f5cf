/** A question without Arabic letters, asked in Arabic ones: a keyboard left on English, or Arabic spelled in Latin letters. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { knownWord, type Transliteration, transliterationsOf } from '../text/arabizi.ts';
import { fromEnglishKeys } from '../text/keyboard-layout.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords } from '../text/words.ts';
import { writtenIn } from '../text/written-in.ts';
import type { SearchIndex } from '../types.ts';

type Vocabulary = Pick<SearchIndex, 'chunkFrequency'>;

/** This share of what the keys give must be words; other texts rarely give any. */
const KEYS_KNOWN_MIN = 0.6;
/** Shorter words count for nothing: two letters are a word by chance. */
const TELLING_LETTERS_MIN = 3;
/** Longer texts are no question in Latin letters. */
const WORDS_MAX = 40;
/** Readings of a word that are looked up in the corpus: the most common, and the cheapest that no list has (names). */
const COMMONEST = 12;
const CHEAPEST = 12;
/** An unusual spelling weighs as much as a word that is this many times rarer (powers of 2); so does one that the corpus lacks. */
const COST_WEIGHT = 6;
const IN_CORPUS = 8;
/** At least this share of the words must be readable. */
const READ_MIN = 0.5;

/** The question in Arabic letters; undefined if it has some already, is in English or French, or gives no Arabic words. */
export async function inArabicLetters(
  text: string,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Promise<string | undefined> {
  const written = writtenIn(text);
  if (written === 'arabic' || text.split(/\s+/u).length > WORDS_MAX) return undefined;
  const fromKeys = fromEnglishKeys(text);
  if (await areWords(fromKeys, vocabulary, lexicon)) return fromKeys;
  return written === 'latin' ? fromArabizi(text, vocabulary, lexicon) : undefined;
}

async function areWords(text: string, vocabulary: Vocabulary, lexicon: Lexicon): Promise<boolean> {
  const words = splitWords(text).filter(({ surface }) => surface.length >= TELLING_LETTERS_MIN);
  const known = await Promise.all(
    words.map(async ({ surface }) =>
      lexicon.count(surface) > 0 ? true : (await vocabulary.chunkFrequency('surface', surface)) > 0,
    ),
  );
  return words.length > 0 && known.filter(Boolean).length / words.length >= KEYS_KNOWN_MIN;
}

async function fromArabizi(
  text: string,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Promise<string | undefined> {
  const words = joinedArticles(text.toLowerCase());
  const read = await Promise.all(words.map((word) => readWord(word, vocabulary, lexicon)));
  const spelled = read.filter((word) => word !== undefined).length;
  if (spelled === 0 || spelled / words.length < READ_MIN) return undefined;
  return `${read.map((word, i) => word ?? words[i]).join(' ')}؟`;
}

/** Words of Latin letters, digits and apostrophes; an article that stands alone or before a hyphen belongs to the next. */
function joinedArticles(text: string): string[] {
  const joined = text.replace(/(^|\s)([aei])([ldnrstz]|sh)(?:-|(?<=l)\s+)(?=[a-z0-9])/gu, '$1$2l');
  return joined.match(/[a-z0-9'’‘`]+/gu) ?? [];
}

async function readWord(
  word: string,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Promise<string | undefined> {
  const known = knownWord(word);
  if (known !== undefined) return known;
  if (!/[a-z]/u.test(word) || (await vocabulary.chunkFrequency('surface', searchForm(word))) > 0) {
    return undefined;
  }
  const transliterations = transliterationsOf(word);
  const scoreOf = ({ surface, cost }: Transliteration, inCorpus = false) => {
    const count = lexicon.count(surface);
    return (count > 0 ? Math.log2(count) : 0) - COST_WEIGHT * cost + (inCorpus ? IN_CORPUS : 0);
  };
  const listed = transliterations
    .filter(({ surface }) => lexicon.count(surface) > 0)
    .sort((a, b) => scoreOf(b) - scoreOf(a))
    .slice(0, COMMONEST);
  const tried = [...new Set([...listed, ...transliterations.slice(0, CHEAPEST)])];
  const chunks = await Promise.all(
    tried.map(({ surface }) => vocabulary.chunkFrequency('surface', surface)),
  );
  let best: { surface: string; score: number } | undefined;
  for (const [i, transliteration] of tried.entries()) {
    if (chunks[i] === 0 && lexicon.count(transliteration.surface) === 0) continue;
    const score = scoreOf(transliteration, chunks[i]! > 0);
    if (score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = { ...transliteration, score };
  }
  return best?.surface;
}
