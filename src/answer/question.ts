/** A question made ready: cut to what asks, its typing errors mended against the words of the corpus. */
import { type MendedQuestion, withMends } from '../retrieve/mend.ts';
import { isFunctionWord } from '../retrieve/question.ts';
import type { Retriever } from '../retrieve/retrieve.ts';
import { searchForm } from '../text/normalise.ts';
import { splitSentences } from '../text/sentences.ts';
import { splitWords } from '../text/words.ts';
import { QUESTION_CHARS_MAX } from './limits.ts';

export interface ReadQuestion extends MendedQuestion {
  /** As the reader gets it: what was typed, cut to what asks, with its mends. */
  readonly asked: string;
  /** What was searched for, where that is not what was typed. */
  readonly searchedFor?: string;
}

/** Analyses a question and mends it against the corpus. Undefined where nothing in it can be searched for. */
export async function readQuestion(
  typed: string,
  retriever: Pick<Retriever, 'understand'>,
): Promise<ReadQuestion | undefined> {
  const text = cutQuestion(typed);
  const mended = await retriever.understand(text);
  if (isBare(mended) || mended.terms.length === 0) return undefined;
  const asked = mended.mends.length > 0 ? withMends(text, mended.mends) : text;
  return { ...mended, asked, ...(asked === typed.trim() ? {} : { searchedFor: asked }) };
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
