/**
 * Word documents. Headings come from outline levels (which styles and paragraphs have), from style names in English
 * and Arabic, and, if a writer used none, from short paragraphs all in bold. What was deleted under tracked
 * changes, what is hidden, fields' codes and tables of contents are left out; a text box, which is in the file
 * twice, is read once.
 */
import type { Block } from '../blocks.ts';
import { cleanText } from '../blocks.ts';
import { readRaised } from '../raised-number.ts';
import { Archive } from './archive.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { type Paragraph, withHeadings } from './headings-by-look.ts';
import { ListMarks } from './list-marks.ts';
import { honestAuthor } from './title.ts';
import { child, descendant, descendants, elements, parseXml, textOf, type XmlNode } from './xml.ts';
import { looksLikeZip } from './zip-look.ts';

export const docx: Format = {
  name: 'Word document',
  extensions: ['.docx', '.docm', '.dotx'],
  matches: ({ bytes }) => looksLikeZip(bytes, 'word/'),
  read({ bytes, name }) {
    const archive = new Archive(bytes);
    const main = archive.entries.find((entry) =>
      /^word\/document\d*\.xml$/u.test(entry.name),
    )?.name;
    const xml = main === undefined ? undefined : archive.text(main);
    if (xml === undefined)
      throw new FormatError('has no text of a Word document in it', 'Save it again as .docx.');
    const reader = new DocxReader(archive);
    const blocks = reader.read(parseXml(xml));
    const core = archive.text('docProps/core.xml');
    const meta = core === undefined ? undefined : parseXml(core);
    const title = reader.title ?? textOf(descendant(meta, 'dc:title'));
    const author = honestAuthor(textOf(descendant(meta, 'dc:creator')));
    return documentItems({ blocks, title, fields: { author } }, name);
  },
};

interface Style {
  readonly name: string;
  readonly level: number | undefined;
  readonly list: { id: string; level: number } | undefined;
  readonly bold: boolean;
  readonly size: number | undefined;
}

/** Half-points; Word's default of 10 points. */
const SIZE_DEFAULT = 20;
class DocxReader {
  title: string | undefined;
  readonly #styles = new Map<string, Style>();
  readonly #marks: ListMarks;
  readonly #notes = new Map<string, XmlNode>();
  readonly #out: (Block | Paragraph)[] = [];
  /** Blocks of text boxes, which are after the paragraph that they hang on. */
  #hanging: (Block | Paragraph)[] = [];
  #pageBreaks = 0;
  #countsRendered = false;

  constructor(archive: Archive) {
    const xmlOf = (name: string) => {
      const xml = archive.text(name);
      return xml === undefined ? undefined : parseXml(xml);
    };
    this.#readStyles(xmlOf('word/styles.xml'));
    this.#marks = new ListMarks(xmlOf('word/numbering.xml'));
    for (const kind of ['footnote', 'endnote']) {
      for (const note of descendants(xmlOf(`word/${kind}s.xml`), `w:${kind}`)) {
        const type = note.attributes['w:type'];
        if (type === undefined || type === 'normal')
          this.#notes.set(`${kind}${note.attributes['w:id']}`, note);
      }
    }
  }

