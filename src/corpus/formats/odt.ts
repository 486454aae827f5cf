/** OpenDocument texts (LibreOffice). Tracked deletions, annotations and tables of contents are left out. */
import { type Block, cleanText } from '../blocks.ts';
import { readRaised } from '../raised-number.ts';
import { Archive } from './archive.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { honestAuthor } from './title.ts';
import { child, descendant, descendants, elements, parseXml, textOf, type XmlNode } from './xml.ts';
import { looksLikeZip } from './zip-look.ts';

export const odt: Format = {
  name: 'OpenDocument text',
  extensions: ['.odt', '.ott'],
  matches: ({ bytes }) => looksLikeZip(bytes, 'application/vnd.oasis.opendocument.text'),
  read({ bytes, name }) {
    const archive = new Archive(bytes);
    const xml = archive.text('content.xml');
    if (xml === undefined)
      throw new FormatError('has no text of an OpenDocument in it', 'Save it again as .odt.');
    const content = parseXml(xml);
    const body = descendant(content, 'office:text');
    if (body === undefined)
      throw new FormatError(
        'is encrypted, or no text document',
        'Save it without a password, as .odt.',
      );
    const metaXml = archive.text('meta.xml');
    const meta = metaXml === undefined ? undefined : parseXml(metaXml);
    const reader = new OdtReader(content);
    reader.blocks(body);
    const title = reader.title ?? textOf(descendant(meta, 'dc:title'));
    const author = honestAuthor(
      textOf(descendant(meta, 'meta:initial-creator')) || textOf(descendant(meta, 'dc:creator')),
    );
    return documentItems({ blocks: reader.out, title, fields: { author } }, name);
  },
};

const NOT_TEXT = new Set([
  'text:tracked-changes',
  'text:table-of-content',
  'text:alphabetical-index',
  'office:annotation',
  'office:forms',
  'text:sequence-decls',
  'text:note',
  'svg:title',
  'svg:desc',
]);

class OdtReader {
  readonly out: Block[] = [];
  title: string | undefined;
  readonly #ordered = new Set<string>();
  readonly #parents = new Map<string, string>();
  readonly #raised = new Set<string>();
  #pages = 1;
  #hanging: XmlNode[] = [];

  constructor(content: XmlNode) {
    for (const style of descendants(content, 'text:list-style')) {
      const [first] = elements(style);
      if (first?.name === 'text:list-level-style-number')
        this.#ordered.add(style.attributes['style:name'] ?? '');
    }
    for (const style of descendants(content, 'style:style')) {
      const position = child(style, 'style:text-properties')?.attributes['style:text-position'];
      if (/^(?:super|[1-9])/u.test(position ?? ''))
        this.#raised.add(style.attributes['style:name'] ?? '');
      this.#parents.set(
        style.attributes['style:name'] ?? '',
        style.attributes['style:parent-style-name'] ?? '',
      );
    }
  }

  blocks(parent: XmlNode): void {
    for (const node of elements(parent)) {
      if (NOT_TEXT.has(node.name)) continue;
      if (node.name === 'text:h' || node.name === 'text:p') this.#paragraph(node);
      else if (node.name === 'text:list') this.#list(node);
      else if (node.name === 'table:table') this.#table(node);
      else if (node.name === 'text:soft-page-break') this.#page();
      else this.blocks(node);
    }
  }

  #paragraph(node: XmlNode): void {
    const text = this.#inline(node);
    const style = node.attributes['text:style-name'] ?? '';
    const names = [style, this.#parents.get(style) ?? ''];
    if (names.includes('Title') && cleanText(text) !== '') this.title ??= cleanText(text);
    const level = Number(node.attributes['text:outline-level'] ?? 1) || 1;
    this.out.push(
      node.name === 'text:h' ? { kind: 'heading', text, level } : { kind: 'paragraph', text },
    );
    this.#afterParagraph();
  }

  /** Text boxes and footnotes are after the paragraph that they hang on. */
  #afterParagraph(): void {
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const one of hanging) this.blocks(one);
  }

  #inline(node: XmlNode): string {
    let text = '';
    for (const one of node.children) {
      if (typeof one === 'string') {
        text += one.replace(/\s+/gu, ' ');
        continue;
      }
      if (one.name === 'text:s') text += ' ';
      else if (one.name === 'text:tab') text += ' ';
      else if (one.name === 'text:line-break') text += '\n';
      else if (one.name === 'text:soft-page-break') this.#page();
      else if (one.name === 'draw:text-box') this.#hanging.push(one);
      else if (one.name === 'text:note') this.#hanging.push(child(one, 'text:note-body') ?? one);
      else if (this.#raised.has(one.attributes['text:style-name'] ?? ''))
        text += readRaised(text, this.#inline(one));
      else if (!NOT_TEXT.has(one.name)) text += this.#inline(one);
    }
    return text;
  }

  #list(list: XmlNode, above = ''): void {
    const style = list.attributes['text:style-name'] ?? above;
    let number = 1;
    for (const item of elements(list)) {
      const first = this.out.length;
      for (const node of elements(item)) {
        if (node.name === 'text:list') this.#list(node, style);
        else if (node.name === 'text:p' || node.name === 'text:h') this.#paragraph(node);
        else this.blocks(node);
      }
      const begins = this.out[first];
      const mark = this.#ordered.has(style) ? `${number}. ` : '• ';
      if (begins?.kind === 'paragraph' && item.name === 'text:list-item')
        this.out[first] = { kind: 'item', text: begins.text, mark };
      number += 1;
    }
  }

  #table(table: XmlNode): void {
    const rows: string[][] = [];
    for (const row of descendants(table, 'table:table-row')) {
      const cells: string[] = [];
      for (const cell of elements(row)) {
        if (cell.name !== 'table:table-cell' && cell.name !== 'table:covered-table-cell') continue;
        const text = cleanText([...paragraphsOf(cell)].map((one) => this.#inline(one)).join(' '));
        const repeated = Math.min(
          50,
          Number(cell.attributes['table:number-columns-repeated'] ?? 1) || 1,
        );
        // Empty cells are repeated to the sheet's edge.
        cells.push(text, ...Array<string>(text === '' ? 0 : repeated - 1).fill(text));
      }
      rows.push(cells);
    }
    if (rows.length > 1 && rows.some((row) => row.filter((cell) => cell !== '').length > 1))
      this.out.push({ kind: 'table', rows });
    else for (const text of rows.flat()) this.out.push({ kind: 'paragraph', text });
    this.#afterParagraph();
  }

  #page(): void {
    this.#pages += 1;
    this.out.push({ kind: 'page', label: String(this.#pages) });
  }
}

function* paragraphsOf(node: XmlNode): Generator<XmlNode> {
  for (const one of elements(node)) {
    if (one.name === 'text:p' || one.name === 'text:h') yield one;
    else yield* paragraphsOf(one);
  }
}
