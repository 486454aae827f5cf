/**
 * Markdown as it is printed: what a person reads on the page, without the marks. What each part becomes, and why the
 * file's own letters are not kept: `docs/decisions/printed-text.md`.
 */
import type { Nodes, Parents, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { bulletLength } from '../text/headings.ts';
import type { Heading, PageStart } from '../types.ts';
import { rowSentences } from './blocks.ts';
import { printHtml } from './print-html.ts';
import { withQuestions } from './question-table.ts';

export interface PrintedMarkdown {
  readonly text: string;
  /** The headings, each a line of `text`; absent if none is marked, so that they can be looked for. */
  readonly outline?: readonly Heading[];
  /** Where `<!-- page: 12 -->` is, as `fetch` writes it for a document; absent if it is nowhere. */
  readonly pages?: readonly PageStart[];
}

/** A page of the document that the text was taken from. */
export const PAGE_MARK = /^<!-- page: (.+) -->$/u;

/** UTF-16 code units. A longer heading is a paragraph above a line of dashes. */
const HEADING_CHARS_MAX = 200;
/** UTF-16 code units of the shortest line that an editor wrapped: below this, a line break is meant. */
const WRAPPED_CHARS_MIN = 50;
/** A line break that is meant, until the others are decided upon. */
const HARD_BREAK = '\u2028';
/** Nothing that people write is nested deeper, and what is must not exhaust the stack. */
const DEPTH_MAX = 100;

interface Block {
  readonly text: string;
  /** The list or table it is of: one line break, not two, is between its blocks. */
  readonly list?: Nodes;
  readonly heading?: Pick<Heading, 'level' | 'title'>;
  /** No text: what follows is on this page. */
  readonly page?: string;
}

/** Prints the body of a Markdown file. */
export function printMarkdown(source: string): PrintedMarkdown {
  let text = '';
  let last: Block | undefined;
  const outline: Heading[] = [];
  const pages: PageStart[] = [];
  let page: string | undefined;
  for (const block of blocksOf(source.replaceAll('\r\n', '\n'))) {
    if (block.page !== undefined) {
      page = block.page;
      continue;
    }
    if (last) text += block.list !== undefined && block.list === last.list ? '\n' : '\n\n';
    if (block.heading) {
      const start = text.length;
      outline.push({ start, end: start + block.text.length, ...block.heading });
    }
    if (page !== undefined) pages.push({ start: text.length, label: page });
    page = undefined;
    text += block.text;
    last = block;
  }
  return {
    text,
    ...(outline.length > 0 && { outline }),
    ...(pages.length > 0 && { pages }),
  };
}

/** Whatever makes a paragraph more than its words, or no paragraph. */
const MARKS =
  /[*_`[\]<>\\|~&]|^[ \t]*(?:[-+](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$)|[=-]+[ \t]*$|#)|^(?: {4}|\t)|^[ \t]/mu;
const PLAIN_HEADING = /^(#{1,6})[ \t]+([^\n*_`[\]<>\\|~&#]+)$/u;
const FENCE = /^[ \t]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?:`{3,}[^`\n]*|~{3,}.*)$/gmu;
/** Names may be defined anywhere in a file, and then all of it must be parsed at once. */
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/mu;

/**
 * The blocks of a file. Most paragraphs have no marks at all; parsing them took ten times as long as all the rest of
 * reading. So what is between them is parsed, run by run, and they are taken as they are.
 */
function* blocksOf(source: string): Generator<Block> {
  if (DEFINITION.test(source)) {
    yield* new Printer(source).blocks();
    return;
  }
  let run = '';
  /** The end of the run from where code or a comment began that may not have ended. */
  let open = '';
  for (const [part] of source.matchAll(/(?:[^\n]*\S[^\n]*(?:\n|$))+|\n|[^\n]+/gu)) {
    const plain = open === '' ? plainBlock(part.trimEnd()) : undefined;
    if (plain === undefined) {
      run += part;
      open += part;
      if (!isOpen(open)) open = '';
      continue;
    }
    yield* new Printer(run).blocks();
    run = '';
    yield plain;
  }
  yield* new Printer(run).blocks();
}

/** A paragraph or a heading without marks within it; undefined if it must be parsed. */
function plainBlock(part: string): Block | undefined {
  const heading = PLAIN_HEADING.exec(part);
  if (heading) {
    const title = heading[2]!.replace(/\s+/gu, ' ').trim();
    return title === ''
      ? undefined
      : { text: title, heading: { level: heading[1]!.length, title } };
  }
  return part === '' || MARKS.test(part) ? undefined : { text: tidy(joinWrapped(part)) };
}

/** Whether code or a comment continues after the end of some lines. */
function isOpen(lines: string): boolean {
  return (
    (lines.match(FENCE)?.length ?? 0) % 2 === 1 ||
    lines.lastIndexOf('<!--') > lines.lastIndexOf('-->') ||
    /<(script|style|pre|textarea)(?=[\s/>]|$)(?![\s\S]*<\/\1)/iu.test(lines)
  );
}

