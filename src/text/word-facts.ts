/** Everything that depends only on a word's search form, computed once for each form. */
import { fnv1a } from './hash.ts';
import { type MonthName, monthNamesOf } from './months.ts';
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

/**
 * A hash table with open addressing, looked up by code units: a `Map` would need a string made and hashed for every
 * word of every passage, which took half the time of splitting it.
 */
const SLOTS = FACTS_MAX * 2;
const facts = new Array<WordFacts | undefined>(SLOTS).fill(undefined);
const hashes = new Int32Array(SLOTS);
let count = 0;

/** The facts of the word whose search form is `units[start]` … `units[end - 1]`. */
export function factsOf(units: Uint16Array, start: number, end: number): WordFacts {
  const hash = fnv1a(units, start, end);
  let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  for (let known = facts[slot]; known !== undefined; known = facts[slot]) {
    if (hashes[slot] === hash && isAt(known.surface, units, start, end)) return known;
    slot = (slot + 1) & (SLOTS - 1);
  }
  if (count === FACTS_MAX) {
    facts.fill(undefined);
    count = 0;
    return factsOf(units, start, end);
  }
  count++;
  const surface = Buffer.from(
    units.buffer,
    units.byteOffset + 2 * start,
    2 * (end - start),
  ).toString('utf16le');
  const made = {
    surface,
    stem: lightStem(surface),
    numeral: numeralOf(surface),
    months: monthNamesOf(surface),
  };
  facts[slot] = made;
  hashes[slot] = hash;
  return made;
}

function isAt(surface: string, units: Uint16Array, start: number, end: number): boolean {
  if (surface.length !== end - start) return false;
  for (let i = 0; i < surface.length; i++) {
    if (surface.charCodeAt(i) !== units[start + i]) return false;
  }
  return true;
}
