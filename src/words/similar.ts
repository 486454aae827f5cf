/** Finds the known words that a mistyped word may stand for. */
import { type TermTable, termAt } from './word-tables.ts';

export interface SimilarWord {
  readonly word: string;
  /** In how many chunks it occurs. */
  readonly chunks: number;
  /** Edits between the two: letters inserted, left out, replaced, or neighbours swapped. */
  readonly distance: number;
}

/** Words shorter than this are left alone: too many others lie one edit away. */
const LETTERS_MIN = 3;
/** One bit for each letter of a word. Nothing longer is mended. */
const LETTERS_MAX = 32;
/** From this length on, two edits are tried. */
const LETTERS_TWO_EDITS = 7;
/** How many times rarer, as a power of e, a word may be and still win by one full edit. */
const COST_WEIGHT = 4;
/**
 * Two letters left out, as in foreign names, are the least likely slip in a word of one chunk («الأورغوي» for «الأوروغواي»);
 * two replaced by any others lead anywhere, to «الإيرانية» from «الشيشانية».
 */
const LIKELIHOOD_MIN = -7.5;

/** Pairs that people write for one another: by sound (Egyptian, Gulf, Maghrebi) or by shape. */
const CONFUSED = [
  'ضظ',
  'دذ',
  'دض',
  'تط',
  'سص',
  'هح',
  'كق',
  'قغ',
  'قج',
  'ثت',
  'ثس',
  'زذ',
  'زظ',
  'اع',
  'اه',
  'يا',
  'وا',
  'ءا',
];
/** Rows of the Arabic keyboard in search form (its ؤ and ى are و and ي there); a slip hits a neighbour. */
const KEYS = ['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'يءور*يهوزظ'];

const cheap = new Set<string>();
for (const [a, b] of CONFUSED.map((pair) => [...pair])) cheap.add(`${a}${b}`).add(`${b}${a}`);
for (const row of KEYS) {
  for (let i = 1; i < row.length; i += 1) {
    cheap.add(`${row[i - 1]}${row[i]}`).add(`${row[i]}${row[i - 1]}`);
  }
}

/**
 * Costs of typing errors. A word of seven letters has six ways to swap two of them or seven to leave one out, but two
 * hundred to replace or insert one, so these reach a known word by chance more often. Measured on swaps, omissions,
 * insertions and neighbouring keys made in words of training questions.
 */
const COSTS = { insert: 1.5, leaveOut: 1, double: 0.75, replace: 1.5, replaceCheap: 1, swap: 0.5 };

export class SimilarWords {
  readonly #table: TermTable;
  /** For each term one bit for each letter it has, by the code unit modulo 32. */
  readonly #masks: Uint32Array;

  constructor(table: TermTable) {
    this.#table = table;
    const { letters, ends } = table;
    this.#masks = new Uint32Array(ends.length);
    let at = 0;
    for (let row = 0; row < ends.length; row += 1) {
      let mask = 0;
      for (const end = ends[row]!; at < end; at += 1) mask |= 1 << (letters[at]! & 31);
      this.#masks[row] = mask;
    }
  }

  /**
   * The most likely `limit` words other than `word` itself: by a noisy channel (Kernighan, Church &
   * Gale 1990), the logarithm of how often a word occurs less the cost of the slip. Two edits only
   * if the first letter agrees. An edit changes at most two bits of a mask, so that nearly all
   * words are passed over by one exclusive or.
   */
  find(word: string, limit: number): SimilarWord[] {
    if (word.length < LETTERS_MIN || word.length > LETTERS_MAX) return [];
    const edits = word.length >= LETTERS_TWO_EDITS ? 2 : 1;
    const { letters, ends, chunks } = this.#table;
    const masks = this.#masks;
    let wanted = 0;
    for (let i = 0; i < word.length; i += 1) wanted |= 1 << (word.charCodeAt(i) & 31);
    const first = word.charCodeAt(0);
    const pattern = new EditPattern(word);
    const found: (SimilarWord & { likelihood: number })[] = [];
    let start = 0;
    for (let row = 0; row < masks.length; row += 1) {
      const end = ends[row]!;
      const from = start;
      start = end;
      const longer = end - from - word.length;
      if (longer > edits || longer < -edits) continue;
      const bits = bitCount(masks[row]! ^ wanted);
      if (bits > 2 && (bits > 2 * edits || letters[from] !== first)) continue;
      const distance = pattern.distance(letters, from, end);
      if (distance === 0 || distance > (letters[from] === first ? edits : 1)) continue;
      const candidate = termAt(this.#table, row);
      const likelihood = Math.log(1 + chunks[row]!) - COST_WEIGHT * slipCost(word, candidate);
      if (likelihood < LIKELIHOOD_MIN) continue;
      found.push({ word: candidate, chunks: chunks[row]!, distance, likelihood });
    }
    found.sort((a, b) => b.likelihood - a.likelihood || (a.word < b.word ? -1 : 1));
    return found.slice(0, limit).map(({ word, chunks, distance }) => ({ word, chunks, distance }));
  }
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Where each letter is in the present pattern, by code unit: one bit for each place. */
const places = new Int32Array(0x10000);

/**
 * Damerau–Levenshtein distances to one word of at most 32 letters, neighbours swapped at most once
 * (optimal string alignment), a column of the usual table in a handful of machine words: Hyyrö,
 * "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003), figure 6.
 */
export class EditPattern {
  readonly #word: string;

  constructor(word: string) {
    this.#word = word;
  }

  /** The distance to `letters[start]` … `letters[end - 1]`. */
  distance(letters: Uint16Array, start: number, end: number): number {
    const word = this.#word;
    const length = word.length;
    if (length === 0) return end - start;
    for (let i = 0; i < length; i += 1) places[word.charCodeAt(i)]! |= 1 << i;
    const last = 1 << (length - 1);
    let distance = length;
    let plus = -1;
    let minus = 0;
    let diagonal = 0;
    let before = 0;
    for (let i = start; i < end; i += 1) {
      const here = places[letters[i]!]!;
      const swapped = ((~diagonal & here) << 1) & before;
      diagonal = swapped | (((here & plus) + plus) ^ plus) | here | minus;
      let right = minus | ~(diagonal | plus);
      let left = diagonal & plus;
      if (right & last) distance += 1;
      else if (left & last) distance -= 1;
      right = (right << 1) | 1;
      left <<= 1;
      plus = left | ~(diagonal | right);
      minus = right & diagonal;
      before = here;
    }
    for (let i = 0; i < length; i += 1) places[word.charCodeAt(i)] = 0;
    return distance;
  }
}

/** The cheapest way from the word that was meant to the word that was typed, three rows of the table at a time. */
export function slipCost(typed: string, meant: string): number {
  let before: number[] = [];
  let last = Array.from({ length: meant.length + 1 }, (_, j) => j * COSTS.leaveOut);
  for (let i = 1; i <= typed.length; i += 1) {
    const t = typed[i - 1]!;
    const insert = i > 1 && t === typed[i - 2] ? COSTS.double : COSTS.insert;
    const row = [last[0]! + insert];
    for (let j = 1; j <= meant.length; j += 1) {
      const m = meant[j - 1]!;
      const leaveOut = j > 1 && m === meant[j - 2] ? COSTS.double : COSTS.leaveOut;
      const replace = t === m ? 0 : cheap.has(t + m) ? COSTS.replaceCheap : COSTS.replace;
      let least = Math.min(last[j]! + insert, row[j - 1]! + leaveOut, last[j - 1]! + replace);
      if (i > 1 && j > 1 && t === meant[j - 2] && typed[i - 2] === m) {
        least = Math.min(least, before[j - 2]! + COSTS.swap);
      }
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[meant.length]!;
}
