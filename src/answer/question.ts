/** A question made ready for weighing passages: what it asks for, and each of its words with its rarity. */
import { type MendedQuestion, withMends } from '../retrieve/mend.ts';
import { isFunctionWord } from '../retrieve/question.ts';
import { rarityOf } from '../retrieve/rarity.ts';
import type { Retriever } from '../retrieve/retrieve.ts';
import { searchForm } from '../text/normalise.ts';
import { splitSentences } from '../text/sentences.ts';
import { splitWords } from '../text/words.ts';
import type { QueryTerm, SearchIndex } from '../types.ts';
import { QUESTION_CHARS_MAX } from './limits.ts';

/** One word of the question with all that it may stand as in a passage. */
export interface AskedWord {
  /** The word itself first; then standard words for one of a dialect, or further guesses for a mended one. */
  readonly forms: readonly QueryTerm[];
  /** Of its stem in the corpus. */
  readonly rarity: number;
  /** Its share of the question's rarity; the shares of a question add up to 1. */
  readonly share: number;
  /** In no chunk of the corpus, in any form. */
  readonly unknown: boolean;
}

export interface ReadQuestion extends MendedQuestion {
  readonly askedWords: readonly AskedWord[];
  /** How many the corpus has. */
  readonly chunks: number;
  /** What was searched for, where that is not what was typed. */
  readonly searchedFor?: string;
}

/** Analyses a question and mends it against the corpus. Undefined where nothing in it can be searched for. */
export async function readQuestion(
  typed: string,
  index: SearchIndex,
  retriever: Pick<Retriever, 'understand'>,
): Promise<ReadQuestion | undefined> {
  const text = cutQuestion(typed);
  const mended = await retriever.understand(text);
  if (isBare(mended)) return undefined;
  const askedWords = await weigh(mended.terms, index);
  if (askedWords.length === 0) return undefined;
  const searched =
    mended.mends.length > 0
      ? withMends(text, mended.mends)
      : text === typed.trim()
        ? undefined
        : text;
  return {
    ...mended,
    askedWords,
    chunks: index.summary.chunks,
    ...(searched === undefined ? {} : { searchedFor: searched }),
  };
}

/** Whether a question has nothing but words that ask, and function words: «متى؟», «ما هو هذا؟». */
function isBare({ text, kind, words }: MendedQuestion): boolean {
  const onlyAsks = kind !== 'other' && words.length === splitWords(text).length;
  return onlyAsks || words.every(({ surface }) => isFunctionWord(surface));
}

/** The sentences that ask, the last of them first kept, or else the beginning. */
export function cutQuestion(typed: string): string {
  const text = typed.trim();
  if (fits(text)) return text;
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end));
  const asking = sentences.filter((sentence) => /[؟?]/u.test(sentence) && fits(sentence));
  const last = asking.at(-1);
  if (last !== undefined) return last;
  // Cut between words; `form` may be longer than the text (ﷺ is eighteen letters), so halve until it fits.
  let cut = text.slice(0, QUESTION_CHARS_MAX);
  while (!fits(cut)) cut = cut.slice(0, cut.length >> 1);
  const space = cut.search(/\s\S*$/u);
  return (space > 0 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/u, '')).trim();
}

function fits(text: string): boolean {
  return text.length <= QUESTION_CHARS_MAX && searchForm(text).length <= QUESTION_CHARS_MAX;
}

/** Terms of full weight begin a word; those of less weight that follow are its other readings. */
const ALTERNATIVE_WEIGHT_MAX = 0.5;

async function weigh(terms: readonly QueryTerm[], index: SearchIndex): Promise<AskedWord[]> {
  const groups: QueryTerm[][] = [];
  for (const term of terms) {
    const last = groups.at(-1);
    if (last && term.weight <= ALTERNATIVE_WEIGHT_MAX) last.push(term);
    else groups.push([term]);
  }
  const total = index.summary.chunks;
  const weighed = await Promise.all(
    groups.map(async (forms) => {
      const chunks = await Promise.all(forms.map(({ stem }) => index.chunkFrequency('stem', stem)));
      const known = chunks.filter((count) => count > 0);
      // A dialect word is as rare as what it means; the word itself may be in no article at all.
      const count = known.length > 0 ? Math.max(...known) : 0;
      return { forms, rarity: rarityOf(count, total), unknown: count === 0 };
    }),
  );
  const sum = weighed.reduce((so, { rarity }) => so + rarity, 0);
  return weighed.map((word) => ({ ...word, share: sum > 0 ? word.rarity / sum : 0 }));
}
