/** Headings of a text that marks them (`## …`, `== … ==`), and short lines that stand alone above a paragraph. */
import type { Article, Heading } from '../types.ts';
import { type Line, linesOf } from './lines.ts';

/** A longer line counts as a paragraph, whatever surrounds it. */
const HEADING_CHARS_MAX = 80;
const HEADING_WORDS_MAX = 10;
/** A heading says less than the paragraph below it. */
const PARAGRAPH_CHARS_MIN = 80;

/** A heading without marks tells no level: it is under every marked one. */
const UNMARKED_LEVEL = 7;

const MARKED = /^(#{1,6})\s+(.*?)\s*#*$/u;
const WIKI_MARKED = /^(={2,6})\s*([^=].*?)\s*\1$/u;

/** The headings of a text, in order. */
export function headings(text: string): Heading[] {
  return headingsOfLines(text, linesOf(text));
}

function headingsOfLines(text: string, lines: readonly Line[]): Heading[] {
  const found: Heading[] = [];
  lines.forEach((line, i) => {
    const { start, end } = line;
    // Most lines are paragraphs: do not copy them to find that out.
    if (end - start > 2 * HEADING_CHARS_MAX) return;
    const written = text.slice(start, end);
    const marked = MARKED.exec(written) ?? WIKI_MARKED.exec(written);
    if (marked?.[2]) found.push({ start, end, level: marked[1]!.length, title: marked[2] });
    else if (standsAlone(written, line, lines[i + 1]))
      found.push({ start, end, level: UNMARKED_LEVEL, title: written });
  });
  return found;
}

/** The headings of an article: those its format marked or, if it marks none, those that look like some. */
export function headingsOf({
  text,
  outline,
}: Pick<Article, 'text' | 'outline'>): readonly Heading[] {
  return outline ?? headings(text);
}

/** Between the headings of a path. */
const PATH_SEPARATOR = ' › ';

/** For each heading, in order, its title after those that it is under, the outermost first. */
export function headingPaths(found: readonly Heading[]): string[] {
  const above: Heading[] = [];
  return found.map((heading) => {
    while (above.length > 0 && above.at(-1)!.level >= heading.level) above.pop();
    above.push(heading);
    return above.map(({ title }) => title).join(PATH_SEPARATOR);
  });
}

/**
 * A line without marks is a heading if it is short, has no punctuation at its end nor a bullet at its start,
 * is between blank lines, and a real paragraph comes next.
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
