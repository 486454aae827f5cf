/** Words to try after a question that nothing answers. */
import { isFunctionWord } from '../retrieve/question.ts';
import { numeralOf } from '../text/numbers.ts';
import { splitWords } from '../text/words.ts';

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
      // «ثلاثة», «مليون» say how many of something, and lead to nothing by themselves.
      const content = !isFunctionWord(surface) && numeralOf(surface) === undefined;
      if (!known && worth && content) found.set(stem, title.slice(start, end));
    }
  }
  return [...found.values()].slice(0, WORDS_MAX);
}
