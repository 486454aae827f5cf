/** «I found nothing», with what may help: the nearest articles, and words that they are written with. */

import { isFunctionWord } from '../../retrieve/question.ts';
import { splitWords } from '../../text/words.ts';
import { writtenIn } from '../../text/written-in.ts';
import type { Answer } from '../../types.ts';
import type { Messages } from '../messages/messages.ts';
import { cleanField } from './clean.ts';
import { isolate } from './direction.ts';
import { RichBuilder, type RichMessage } from './rich.ts';

const WORDS_MAX = 5;
/** Shorter words than this are seldom names of anything. */
const WORD_UNITS_MIN = 4;

/** Words that the question did not have, of the nearest titles that have one of its own, as the titles spell them. */
export function wordsToTry(question: string, titles: readonly string[]): string[] {
  const asked = new Set(splitWords(question).flatMap(({ surface, stem }) => [surface, stem]));
  const found = new Map<string, string>();
  for (const title of titles) {
    const words = splitWords(title);
    // A title that has nothing of the question is near by chance: its words lead away.
    const related = words.some(
      ({ surface, stem }) => !isFunctionWord(surface) && (asked.has(surface) || asked.has(stem)),
    );
    if (!related) continue;
    for (const { start, end, surface, stem } of words) {
      const known = asked.has(surface) || asked.has(stem) || found.has(stem);
      const worth = surface.length >= WORD_UNITS_MIN && /^\p{L}+$/u.test(surface);
      if (!known && worth && !isFunctionWord(surface)) found.set(stem, title.slice(start, end));
    }
  }
  return [...found.values()].slice(0, WORDS_MAX);
}

export function renderNone(
  m: Messages,
  question: string,
  {
    searchedFor,
    understood,
    nearest,
    unknownWords = [],
  }: Pick<Answer, 'searchedFor' | 'nearest' | 'unknownWords'> & {
    /** What the question was understood to mean, where that is not what was typed. */
    readonly understood?: string | undefined;
  },
): RichMessage {
  const builder = new RichBuilder(m.direction);
  if (understood) builder.labelled(m.understoodLabel, cleanField(understood, 300));
  else if (searchedFor) builder.labelled(m.searchedForLabel, cleanField(searchedFor, 300));
  builder.lines(m.noneLead);
  const unknown = unknownWords.map((word) => cleanField(word, 40));
  if (unknown.length > 0) builder.lines(m.unknownWords(unknown));
  if (nearest.length > 0) {
    builder.blank().lines(m.nearestLead);
    for (const { title, source, date } of nearest) {
      const outlet = source === undefined ? undefined : cleanField(source, 80);
      builder.lines(m.listItem({ title: cleanField(title), outlet, date }));
    }
  }
  const titles = nearest.map(({ title }) => cleanField(title));
  const words = wordsToTry(question, titles).map(isolate);
  builder.blank();
  if (words.length > 0) builder.lines(`${m.tryWordsLead} ${words.join(m.wordSeparator)}`);
  const language = writtenIn(question);
  const inLatin = language !== 'arabic' && language !== 'none';
  return builder.lines(inLatin ? m.notInArabic(language) : m.noneHint).build();
}
