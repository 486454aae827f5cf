/** What is said if the corpus does not answer: articles on the same subject, and words that no article has. */
import { bundledLexicon } from '../lexicon/bundled.ts';
import { isKnownWord } from '../lexicon/forms.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon, isPresent, isVerbShaped } from '../lexicon/shapes.ts';
import type { MendedQuestion } from '../retrieve/mend.ts';
import { isFunctionWord } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import type { Word } from '../text/words.ts';
import { foreignLanguage } from '../text/written-in.ts';
import type { ArticleHead, Hit, SearchIndex } from '../types.ts';
import { NEAREST_MAX } from './limits.ts';
import { formsIn, formsOf, isAmong, withoutLeaning } from './shared-words.ts';

/** A word as rare as this, or at most this many times as frequent as the question's rarest, names its subject: not «متحف» of «متحف اللوفر». */
const RARE_COUNT = 64;
const RAREST_TIMES = 4;
/** This many of the question's words in a chunk make it one on the same subject; one may be there by chance. */
const SHARED_MIN = 2;
/** More words than this that occur nowhere say that the question is in another language, or no question. */
const UNKNOWN_MAX = 3;
const UNKNOWN_LETTERS_MIN = 3;

/**
 * The articles of the best hits that share the question's subject: one of its rarer words is in the title, or in the
 * chunk together with another one (alone, if there is only one). Each title once, even if several outlets print it.
 */
export function nearestArticles(
  { words }: Pick<MendedQuestion, 'words'>,
  hits: readonly Hit[],
  lexicon: Lexicon = bundledLexicon,
): ArticleHead[] {
  const asked = new Map(
    words.filter(({ surface }) => !isFunctionWord(surface)).map((word) => [word.stem, word]),
  );
  const count = ({ surface }: Word) => lexicon.count(surface);
  const rarest = Math.min(...[...asked.values()].map(count));
  const rare = new Set(
    [...asked].flatMap(([stem, word]) =>
      count(word) <= Math.max(RARE_COUNT, RAREST_TIMES * rarest) ? [stem] : [],
    ),
  );
  const heads = new Map<string, ArticleHead>();
  for (const { article, chunk } of hits) {
    const title = searchForm(article.title);
    if (heads.size >= NEAREST_MAX || heads.has(title)) continue;
    const inTitle = sharedWith(asked, article.title);
    const inPassage = sharedWith(asked, chunk.text);
    const shared = [...new Set([...inTitle, ...inPassage])];
    const ofSubject = shared.some((stem) => rare.has(stem));
    const named = [...inTitle].some((stem) => rare.has(stem));
    if (named || (ofSubject && shared.length >= Math.min(SHARED_MIN, asked.size))) {
      heads.set(title, article);
    }
  }
  return [...heads.values()];
}

/** Stems of the asked words that are in a text. */
function sharedWith(asked: ReadonlyMap<string, Word>, text: string): Set<string> {
  const there = formsIn(text);
  return new Set([...asked].filter(([, word]) => isAmong(word, there)).map(([stem]) => stem));
}

/** A word as common as this in the word list («فاز»، «ظهرت») has synonyms: that it is missing tells nothing. */
const COMMON_COUNT = 256;

/** Words of a question, as typed, that no article has in any form and that were not mended; none if most are so. */
export async function unknownWords(
  { text, words, mends }: Pick<MendedQuestion, 'text' | 'words' | 'mends'>,
  vocabulary: Pick<SearchIndex, 'chunkFrequency'>,
  lexicon: Lexicon = bundledLexicon,
): Promise<string[]> {
  // Of a question in another language no word occurs, and its language is what is said.
  if (foreignLanguage(text)) return [];
  const asked = words.filter(
    ({ surface, start, end }) =>
      surface.length >= UNKNOWN_LETTERS_MIN &&
      /^\p{L}+$/u.test(surface) &&
      !isFunctionWord(surface) &&
      namesSomething(surface, lexicon) &&
      !mends.some((mend) => mend.start < end && start < mend.end),
  );
  const known = await Promise.all(asked.map((word) => occurs(word, vocabulary)));
  const unknown = asked.filter((_, i) => !known[i]);
  return unknown.length > UNKNOWN_MAX
    ? []
    : [...new Set(unknown.map(({ start, end }) => text.slice(start, end)))];
}

/** What is written onto the end of a common word: «ضخما», «رزقه», «سمتها», «مبعوثو»; and onto a verb of the present. */
const ENDINGS = ['', 'ا', 'ه', 'ها', 'هم', 'نا', 'ته', 'تها', 'و', 'وا', 'تا'];
const PRESENT_ENDINGS = ['ون', 'ان', 'ين'];

/** Whether a word is no verb and no common noun, with whatever is written onto it. */
function namesSomething(surface: string, lexicon: Lexicon): boolean {
  return [surface, withoutLeaning(surface)].every((form) => {
    const endings = /^[يت]/u.test(form) ? [...ENDINGS, ...PRESENT_ENDINGS] : ENDINGS;
    return endings
      .filter((ending) => form.endsWith(ending))
      .every((ending) => {
        const rest = form.slice(0, form.length - ending.length);
        // «رحلته» is of رحلة, «بناها» of بنى.
        const words = ending === '' ? [rest] : [rest, `${rest}ه`, `${rest}ي`];
        return !words.some((word) => isOrdinary(word, lexicon));
      });
  });
}

function isOrdinary(word: string, lexicon: Lexicon): boolean {
  // «أعمل», «نكتب»
  const ofUs = /^[ان](\p{L}{3,})$/u.exec(word)?.[1];
  return (
    lexicon.count(word) >= COMMON_COUNT ||
    isCommon(word, lexicon) ||
    isVerbShaped(word, lexicon) ||
    (ofUs !== undefined && isPresent(`ي${ofUs}`, lexicon))
  );
}

async function occurs(
  word: Word,
  vocabulary: Pick<SearchIndex, 'chunkFrequency'>,
): Promise<boolean> {
  const chunks = await Promise.all(
    formsOf(word).flatMap((form) =>
      (['surface', 'stem'] as const).map((kind) => vocabulary.chunkFrequency(kind, form)),
    ),
  );
  return Math.max(...chunks) > 0;
}

/** Whether neither the articles nor the language have any word of a question: keys that were hit at random. */
export async function isGibberish(
  { words, mends }: Pick<MendedQuestion, 'words' | 'mends'>,
  vocabulary: Pick<SearchIndex, 'chunkFrequency'>,
  lexicon: Lexicon = bundledLexicon,
): Promise<boolean> {
  const said = words.filter(({ surface }) => !isFunctionWord(surface));
  if (mends.length > 0 || said.some(({ surface }) => isKnownWord(surface, lexicon))) return false;
  const there = await Promise.all(said.map((word) => occurs(word, vocabulary)));
  return !there.includes(true);
}
