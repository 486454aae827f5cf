/** Which words say much the same: those that stand in one group of `RELATED_WORDS`. */
import { isFunctionWord } from '../retrieve/question.ts';
import { splitWords } from '../text/words.ts';
import { RELATED_WORDS } from './related-words.ts';

const groups = new Map<string, number[]>();
for (const [group, line] of RELATED_WORDS.trim().split('\n').entries()) {
  // A word that stands in every other sentence («كان», «بعد») says nothing of any.
  const words = splitWords(line).filter(({ surface }) => !isFunctionWord(surface));
  for (const stem of new Set(words.map((word) => word.stem))) {
    const of = groups.get(stem);
    if (of) of.push(group);
    else groups.set(stem, [group]);
  }
}

const NONE: readonly number[] = [];

/** The numbers of the groups that a word belongs to, by its light stem. */
export function groupsOf(stem: string): readonly number[] {
  return groups.get(stem) ?? NONE;
}
