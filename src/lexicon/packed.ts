/**
 * A word list in few bytes: sorted, each word without the letters that it shares with the one before.
 *
 *   shared letters │ further letters, one byte each │ 128 + log2 of the count
 *   0              │ ك ت ا ب                         │ 139                       كتاب, 2,048 times or more
 *   4              │ ه                               │ 135                       كتابه, 128 times or more
 *
 * Every 64th word is written whole, so that one is found by halving and then reading 64 at most.
 */
import type { Lexicon } from './lexicon.ts';

/** What the list holds: the letters of search forms. Each takes one byte, its place above U+0600. */
export const LISTED_WORD = /^[\u0621-\u063a\u0641-\u064a]{2,24}$/u;
const LETTERS_FROM = 0x600;
const COUNT_FROM = 0x80;
const BLOCK_WORDS = 64;

/** @throws RangeError if a word is not a search form of 2 to 24 Arabic letters, or a count less than 1. */
export function packWords(counts: ReadonlyMap<string, number>): Uint8Array {
  const bytes: number[] = [];
  let before = '';
  let inBlock = 0;
  // By code unit, as lookups compare.
  for (const word of [...counts.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    const count = counts.get(word)!;
    if (!LISTED_WORD.test(word) || count < 1) throw new RangeError(`${word} cannot be listed`);
    let shared = 0;
    if (inBlock > 0) while (shared < before.length && word[shared] === before[shared]) shared += 1;
    bytes.push(shared);
    for (let i = shared; i < word.length; i += 1) bytes.push(word.charCodeAt(i) - LETTERS_FROM);
    bytes.push(COUNT_FROM + Math.min(31, Math.floor(Math.log2(count))));
    before = word;
    inBlock = (inBlock + 1) % BLOCK_WORDS;
  }
  return Uint8Array.from(bytes);
}

export class PackedLexicon implements Lexicon {
  readonly #bytes: Uint8Array;
  /** Where each block begins. */
  readonly #blocks: readonly number[];
  readonly words: number;

  /** @param bytes what `packWords` gave. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const blocks: number[] = [];
    let words = 0;
    for (let at = 0; at < bytes.length; words += 1) {
      if (words % BLOCK_WORDS === 0) blocks.push(at);
      at += 1;
      while (bytes[at]! < COUNT_FROM) at += 1;
      at += 1;
    }
    this.#blocks = blocks;
    this.words = words;
  }

  count(surface: string): number {
    if (!LISTED_WORD.test(surface)) return 0;
    let low = 0;
    let high = this.#blocks.length;
    // The last block that begins with this word or one before it.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compareFirst(middle, surface) <= 0) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.#countIn(low - 1, surface);
  }

  /** Below 0 if the first word of a block is before `surface`, 0 if it is `surface`. */
  #compareFirst(block: number, surface: string): number {
    const start = this.#blocks[block]! + 1;
    for (let i = 0; ; i += 1) {
      const byte = this.#bytes[start + i]!;
      if (byte >= COUNT_FROM) return i - surface.length;
      if (i === surface.length) return 1;
      const difference = byte + LETTERS_FROM - surface.charCodeAt(i);
      if (difference !== 0) return difference;
    }
  }

  #countIn(block: number, surface: string): number {
    const end = this.#blocks[block + 1] ?? this.#bytes.length;
    // Letters that the word before has in common with `surface`; a word that shares fewer than that is after it.
    let matched = 0;
    for (let at = this.#blocks[block]!; at < end; ) {
      let length = this.#bytes[at]!;
      at += 1;
      const comparing = length === matched;
      if (length < matched) return 0;
      for (; this.#bytes[at]! < COUNT_FROM; at += 1) {
        if (
          comparing &&
          matched === length &&
          this.#bytes[at]! + LETTERS_FROM === surface.charCodeAt(matched)
        )
          matched += 1;
        length += 1;
      }
      const byte = this.#bytes[at]!;
      at += 1;
      if (comparing && matched === surface.length && length === surface.length)
        return 2 ** (byte - COUNT_FROM);
    }
    return 0;
  }
}
