/**
 * Reading direction (Unicode Annex 9), as Telegram's clients apply it: a paragraph is read in the
 * direction of its first strong character outside isolates (rules P2 and P3).
 */

/** U+200F: an invisible strong right-to-left character. */
const RLM = '\u200f';
/** U+200E: its left-to-right twin. */
const LRM = '\u200e';
const FSI = '\u2068';
const PDI = '\u2069';

/** Every character that can change the order of others: marks, embeddings, overrides, isolates. */
export const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export type Direction = 'rtl' | 'ltr';

/** The direction in which a client reads a paragraph; undefined if nothing in it is strong. */
export function paragraphDirection(paragraph: string): Direction | undefined {
  let isolates = 0;
  for (const character of paragraph) {
    if (character >= '\u2066' && character <= FSI) isolates += 1;
    else if (character === PDI) isolates = Math.max(0, isolates - 1);
    else if (isolates > 0) continue;
    else if (character === RLM || character === '\u061c') return 'rtl';
    else if (character === LRM) return 'ltr';
    else if (/\p{L}/u.test(character)) return RTL_LETTER.test(character) ? 'rtl' : 'ltr';
  }
  return undefined;
}

/** The mark to put before a paragraph so that it is read in `wanted`; empty if it already is. */
export function directionMark(paragraph: string, wanted: Direction): string {
  if (paragraphDirection(paragraph) === wanted) return '';
  return wanted === 'rtl' ? RLM : LRM;
}

/**
 * Foreign text inside a sentence of ours: it has its own order, and cannot reorder the text around it.
 * Give it cleaned text only: a stray U+2069 would close the isolate early.
 */
export function isolate(text: string): string {
  return text === '' ? '' : `${FSI}${text}${PDI}`;
}
