/**
 * What a PDF says that some of its signs stand for (`/ActualText`, ISO 32000-1, 14.9.4). Chromium names no letter for a
 * form that its font keeps for letters with marks, and says there what is written; the library passes over it.
 */
import { inflateSync } from 'node:zlib';

/** A page of a book has about 100 KB. */
const STREAM_BYTES_MAX = 8 * 1024 * 1024;
const STREAMS_BYTES_MAX = 256 * 1024 * 1024;
const SPAN = /\/Span\s*(?:<<([\s\S]*?)>>|\/\S+)\s*BDC/gu;
const HEXADECIMAL = /\/ActualText\s*<FEFF([0-9A-F]*)>/iu;

/** For each content stream with spans, in the file's order, what each span says; undefined if it says nothing. */
export function actualTexts(bytes: Uint8Array): (string | undefined)[][] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: (string | undefined)[][] = [];
  let unpacked = 0;
  for (let at = file.indexOf('stream'); at >= 0 && unpacked < STREAMS_BYTES_MAX; ) {
    const end = file.indexOf('endstream', at);
    if (end < 0) break;
    const start = at + (file[at + 6] === 0x0d ? 8 : 7);
    const content = inflated(file.subarray(start, end));
    unpacked += content.length;
    const spans = [...content.matchAll(SPAN)].map(([, properties = '']) => {
      const digits = HEXADECIMAL.exec(properties)?.[1];
      return digits === undefined ? undefined : textOf(digits);
    });
    if (spans.length > 0) found.push(spans);
    at = file.indexOf('stream', end + 9);
  }
  return found.some((spans) => spans.some((span) => span !== undefined)) ? found : [];
}

/** Empty if it is packed in another way, and so no text of Chromium's. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: STREAM_BYTES_MAX }).toString('latin1');
  } catch {
    return '';
  }
}

function textOf(digits: string): string {
  return (digits.match(/.{4}/gu) ?? [])
    .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
    .join('');
}
