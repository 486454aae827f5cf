/** Cuts a sentence that is too long to quote into clauses. */
import type { Span } from '../types.ts';
import { trimSpan } from './lines.ts';

/** A piece takes at least this share of the limit before a cut is looked for, so that pieces are not crumbs. */
const PIECE_SHARE_MIN = 0.4;

/** Where a cut may fall, the best kind first; each matches up to and including the last character before it. */
const CUTS: readonly RegExp[] = [
  /[؛;](?=\s)/gu,
  /[،,](?=\s+(?:و|ف|ثم|لكن|حيث|إذ|كما|بينما|فيما|مما|أما|في حين|and|but|which))/gu,
  /[،,:](?=\s)|\s[-–—](?=\s)/gu,
  /\s+/gu,
];

/** The pieces of a span, each at most `maxChars` long and trimmed; together all but white space. */
export function splitLong(text: string, span: Span, maxChars: number): Span[] {
  if (!(maxChars >= 40)) throw new RangeError(`maxChars is ${maxChars}; it must be at least 40`);
  const pieces: Span[] = [];
  let { start } = span;
  while (span.end - start > maxChars) {
    const cut =
      start +
      bestCut(text.slice(start, start + maxChars), text.slice(start, start + maxChars + 40));
    const piece = trimSpan(text, start, cut);
    if (piece.start < piece.end) pieces.push(piece);
    start = trimSpan(text, cut, span.end).start;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

/** How much of the window to take. `ahead` shows a little more than the window, for what must follow a cut. */
function bestCut(window: string, ahead: string): number {
  const least = window.length * PIECE_SHARE_MIN;
  for (const kind of CUTS) {
    let best = 0;
    for (const match of ahead.matchAll(kind)) {
      const cut = match.index + match[0].length;
      if (cut <= window.length && cut >= least) best = cut;
    }
    if (best > 0) return best;
  }
  return endOfCharacter(window);
}

/** One endless word: cut it, but not within a surrogate pair nor before a mark. */
function endOfCharacter(window: string): number {
  let cut = window.length - 1;
  while (cut > 1 && /[\p{M}\udc00-\udfff]/u.test(window.charAt(cut))) cut--;
  return cut;
}
