/** Postings as they are in a row, in the bytes of `words/word-tables.ts`, and the keys that terms have there. */
import { clipTerm, type Form, PostingCursor } from '../../words/word-tables.ts';

export const FORM_NUMBER: Readonly<Record<Form, number>> = { surface: 0, stem: 1 };

/**
 * A term as a row's key. Cutting may leave half of a surrogate pair at its end, which UTF-8 cannot
 * hold: it becomes a private-use letter and its number.
 */
export function termKey(word: string): string {
  const term = clipTerm(word);
  const last = term.charCodeAt(term.length - 1);
  const half = last >= 0xd800 && last <= 0xdbff;
  return half ? `${term.slice(0, -1)}\uf8ff${last.toString(16)}` : term;
}

/** One bit for each letter that a term has, by code unit modulo 32, as a signed 32-bit number. */
export function letterMask(term: string): number {
  let mask = 0;
  for (let i = 0; i < term.length; i += 1) mask |= 1 << (term.charCodeAt(i) & 31);
  return mask;
}

/** Postings of one term in one segment. Chunks count from the segment's first. */
export interface Postings {
  readonly chunks: Uint32Array;
  /** As `packCounts` makes them. */
  readonly counts: Uint8Array;
  readonly length: number;
}

/**
 * @param most how many there are at most.
 * @param dead marks chunks to leave out.
 */
export function decodePostings(bytes: Uint8Array, most: number, dead?: Uint8Array): Postings {
  const chunks = new Uint32Array(most);
  const counts = new Uint8Array(most);
  let length = 0;
  const postings = new PostingCursor(bytes);
  while (length < most && postings.next()) {
    if (dead?.[postings.chunk]) continue;
    chunks[length] = postings.chunk;
    counts[length] = postings.counts;
    length += 1;
  }
  return { chunks, counts, length };
}
