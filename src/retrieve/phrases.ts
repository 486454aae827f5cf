import { splitWords } from '../text/words.ts';

/** Phrases of search forms, found longest first. */
export class Phrases<Value> {
  /** First word to the phrases that begin with it, the longest first. */
  readonly #byFirst = new Map<string, { words: string[]; kept: number[]; value: Value }[]>();

  /** @param phrases words parted by spaces; a plus before a word marks it as kept. */
  add(phrases: readonly string[], value: Value): this {
    for (const phrase of phrases) {
      const words: string[] = [];
      const kept: number[] = [];
      for (const part of phrase.trim().split(/\s+/u)) {
        const forms = splitWords(part.replace(/^\+/u, ''));
        if (part.startsWith('+')) kept.push(words.length);
        words.push(...forms.map((form) => form.surface));
      }
      const first = words[0];
      if (first === undefined) continue;
      const same = this.#byFirst.get(first) ?? [];
      if (same.some((other) => other.words.join(' ') === words.join(' '))) continue;
      same.push({ words, kept, value });
      same.sort((a, b) => b.words.length - a.words.length);
      this.#byFirst.set(first, same);
    }
    return this;
  }

  /** The longest phrase that stands in `surfaces` at `at`. */
  at(
    surfaces: readonly string[],
    at: number,
  ): { length: number; kept: readonly number[]; value: Value } | undefined {
    const first = surfaces[at];
    if (first === undefined) return undefined;
    for (const { words, kept, value } of this.#byFirst.get(first) ?? []) {
      if (words.every((word, i) => surfaces[at + i] === word)) {
        return { length: words.length, kept, value };
      }
    }
    return undefined;
  }

  /** Whether a word is a phrase by itself. */
  has(surface: string): boolean {
    return this.#byFirst.get(surface)?.some((phrase) => phrase.words.length === 1) ?? false;
  }
}
