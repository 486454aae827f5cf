/** Tables of records (CSV, Excel) ─► articles: a row each, columns by their header; or the table as one article. */
import { type Block, cleanText } from '../blocks.ts';
import { ANSWER_NAMES, columnName, isCount, QUESTION_NAMES } from '../question-table.ts';
import { documentItems, mendBlocks } from './document.ts';
import { FormatError, type FormatItem } from './format.ts';
import { nameAsTitle } from './title.ts';

export interface TableRow {
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** What people call the fields of an article. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'معرف', 'المعرف'],
  title: [
    'title',
    'headline',
    'subject',
    'العنوان',
    'عنوان',
    'عنوان المقال',
    'عنوان الخبر',
    'الموضوع',
    ...QUESTION_NAMES,
  ],
  text: [
    'text',
    'body',
    'content',
    'article',
    'النص',
    'نص',
    'نص المقال',
    'نص الخبر',
    'المحتوى',
    'المتن',
    'المقال',
    'الخبر',
    ...ANSWER_NAMES,
  ],
  url: ['url', 'link', 'الرابط', 'رابط'],
  date: [
    'date',
    'published',
    'published_at',
    'pubdate',
    'created_at',
    'التاريخ',
    'تاريخ',
    'تاريخ النشر',
  ],
  source: ['source', 'outlet', 'المصدر', 'مصدر', 'الصحيفة', 'الموقع'],
  author: ['author', 'الكاتب', 'كاتب', 'المؤلف', 'بقلم'],
  category: ['category', 'section', 'التصنيف', 'تصنيف', 'القسم', 'الفئة', 'الباب'],
  tags: ['tags', 'keywords', 'الوسوم', 'وسوم', 'كلمات مفتاحية', 'الكلمات المفتاحية'],
};

const FIELD_OF = new Map(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [columnName(name), field] as const),
  ),
);

/** One article for each row if the columns name a text; else one article that prints the rows. */
export function rowItems(rows: readonly TableRow[], fileName: string, part?: string): FormatItem[] {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0)
    throw new FormatError('has no rows', 'Give it an article, or remove it.');
  const { captions, table } = partCaptions(filled);
  const [head, ...body] = table as [TableRow, ...TableRow[]];
  const fields = head.cells.map((cell) => FIELD_OF.get(columnName(cell)));
  if (!fields.includes('text') || !fields.includes('title'))
    return tableItems(table, captions, fileName, part);
  const bodyCells = body.map(({ cells }) => cells);
  const unknown = head.cells
    .map(cleanText)
    .filter((name, i) => name !== '' && !isRead(fields, i) && !isCount(bodyCells, i));
  const headerLines = new Map(unknown.map((name) => [name, head.line]));
  const items: FormatItem[] = [];
  for (const { cells, line } of body) {
    const record: Record<string, string> = {};
    cells.forEach((cell, i) => {
      const field = fields[i];
      if (field !== undefined && cell.trim() !== '') record[field] ??= cell.trim();
    });
    const texts: Block[] = ['title', 'text'].map((field) => ({
      kind: 'paragraph',
      text: record[field] ?? '',
    }));
    const { blocks, repairs } = mendBlocks(texts);
    const [title, text] = blocks.map((block) => ('text' in block ? block.text : ''));
    const place = { line, ...(part !== undefined && { part }) };
    if (record.title === undefined && record.text === undefined) continue;
    items.push({
      record: { ...record, title: title || undefined, text: text || undefined },
      // Named once, where the header is.
      unknownFields: items.length === 0 ? unknown : [],
      lines: headerLines,
      ...place,
    });
    for (const note of repairs) items.push({ note: `repaired: ${note}`, ...place });
  }
  if (items.length === 0)
    throw new FormatError('has a header and no rows', 'Give it an article, or remove it.');
  return items;
}

/** What is written above the header of a wider table, in one cell each: what the table is called, and remarks on it. */
function partCaptions(rows: readonly TableRow[]): {
  captions: readonly string[];
  table: readonly TableRow[];
} {
  const filled = ({ cells }: TableRow) => cells.filter((cell) => cell.trim() !== '');
  const header = Math.max(
    0,
    rows.findIndex((row) => filled(row).length > 1),
  );
  return {
    captions: rows.slice(0, header).map((row) => cleanText(filled(row).join(' '))),
    table: rows.slice(header),
  };
}

/** Of two columns of one field, the first is read. */
function isRead(fields: readonly (string | undefined)[], column: number): boolean {
  return fields[column] !== undefined && fields.indexOf(fields[column]) === column;
}

/** Longer tables are cut, so that an article stays what a person would open. */
const ROWS_OF_ARTICLE = 200;

function tableItems(
  rows: readonly TableRow[],
  [caption, ...remarks]: readonly string[],
  fileName: string,
  part?: string,
): FormatItem[] {
  const [head, ...body] = rows as [TableRow, ...TableRow[]];
  const name = caption ?? part ?? nameAsTitle(fileName);
  const above = remarks.map((text): Block => ({ kind: 'paragraph', text }));
  if (body.length === 0)
    return documentItems(
      { blocks: [...above, { kind: 'table', rows: [head.cells] }], title: name, part },
      fileName,
    );
  const items: FormatItem[] = [];
  for (let at = 0; at < body.length; at += ROWS_OF_ARTICLE) {
    const some = body.slice(at, at + ROWS_OF_ARTICLE);
    const blocks: Block[] = [
      ...(at === 0 ? above : []),
      { kind: 'table', rows: [head.cells, ...some.map(({ cells }) => cells)] },
    ];
    const title = body.length > ROWS_OF_ARTICLE ? `${name} (${at / ROWS_OF_ARTICLE + 1})` : name;
    items.push(...documentItems({ blocks, title, line: some[0]!.line, part }, fileName));
  }
  return items;
}
