import { splitWords } from '../text/words.ts';

interface Found<Value> {
  /** How many words it has. */
  readonly length: number;
  /** Which of them are marked to be kept. */
  readonly kept: readonly number[];
  readonly value: Value;
}

/** Phrases of search forms, found longest first. */
export class Phrases<Value> {
  /** By its words, separated by spaces. */
  readonly #phrases = new Map<string, Found<Value>>();
  /** Words in the longest phrase that begins with a word. */
  readonly #longest = new Map<string, number>();

  /** @param phrases words separated by spaces; a plus before a word marks it as kept. */
  add(phrases: readonly string[], value: Value): this {
    for (const phrase of phrases) {
      const words = splitWords(phrase.replaceAll('+', '')).map(({ surface }) => surface);
      const [first] = words;
      const key = words.join(' ');
      if (first === undefined || this.#phrases.has(key)) continue;
      const kept: number[] = [];
      for (let plus = phrase.indexOf('+'); plus >= 0; plus = phrase.indexOf('+', plus + 1)) {
        kept.push(splitWords(phrase.slice(0, plus)).length);
      }
      this.#phrases.set(key, { length: words.length, kept, value });
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, words.length));
    }
    return this;
  }

  /** The longest phrase that is in `surfaces` at `at`. */
  at(surfaces: readonly string[], at: number): Found<Value> | undefined {
    const longest = this.#longest.get(surfaces[at] ?? '') ?? 0;
    for (let end = Math.min(at + longest, surfaces.length); end > at; end -= 1) {
      const phrase = this.#phrases.get(surfaces.slice(at, end).join(' '));
      if (phrase) return phrase;
    }
    return undefined;
  }

  /** Whether a word is a phrase by itself. */
  has(surface: string): boolean {
    return this.#phrases.has(surface);
  }
}
