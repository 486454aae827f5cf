/** Bytes to text, refusing what is not UTF-8 with the place of the first bad byte. */

/** Where decoding failed: the offset in bytes from 0, and the line from 1. */
export interface BadByte {
  readonly offset: number;
  readonly line: number;
  readonly byte: number;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text, without a byte order mark at its start; or the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | BadByte {
  // Arabic in UTF-16 without a mark is valid UTF-8 by chance: all its bytes are below 0x80.
  if (wideEncoding(bytes) !== undefined) {
    const offset = bytes.findIndex((byte) => byte === 0 || byte >= 0xfe);
    return { offset, line: 1, byte: bytes[offset]! };
  }
  try {
    const text = strict.decode(bytes);
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch {
    const offset = firstBadByte(bytes);
    let line = 1;
    for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++;
    return { offset, line, byte: bytes[offset]! };
  }
}

/** Halves the prefix that decodes until the first bad byte is known: 25 decodings for 32 MB, only on failure. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodesSoFar(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The bytes that decode may end within a character, which is then the bad one.
  while (!isWhole(bytes.subarray(0, good))) good--;
  return good;
}

function isWhole(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes are UTF-8 up to a character that may be cut off at their end. */
function decodesSoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** What the bytes may be instead, and the command that makes UTF-8 of that, for the hint of the error. */
export function guessEncoding(bytes: Uint8Array): string {
  const convert = (encoding: string) => `convert it: iconv -f ${encoding} -t UTF-8.`;
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return `It may be ${wide.name}; ${convert(wide.iconv)}`;
  if (isMostlyUtf8(bytes)) {
    return 'Most of it is UTF-8, so it was damaged: bring it from its source again, or leave out the bad bytes: iconv -c -f UTF-8 -t UTF-8.';
  }
  return `It may be Windows-1256 or another older encoding; ${convert('WINDOWS-1256')}`;
}

/** Bytes that are looked at to tell UTF-16 and UTF-32. */
const LOOK_BYTES = 4096;
/** Share of the units in which the high byte is one of Arabic, or of what is between its words. */
const WIDE_SHARE_MIN = 0.8;

/**
 * UTF-16 or UTF-32, by its mark or by where its zeros are; the name is what people call it, the other what iconv does.
 * By a mark, iconv knows the order of the bytes itself, and leaves the mark out.
 */
export function wideEncoding(bytes: Uint8Array): { name: string; iconv: string } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) {
    const isUtf32 = c === 0 && d === 0;
    return isUtf32
      ? { name: 'UTF-32 (little endian)', iconv: 'UTF-32' }
      : { name: 'UTF-16 (little endian)', iconv: 'UTF-16' };
  }
  if (a === 0xfe && b === 0xff) return { name: 'UTF-16 (big endian)', iconv: 'UTF-16' };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return { name: 'UTF-32 (big endian)', iconv: 'UTF-32' };
  const look = bytes.subarray(0, LOOK_BYTES);
  if (!look.includes(0)) return undefined;
  const high = (width: number, at: number) => {
    let [units, fits] = [0, 0];
    for (let i = at; i < look.length; i += width) {
      units += 1;
      if (look[i] === 0 || look[i] === 0x06) fits += 1;
    }
    return units > 0 && fits >= units * WIDE_SHARE_MIN;
  };
  // In UTF-32 two of four bytes are zeros, beside the high one.
  if (high(4, 3) && high(4, 2) && high(4, 1) && !high(4, 0))
    return { name: 'UTF-32 (little endian), without a mark', iconv: 'UTF-32LE' };
  if (high(4, 0) && high(4, 1) && high(4, 2) && !high(4, 3))
    return { name: 'UTF-32 (big endian), without a mark', iconv: 'UTF-32BE' };
  if (high(2, 1) && !high(2, 0))
    return { name: 'UTF-16 (little endian), without a mark', iconv: 'UTF-16LE' };
  if (high(2, 0) && !high(2, 1))
    return { name: 'UTF-16 (big endian), without a mark', iconv: 'UTF-16BE' };
  return undefined;
}

/** Whether more characters beyond ASCII can be read than cannot: in another encoding hardly any can. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const bad = text.match(/\ufffd/gu)?.length ?? 0;
  return (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0) > 2 * bad;
}
