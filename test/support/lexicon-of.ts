import type { Lexicon } from '../../src/lexicon/lexicon.ts';

/** A list of words that a person can predict. */
export function lexiconOf(counts: Readonly<Record<string, number>>): Lexicon {
  return { count: (surface) => (Object.hasOwn(counts, surface) ? counts[surface]! : 0) };
}
