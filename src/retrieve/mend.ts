/** Corrects typing errors by the words of the corpus. */
import { isKnownWord } from '../lexicon/forms.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { lightStem } from '../text/stem.ts';
import type { Word } from '../text/words.ts';
import type { QueryTerm, SearchIndex, Span } from '../types.ts';
import { type AnalysedQuestion, analyseQuestion, isFunctionWord, termsOf } from './question.ts';

/** A word, or two, of a question and what was searched for instead. */
export interface Mend extends Span {
  readonly typed: string;
  /** Search forms of known words. */
  readonly meant: readonly string[];
}

export interface MendedQuestion extends AnalysedQuestion {
  /** In the order of the question. */
  readonly mends: readonly Mend[];
  /**
   * What is embedded: the question with its mends, and after a word that may be a slip the one that was perhaps meant.
   * Equal to `text` if there is neither.
   */
  readonly searchText: string;
}

type Vocabulary = Pick<SearchIndex, 'chunkFrequency' | 'similarWords' | 'searchWords'>;

/** How many known words are tried for one unknown one. */
const ALTERNATIVES = 4;
/** Weight of a word that was guessed: the most likely, and those after it. */
const GUESS_WEIGHTS = [0.8, 0.4, 0.3, 0.3];
/**
 * A word in so few chunks, as typed, may be a typing error (its stem says little: «ويسلون» has the stem of
 * «ويسل»); a similar word that is this many times as frequent is then searched for as well, with this weight.
 */
const RARE_CHUNKS_MAX = 5;
const COMMONER_TIMES = 5;
const COMMONER_WEIGHT = 0.8;
/** From this length on, it is hardly chance that a word with two neighbours swapped is another word: «شاول» and «شوال». */
const SWAP_LETTERS_MIN = 5;
/**
 * A word that no chunk has as typed and the language does not know, though its stem occurs, is a slip if a swap of
 * neighbours makes one this many times as frequent as that stem.
 */
const SWAP_TIMES = 20;
/** With a guessed word, the best chunk for it and other words of the question must score this many times what it scores without. */
const FOUND_MORE = 1.02;
/** Each part of a word that is parted must occur in this many chunks at least. */
const PART_CHUNKS_MIN = 3;
/** … and this many times as many as a word one error away: people swap letters more often than they miss a space. */
const SPLIT_TIMES = 50;

/**
 * Replaces words that occur nowhere in the corpus, neither as typed nor by stem, by known ones:
 * two joined where a space slipped in, a word one or two edits away, or one split where a space was
 * left out. A word without a likely reading stays as it is. Beside a word that only the language knows, or
 * few chunks and not the language, the word is searched for that it becomes by a swap of neighbours: it may
 * be correct, so it stays, and nobody is told of an error.
 *
 * @param lexicon knows correct words that do not occur here; these are no typing errors. Without it «فاز» becomes
 *   «فاس» in a corpus that knows the city and not the verb.
 */
