/**
 * Bytes ─► text, even if a file or page names a wrong charset. Many Arabic sites still send windows-1256, often without
 * saying so, and some say windows-1256 or ISO-8859-1 of what is UTF-8.
 *
 * Who is believed, in order: byte order mark; bytes that are UTF-8 beyond ASCII (nothing else looks like that by
 * accident); Content-Type header, XML declaration or meta element, unless what they give cannot be read, or another
 * charset that Arabic is written in gives words where they give none; the look.
 */
import { TextDecoder } from 'node:util';
import { undoMisreadings } from '../text/damage.ts';
import { type Decoder, decoderOf } from '../text/decoders.ts';
import { knownShare } from '../text/known-words.ts';

/** A declaration is this near the start, bytes; the HTML standard asks for 1,024, and some pages need more. */
const DECLARATION_BYTES = 4_096;

/** More replacement characters than this share of a text: its bytes are not in that charset. */
const GARBLED_SHARE_MAX = 0.005;

/** Bytes of another language come out as an everyday word of Arabic now and then; prose has about 0.3 of them. */
const KNOWN_SHARE_MIN = 0.06;

/** Characters that are looked at to tell how a text reads. */
const SAMPLE_CHARS = 20_000;

export function decode(body: Uint8Array, contentType = ''): string {
  const marked = byteOrderMark(body);
  if (marked) return marked.decode(body);
  const utf16 = utf16ByLook(body);
  if (utf16) return utf16.decode(body);
  const declared = [
    decoderFor(/charset\s*=\s*"?\s*([^\s";]+)/iu.exec(contentType)?.[1]),
    declaration(body),
  ].filter((decoder) => decoder !== undefined);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Plain ASCII is the same in all of them but a few that shift with escapes, which must then be declared.
    return declared[0] && /^[\0-\x7f]*$/u.test(text)
      ? declared[0].decode(body)
      : undoMisreadings(text);
  } catch {
    // Not UTF-8, or broken in a place or two.
  }
  const [first, ...others] = [...declared, ...ARABIC.map((label) => new TextDecoder(label))].map(
    (decoder) => decoder.decode(body),
  );
  const readable = others.filter((text) => !isGarbled(text));
  // A text that cannot be read either way is decoded as declared; the caller refuses it.
  return readable.reduce((a, b) => (readsBetter(b, a) ? b : a), first!);
}

/** What Arabic is written in; also UTF-8 that was damaged in a place or two. */
const ARABIC = ['windows-1256', 'iso-8859-6', 'utf-8'] as const;

/** Whether a text has so many replacement characters that it was read in the wrong charset. */
export function isGarbled(text: string): boolean {
  return text.split('\ufffd').length - 1 > text.length * GARBLED_SHARE_MAX;
}

function readsBetter(text: string, other: string): boolean {
  const sample = plain(text);
  const least = isGarbled(other)
    ? KNOWN_SHARE_MIN
    : Math.max(KNOWN_SHARE_MIN, knownShare(plain(other)));
  return /[\u0621-\u064a]/u.test(sample) && knownShare(sample) > least;
}

/** Words of the text, without tags, which are words in any charset. */
function plain(text: string): string {
  return text
    .slice(0, 10 * SAMPLE_CHARS)
    .replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/giu, ' ')
    .slice(0, SAMPLE_CHARS);
}

function byteOrderMark(body: Uint8Array): TextDecoder | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return new TextDecoder('utf-8');
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be');
  if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le');
  return undefined;
}

/** UTF-16 without a mark: spreadsheets save tables so, and every other byte of an ASCII character is zero. */
function utf16ByLook(body: Uint8Array): TextDecoder | undefined {
  const sample = body.subarray(0, DECLARATION_BYTES);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (
    Math.max(even, odd) < Math.max(4, sample.length / 50) ||
    Math.min(even, odd) * 20 > Math.max(even, odd)
  )
    return undefined;
  return new TextDecoder(odd > even ? 'utf-16le' : 'utf-16be');
}

function declaration(body: Uint8Array): Decoder | undefined {
  const start = Buffer.from(body.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const label =
    /<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/iu.exec(start)?.[1] ??
    /<meta[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/iu.exec(start)?.[1];
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says (HTML standard, 13.2.3.2).
  return decoderFor(label !== undefined && /^utf-?16/iu.test(label) ? 'utf-8' : label);
}

/** Undefined for a name that nobody knows: the next witness is heard. */
function decoderFor(label: string | undefined): Decoder | undefined {
  if (label === undefined) return undefined;
  try {
    return decoderOf(label);
  } catch {
    return undefined;
  }
}
