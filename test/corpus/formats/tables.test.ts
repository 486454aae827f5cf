/** Tables within documents and workbooks: questions with their answers, cells over several rows, numbers as they are shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printMarkdown } from '../../../src/corpus/print-markdown.ts';
import { notesOf, one, openDocument, paragraph, read, wordDocument, workbook } from './support.ts';

const BODY =
  'افتتحت البلدية مكتبة عامة في وسط المدينة، وقال رئيس المجلس إنها الأولى من نوعها في البلاد.';
const ROWS = [
  ['م', 'السؤال', 'الجواب', 'الجهة'],
  ['1', 'متى تفتح المكتبة؟', 'تفتح في التاسعة صباحًا.', 'الإدارة'],
  ['2', 'كم رسم الاشتراك؟', 'عشرون ريالًا في السنة.', ''],
] as const;

describe('a table of questions and answers', () => {
  const headings = [
    [7, 'متى تفتح المكتبة؟'],
    [7, 'كم رسم الاشتراك؟'],
  ];
  const text =
    'متى تفتح المكتبة؟\n\nتفتح في التاسعة صباحًا.\n\nالجهة: الإدارة\n\nكم رسم الاشتراك؟\n\nعشرون ريالًا في السنة.';

  it('has its questions for headings, in a Word document', async () => {
    const cell = (content: string) => `<w:tc>${paragraph(content)}</w:tc>`;
    const table = ROWS.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('');
    const { record, outline } = await one(
      'a.docx',
      wordDocument(`${paragraph(BODY)}<w:tbl>${table}</w:tbl>`),
    );
    assert.equal(record.text, `${BODY}\n\n${text}`);
    assert.deepEqual(
      outline?.map(({ level, title }) => [level, title]),
      headings,
    );
  });

  it('and in Markdown', () => {
    const [head, ...rows] = ROWS.map((row) => `| ${row.join(' | ')} |`);
    const printed = printMarkdown([head, '|---|---|---|---|', ...rows].join('\n'));
    assert.equal(printed.text, text);
    assert.deepEqual(
      printed.outline?.map(({ level, title }) => [level, title]),
      headings,
    );
  });
});

describe('cells over several rows hold for each of them', () => {
  const text = 'الشتاء — من: نوفمبر، إلى: مارس.\nالشتاء — من: أبريل، إلى: مايو.';

  it('in an OpenDocument', async () => {
    const cell = (content: string, more = '') =>
      `<table:table-cell ${more}><text:p>${content}</text:p></table:table-cell>`;
    const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
    const { record } = await one(
      'a.odt',
      openDocument(
        `<text:p>${BODY}</text:p><table:table>${row(cell('الموسم'), cell('من'), cell('إلى'))}${row(cell('الشتاء', 'table:number-rows-spanned="2"'), cell('نوفمبر'), cell('مارس'))}${row('<table:covered-table-cell/>', cell('أبريل'), cell('مايو'))}</table:table>`,
      ),
    );
    assert.equal(record.text, `${BODY}\n\n${text}`);
  });

  it('in a workbook', async () => {
    const cell = (at: string, content: string) =>
      `<c r="${at}" t="inlineStr"><is><t>${content}</t></is></c>`;
    const { record } = await one(
      'a.xlsx',
      workbook({
        المواسم: `<sheetData><row r="1">${cell('A1', 'الموسم')}${cell('B1', 'من')}${cell('C1', 'إلى')}</row><row r="2">${cell('A2', 'الشتاء')}${cell('B2', 'نوفمبر')}${cell('C2', 'مارس')}</row><row r="3">${cell('B3', 'أبريل')}${cell('C3', 'مايو')}</row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`,
      }),
    );
    assert.equal(record.text, text);
  });
});

describe('numbers of a workbook', () => {
  it('are printed as the sheet shows them: shares, hours, units and currencies', async () => {
    const codes = [
      '0.0%',
      'hh:mm',
      '[h]:mm:ss',
      '#,##0.00 "ر.س"',
      '[$د.إ-3801] #,##0',
      '[Red]#,##0',
    ];
    const styles = `<styleSheet><numFmts>${codes.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${codes.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}<xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>`;
    const values = [0.245, 0.28125, 1.5, 1250.5, 300, 7000, 0.5, 0.75];
    const cells = values.map((value, i) => `<c s="${i + 1}"><v>${value}</v></c>`).join('');
    const names = values.map((_, i) => `<c t="inlineStr"><is><t>عمود ${i}</t></is></c>`).join('');
    const { record } = await one(
      'a.xlsx',
      workbook(
        {
          أرقام: `<sheetData><row r="1"><c t="inlineStr"><is><t>البند</t></is></c>${names}</row><row r="2"><c t="inlineStr"><is><t>أول</t></is></c>${cells}</row></sheetData>`,
        },
        { 'xl/styles.xml': styles },
      ),
    );
    assert.deepEqual(
      [...record.text.matchAll(/عمود \d: ([^،]*?)(?=،|\.$)/gu)].map(([, value]) => value),
      ['24.5%', '06:45', '36:00', '1250.5 ر.س', 'د.إ 300', '7000', '50%', '18:00'],
    );
  });

  it('are named where formulas have none', async () => {
    const items = await read(
      'a.xlsx',
      workbook({
        الميزانية:
          '<sheetData><row r="1"><c t="inlineStr"><is><t>البند</t></is></c><c t="inlineStr"><is><t>الفرق</t></is></c></row><row r="2"><c t="inlineStr"><is><t>رواتب</t></is></c><c><f>C2-B2</f><v/></c></row><row r="3"><c t="inlineStr"><is><t>وقود</t></is></c><c><f>C3-B3</f><v>12</v></c></row></sheetData>',
      }),
    );
    assert.match(notesOf(items)[0] ?? '', /^unread: 1 formulas whose values are not in the file/u);
  });
});