export async function mendQuestion(
  question: AnalysedQuestion,
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Promise<MendedQuestion> {
  const chunks = await Promise.all(question.words.map((word) => chunksWith(word, vocabulary)));
  const mends: Mend[] = [];
  /** Words after which another one is embedded too. */
  const widened: Mend[] = [];
  const terms: QueryTerm[] = [];
  for (let i = 0; i < question.words.length; i += 1) {
    const word = question.words[i]!;
    const { surface } = word;
    const { asTyped, any } = chunks[i]!;
    const known = asTyped <= RARE_CHUNKS_MAX && isKnownWord(surface, lexicon);
    if (asTyped > (known ? 0 : RARE_CHUNKS_MAX) || !/^\p{L}{3,}$/u.test(surface)) {
      terms.push(...termsOf([word]));
      continue;
    }
    if (any > 0 || known) {
      const swap = await commonestSwap(surface, vocabulary);
      if (swap && !known && asTyped === 0 && swap.chunks >= SWAP_TIMES * any) {
        mends.push(mendOf(question.text, word.start, word.end, [swap.word]));
        terms.push(termOf(swap.word, 1));
      } else if (swap && swap.chunks >= COMMONER_TIMES * asTyped) {
        terms.push(...termsOf([word]), termOf(swap.word, COMMONER_WEIGHT));
        widened.push(mendOf(question.text, word.start, word.end, [surface, swap.word]));
      } else {
        terms.push(...termsOf([word]));
        if (!known) terms.push(...(await commonerTerms(word, asTyped, vocabulary)));
      }
      continue;
    }
    const next = question.words[i + 1];
    const joined = next && chunks[i + 1]!.any === 0 ? word.surface + next.surface : undefined;
    if (joined && (await vocabulary.chunkFrequency('surface', joined)) > 0) {
      mends.push(mendOf(question.text, word.start, next!.end, [joined]));
      terms.push(termOf(joined, 1));
      i += 1;
      continue;
    }
    const similar = await vocabulary.similarWords(word.surface, ALTERNATIVES);
    const split = await splitInTwo(word.surface, vocabulary);
    const slip = similar[0]?.distance === 1 ? similar[0].chunks : 0;
    const others = question.words.filter((other, at) => other !== word && chunks[at]!.any > 0);
    if (
      split &&
      split.chunks > SPLIT_TIMES * slip &&
      (await findsMore(split.parts, others, vocabulary, lexicon))
    ) {
      mends.push(mendOf(question.text, word.start, word.end, split.parts));
      for (const part of split.parts) if (!isFunctionWord(part)) terms.push(termOf(part, 1));
      continue;
    }
    const [likeliest] = similar;
    if (
      likeliest &&
      !isInflection(word.surface, likeliest.word) &&
      isLikelyMeant(surface, likeliest.word) &&
      (isSwap(surface, likeliest.word) ||
        (await findsMore([likeliest.word], others, vocabulary, lexicon)))
    ) {
      mends.push(mendOf(question.text, word.start, word.end, [likeliest.word]));
    } else terms.push(...termsOf([word]));
    for (const [rank, { word: meant }] of similar.entries()) {
      terms.push(termOf(meant, GUESS_WEIGHTS[rank]!));
    }
  }
  const read = [...mends, ...widened].sort((a, b) => a.start - b.start);
  const searchText = withMends(question.text, read);
  if (mends.length === 0) return { ...question, terms, mends, searchText };
  // The intended word may be a question word («لماذا»): it tells the kind, and is not searched for.
  const { kind, wantsLatest, words } = analyseQuestion(withMends(question.text, mends));
  const subject = new Set(words.map(({ surface }) => surface));
  const asking = new Set(mends.flatMap(({ meant }) => meant).filter((word) => !subject.has(word)));
  const kept = terms.filter(({ surface }) => !asking.has(surface));
  return { ...question, kind, wantsLatest, terms: kept, mends, searchText };
}

/** In how many chunks a word occurs: as typed, and as typed or by stem, whichever are more. */
async function chunksWith(
  word: Word,
  vocabulary: Vocabulary,
): Promise<{ asTyped: number; any: number }> {
  const [surface, stem] = await Promise.all([
    vocabulary.chunkFrequency('surface', word.surface),
    vocabulary.chunkFrequency('stem', word.stem),
  ]);
  return { asTyped: surface, any: Math.max(surface, stem) };
}

/** The most common word that one becomes if two of its neighbours change places; few are words by chance. */
async function commonestSwap(
  surface: string,
  vocabulary: Vocabulary,
): Promise<{ word: string; chunks: number } | undefined> {
  if (surface.length < SWAP_LETTERS_MIN) return undefined;
  const letters = [...surface];
  const words = letters
    .slice(1)
    .map((letter, i) =>
      [...letters.slice(0, i), letter, letters[i], ...letters.slice(i + 2)].join(''),
    )
    .filter((word) => word !== surface);
  const chunks = await Promise.all(words.map((word) => vocabulary.chunkFrequency('surface', word)));
  const most = Math.max(0, ...chunks);
  return most > 0 ? { word: words[chunks.indexOf(most)]!, chunks: most } : undefined;
}

/** No list has foreign words; and a name is not a typing error for «غير». */
function isLikelyMeant(typed: string, word: string): boolean {
  if (!/\p{Script=Arabic}/u.test(word)) return false;
  return typed.length > SHORT_LETTERS || !isFunctionWord(word) || asksByItself(word);
}
const SHORT_LETTERS = 4;

/** Two neighbours that changed places: in a long word this hardly happens by chance. */
function isSwap(typed: string, word: string): boolean {
  if (typed.length !== word.length || typed.length < SWAP_LETTERS_MIN) return false;
  const at = [...typed].findIndex((letter, i) => letter !== word[i]);
  const swapped = `${typed.slice(0, at)}${typed[at + 1]}${typed[at]}${typed.slice(at + 2)}`;
  return swapped === word;
}

const asksByItself = (word: string) => analyseQuestion(`${word} حدث`).kind !== 'other';

/**
 * Whether a word is found where other words of the question are. A correct word that the corpus lacks becomes another by
 * chance, and that one is elsewhere; what was meant is next to the rest. Without other words only the language speaks for
 * it: «المكلا» is no slip of «المكلل».
 */
async function findsMore(
  meant: readonly string[],
  others: readonly Word[],
  vocabulary: Vocabulary,
  lexicon: Lexicon,
): Promise<boolean> {
  if (others.length === 0) return meant.every((word) => isKnownWord(word, lexicon));
  const guessed = meant.filter((word) => !isFunctionWord(word)).map((word) => termOf(word, 1));
  // A question word may be next to anything.
  if (guessed.length === 0) return meant.length === 1;
  const best = async (terms: readonly QueryTerm[]) =>
    (await vocabulary.searchWords(terms, 1))[0]?.score ?? 0;
  const rest = termsOf(others);
  const [together, alone, without] = await Promise.all([
    best([...rest, ...guessed]),
    best(guessed),
    best(rest),
  ]);
  return together > FOUND_MORE * Math.max(alone, without);
}

async function commonerTerms(
  { surface, stem }: Word,
  chunks: number,
  vocabulary: Vocabulary,
): Promise<QueryTerm[]> {
  const [similar] = await vocabulary.similarWords(surface, 1);
  if (!similar || similar.chunks < COMMONER_TIMES * Math.max(1, chunks)) return [];
  const term = termOf(similar.word, COMMONER_WEIGHT);
  return term.stem === stem ? [] : [term];
}

function mendOf(text: string, start: number, end: number, meant: readonly string[]): Mend {
  return { start, end, typed: text.slice(start, end), meant };
}

function termOf(surface: string, weight: number): QueryTerm {
  return { surface, stem: lightStem(surface), weight };
}

/**
 * Whether one is the other with letters before or after: another form of a word, as «افتتحت» of
 * «افتتح», which is worth searching for and no error to tell people of.
 */
function isInflection(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) || long.endsWith(short);
}

