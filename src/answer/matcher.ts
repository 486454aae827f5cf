/** Finds the words of a question in a text. */
import type { Word } from '../text/words.ts';
import type { AskedWord } from './question.ts';
import { groupsOf } from './related.ts';
import { rootOf } from './root.ts';

/** A word of the question found in a text. */
export interface Match {
  /** Which word of the question. */
  readonly asked: number;
  /** Which word of the text. */
  readonly word: number;
  /** 1 for the very form, less for a shared stem or another reading. */
  readonly strength: number;
}

/** The same stem with another ending or prefix: mostly the same word, sometimes another. */
const STEM_STRENGTH = 0.85;
/** What a dialect word may mean, or a further guess at a misspelled one. */
const READING_STRENGTH = 0.8;

interface Entry {
  readonly asked: number;
  readonly strength: number;
}

export class Matcher {
  readonly #surfaces = new Map<string, Entry[]>();
  readonly #stems = new Map<string, Entry[]>();
  readonly #roots = new Map<string, Entry[]>();
  /** The letters of each root. */
  readonly #rootLetters: readonly number[];
  /** By number of a group of words that say much the same. */
  readonly #groups = new Map<number, Entry[]>();
  readonly #count: number;

  constructor(askedWords: readonly AskedWord[]) {
    this.#count = askedWords.length;
    for (const [asked, { forms }] of askedWords.entries()) {
      for (const [reading, { surface, stem }] of forms.entries()) {
        const strength = reading === 0 ? 1 : READING_STRENGTH;
        add(this.#surfaces, surface, { asked, strength });
        add(this.#stems, stem, { asked, strength: strength * STEM_STRENGTH });
        const root = rootOf(stem);
        if (root !== undefined) add(this.#roots, root, { asked, strength: 1 });
        for (const group of groupsOf(stem)) add(this.#groups, group, { asked, strength: 1 });
      }
    }
    this.#rootLetters = [...this.#roots.keys()].map(lettersOf);
  }

  /** Every place where a word of the question stands, by rising word of the text. */
  matches(words: readonly Word[]): Match[] {
    const found: Match[] = [];
    for (const [word, { surface, stem, extra }] of words.entries()) {
      const bySurface = this.#surfaces.get(surface);
      const byStem = this.#stems.get(stem);
      // Most words are none of the question's: nothing is made for them.
      if (bySurface === undefined && byStem === undefined && extra === undefined) continue;
      const best = new Map<number, number>();
      const weigh = (entries: readonly Entry[] = []) => {
        for (const { asked, strength } of entries) {
          best.set(asked, Math.max(best.get(asked) ?? 0, strength));
        }
      };
      weigh(bySurface);
      weigh(byStem);
      for (const form of extra ?? []) weigh(this.#surfaces.get(form));
      for (const [asked, strength] of best) found.push({ asked, word, strength });
    }
    return found;
  }

  /** For each word of the question: 1 where a word of the text may be of its root. */
  byRoot(words: readonly Word[]): Float32Array {
    const found = new Float32Array(this.#count);
    for (const { stem } of words) {
      // A root's letters are among its stem's; most stems lack one of each, and looking for their roots takes longer.
      const letters = lettersOf(stem);
      if (!this.#rootLetters.some((of) => (of & letters) === of)) continue;
      const root = rootOf(stem);
      if (root === undefined) continue;
      for (const { asked } of this.#roots.get(root) ?? []) found[asked] = 1;
    }
    return found;
  }

  /** For each word of the question: 1 where a word of the text says much the same. */
  related(words: readonly Word[]): Float32Array {
    const found = new Float32Array(this.#count);
    if (this.#groups.size === 0) return found;
    for (const { stem } of words) {
      for (const group of groupsOf(stem)) {
        for (const { asked } of this.#groups.get(group) ?? []) found[asked] = 1;
      }
    }
    return found;
  }

  /** For each word of the question, its best strength among matches. */
  best(matches: readonly Match[]): Float32Array {
    const best = new Float32Array(this.#count);
    for (const { asked, strength } of matches) {
      if (strength > best[asked]!) best[asked] = strength;
    }
    return best;
  }
}

/** One bit for each letter, by its code unit modulo 32. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i += 1) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function add<Key>(map: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
