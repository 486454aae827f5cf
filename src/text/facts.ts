/** All that depends on a word's search form alone, worked out once for each form. */
import { type MonthName, monthNamesOf } from './dates.ts';
import { type Numeral, numeralOf } from './numbers.ts';
import { lightStem } from './stem.ts';

export interface WordFacts {
  /** The form itself, in one copy that all its occurrences share. */
  readonly surface: string;
  readonly stem: string;
  readonly numeral: Numeral | undefined;
  readonly months: readonly MonthName[] | undefined;
}

/** Frequent words come again and again; forgetting all of them now and then bounds memory to a few MB. */
const FACTS_MAX = 1 << 16;
let facts = new Map<string, WordFacts>();

export function factsOf(surface: string): WordFacts {
  let known = facts.get(surface);
  if (known === undefined) {
    const copy = ownCopy(surface);
    known = {
      surface: copy,
      stem: lightStem(copy),
      numeral: numeralOf(copy),
      months: monthNamesOf(copy),
    };
    if (facts.size >= FACTS_MAX) facts = new Map();
    facts.set(copy, known);
  }
  return known;
}

/** The engine keeps a slice of 13 or more characters as a view, which would hold its whole article in memory. */
function ownCopy(slice: string): string {
  return slice.length < 13 ? slice : Buffer.from(slice, 'utf16le').toString('utf16le');
}
