/** Blocks of a document (headings, paragraphs, list items, table rows, pages) to the text that a person reads. */
import type { Heading, PageStart } from '../types.ts';

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly level: number }
  /** `mark` as it is printed, `• ` or `2. `. */
  | { readonly kind: 'item'; readonly text: string; readonly mark: string }
  | {
      readonly kind: 'table';
      readonly rows: readonly (readonly string[])[];
      readonly hasHeader?: boolean;
    }
  /** From here on the text is on this page, or in this chapter. */
  | { readonly kind: 'page'; readonly label: string };

export interface Printed {
  readonly text: string;
  readonly outline?: readonly Heading[];
  readonly pages?: readonly PageStart[];
}

/** A longer heading is a paragraph that somebody set in large letters. */
const HEADING_CHARS_MAX = 200;
const BULLET = '• ';
/** A bullet that somebody typed, or that a program wrote as text. */
const TYPED_BULLET = /^[•●▪■◦○◆❖➢\uf0b7\uf0a7]\s+(?=\S)/u;

/** The same form that Markdown is printed in: blank lines between blocks, one line break within lists and tables. */
export function printBlocks(blocks: readonly Block[]): Printed {
  const parts: string[] = [];
  const outline: Heading[] = [];
  const pages: PageStart[] = [];
  let length = 0;
  let last: Block['kind'] | undefined;
  let page: string | undefined;
  const add = (text: string, kind: Block['kind']) => {
    const together = kind === last && (kind === 'item' || kind === 'table');
    const separator = length === 0 ? '' : together ? '\n' : '\n\n';
    const start = length + separator.length;
    if (page !== undefined) {
      if (pages.at(-1)?.label !== page) pages.push({ start, label: page });
      page = undefined;
    }
    parts.push(separator, text);
    length = start + text.length;
    last = kind;
    return start;
  };
  for (const block of blocks) {
    if (block.kind === 'page') {
      page = cleanLines(block.label).replaceAll('\n', ' ') || undefined;
      continue;
    }
    if (block.kind === 'table') {
      // Two tables in a row are two tables.
      if (last === 'table') last = undefined;
      for (const row of rowSentences(block.rows, block.hasHeader ?? true)) add(row, 'table');
      continue;
    }
    const text = cleanLines(block.text);
    if (text === '') continue;
    const typed = block.kind === 'paragraph' ? TYPED_BULLET.exec(text)?.[0] : undefined;
    if (typed !== undefined) add(BULLET + text.slice(typed.length), 'item');
    else if (block.kind === 'item') add(block.mark + text, 'item');
    else if (block.kind === 'paragraph' || text.length > HEADING_CHARS_MAX) add(text, 'paragraph');
    else {
      const title = text.replaceAll('\n', ' ');
      const start = add(title, 'heading');
      outline.push({ start, end: start + title.length, level: block.level, title });
    }
  }
  return {
    text: parts.join(''),
    ...(outline.length > 0 && { outline }),
    ...(pages.length > 0 && { pages }),
  };
}

/**
 * The rows of a table, each a sentence: its first cell, then each other cell after its header. A table whose cells are
 * paragraphs is there for its looks, and is printed cell by cell.
 */
export function rowSentences(rows: readonly (readonly string[])[], hasHeader = true): string[] {
  const cells = rows
    .map((row) => row.map((cell) => cleanLines(cell).replaceAll('\n', ' ')))
    .filter((row) => row.some((cell) => cell !== ''));
  const width = Math.max(0, ...cells.map((row) => row.filter((cell) => cell !== '').length));
  if (width <= 1) return cells.flatMap((row) => row.filter((cell) => cell !== ''));
  if (cells.length === 1 || !hasHeader) return cells.map((row) => sentence(row, []));
  const [head = [], ...body] = cells;
  const headers = head.map((header) => header.replace(/\s*[:：]$/u, ''));
  return body.map((row) => sentence(row, headers));
}

function sentence([name = '', ...values]: readonly string[], headers: readonly string[]): string {
  const pairs = values.flatMap((value, i) => {
    const header = headers[i + 1] ?? '';
    return value === '' ? [] : [header === '' || header === value ? value : `${header}: ${value}`];
  });
  const line = [name, pairs.join('، ')].filter((part) => part !== '').join(' — ');
  return line === '' || /[.!?؟…]$/u.test(line) ? line : `${line}.`;
}

/** Controls, embeddings and overrides of direction, and what is invisible and no part of any word. */
const INVISIBLE =
  /[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/** One line: runs of white space become one space, invisible characters go. Joiners and direction marks stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Cc}/gu, '')
    .replace(/ {2,}/gu, ' ')
    .trim();
}

/** The same for a paragraph in which line breaks are meant. */
export function cleanLines(text: string): string {
  if (!/[\n\r\u0085\u2028\u2029]/u.test(text)) return cleanText(text);
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(cleanText)
    .filter((line) => line !== '')
    .join('\n');
}
