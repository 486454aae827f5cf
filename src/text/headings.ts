/** Headings of an article: marked ones (`## …`) and short lines that stand alone above a paragraph. */
import type { Span } from '../types.ts';

/** Invariant: `text.slice(start, end)` is the heading's whole line, trimmed; `title` is that without its marks. */
export interface Heading extends Span {
  readonly title: string;
}

/** A longer line is taken for a paragraph, whatever surrounds it. */
const HEADING_CHARS_MAX = 80;
const HEADING_WORDS_MAX = 10;
/** A heading says less than the paragraph below it. */
const PARAGRAPH_CHARS_MIN = 80;

const MARKED = /^#{1,6}\s+(.*?)\s*#*$/u;
const WIKI_MARKED = /^(={2,6})\s*([^=].*?)\s*\1$/u;

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

/** The headings of a text, in order. */
export function headings(text: string): Heading[] {
  return headingsOfLines(text, linesOf(text));
}

export function headingsOfLines(text: string, lines: readonly Line[]): Heading[] {
  const found: Heading[] = [];
  lines.forEach((line, i) => {
    const { start, end } = line;
    // Most lines are paragraphs: do not copy them to find that out.
    if (end - start > 2 * HEADING_CHARS_MAX) return;
    const written = text.slice(start, end);
    const marked = MARKED.exec(written)?.[1] ?? WIKI_MARKED.exec(written)?.[2];
    if (marked) found.push({ start, end, title: marked });
    else if (standsAlone(written, line, lines[i + 1])) found.push({ start, end, title: written });
  });
  return found;
}

/**
 * A line without marks is a heading where it is short, has no punctuation at its end nor a bullet at its start,
 * stands between blank lines, and a real paragraph comes next.
 */
function standsAlone(written: string, line: Line, next: Line | undefined): boolean {
  if (!line.blankBefore || !line.blankAfter || next === undefined) return false;
  if (written.length > HEADING_CHARS_MAX || next.end - next.start < PARAGRAPH_CHARS_MIN)
    return false;
  if (!/[\p{L}\p{N}]/u.test(written) || /[.!?؟…،,؛;:»"”)\]]$/u.test(written) || isBullet(written))
    return false;
  return written.split(/\s+/u).length <= HEADING_WORDS_MAX;
}

/** `- `, `• `, `* `, `1. `, `١) `, `أ- ` and the like: how many characters the mark takes, or 0. */
export function bulletLength(line: string): number {
  return (
    /^(?:[-–—•·●▪◦*+]|(?:\p{Nd}{1,3}|\p{L}ـ?)(?:[.)]|\s?[-–]))\s+|^\p{Nd}{1,2}[.)-](?=\p{L})|^[•●▪◦]/u.exec(
      line,
    )?.[0].length ?? 0
  );
}

function isBullet(line: string): boolean {
  return bulletLength(line) > 0;
}

/** The span without white space at its edges; empty (at `end`) where there is nothing else. */
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
