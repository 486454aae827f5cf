/** Lines of a text, and white space at the edges of a span. */
import type { Span } from '../types.ts';

/** Non-blank lines of a text as trimmed spans, with whether a blank line (or the text's edge) is next to them. */
export interface Line extends Span {
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
}

const LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029\v\f]/gu;

export function linesOf(text: string): Line[] {
  const lines: (Span & { blankBefore: boolean; blankAfter: boolean })[] = [];
  let blank = true;
  const take = (from: number, to: number) => {
    const { start, end } = trimSpan(text, from, to);
    if (start === end) {
      blank = true;
      const last = lines.at(-1);
      if (last !== undefined) last.blankAfter = true;
      return;
    }
    lines.push({ start, end, blankBefore: blank, blankAfter: false });
    blank = false;
  };
  let from = 0;
  for (const lineBreak of text.matchAll(LINE_BREAK)) {
    take(from, lineBreak.index);
    from = lineBreak.index + lineBreak[0].length;
  }
  take(from, text.length);
  const last = lines.at(-1);
  if (last !== undefined) last.blankAfter = true;
  return lines;
}

/** The span without white space at its edges; empty (at `end`) if there is nothing else. */
export function trimSpan(text: string, start: number, end: number): Span {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** White space as `\s` has it. */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit < 0xa0) return unit === 0x85;
  return (
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}
