/** Hashes for tables: they are fast, and give no protection against attacks. */

/**
 * 32-bit FNV-1a over UTF-16 code units (Fowler, Noll, Vo; draft-eastlake-fnv).
 *
 * @returns a signed integer of 32 bits.
 */
export function fnv1a(units: ArrayLike<number>, start = 0, end = units.length): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193);
  return hash;
}

/** A non-negative integer of 53 bits, after cyrb53 (bryc, public domain). SHA-256 of every line took longer than reading the corpus. */
export function hash53(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
