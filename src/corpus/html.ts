/** HTML ─► a document, and its blocks. */
import { parseHTML } from 'linkedom';
import { type Block, cleanLines, cleanText, rowSentences } from './blocks.ts';
import { FormatError } from './formats/format.ts';
import { withQuestions } from './question-table.ts';
import { readRaised } from './raised-number.ts';

export { cleanText } from './blocks.ts';

/** A page nested deeper is refused: finding its text takes time quadratic in the depth. Articles stay below 50. */
const DEPTH_MAX = 100;

/** A page of more elements is refused, for the same reason. */
export const ELEMENTS_MAX = 20_000;

/** What is used of the DOM; the project is compiled without the browser's types. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
}
export interface HtmlElement extends HtmlNode {
  readonly parentNode: HtmlElement | null;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
  append(...nodes: HtmlNode[]): void;
  prepend(...nodes: HtmlNode[]): void;
  replaceWith(...nodes: HtmlNode[]): void;
  remove(): void;
}
export interface HtmlDocument extends HtmlElement {
  readonly documentElement: HtmlElement | null;
  createElement(name: string): HtmlElement;
}

const ELEMENT = 1;
const TEXT = 3;

/** @throws FormatError if the document is larger or deeper than articles are. */
export function parseDocument(html: string, elementsMax = ELEMENTS_MAX): HtmlDocument {
  const parse = (text: string) => parseHTML(text) as unknown as { document: HtmlDocument };
  // Whatever is outside <html> would become a second root.
  const wrapped = () => parse(`<html><body>${html}</body></html>`).document;
  let document = /<html[\s>]/iu.test(html) ? parse(html).document : wrapped();
  // It is in a comment.
  if (!/^html$/iu.test(document.documentElement?.nodeName ?? '')) document = wrapped();
  measure(document, elementsMax);
  completeBody(document);
  freeText(document);
  return document;
}

/** What a head may hold. */
const METADATA = new Set('BASE LINK META NOSCRIPT SCRIPT STYLE TEMPLATE TITLE'.split(' '));

/** Where a head ends and a body begins may be left out (HTML standard, 13.1.2.4), which the parser does not know. */
function completeBody(document: HtmlDocument): void {
  const { documentElement: root } = document;
  if (root === null) return;
  const [head] = root.querySelectorAll('head');
  const [body] = root.querySelectorAll('body');
  const inHead = [...(head?.childNodes ?? [])];
  const first = inHead.findIndex(
    ({ nodeType, nodeName }) => nodeType === ELEMENT && !METADATA.has(nodeName.toUpperCase()),
  );
  const strays = first < 0 ? [] : inHead.slice(first);
  if (body?.parentNode === head) root.append(...strays);
  else if (body) body.prepend(...strays);
  else {
    const own = document.createElement('body');
    own.append(...[...root.childNodes].filter((node) => node !== head), ...strays);
    root.append(own);
  }
}

/** What else would be left out with the controls around it: the questions of a page of answers, all that an ASP.NET page says. */
function freeText(document: HtmlDocument): void {
  for (const button of [...document.querySelectorAll('button')]) {
    const isHeading = /^(?:H[1-6]|DT|SUMMARY)$/iu.test(button.parentNode?.nodeName ?? '');
    if (isHeading) button.replaceWith(...button.childNodes);
    else if (/[؟?]\s*$/u.test(button.textContent ?? '')) {
      const heading = document.createElement('h4');
      heading.append(...button.childNodes);
      button.replaceWith(heading);
    }
  }
  const texts = 'p, h1, h2, h3, li, td';
  const count = (element: HtmlElement) => [...element.querySelectorAll(texts)].length;
  for (const form of [...document.querySelectorAll('form')])
    if (count(form) > count(document) / 2) form.replaceWith(...form.childNodes);
}

function measure(document: HtmlDocument, elementsMax: number): void {
  let elements = 0;
  const waiting: [node: HtmlNode, depth: number][] = [[document, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    elements += 1;
    if (depth > DEPTH_MAX || elements > elementsMax) {
      throw new FormatError(
        depth > DEPTH_MAX
          ? `elements are nested more than ${DEPTH_MAX} deep`
          : `has more than ${elementsMax} elements`,
        'It is not an article.',
      );
    }
    for (const child of node.childNodes) {
      if (child.nodeType === ELEMENT) waiting.push([child, depth + 1]);
    }
  }
}

const DROPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS AUDIO VIDEO FORM BUTTON SELECT TEXTAREA INPUT NAV HEAD TITLE'.split(
    ' ',
  ),
);
/** What a figure may show that is read; the caption of a picture and addresses of films are no part of the text. */
const READ_IN_FIGURE = new Set('TABLE BLOCKQUOTE PRE OL UL'.split(' '));
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q RP RT RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR'.split(
    ' ',
  ),
);