  read(document: XmlNode): Block[] {
    const body = descendant(document, 'w:body');
    if (body === undefined)
      throw new FormatError('has no text of a Word document in it', 'Save it again as .docx.');
    this.#countsRendered = descendant(body, 'w:lastRenderedPageBreak') !== undefined;
    this.#blocks(body);
    return withHeadings(this.#out);
  }

  #readStyles(styles: XmlNode | undefined): void {
    const raw = new Map<string, XmlNode>();
    for (const style of descendants(styles, 'w:style'))
      raw.set(style.attributes['w:styleId'] ?? '', style);
    const resolve = (id: string, depth: number): Style | undefined => {
      const known = this.#styles.get(id);
      const node = raw.get(id);
      if (known || !node || depth > 20) return known;
      const base = resolve(child(node, 'w:basedOn')?.attributes['w:val'] ?? '', depth + 1);
      const name = child(node, 'w:name')?.attributes['w:val'] ?? id;
      const properties = child(node, 'w:pPr');
      const run = child(node, 'w:rPr');
      const style: Style = {
        name,
        level: outlineLevel(properties) ?? levelOfName(name) ?? base?.level,
        list: listOf(properties) ?? base?.list,
        bold: toggle(run, 'w:b') ?? toggle(run, 'w:bCs') ?? base?.bold ?? false,
        size: sizeOf(run) ?? base?.size,
      };
      this.#styles.set(id, style);
      return style;
    };
    for (const id of raw.keys()) resolve(id, 0);
    const defaults = descendant(descendant(styles, 'w:rPrDefault'), 'w:rPr');
    const size = sizeOf(defaults);
    if (size !== undefined)
      this.#styles.set('', { name: '', level: undefined, list: undefined, bold: false, size });
  }