class Printer {
  readonly #source: string;
  readonly #blocks: Block[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  blocks(): readonly Block[] {
    if (this.#source.trim() === '') return [];
    try {
      const tree = fromMarkdown(this.#source, {
        extensions: [gfm()],
        mdastExtensions: [gfmFromMarkdown()],
      });
      this.#children(tree, undefined, 0);
      return this.#blocks;
    } catch (error) {
      // The parser calls itself for each level; thousands of them are no text that a person wrote.
      if (error instanceof RangeError) return [{ text: tidy(this.#source) }];
      throw error;
    }
  }

  #children(parent: Parents, list: Nodes | undefined, depth: number): void {
    for (const child of parent.children) this.#block(child as RootContent, list, depth + 1);
  }

  /** @param list the outermost list that the node is in. */
  #block(node: RootContent, list: Nodes | undefined, depth: number): void {
    if (depth > DEPTH_MAX) {
      this.#push(this.#sourceOf(node), list);
      return;
    }
    switch (node.type) {
      case 'paragraph':
        this.#paragraph(node.children, list);
        return;
      case 'heading':
        this.#heading(node.depth, node.children, this.#sourceOf(node), list);
        return;
      case 'list': {
        let number = node.start ?? 1;
        for (const item of node.children) {
          const mark = node.ordered ? `${number}. ` : '• ';
          number += 1;
          const first = this.#blocks.length;
          this.#children(item, list ?? node, depth + 1);
          const begins = this.#blocks[first];
          if (begins) this.#blocks[first] = { ...begins, text: mark + begins.text };
        }
        return;
      }
      case 'table':
        this.#table(node, list ?? node);
        return;
      case 'code':
        this.#push(node.value, list);
        return;
      case 'html': {
        const page = PAGE_MARK.exec(node.value)?.[1];
        if (page !== undefined) this.#blocks.push({ text: '', page });
        const printed = printHtml(node.value);
        // What is within tags may be Markdown again; without tags it is not HTML again.
        if (printed.trim() !== '') {
          for (const block of new Printer(printed.replaceAll('<', '\\<')).blocks())
            this.#blocks.push(list === undefined ? block : { ...block, list });
        }
        return;
      }
      case 'blockquote':
      case 'footnoteDefinition':
        this.#children(node, list, depth);
        return;
      default:
        // A rule across the page, the address of a link: nothing that is read.
        return;
    }
  }

  #table(table: Table, list: Nodes): void {
    const rows = table.children.map((row) => row.children.map((cell) => this.#line(cell.children)));
    for (const block of withQuestions({ kind: 'table', rows })) {
      if (block.kind === 'table') for (const row of rowSentences(block.rows)) this.#push(row, list);
      else if (block.kind === 'heading')
        this.#blocks.push({ text: block.text, heading: { level: block.level, title: block.text } });
      else if ('text' in block) this.#push(block.text, undefined);
    }
  }

  #push(text: string, list: Nodes | undefined): void {
    const printed = tidy(text);
    if (printed !== '')
      this.#blocks.push(list === undefined ? { text: printed } : { text: printed, list });
  }

  #paragraph(children: readonly PhrasingContent[], list: Nodes | undefined): void {
    this.#push(joinWrapped(this.#inline(children)).replaceAll(HARD_BREAK, '\n'), list);
  }

  #heading(
    level: number,
    children: readonly PhrasingContent[],
    source: string,
    list: Nodes | undefined,
  ): void {
    const title = this.#line(children);
    // A sentence with a line of dashes below it is most often a paragraph and a rule.
    const isParagraph =
      title.length > HEADING_CHARS_MAX || (!source.startsWith('#') && /[.!…،؛:]$/u.test(title));
    if (isParagraph || title === '') this.#paragraph(children, list);
    else this.#blocks.push({ text: title, heading: { level, title } });
  }

  /** On one line. */
  #line(children: readonly PhrasingContent[]): string {
    return this.#inline(children).replace(/\s+/gu, ' ').trim();
  }

  #inline(children: readonly PhrasingContent[], depth = 0): string {
    return children.map((child) => this.#phrase(child, depth)).join('');
  }

  #phrase(node: PhrasingContent, depth: number): string {
    switch (node.type) {
      case 'text':
        return this.#text(node.value, this.#sourceOf(node));
      case 'inlineCode':
        return node.value;
      case 'break':
        return HARD_BREAK;
      case 'image':
      case 'imageReference':
        return node.alt ?? '';
      case 'html':
        return /^<br[\s/>]/iu.test(node.value) ? HARD_BREAK : '';
      case 'emphasis':
      case 'strong':
      case 'delete':
      case 'link':
      case 'linkReference':
        return depth > DEPTH_MAX ? this.#sourceOf(node) : this.#inline(node.children, depth + 1);
      default:
        return '';
    }
  }

  /**
   * Words between marks. CommonMark sees no emphasis if a quotation mark is inside the asterisks and a letter
   * outside («**«قال»**و»), as is usual in Arabic; asterisks in pairs that nobody escaped are taken away too.
   */
  #text(value: string, source: string): string {
    return value.includes('**') && !source.includes('\\')
      ? value.replace(/\*\*(?=\S)([^*]+?)(?<=\S)\*\*/gu, '$1')
      : value;
  }

  #sourceOf({ position }: Nodes): string {
    const { start, end } = position ?? {};
    return this.#source.slice(start?.offset ?? 0, end?.offset ?? 0);
  }
}

/** A line break within a paragraph stays, but for one where an editor wrapped a long line. */
function joinWrapped(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  let joined = lines[0]!;
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue;
    const before = lines[i - 1]!.split(HARD_BREAK).at(-1)!.trimEnd();
    const wrapped =
      before.length >= WRAPPED_CHARS_MIN &&
      !/[.!?؟…:؛]["”»)\]]*$/u.test(before) &&
      bulletLength(line.trimStart()) === 0;
    joined = wrapped ? `${joined.trimEnd()} ${line.trimStart()}` : `${joined}\n${line}`;
  }
  return joined;
}

/** Lines without white space at their edges or twice in a row, and without blank lines at the edges. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]*\n[^\S\n]*/gu, '\n')
    .replace(/[ \t]{2,}/gu, ' ')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
