/** A hash of the bytes that an article was read from, so that the same bytes need not be read again. */
import { createHash } from 'node:crypto';

/** Raised when the same bytes would become another article, or none. */
const READING_VERSION = 2;

/** Bytes of SHA-256 that make a key: two records share one by accident once in 2^64 pairs of 2^64. */
export const RECORD_KEY_BYTES = 16;

/**
 * @param context what the article depends on besides the bytes: its format and its file's name.
 * @returns `2 × RECORD_KEY_BYTES` hexadecimal digits.
 */
export function recordKey(context: string, bytes: Uint8Array): string {
  return createHash('sha256')
    .update(`${READING_VERSION}\0${context}\0`)
    .update(bytes)
    .digest('hex')
    .slice(0, 2 * RECORD_KEY_BYTES);
}
