/** Prepares a question: cut to what asks, in Arabic letters, typing errors corrected by the words of the corpus. */
import { directQuestion, findRequest } from '../retrieve/long-message.ts';
import { type MendedQuestion, withMends } from '../retrieve/mend.ts';
import { isFunctionWord } from '../retrieve/question.ts';
import type { Retriever } from '../retrieve/retrieve.ts';
import { splitWords } from '../text/words.ts';
import { QUESTION_CHARS_MAX } from './limits.ts';

export interface ReadQuestion extends MendedQuestion {
  /** The text for the reader: the part of the message that asks, with spelling mended. */
  readonly asked: string;
  /** What was searched for, if that is not what was typed, courtesies aside. */
  readonly searchedFor?: string;
}

/** Analyses a question and corrects it by the corpus. Undefined if nothing in it can be searched for. */
export async function readQuestion(
  typed: string,
  retriever: Pick<Retriever, 'understand' | 'inArabicLetters'>,
): Promise<ReadQuestion | undefined> {
  const arabic = await retriever.inArabicLetters(typed);
  const request = findRequest(arabic ?? typed, QUESTION_CHARS_MAX);
  const { cut } = request;
  // The reader was trained on questions, and reads statements badly.
  const text = directQuestion(request.text);
  const mended = await retriever.understand(text);
  if (isBare(mended) || mended.terms.length === 0) return undefined;
  const asked = mended.mends.length > 0 ? withMends(text, mended.mends) : text;
  const changed = cut || arabic !== undefined || mended.mends.length > 0;
  return { ...mended, asked, ...(changed ? { searchedFor: asked } : {}) };
}

/** Whether a question has nothing but words that ask, and function words: «متى؟», «ما هو هذا؟». */
function isBare({ text, kind, words }: MendedQuestion): boolean {
  const onlyAsks = kind !== 'other' && words.length === splitWords(text).length;
  return onlyAsks || words.every(({ surface }) => isFunctionWord(surface));
}
