/** HTML ─► a document, and its text: paragraphs with blank lines between, headings as `## `, list items as `- `. */
import { parseHTML } from 'linkedom';
import { DEPTH_MAX, ELEMENTS_MAX } from './limits.ts';
import { Refused } from './refused.ts';

/** What is used of the DOM; the project is compiled without the browser's types. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
}
export interface HtmlElement extends HtmlNode {
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}
export interface HtmlDocument extends HtmlElement {
  readonly documentElement: HtmlElement | null;
}

const ELEMENT = 1;
const TEXT = 3;

/** @throws Refused where the document is larger or deeper than articles are. */
export function parseDocument(html: string): HtmlDocument {
  // Whatever stands outside <html> would become a second root.
  const whole = /<html[\s>]/iu.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(whole) as unknown as { document: HtmlDocument };
  measure(document);
  return document;
}

function measure(document: HtmlDocument): void {
  let elements = 0;
  const waiting: [node: HtmlNode, depth: number][] = [[document, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, depth] = next;
    elements += 1;
    if (depth > DEPTH_MAX || elements > ELEMENTS_MAX) {
      throw new Refused(
        depth > DEPTH_MAX
          ? `elements are nested more than ${DEPTH_MAX} deep`
          : `has more than ${ELEMENTS_MAX} elements`,
        'It is not an article.',
      );
    }
    for (const child of node.childNodes) {
      if (child.nodeType === ELEMENT) waiting.push([child, depth + 1]);
    }
  }
}

const DROPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG MATH CANVAS AUDIO VIDEO FIGURE FORM BUTTON SELECT TEXTAREA INPUT NAV HEAD TITLE'.split(
    ' ',
  ),
);
const INLINE = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q RP RT RUBY S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR'.split(
    ' ',
  ),
);

/** The text that a person would read, as blocks separated by a blank line. */
export function textOf(root: HtmlNode): string {
  const blocks: string[] = [];
  let line = '';
  const endBlock = (prefix: string) => {
    const text = cleanText(line);
    if (text !== '') blocks.push(prefix + text);
    line = '';
  };
  const visit = (node: HtmlNode, prefix: string) => {
    if (node.nodeType === TEXT) {
      line += node.textContent ?? '';
      return;
    }
    const name = node.nodeName.toUpperCase();
    if ((node.nodeType === ELEMENT && DROPPED.has(name)) || name === '#COMMENT') return;
    if (INLINE.has(name)) {
      for (const child of node.childNodes) visit(child, prefix);
      return;
    }
    if (name === 'TD' || name === 'TH') {
      for (const child of node.childNodes) visit(child, prefix);
      line += ' ';
      return;
    }
    endBlock(prefix);
    const own = /^H[1-6]$/u.test(name) ? '## ' : name === 'LI' ? '- ' : prefix;
    for (const child of node.childNodes) visit(child, own);
    endBlock(own);
  };
  visit(root, '');
  return joinBlocks(blocks);
}

/** List items stand together; all else is a paragraph of its own. */
function joinBlocks(blocks: readonly string[]): string {
  return blocks
    .map((block, i) => {
      const together = block.startsWith('- ') && blocks[i - 1]?.startsWith('- ');
      return (i === 0 ? '' : together ? '\n' : '\n\n') + block;
    })
    .join('');
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

/** The text of a scrap of HTML, such as a feed's title, on one line. */
export function lineOf(html: string): string {
  return cleanText(textOf(parseDocument(html)));
}
