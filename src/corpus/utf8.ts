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
  // By its mark, iconv knows the order of the bytes, and leaves the mark out.
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return `It may be UTF-16 (little endian); ${convert('UTF-16')}`;
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return `It may be UTF-16 (big endian); ${convert('UTF-16')}`;
  if (isMostlyUtf8(bytes)) {
    return 'Most of it is UTF-8, so it was damaged: bring it from its source again, or leave out the bad bytes: iconv -c -f UTF-8 -t UTF-8.';
  }
  return `It may be Windows-1256 or another older encoding; ${convert('WINDOWS-1256')}`;
}

/** Whether more characters beyond ASCII can be read than cannot: in another encoding hardly any can. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const bad = text.match(/\ufffd/gu)?.length ?? 0;
  return (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0) > 2 * bad;
}
