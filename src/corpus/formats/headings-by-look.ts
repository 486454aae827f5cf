/** Headings of a document whose writer marked none: short lines in larger letters, or all in bold. */
import { type Block, cleanText } from '../blocks.ts';
import { joinSpacedLetters } from '../spaced-letters.ts';

/** A paragraph as it looks. */
export interface Paragraph {
  readonly text: string;
  /** All of it. */
  readonly bold: boolean;
  /** Of its largest letters, in any unit; 0 if it is not known. */
  readonly size: number;
  /** Of a heading that is marked as one. */
  readonly level?: number | undefined;
  /** Of a list's item. */
  readonly mark?: string | undefined;
}

/** A paragraph in bold with more words is emphasis, not a heading. */
const HEADING_WORDS_MAX = 12;
/** Levels 1 to 6 are headings that somebody marked as such. */
const LARGE_LEVEL = 6;
const BOLD_LEVEL = 7;
const LARGER = 1.15;

export function withHeadings(found: readonly (Block | Paragraph)[]): Block[] {
  const body = commonSize(found);
  const marked = found.some((one) =>
    'kind' in one ? one.kind === 'heading' : one.level !== undefined,
  );
  return found.map((one, i): Block => {
    if ('kind' in one) return one;
    const { text, level, mark, size } = one;
    if (level !== undefined) return { kind: 'heading', text, level };
    if (mark !== undefined) return { kind: 'item', text, mark };
    if (!marked && looksLikeHeading(one, found[i + 1], body))
      return { kind: 'heading', text, level: size > body * LARGER ? LARGE_LEVEL : BOLD_LEVEL };
    return { kind: 'paragraph', text };
  });
}

function looksLikeHeading(
  one: Paragraph,
  next: Block | Paragraph | undefined,
  body: number,
): boolean {
  const line = joinSpacedLetters(one.text) ?? cleanText(one.text);
  if (line === '' || line.split(' ').length > HEADING_WORDS_MAX || /[.،؛,;!…]$/u.test(line))
    return false;
  if (!one.bold && one.size <= body * LARGER) return false;
  // Of several bold lines in a row, none says what the others are about.
  return (
    next === undefined ||
    'kind' in next ||
    !next.bold ||
    cleanText(next.text) === '' ||
    one.size > next.size
  );
}

/** The size that most of the text is set in. */
function commonSize(found: readonly (Block | Paragraph)[]): number {
  const chars = new Map<number, number>();
  for (const one of found)
    if (!('kind' in one)) chars.set(one.size, (chars.get(one.size) ?? 0) + one.text.length);
  return [...chars].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
