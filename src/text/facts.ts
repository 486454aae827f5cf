/** All that depends on a word's search form alone, worked out once for each form. */
import { type MonthName, monthNamesOf } from './dates.ts';
import { type Numeral, numeralOf } from './numbers.ts';
import { lightStem } from './stem.ts';

export interface WordFacts {
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
    known = {
      stem: lightStem(surface),
      numeral: numeralOf(surface),
      months: monthNamesOf(surface),
    };
    if (facts.size >= FACTS_MAX) facts = new Map();
    facts.set(surface, known);
  }
  return known;
}
