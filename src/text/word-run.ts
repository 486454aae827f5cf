/** Words of one text in order, as the readers of numbers and dates see them. */

import type { MonthName } from './months.ts';
import type { Numeral } from './numbers.ts';
import type { WordFacts } from './word-facts.ts';

export class WordRun {
  readonly #form: string;
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];
  readonly #facts: readonly WordFacts[];

  /** Words as ranges of a search form, with what is known of each. */
  constructor(
    form: string,
    starts: readonly number[],
    ends: readonly number[],
    facts: readonly WordFacts[],
  ) {
    this.#form = form;
    this.#starts = starts;
    this.#ends = ends;
    this.#facts = facts;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Search form of word i; empty if there is none. */
  surface(i: number): string {
    return i >= 0 && i < this.count ? this.#form.slice(this.#starts[i], this.#ends[i]) : '';
  }

  /** What is between words i and i + 1; before the first word for -1, after the last for the last. */
  gap(i: number): string {
    return this.#form.slice(i < 0 ? 0 : this.#ends[i], this.#starts[i + 1] ?? this.#form.length);
  }

  /** Whether at most a space is between words i and i + 1. */
  joined(i: number): boolean {
    const end = this.#ends[i]!;
    const next = this.#starts[i + 1];
    return next !== undefined && (next === end || (next === end + 1 && this.#form[end] === ' '));
  }

  numeral(i: number): Numeral | undefined {
    return this.#facts[i]?.numeral;
  }

  months(i: number): readonly MonthName[] | undefined {
    return this.#facts[i]?.months;
  }
}
