/**
 * Bytes ─► text, whatever the page says of itself. Many Arabic sites still send windows-1256, often without saying so.
 *
 * Who is believed, in order: byte order mark, Content-Type header, XML declaration or meta element, the bytes.
 */
import { TextDecoder } from 'node:util';

/** A declaration stands this near the start, bytes; the HTML standard asks for 1,024, and some pages need more. */
const DECLARATION_BYTES = 4_096;

export function decode(body: Uint8Array, contentType: string): string {
  const declared =
    byteOrderMark(body) ??
    decoderFor(/charset\s*=\s*"?\s*([^\s";]+)/iu.exec(contentType)?.[1]) ??
    declaration(body);
  if (declared) return declared.decode(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return new TextDecoder('windows-1256').decode(body);
  }
}

function byteOrderMark(body: Uint8Array): TextDecoder | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return new TextDecoder('utf-8');
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be');
  if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le');
  return undefined;
}

function declaration(body: Uint8Array): TextDecoder | undefined {
  const start = Buffer.from(body.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const label =
    /<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/iu.exec(start)?.[1] ??
    /<meta[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/iu.exec(start)?.[1];
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says (HTML standard, 13.2.3.2).
  return decoderFor(label !== undefined && /^utf-?16/iu.test(label) ? 'utf-8' : label);
}

/** Undefined for a name that nobody knows: the next witness is heard. */
function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
