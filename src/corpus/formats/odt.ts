/** OpenDocument texts (LibreOffice). Tracked deletions, annotations and tables of contents are left out. */
import { type Block, cleanText } from '../blocks.ts';
import { readRaised } from '../raised-number.ts';
import { Archive } from './archive.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { type Paragraph, withHeadings } from './headings-by-look.ts';
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
    const stylesXml = archive.text('styles.xml');
    const reader = new OdtReader([
      ...(stylesXml === undefined ? [] : [parseXml(stylesXml)]),
      content,
    ]);
    reader.blocks(body);
    const title = reader.title ?? textOf(descendant(meta, 'dc:title'));
    const author = honestAuthor(
      textOf(descendant(meta, 'meta:initial-creator')) || textOf(descendant(meta, 'dc:creator')),
    );
    return documentItems({ blocks: withHeadings(reader.out), title, fields: { author } }, name);
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

/** How text looks, as far as a style says so itself. */
interface Look {
  readonly size?: number | undefined;
  readonly bold?: boolean | undefined;
}

interface Style extends Look {
  readonly parent: string;
  readonly isRaised: boolean;
}

/** What a paragraph's letters look like, counted. */
interface Counted {
  size: number;
  chars: number;
  boldChars: number;
}

/** Points, as LibreOffice has it. */
const SIZE_DEFAULT = 12;
const PARENTS_MAX = 20;

class OdtReader {
  readonly out: (Block | Paragraph)[] = [];
  title: string | undefined;
  /** Levels that are numbered, by list style; the first is 0. */
  readonly #ordered = new Map<string, ReadonlySet<number>>();
  readonly #styles = new Map<string, Style>();
  #pages = 1;
  #hanging: XmlNode[] = [];

  constructor(roots: readonly XmlNode[]) {
    for (const style of roots.flatMap((root) => [...descendants(root, 'text:list-style')])) {
      const levels = elements(style)
        .filter(({ name }) => name === 'text:list-level-style-number')
        .map(({ attributes }) => (Number(attributes['text:level'] ?? 1) || 1) - 1);
      this.#ordered.set(style.attributes['style:name'] ?? '', new Set(levels));
    }
    for (const style of roots.flatMap((root) => [...descendants(root, 'style:style')])) {
      const look = child(style, 'style:text-properties')?.attributes ?? {};
      this.#styles.set(style.attributes['style:name'] ?? '', {
        parent: style.attributes['style:parent-style-name'] ?? '',
        isRaised: /^(?:super|[1-9])/u.test(look['style:text-position'] ?? ''),
        // Arabic has its own size and weight.
        size: pointsOf(look['style:font-size-complex']) ?? pointsOf(look['fo:font-size']),
        bold: isBold(look['style:font-weight-complex']) ?? isBold(look['fo:font-weight']),
      });
    }
  }

  #lookOf(name: string, around: Look): Look {
    let { size, bold }: Look = {};
    let style = this.#styles.get(name);
    for (let i = 0; style && i < PARENTS_MAX; i++) {
      size ??= style.size;
      bold ??= style.bold;
      style = this.#styles.get(style.parent);
    }
    return { size: size ?? around.size, bold: bold ?? around.bold };
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
    const style = node.attributes['text:style-name'] ?? '';
    const counted: Counted = { size: 0, chars: 0, boldChars: 0 };
    const text = this.#inline(node, this.#lookOf(style, { size: SIZE_DEFAULT }), counted);
    const names = [style, this.#styles.get(style)?.parent ?? ''];
    if (names.includes('Title') && cleanText(text) !== '') this.title ??= cleanText(text);
    const level = Number(node.attributes['text:outline-level'] ?? 1) || 1;
    this.out.push({
      text,
      bold: counted.chars > 0 && counted.boldChars === counted.chars,
      size: counted.size || SIZE_DEFAULT,
      level: node.name === 'text:h' ? level : undefined,
    });
    this.#afterParagraph();
  }

  /** Text boxes and footnotes are after the paragraph that they hang on. */
  #afterParagraph(): void {
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const one of hanging) this.blocks(one);
  }

  #inline(node: XmlNode, look: Look = {}, counted?: Counted): string {
    let text = '';
    for (const one of node.children) {
      if (typeof one === 'string') {
        text += one.replace(/\s+/gu, ' ');
        const chars = one.trim().length;
        if (counted && chars > 0) {
          counted.chars += chars;
          counted.boldChars += look.bold ? chars : 0;
          counted.size = Math.max(counted.size, look.size ?? 0);
        }
        continue;
      }
      const style = one.attributes['text:style-name'] ?? '';
      const inner = () => this.#inline(one, this.#lookOf(style, look), counted);
      // As many as matter: two spaces part words whose letters are set apart.
      if (one.name === 'text:s') text += (one.attributes['text:c'] ?? '1') === '1' ? ' ' : '  ';
      else if (one.name === 'text:tab') text += ' ';
      else if (one.name === 'text:line-break') text += '\n';
      else if (one.name === 'text:soft-page-break') this.#page();
      else if (one.name === 'draw:text-box') this.#hanging.push(one);
      else if (one.name === 'text:note') this.#hanging.push(child(one, 'text:note-body') ?? one);
      else if (this.#styles.get(style)?.isRaised) text += readRaised(text, inner());
      else if (!NOT_TEXT.has(one.name)) text += inner();
    }
    return text;
  }

  #list(list: XmlNode, above = '', level = 0): void {
    const style = list.attributes['text:style-name'] ?? above;
    let number = 1;
    for (const item of elements(list)) {
      const first = this.out.length;
      for (const node of elements(item)) {
        if (node.name === 'text:list') this.#list(node, style, level + 1);
        else if (node.name === 'text:p' || node.name === 'text:h') this.#paragraph(node);
        else this.blocks(node);
      }
      const begins = this.out[first];
      const mark = this.#ordered.get(style)?.has(level) ? `${number}. ` : '• ';
      if (begins && !('kind' in begins) && item.name === 'text:list-item')
        this.out[first] = { ...begins, mark };
      number += 1;
    }
  }

  #table(table: XmlNode): void {
    const rows: string[][] = [];
    /** Cells that go on below, by column. */
    const spanning: { text: string; rows: number }[] = [];
    for (const row of descendants(table, 'table:table-row')) {
      const cells: string[] = [];
      for (const cell of elements(row)) {
        if (cell.name !== 'table:table-cell' && cell.name !== 'table:covered-table-cell') continue;
        const above = spanning[cells.length];
        const goesOn = cell.name === 'table:covered-table-cell' && above && above.rows > 0;
        const text = goesOn
          ? above.text
          : cleanText([...paragraphsOf(cell)].map((one) => this.#inline(one)).join(' '));
        if (goesOn) above.rows -= 1;
        else
          spanning[cells.length] = {
            text,
            rows: (Number(cell.attributes['table:number-rows-spanned'] ?? 1) || 1) - 1,
          };
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

/** Undefined for shares of another size. */
function pointsOf(size: string | undefined): number | undefined {
  return size?.endsWith('pt') ? Number.parseFloat(size) || undefined : undefined;
}

function isBold(weight: string | undefined): boolean | undefined {
  return weight === undefined ? undefined : /^(?:bold|[6-9]00)$/u.test(weight);
}

function* paragraphsOf(node: XmlNode): Generator<XmlNode> {
  for (const one of elements(node)) {
    if (one.name === 'text:p' || one.name === 'text:h') yield one;
    else yield* paragraphsOf(one);
  }
}