/** The blocks that a person would read, in order. */
export function blocksOf(root: HtmlNode): Block[] {
  const blocks: Block[] = [];
  let line = '';
  /** What the next block is: a heading's level, an item's mark, or a paragraph. */
  type Kind = { readonly level: number } | { readonly mark: string } | undefined;
  const endBlock = (kind: Kind) => {
    const text = cleanLines(line);
    line = '';
    if (text === '') return;
    if (kind === undefined) blocks.push({ kind: 'paragraph', text });
    else if ('level' in kind) blocks.push({ kind: 'heading', text, level: kind.level });
    else blocks.push({ kind: 'item', text, mark: kind.mark });
  };
  const visitAll = (node: HtmlNode, kind: Kind) => {
    for (const child of node.childNodes) visit(child, kind);
  };
  const visit = (node: HtmlNode, kind: Kind) => {
    if (node.nodeType === TEXT) {
      line += (node.textContent ?? '').replace(/\s+/gu, ' ');
      return;
    }
    const name = node.nodeName.toUpperCase();
    if ((node.nodeType === ELEMENT && DROPPED.has(name)) || name === '#COMMENT') return;
    if (name === 'BR') {
      line += '\n';
      return;
    }
    if (INLINE.has(name)) {
      if (name === 'SUP') line += readRaised(line, cleanText(node.textContent ?? ''));
      else if (name !== 'A' || !isNoteMark(node as HtmlElement)) visitAll(node, kind);
      return;
    }
    endBlock(kind);
    if (name === 'FIGURE') {
      visitFigure(node);
      return;
    }
    if (name === 'TABLE') {
      for (const child of node.childNodes)
        if (child.nodeName.toUpperCase() === 'CAPTION') visit(child, undefined);
      const rows = tableRows(node);
      const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
      const [only] = filled;
      if (only && filled.length === 1 && !only.holdsBlocks)
        blocks.push({ kind: 'paragraph', text: only.cells.join(' ') });
      else if (isLayout(rows)) visitTable(node);
      else blocks.push({ kind: 'table', rows: rows.map((row) => row.cells) });
      line = line.trim() === '' ? '' : line;
      endBlock(undefined);
      return;
    }
    if (name === 'OL' || name === 'UL' || name === 'MENU') {
      let number = Number((node as HtmlElement).getAttribute('start') ?? 1) || 1;
      for (const child of node.childNodes) {
        if (child.nodeName.toUpperCase() !== 'LI') {
          visit(child, kind);
          continue;
        }
        const first = blocks.length;
        visitAll(child, undefined);
        endBlock(undefined);
        const begins = blocks[first];
        const mark = name === 'OL' ? `${number}. ` : '• ';
        if (begins?.kind === 'paragraph') blocks[first] = { ...begins, kind: 'item', mark };
        number += 1;
      }
      return;
    }
    const level = /^H([1-6])$/u.exec(name)?.[1];
    const own: Kind =
      level !== undefined ? { level: Number(level) } : name === 'LI' ? { mark: '• ' } : kind;
    visitAll(node, own);
    endBlock(own);
  };
  const visitTable = (table: HtmlNode) => {
    for (const child of table.childNodes)
      if (child.nodeName.toUpperCase() !== 'CAPTION') visit(child, undefined);
  };
  const visitFigure = (figure: HtmlNode) => {
    const children = [...figure.childNodes].filter(({ nodeType }) => nodeType === ELEMENT);
    const [table] = (figure as HtmlElement).querySelectorAll('table');
    // Of a table, the caption says what it is about; it is read first, wherever it is.
    const captions = children.filter(({ nodeName }) => table && /^FIGCAPTION$/iu.test(nodeName));
    for (const caption of captions) visit(caption, undefined);
    for (const child of children) {
      if (READ_IN_FIGURE.has(child.nodeName.toUpperCase())) visit(child, undefined);
      else if (!captions.includes(child)) visitFigure(child);
    }
  };
  visit(root, undefined);
  endBlock(undefined);
  return blocks;
}

