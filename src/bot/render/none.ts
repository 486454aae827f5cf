/** «I found nothing», with what may help: the nearest articles, and words that they are written with. */

import { cleanField } from '../../speech/clean.ts';
import { isolate } from '../../speech/direction.ts';
import { wordsToTry } from '../../speech/words-to-try.ts';
import { foreignLanguage } from '../../text/written-in.ts';
import type { Answer } from '../../types.ts';
import type { Messages } from '../messages/messages.ts';
import { RichBuilder, type RichMessage } from './rich.ts';

export function renderNone(
  m: Messages,
  question: string,
  {
    searchedFor,
    understood,
    nearest,
    unknownWords = [],
  }: Pick<Answer, 'searchedFor' | 'nearest' | 'unknownWords'> & {
    /** What the question was understood to mean, if that is not what was typed. */
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
  const foreign = foreignLanguage(question);
  return builder.lines(foreign ? m.notInArabic(foreign) : m.noneHint).build();
}