  #blocks(parent: XmlNode): void {
    for (const node of elements(parent)) {
      switch (node.name) {
        case 'w:p':
          this.#paragraph(node);
          break;
        case 'w:tbl':
          this.#table(node);
          break;
        case 'w:sdt':
          if (!isContents(node)) this.#blocks(child(node, 'w:sdtContent') ?? node);
          break;
        case 'mc:AlternateContent':
          this.#blocks(child(node, 'mc:Choice') ?? child(node, 'mc:Fallback') ?? node);
          break;
        case 'w:del':
        case 'w:moveFrom':
        case 'w:sdtPr':
          break;
        case 'w:ins':
        case 'w:moveTo':
        case 'w:customXml':
        case 'w:smartTag':
          this.#blocks(node);
          break;
        default:
          break;
      }
    }
  }

  #paragraph(node: XmlNode): void {
    const properties = child(node, 'w:pPr');
    const styleId = child(properties, 'w:pStyle')?.attributes['w:val'];
    const style = this.#styles.get(styleId ?? '');
    const name = style?.name ?? styleId ?? '';
    const breaksBefore = this.#pageBreaks;
    const run: RunState = {
      text: '',
      boldChars: 0,
      chars: 0,
      size: 0,
      notes: [],
      field: [],
      style,
    };
    this.#runs(node, run);
    if (this.#pageBreaks > breaksBefore)
      this.#out.push({ kind: 'page', label: String(this.#pageBreaks + 1) });
    if (/^(?:toc|table of figures|فهرس)/iu.test(name)) return;
    const list = listOf(properties) ?? style?.list;
    const level = outlineLevel(properties) ?? style?.level;
    const text = run.text;
    if (/^(?:title|العنوان|عنوان)$/iu.test(name) && cleanText(text) !== '')
      this.title ??= cleanText(text);
    const mark =
      list && list.id !== '0' && cleanText(text) !== ''
        ? this.#marks.next(list.id, list.level)
        : undefined;
    this.#out.push({
      text,
      bold: run.chars > 0 && run.boldChars === run.chars,
      size: run.size || style?.size || this.#styles.get('')?.size || SIZE_DEFAULT,
      level,
      mark,
    });
    const hanging = this.#hanging;
    this.#hanging = [];
    this.#out.push(...hanging);
    this.#sayNotes(run.notes);
  }

  /** Footnotes stand below what they are about. */
  #sayNotes(notes: readonly string[]): void {
    for (const note of notes) {
      const node = this.#notes.get(note);
      this.#notes.delete(note);
      const written = cleanText(
        [...descendants(node, 'w:p')].map((p) => this.#plain(p, [])).join(' '),
      );
      if (written !== '') this.#out.push({ kind: 'paragraph', text: written });
    }
  }

  /** The text of a paragraph by itself: a table's cell, a footnote. Its own notes go to `notes`. */
  #plain(paragraph: XmlNode, notes: string[]): string {
    const run: RunState = {
      text: '',
      boldChars: 0,
      chars: 0,
      size: 0,
      notes,
      field: [],
      style: undefined,
    };
    this.#runs(paragraph, run);
    return run.text;
  }

  #runs(parent: XmlNode, state: RunState): void {
    for (const node of elements(parent)) {
      switch (node.name) {
        case 'w:r':
          if (toggle(child(node, 'w:rPr'), 'w:vanish') !== true) this.#run(node, state);
          break;
        case 'w:del':
        case 'w:moveFrom':
        case 'w:pPr':
          break;
        case 'mc:AlternateContent':
          this.#runs(child(node, 'mc:Choice') ?? child(node, 'mc:Fallback') ?? node, state);
          break;
        case 'w:sdt':
          this.#runs(child(node, 'w:sdtContent') ?? node, state);
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          state.text += [...descendants(node, 'm:t')].map(textOf).join('');
          break;
        default:
          // Hyperlinks, insertions, fields, smart tags: their runs are text.
          this.#runs(node, state);
      }
    }
  }

  #run(node: XmlNode, state: RunState): void {
    const properties = child(node, 'w:rPr');
    const before = state.text.length;
    const isRaised = child(properties, 'w:vertAlign')?.attributes['w:val'] === 'superscript';
    for (const part of elements(node)) {
      const { attributes } = part;
      if (part.name === 'w:fldChar') {
        const type = attributes['w:fldCharType'];
        if (type === 'begin') state.field.push('code');
        else if (type === 'separate') state.field[state.field.length - 1] = 'result';
        else if (type === 'end') state.field.pop();
        continue;
      }
      if (state.field.includes('code')) continue;
      switch (part.name) {
        case 'w:t':
          state.text += isRaised ? readRaised(state.text, textOf(part)) : textOf(part);
          break;
        case 'w:tab':
        case 'w:ptab':
          state.text += ' ';
          break;
        case 'w:br':
          if (attributes['w:type'] === 'page') {
            if (!this.#countsRendered) this.#pageBreaks += 1;
          } else state.text += '\n';
          break;
        case 'w:cr':
          state.text += '\n';
          break;
        case 'w:noBreakHyphen':
          state.text += '-';
          break;
        case 'w:lastRenderedPageBreak':
          this.#pageBreaks += 1;
          break;
        case 'w:footnoteReference':
        case 'w:endnoteReference':
          state.notes.push(`${part.name.slice(2, -9)}${attributes['w:id']}`);
          break;
        case 'mc:AlternateContent':
          this.#boxes(child(part, 'mc:Choice') ?? child(part, 'mc:Fallback'));
          break;
        case 'w:drawing':
        case 'w:pict':
        case 'w:object':
          this.#boxes(part);
          break;
        default:
          break;
      }
    }
    const written = state.text.slice(before).trim().length;
    if (written === 0) return;
    state.chars += written;
    const bold =
      toggle(properties, 'w:b') ?? toggle(properties, 'w:bCs') ?? state.style?.bold ?? false;
    if (bold) state.boldChars += written;
    state.size = Math.max(state.size, sizeOf(properties) ?? 0);
  }

  #boxes(node: XmlNode | undefined): void {
    for (const box of descendants(node, 'w:txbxContent')) {
      const inner = this.#out.length;
      this.#blocks(box);
      this.#hanging.push(...this.#out.splice(inner));
    }
  }

  #table(table: XmlNode): void {
    const rows: string[][] = [];
    const above: string[] = [];
    const paragraphs: XmlNode[] = [];
    const notes: string[] = [];
    const breaksBefore = this.#pageBreaks;
    let columns = 0;
    for (const row of rowsOf(table)) {
      if (child(child(row, 'w:trPr'), 'w:del')) continue;
      const cells: string[] = [];
      let filled = 0;
      for (const cell of cellsOf(row)) {
        const properties = child(cell, 'w:tcPr');
        const merge = child(properties, 'w:vMerge');
        const inner = [...descendants(cell, 'w:p')];
        paragraphs.push(cell);
        const text =
          merge && merge.attributes['w:val'] !== 'restart'
            ? (above[cells.length] ?? '')
            : cleanText(inner.map((one) => this.#plain(one, notes)).join(' '));
        if (text !== '') filled += 1;
        above[cells.length] = text;
        const width = Math.min(
          50,
          Number(child(properties, 'w:gridSpan')?.attributes['w:val'] ?? 1) || 1,
        );
        cells.push(text, ...Array<string>(width - 1).fill(''));
      }
      columns = Math.max(columns, filled);
      rows.push(cells);
    }
    // A frame drawn with a table: its cells are paragraphs.
    if (columns <= 1 || rows.length <= 1 || rows.flat().some((cell) => cell.length > 1_000)) {
      this.#pageBreaks = breaksBefore;
      this.#hanging = [];
      for (const cell of paragraphs) this.#blocks(cell);
    } else {
      this.#out.push({ kind: 'table', rows });
      this.#sayNotes(notes);
      if (this.#pageBreaks > breaksBefore)
        this.#out.push({ kind: 'page', label: String(this.#pageBreaks + 1) });
    }
    const hanging = this.#hanging;
    this.#hanging = [];
    this.#out.push(...hanging);
  }
}

interface RunState {
  text: string;
  boldChars: number;
  chars: number;
  size: number;
  readonly notes: string[];
  /** Nested fields: within their code, or within their result. */
  readonly field: ('code' | 'result')[];
  readonly style: Style | undefined;
}

function rowsOf(table: XmlNode): XmlNode[] {
  return elements(table).flatMap((one) =>
    one.name === 'w:tr'
      ? [one]
      : /^w:(?:sdt|sdtContent|ins|customXml)$/u.test(one.name)
        ? rowsOf(one)
        : [],
  );
}

function cellsOf(row: XmlNode): XmlNode[] {
  return elements(row).flatMap((one) =>
    one.name === 'w:tc'
      ? [one]
      : /^w:(?:sdt|sdtContent|ins|customXml)$/u.test(one.name)
        ? cellsOf(one)
        : [],
  );
}

function isContents(sdt: XmlNode): boolean {
  const gallery = descendant(child(sdt, 'w:sdtPr'), 'w:docPartGallery')?.attributes['w:val'];
  return gallery !== undefined && /table of contents|جدول المحتويات/iu.test(gallery);
}

function outlineLevel(properties: XmlNode | undefined): number | undefined {
  const value = child(properties, 'w:outlineLvl')?.attributes['w:val'];
  // 9 is body text.
  return value !== undefined && /^[0-8]$/u.test(value) ? Number(value) + 1 : undefined;
}

/** `heading 2`, `عنوان 2`, and `2`, as some Arabic templates name it. */
function levelOfName(name: string): number | undefined {
  const match = /^(?:heading|عنوان|العنوان|titre|überschrift)?\s*([1-9])$/iu.exec(name);
  return match ? Number(match[1]) : undefined;
}

function listOf(properties: XmlNode | undefined): { id: string; level: number } | undefined {
  const numbering = child(properties, 'w:numPr');
  const id = child(numbering, 'w:numId')?.attributes['w:val'];
  if (id === undefined) return undefined;
  return { id, level: Number(child(numbering, 'w:ilvl')?.attributes['w:val'] ?? 0) || 0 };
}

/** A property that is on, off, or not said. */
function toggle(properties: XmlNode | undefined, name: string): boolean | undefined {
  const node = child(properties, name);
  if (node === undefined) return undefined;
  return !/^(?:0|false|off|none)$/u.test(node.attributes['w:val'] ?? '1');
}

function sizeOf(properties: XmlNode | undefined): number | undefined {
  // Arabic runs have their own size.
  const value =
    child(properties, 'w:szCs')?.attributes['w:val'] ??
    child(properties, 'w:sz')?.attributes['w:val'];
  return value === undefined ? undefined : Number(value) || undefined;
}