/** A link to a note or back from it, as pandoc, Word and e-books mark it. */
function isNoteMark(link: HtmlElement): boolean {
  return (
    /^doc-(?:noteref|backlink)$/u.test(link.getAttribute('role') ?? '') ||
    /^(?:noteref|backlink)$/u.test(link.getAttribute('epub:type') ?? '') ||
    /(?:^|\s)footnote-(?:ref|back(?:ref)?)(?:\s|$)/u.test(link.getAttribute('class') ?? '') ||
    /^\s*[↩↑⏎^]\ufe0e?\s*$/u.test(link.textContent ?? '')
  );
}

interface Row {
  readonly cells: readonly string[];
  readonly holdsBlocks: boolean;
}

function tableRows(table: HtmlNode): Row[] {
  const rows: Row[] = [];
  /** Cells that continue from the row above, by column. */
  const spanning: ({ text: string; rows: number } | undefined)[] = [];
  const visit = (node: HtmlNode) => {
    for (const child of node.childNodes) {
      const name = child.nodeName.toUpperCase();
      if (name !== 'TR') {
        if (/^(?:THEAD|TBODY|TFOOT|COLGROUP)$/u.test(name)) visit(child);
        continue;
      }
      const cells: string[] = [];
      let holdsBlocks = false;
      const fill = () => {
        for (
          let above = spanning[cells.length];
          above && above.rows > 0;
          above = spanning[cells.length]
        ) {
          above.rows -= 1;
          cells.push(above.text);
        }
      };
      for (const cell of child.childNodes) {
        if (!/^T[DH]$/iu.test(cell.nodeName)) continue;
        fill();
        const inner = blocksOf({ ...asPlain(cell), nodeName: 'DIV' });
        const text = inner.flatMap(textOfBlock).join(' ');
        holdsBlocks ||=
          inner.length > 2 || inner.some(({ kind }) => kind === 'table' || kind === 'heading');
        const columns = span(cell, 'colspan');
        const below = span(cell, 'rowspan') - 1;
        for (let i = 0; i < columns; i++) {
          if (below > 0) spanning[cells.length] = { text, rows: below };
          cells.push(i === 0 ? text : '');
        }
      }
      fill();
      rows.push({ cells, holdsBlocks });
    }
  };
  visit(table);
  return rows;
}

function asPlain(node: HtmlNode): HtmlNode {
  return {
    nodeType: node.nodeType,
    nodeName: node.nodeName,
    textContent: null,
    childNodes: node.childNodes,
  };
}

function span(cell: HtmlNode, name: 'colspan' | 'rowspan'): number {
  const value = Number((cell as HtmlElement).getAttribute(name) ?? 1);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, 50) : 1;
}

/** Old pages are in a table of one row or column; its cells are no values. */
function isLayout(rows: readonly Row[]): boolean {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return (
    filled.length <= 1 ||
    filled.every(({ cells }) => cells.filter((cell) => cell !== '').length <= 1) ||
    filled.some(({ holdsBlocks }) => holdsBlocks)
  );
}

function textOfBlock(block: Block): string[] {
  if (block.kind === 'table') return rowSentences(block.rows);
  return block.kind === 'page' ? [] : [block.text];
}

/** The text as the Markdown that `fetch` keeps: headings as `## `, list items as `- `, a blank line between blocks. */
export function markdownOf(blocks: readonly Block[]): string {
  let text = '';
  let last: Block['kind'] | undefined;
  for (const block of blocks.flatMap(withQuestions)) {
    const lines =
      block.kind === 'heading'
        ? [`## ${oneLine(block.text)}`]
        : block.kind === 'item'
          ? [`${block.mark === '• ' ? '- ' : block.mark}${oneLine(block.text)}`]
          : textOfBlock(block).flatMap((text) => text.split('\n'));
    for (const line of lines) {
      const together = block.kind === 'item' && last === 'item';
      text += (text === '' ? '' : together ? '\n' : '\n\n') + line;
      last = block.kind;
    }
  }
  return text;
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

/** The text of a scrap of HTML, such as a feed's title, on one line. */
export function lineOf(html: string): string {
  return cleanText(blocksOf(parseDocument(html)).flatMap(textOfBlock).join(' '));
}

/** The same; undefined if there is none, or too much of it. */
export function lineIfAny(html: string | undefined): string | undefined {
  try {
    return (html && lineOf(html)) || undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
