/**
 * An article's printed text as blocks that can be set for reading. Every block names spans of `Article.text`, so that a
 * quote can be marked in it, and together they hold every word of the text.
 */
import { bulletLength, headingsOf } from '../../text/headings.ts';
import { type Line, linesOf } from '../../text/lines.ts';
import type { Article, Heading, PageStart, Span } from '../../types.ts';
import { type TableBlock, tableOf } from './tables.ts';

export type Block =
  | ({ readonly kind: 'heading'; readonly level: number; readonly id: string } & Span)
  | ({ readonly kind: 'paragraph' } & Span)
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | TableBlock
  /** Here a page, or a chapter, begins. */
  | { readonly kind: 'page'; readonly label: string };

/** An item as it is printed: its bullet or number, and its words, which may go on over several lines. */
export interface ListItem extends Span {
  readonly mark: Span;
}

/** UTF-16 code units. A shorter line belongs with its neighbours: verse, an address; a longer one is a paragraph. */
const PARAGRAPH_LINE_CHARS_MIN = 80;
const BULLET_CHARS_MAX = 12;

export function blocksOf(article: Pick<Article, 'text' | 'outline' | 'pages'>): Block[] {
  const { text, pages = [] } = article;
  const headings = new Map(headingsOf(article).map((heading) => [heading.start, heading]));
  const blocks: Block[] = [];
  let group: Line[] = [];
  let nextPage = 0;
  let level = 1;
  const outermost = Math.min(...[...headings.values()].map((heading) => heading.level));
  const flush = () => {
    blocks.push(...groupBlocks(text, group));
    group = [];
  };
  for (const line of linesOf(text)) {
    const begun = pageBegun(pages, nextPage, line);
    if (begun > nextPage) {
      flush();
      blocks.push({ kind: 'page', label: pages[begun - 1]!.label });
      nextPage = begun;
    }
    const heading = headings.get(line.start);
    if (line.blankBefore || heading) flush();
    if (!heading) {
      group.push(line);
      continue;
    }
    // From 2, because the title is the page's first; never more than one deeper than the heading before.
    level = Math.min(2 + heading.level - outermost, level + 1, 6);
    blocks.push({ kind: 'heading', level, id: `h${blocks.length}`, ...wordsOf(text, heading) });
  }
  flush();
  return blocks;
}

/** How many pages have begun by a line. */
function pageBegun(pages: readonly PageStart[], from: number, line: Span): number {
  let next = from;
  while (next < pages.length && pages[next]!.start < line.end) next += 1;
  return next;
}

/** The title within its line, without the marks around it. */
function wordsOf(text: string, { start, end, title }: Heading): Span {
  const at = text.slice(start, end).indexOf(title);
  return at < 0 ? { start, end } : { start: start + at, end: start + at + title.length };
}

/** Lines without a blank one between them. */
function groupBlocks(text: string, lines: readonly Line[]): Block[] {
  const table = tableOf(text, lines);
  if (table) return [table];
  const blocks: Block[] = [];
  let items: ListItem[] | undefined;
  let shortBefore = false;
  for (const { start, end } of lines) {
    const bullet = bulletLength(text.slice(start, Math.min(end, start + BULLET_CHARS_MAX)));
    const short = end - start < PARAGRAPH_LINE_CHARS_MIN;
    const last = blocks.at(-1);
    if (bullet > 0) {
      if (!items) {
        items = [];
        blocks.push({ kind: 'list', items });
      }
      items.push({ mark: { start, end: start + bullet }, start: start + bullet, end });
    } else if (items) {
      // A paragraph that goes on with the item above it.
      items.push({ ...items.pop()!, end });
    } else if (short && shortBefore && last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { ...last, end };
    } else {
      blocks.push({ kind: 'paragraph', start, end });
    }
    shortBefore = short;
  }
  return blocks;
}
