/** What a question asks for and which of its words name its subject. Pure: no index, no model. */
import { isStopWord } from '../text/stopwords.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { QueryTerm, QuestionKind } from '../types.ts';
import { Phrases } from './phrases.ts';
import { asksOfPresent } from './present.ts';
import {
  ASK_ONLY_AT_START,
  DIALECT_FUNCTION_WORDS,
  DIALECT_LEXICON,
  LATEST,
  PADDING,
  QUESTION_PHRASES,
} from './question-words.ts';

export interface AnalysedQuestion {
  /** As typed. */
  readonly text: string;
  readonly kind: QuestionKind;
  /** Whether the newest is asked for («آخر»، «أحدث»), or the present (`present.ts`). */
  readonly wantsLatest: boolean;
  /** The words that name the subject, in order, with their places in `text`. */
  readonly words: readonly Word[];
  /** What the word ranking searches for: `words`, and standard words for those of a dialect. */
  readonly terms: readonly QueryTerm[];
}

/** Weight of a standard word that is searched because a dialect word means it. */
const LEXICON_WEIGHT = 0.5;

const asking = new Phrases<QuestionKind>();
for (const [kind, phrases] of QUESTION_PHRASES) asking.add(phrases, kind);
const onlyAtStart = new Phrases<true>().add(ASK_ONLY_AT_START.split(','), true);
const padding = new Phrases<true>().add(PADDING.split(','), true);
const latest = new Phrases<true>().add(LATEST.split(','), true);
const dialectFunction = new Phrases<true>().add(DIALECT_FUNCTION_WORDS.split(','), true);

const lexicon = new Map<string, readonly Word[]>();
for (const entry of DIALECT_LEXICON.split(',')) {
  const [dialect, standard] = entry.split('=');
  const key = splitWords(dialect ?? '')[0];
  const meant = splitWords(standard ?? '').filter((word) => word.surface !== key?.surface);
  if (key && meant.length > 0) lexicon.set(key.surface, meant);
}

export function analyseQuestion(text: string): AnalysedQuestion {
  const { words: all, dropped, kind, surfaces } = markAsking(text);
  const content = all.filter((word, i) => !dropped[i] && !isFunctionWord(word.surface));
  const words = content.length > 0 ? content : all.filter((_, i) => !dropped[i]);
  return {
    text,
    kind,
    wantsLatest:
      surfaces.some((_, i) => latest.at(surfaces, i) !== undefined) || asksOfPresent(text),
    words: words.length > 0 ? words : all,
    terms: termsOf(words.length > 0 ? words : all),
  };
}

/** Each word of a question, with whether it belongs to the asking or to the courtesies around it. */
export function askingWords(text: string): {
  readonly words: readonly (Word & { readonly asks: boolean })[];
  readonly kind: QuestionKind;
} {
  const { words, dropped, kind } = markAsking(text);
  return { words: words.map((word, i) => ({ ...word, asks: dropped[i] === 1 })), kind };
}

function markAsking(text: string) {
  const all = splitWords(text);
  const surfaces = all.map((word) => word.surface);
  const dropped = new Uint8Array(all.length);
  const drop = (at: number, length: number, kept: readonly number[] = []) => {
    for (let i = 0; i < length; i += 1) if (!kept.includes(i)) dropped[at + i] = 1;
  };

  dropPadding(surfaces, drop);
  const start = dropped.indexOf(0);
  let kind: QuestionKind = 'other';
  for (let at = Math.max(start, 0); at < all.length; ) {
    const phrase = dropped[at] ? undefined : askingPhrase(surfaces, at, start);
    if (!phrase) {
      at += 1;
      continue;
    }
    drop(at, phrase.length, phrase.kept);
    // "What" says least: «ما اسم المدينة التي وُلد فيها، وفي أي عام» asks for a year as well.
    if (kind === 'other' || (kind === 'what' && phrase.value !== 'what')) kind = phrase.value;
    at += phrase.length;
  }
  return { words: all, surfaces, dropped, kind };
}

/** Search terms for words: each word, its further forms, and what it means if it is of a dialect. */
export function termsOf(words: readonly Word[]): QueryTerm[] {
  const terms: QueryTerm[] = [];
  for (const { surface, stem, extra } of words) {
    terms.push({ surface, stem, weight: 1 });
    for (const form of extra ?? []) terms.push({ surface: form, stem: form, weight: 1 });
    for (const meant of lexicon.get(surface) ?? []) {
      terms.push({ surface: meant.surface, stem: meant.stem, weight: LEXICON_WEIGHT });
    }
  }
  return terms;
}

/** Whether a word says nothing about a subject. */
export function isFunctionWord(surface: string): boolean {
  return isStopWord(surface) || dialectFunction.has(surface);
}

function dropPadding(
  surfaces: readonly string[],
  drop: (at: number, length: number) => void,
): void {
  let at = 0;
  for (let phrase = padding.at(surfaces, 0); phrase; phrase = padding.at(surfaces, at)) {
    drop(at, phrase.length);
    at += phrase.length;
  }
  for (; at < surfaces.length; at += 1) {
    const phrase = padding.at(surfaces, at);
    if (phrase && (phrase.length > 1 || at === surfaces.length - 1)) drop(at, phrase.length);
  }
}

function askingPhrase(surfaces: readonly string[], at: number, start: number) {
  const word = surfaces[at] as string;
  // «ومتى», «فمن»: a conjunction may lean on the word.
  const bare = /^[وف]\p{L}{2}/u.test(word) ? word.slice(1) : undefined;
  const phrase =
    asking.at(surfaces, at) ??
    (bare === undefined ? undefined : asking.at([bare, ...surfaces.slice(at + 1)], 0));
  const ambiguous = phrase?.length === 1 && (onlyAtStart.has(word) || onlyAtStart.has(bare ?? ''));
  return ambiguous && at > start ? undefined : phrase;
}
