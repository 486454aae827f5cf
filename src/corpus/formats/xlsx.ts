/** Excel workbooks: each sheet a table. Numbers and dates are printed as the sheet shows them, as far as that is simple. */
import { Archive } from './archive.ts';
import { type Format, FormatError, type FormatItem } from './format.ts';
import { rowItems, type TableRow } from './rows.ts';
import { child, descendant, descendants, elements, parseXml, textOf, type XmlNode } from './xml.ts';
import { looksLikeZip } from './zip-look.ts';

/** Excel's own bound is 16,384; a table that people read is narrower. */
const COLUMNS_MAX = 500;

export const xlsx: Format = {
  name: 'Excel workbook',
  extensions: ['.xlsx', '.xlsm'],
  matches: ({ bytes }) => looksLikeZip(bytes, 'xl/work') || looksLikeZip(bytes, 'xl/sharedStrings'),
  read({ bytes, name }) {
    const archive = new Archive(bytes);
    const xmlOf = (file: string) => {
      const xml = archive.text(file);
      return xml === undefined ? undefined : parseXml(xml);
    };
    const strings = [...descendants(xmlOf('xl/sharedStrings.xml'), 'si')].map(stringOf);
    const dates = dateStyles(xmlOf('xl/styles.xml'));
    const workbook = xmlOf('xl/workbook.xml');
    const isFrom1904 = descendant(workbook, 'workbookPr')?.attributes.date1904 === '1';
    const targets = new Map<string, string>();
    for (const { attributes } of descendants(xmlOf('xl/_rels/workbook.xml.rels'), 'Relationship'))
      targets.set(attributes.Id ?? '', (attributes.Target ?? '').replace(/^\/?(?:xl\/)?/u, 'xl/'));
    const items: FormatItem[] = [];
    const sheets = [...descendants(workbook, 'sheet')].filter(
      // A program hides its own sheets so that nobody can show them.
      ({ attributes }) => attributes.state !== 'veryHidden',
    );
    for (const { attributes } of sheets) {
      const sheet = xmlOf(targets.get(attributes['r:id'] ?? '') ?? '');
      const rows = rowsOf(sheet, strings, dates, isFrom1904);
      if (!rows.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) continue;
      const part = sheets.length > 1 ? attributes.name : undefined;
      if (attributes.state === 'hidden') items.push({ note: 'unread: the sheet is hidden', part });
      else items.push(...rowItems(rows, name, part));
    }
    if (!items.some((item) => 'record' in item))
      throw new FormatError('has no sheet with text', 'Give it an article, or remove it.');
    return items;
  },
};

function rowsOf(
  sheet: XmlNode | undefined,
  strings: readonly string[],
  dates: ReadonlySet<number>,
  isFrom1904: boolean,
): TableRow[] {
  const rows: TableRow[] = [];
  for (const row of descendants(sheet, 'row')) {
    const cells: string[] = [];
    for (const cell of elements(row)) {
      const column = columnOf(cell.attributes.r) ?? cells.length;
      if (column >= COLUMNS_MAX) break;
      while (cells.length < column) cells.push('');
      cells[column] = printedValue(cell, strings, dates, isFrom1904);
    }
    rows.push({ cells, line: Number(row.attributes.r ?? rows.length + 1) || rows.length + 1 });
  }
  return rows;
}

/** `AB12` is column 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function printedValue(
  cell: XmlNode,
  strings: readonly string[],
  dates: ReadonlySet<number>,
  isFrom1904: boolean,
): string {
  const { t: type, s: style } = cell.attributes;
  if (type === 'inlineStr') return stringOf(child(cell, 'is'));
  const value = textOf(child(cell, 'v'));
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'نعم' : 'لا';
  if (type === 'e' || value === '') return '';
  if (type === 'str' || type === 'd') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (dates.has(Number(style)) && number > 0 && number < 2_958_466)
    return dateOf(number, isFrom1904);
  // 0.1 + 0.2 is stored with all its digits, and shown as 0.3.
  return String(Number(number.toPrecision(12)));
}

/** Days since 1899-12-30, or since 1904 in files from old Macs. */
function dateOf(days: number, isFrom1904: boolean): string {
  const start = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const iso = new Date(start + Math.round(days * 86_400) * 1000).toISOString();
  return Number.isInteger(days) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

/** Numbers of the cell styles that show a date. */
function dateStyles(styles: XmlNode | undefined): Set<number> {
  const formats = new Map<string, string>();
  for (const { attributes } of descendants(styles, 'numFmt'))
    formats.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
  const found = new Set<number>();
  elements(descendant(styles, 'cellXfs')).forEach(({ attributes }, i) => {
    const id = attributes.numFmtId ?? '0';
    const code = formats.get(id)?.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '');
    const isBuiltIn =
      (Number(id) >= 14 && Number(id) <= 17) ||
      Number(id) === 22 ||
      (Number(id) >= 27 && Number(id) <= 36);
    if (code === undefined ? isBuiltIn : /[dy]/iu.test(code)) found.add(i);
  });
  return found;
}

/** Runs of differing looks are one string; furigana are not read. */
function stringOf(node: XmlNode | undefined): string {
  return elements(node)
    .map((one) =>
      one.name === 't' ? textOf(one) : one.name === 'r' ? textOf(child(one, 't')) : '',
    )
    .join('');
}
