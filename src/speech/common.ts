/**
 * The sentences that all front ends (chat, terminal, page) share; `common-ar.ts` and `common-en.ts` have the words.
 * A front end adds its own sentences, and what only it can offer: commands, buttons, links.
 *
 * Names, words and questions among the parameters are foreign text, already cleaned; a sentence isolates them itself.
 */

import type { NotAQuestion } from '../app/message-kind.ts';
import type { Overview } from '../app/overview.ts';
import type { WrittenIn } from '../text/written-in.ts';
import type { AnswerKind } from '../types.ts';
import type { Direction } from './direction.ts';
import type { Language } from './numbers-and-dates.ts';

export interface CommonWords {
  readonly language: Language;
  readonly direction: Direction;

  readonly maybeLead: string;
  /** In place of `maybeLead` if the reader was not available: nothing was read. */
  readonly unreadLead: string;
  readonly conflictLead: string;
  /** Of an old article, if the newest was asked for. Empty if the date is none. */
  publishedIn(date: string | undefined): string;
  readonly searchedForLabel: string;
  /** Before what a question was understood to mean. */
  readonly understoodLabel: string;
  readonly buttonAsTyped: string;
  /** Asks back which of these is meant; there are at least two. */
  whichOne(names: readonly string[]): string;
  /** Said if a question depends on something that was not said. */
  readonly nameLacking: string;
  /** Before the answer to one part of a question that asks two things. @param at 0 or 1. */
  partLead(at: number, kind: AnswerKind): string;
  /** In place of a second quote that is the first one. */
  partAsBefore(kind: AnswerKind): string;
  /** Opens the article on our own page, at the quote. */
  readonly buttonInPlace: string;

  readonly noneLead: string;
  readonly tryWordsLead: string;
  readonly wordSeparator: string;
  /** @param words as they were typed; at least one. */
  unknownWords(words: readonly string[]): string;
  /** In place of a hint how to ask. */
  notInArabic(language: Exclude<WrittenIn, 'arabic' | 'none'>): string;

  /** What is answered without the articles. @param salam whether that greeting is to be returned first. */
  notAQuestion(what: Exclude<NotAQuestion, 'whatDoYouHave'>, salam: boolean): string;
  /** Answers «ماذا عندك؟». */
  overview(overview: Overview, salam: boolean): string;
  readonly sourcesEmpty: string;
  /** The articles are on a server that does not answer now. */
  readonly articlesAway: string;
}
