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
    const formats = cellFormats(xmlOf('xl/styles.xml'));
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
      const rows = rowsOf(sheet, strings, formats, isFrom1904);
      if (!rows.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) continue;
      const part = sheets.length > 1 ? attributes.name : undefined;
      if (attributes.state === 'hidden') items.push({ note: 'unread: the sheet is hidden', part });
      else items.push(...rowItems(rows, name, part));
      const unknown = [...descendants(sheet, 'c')].filter(isFormulaWithoutValue).length;
      if (unknown > 0)
        items.push({
          note: `unread: ${unknown} formulas whose values are not in the file; open it in a spreadsheet program, and save it`,
          part,
        });
    }
    if (!items.some((item) => 'record' in item))
      throw new FormatError('has no sheet with text', 'Give it an article, or remove it.');
    return items;
  },
};

function rowsOf(
  sheet: XmlNode | undefined,
  strings: readonly string[],
  formats: ReadonlyMap<number, NumberFormat>,
  isFrom1904: boolean,
): TableRow[] {
  const rows: { cells: string[]; line: number }[] = [];
  for (const row of descendants(sheet, 'row')) {
    const cells: string[] = [];
    for (const cell of elements(row)) {
      const column = columnOf(cell.attributes.r) ?? cells.length;
      if (column >= COLUMNS_MAX) break;
      while (cells.length < column) cells.push('');
      cells[column] = printedValue(cell, strings, formats, isFrom1904);
    }
    rows.push({ cells, line: Number(row.attributes.r ?? rows.length + 1) || rows.length + 1 });
  }
  fillMerged(sheet, rows);
  return rows;
}

/** Rows that are filled at most; more are not shown to anybody. */
const FILLED_MAX = 100_000;

/** A cell that is as high as several rows holds for each of them. */
function fillMerged(
  sheet: XmlNode | undefined,
  rows: readonly { cells: string[]; line: number }[],
): void {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  let filled = 0;
  for (const { attributes } of descendants(sheet, 'mergeCell')) {
    const [, first, , last] = /^[A-Z]+(\d+)(:[A-Z]+(\d+))?$/u.exec(attributes.ref ?? '') ?? [];
    const column = columnOf(attributes.ref) ?? COLUMNS_MAX;
    const value = byLine.get(Number(first))?.cells[column];
    if (value === undefined || column >= COLUMNS_MAX) continue;
    for (let line = Number(first) + 1; line <= Number(last) && filled < FILLED_MAX; line++) {
      filled += 1;
      const cells = byLine.get(line)?.cells;
      if (cells === undefined) continue;
      while (cells.length <= column) cells.push('');
      if (cells[column] === '') cells[column] = value;
    }
  }
}

/** Programs that write workbooks do not compute. */
function isFormulaWithoutValue(cell: XmlNode): boolean {
  const isFormula = child(cell, 'f') !== undefined;
  return isFormula && textOf(child(cell, 'v')) === '' && child(cell, 'is') === undefined;
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
  formats: ReadonlyMap<number, NumberFormat>,
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
  const format = formats.get(Number(style));
  if (format?.kind === 'date' && number > 0 && number < 2_958_466)
    return dateOf(number, isFrom1904);
  if (format?.kind === 'time' && number >= 0) return timeOf(number, format.isTotal);
  const isShare = format?.kind === 'share';
  // 0.1 + 0.2 is stored with all its digits, and shown as 0.3.
  const shown = String(Number((isShare ? number * 100 : number).toPrecision(12)));
  return isShare
    ? `${shown}%`
    : [format?.before, shown, format?.after].filter((part) => part).join(' ');
}

/** Days since 1899-12-30, or since 1904 in files from old Macs. */
function dateOf(days: number, isFrom1904: boolean): string {
  const start = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const iso = new Date(start + Math.round(days * 86_400) * 1000).toISOString();
  return Number.isInteger(days) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

/** Hours and minutes of a share of a day; hours of all days if they are a sum. */
function timeOf(days: number, isTotal: boolean): string {
  const seconds = Math.round(days * 86_400) % (isTotal ? Number.POSITIVE_INFINITY : 86_400);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  return parts.slice(0, seconds % 60 === 0 ? 2 : 3).join(':');
}

/** How a cell's number is shown. */
interface NumberFormat {
  readonly kind: 'date' | 'time' | 'share' | 'number';
  /** Of a time: more than a day's hours are counted on. */
  readonly isTotal: boolean;
  /** Units and currencies around a number. */
  readonly before?: string;
  readonly after?: string;
}

/** Numbers of the formats that every program knows, which are not in the file (ECMA-376, 18.8.30). */
const BUILT_IN: readonly (readonly [from: number, to: number, kind: NumberFormat['kind']])[] = [
  [9, 10, 'share'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 36, 'date'],
  [45, 47, 'time'],
];

/** By the number of the cell's style. */
function cellFormats(styles: XmlNode | undefined): Map<number, NumberFormat> {
  const codes = new Map<string, string>();
  for (const { attributes } of descendants(styles, 'numFmt'))
    codes.set(attributes.numFmtId ?? '', attributes.formatCode ?? '');
  const found = new Map<number, NumberFormat>();
  elements(descendant(styles, 'cellXfs')).forEach(({ attributes }, i) => {
    const id = attributes.numFmtId ?? '0';
    const code = codes.get(id);
    const kind = BUILT_IN.find(([from, to]) => Number(id) >= from && Number(id) <= to)?.[2];
    if (code !== undefined) found.set(i, formatOf(code));
    else if (kind) found.set(i, { kind, isTotal: id === '46' });
  });
  return found;
}

/** What a format shows around the number: in quotation marks, after a backslash, or a currency in brackets. */
const LITERAL = /"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]/gu;

function formatOf(code: string): NumberFormat {
  // The first of its sections is for positive numbers.
  const [section = ''] = code.match(/^(?:"[^"]*"|\\.|[^;"\\])+/u) ?? [];
  const bare = section.replace(/\[(?:h+|m+|s+)\]/giu, 'h').replace(LITERAL, '');
  const letters = bare.replace(/\[[^\]]*\]/gu, '');
  const isTotal = /\[h+\]/iu.test(section);
  if (/^general$/iu.test(letters.trim())) return { kind: 'number', isTotal };
  if (/[dy]/iu.test(letters)) return { kind: 'date', isTotal };
  if (/[hs]/iu.test(letters)) return { kind: 'time', isTotal };
  if (letters.includes('%')) return { kind: 'share', isTotal };
  const said = (part: string) =>
    [...part.matchAll(LITERAL)]
      .map(([, quoted, escaped, currency]) => quoted ?? escaped ?? currency ?? '')
      .join('')
      .replace(/[\u200e\u200f]/gu, '')
      .trim();
  const digits = section
    .replace(/"[^"]*"|\\.|\[[^\]]*\]/gu, (hidden) => ' '.repeat(hidden.length))
    .search(/[#0?]/u);
  const first = Math.max(0, digits);
  const [before, after] = [section.slice(0, first), section.slice(first)].map(said);
  const isUnit = (text: string | undefined) => text !== undefined && /[\p{L}\p{Sc}°]/u.test(text);
  return {
    kind: 'number',
    isTotal,
    ...(isUnit(before) && { before: before! }),
    ...(isUnit(after) && { after: after! }),
  };
}

/** Runs of differing looks are one string; furigana are not read. */
function stringOf(node: XmlNode | undefined): string {
  return elements(node)
    .map((one) =>
      one.name === 't' ? textOf(one) : one.name === 'r' ? textOf(child(one, 't')) : '',
    )
    .join('');
}