/**
 * The two known words that one unknown word is made of, the most common pair. A part of two letters must
 * be a function word: by chance, two letters are a word somewhere.
 */
async function splitInTwo(
  surface: string,
  vocabulary: Vocabulary,
): Promise<{ parts: [string, string]; chunks: number } | undefined> {
  let best: { parts: [string, string]; chunks: number } | undefined;
  for (let at = 2; at <= surface.length - 2; at += 1) {
    const parts: [string, string] = [surface.slice(0, at), surface.slice(at)];
    if (parts.some((part) => part.length === 2 && !isFunctionWord(part))) continue;
    const [left, right] = await Promise.all(
      parts.map((part) => vocabulary.chunkFrequency('surface', part)),
    );
    const chunks = Math.min(left!, right!);
    if (chunks >= PART_CHUNKS_MIN && chunks > (best?.chunks ?? 0)) best = { parts, chunks };
  }
  return best;
}

/** The text with each correction in its place. */
export function withMends(
  text: string,
  mends: readonly Mend[],
  spell: (word: string) => string = (word) => word,
): string {
  let result = '';
  let at = 0;
  for (const { start, end, meant } of mends) {
    result += `${text.slice(at, start)}${meant.map(spell).join(' ')}`;
    at = end;
  }
  return result + text.slice(at);
}
