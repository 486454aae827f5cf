/** Which words say much the same as a question's. */
import { isFunctionWord } from '../retrieve/question.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { AskedWord } from './question.ts';
import { RELATED_WORDS } from './related-words.ts';

/** By light stem, the groups that a word belongs to. */
const groupsOf = new Map<string, number[]>();
for (const [group, line] of RELATED_WORDS.trim().split('\n').entries()) {
  // A word that stands in every other sentence («كان», «بعد») says nothing of any.
  const words = splitWords(line).filter(({ surface }) => !isFunctionWord(surface));
  for (const stem of new Set(words.map((word) => word.stem))) {
    groupsOf.set(stem, [...(groupsOf.get(stem) ?? []), group]);
  }
}

/** Finds, in a text, words that stand in one group with a word of the question. */
export class RelatedWords {
  readonly #askedOf = new Map<number, number[]>();
  readonly #count: number;

  constructor(askedWords: readonly AskedWord[]) {
    this.#count = askedWords.length;
    for (const [asked, { forms }] of askedWords.entries()) {
      for (const group of new Set(forms.flatMap(({ stem }) => groupsOf.get(stem) ?? []))) {
        this.#askedOf.set(group, [...(this.#askedOf.get(group) ?? []), asked]);
      }
    }
  }

  /** For each word of the question: 1 where a word of the text is of one of its groups. */
  find(words: readonly Word[]): Float32Array {
    const found = new Float32Array(this.#count);
    if (this.#askedOf.size === 0) return found;
    for (const { stem } of words) {
      for (const group of groupsOf.get(stem) ?? []) {
        for (const asked of this.#askedOf.get(group) ?? []) found[asked] = 1;
      }
    }
    return found;
  }
}
