/** Decoders by name, with windows-1252 as it is: Node decodes it as ISO-8859-1 in some versions. */
import { TextDecoder } from 'node:util';

export interface Decoder {
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

/** What windows-1252 has where ISO-8859-1 has controls, from 0x80 on. */
const SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const FIRST = 0x80;

/** @throws RangeError for a name that nobody knows. */
export function decoderOf(label: string): Decoder {
  const decoder = new TextDecoder(label);
  const { encoding } = decoder;
  if (encoding !== 'windows-1252') return decoder;
  const decode = (bytes: Uint8Array) =>
    decoder
      .decode(bytes)
      .replace(/[\u0080-\u009f]/gu, (sign) => SIGNS[sign.charCodeAt(0) - FIRST]!);
  return { encoding, decode };
}
