/** Tables as text: the delimiter and the charset are found, columns go by their header. */
import { type CsvError, parse } from 'csv-parse/sync';
import { decode } from '../charset.ts';
import { type Format, FormatError, type FoundFault } from './format.ts';
import { rowItems, type TableRow } from './rows.ts';

const DELIMITERS = [',', ';', '\t', '،', '؛', '|'];
const SAMPLE_LINES = 30;
/** Where more rows are broken, it is no table. */
const FAULTS_MAX = 50;

export const csv: Format = {
  name: 'table',
  extensions: ['.csv', '.tsv', '.tab'],
  read({ bytes, name }) {
    const text = decode(bytes)
      .replace(/^\ufeff/u, '')
      .replace(/\r\n?/gu, '\n');
    // Excel writes the delimiter on a line of its own.
    const told = /^sep=(.)\n/iu.exec(text);
    const body = told ? text.slice(told[0].length) : text;
    const { rows, faults } = readRows(body, told?.[1] ?? delimiterOf(body), told ? 2 : 1);
    const [first] = faults;
    // Without a header nobody knows what the columns are.
    const hasHeader = first === undefined || (rows[0] && rows[0].line < first.line!);
    if (!hasHeader || faults.length > FAULTS_MAX)
      throw new FormatError(`is no table: ${first!.problem} (line ${first!.line})`, first!.hint);
    return [...rowItems(rows, name), ...faults];
  },
};

/**
 * A quotation mark that is not closed takes in the lines up to the next one: the row that has it is a fault, and the
 * lines after it are read.
 */
function readRows(text: string, delimiter: string, firstLine: number) {
  const lines = text.split('\n');
  const rows: TableRow[] = [];
  const faults: FoundFault[] = [];
  for (let at = 0; faults.length <= FAULTS_MAX; at += 1) {
    const { sound, linesRead, isWhole } = soundRows(lines.slice(at).join('\n'), delimiter);
    for (const { cells, line } of sound) rows.push({ cells, line: at + firstLine + line - 1 });
    if (isWhole) break;
    at += linesRead;
    while (lines[at] === '') at += 1;
    faults.push({
      problem: 'a quotation mark is not closed',
      hint: 'Close it; within a cell in quotation marks, write it twice.',
      line: at + firstLine,
    });
  }
  return { rows, faults };
}

/** The rows up to one that is broken. */
function soundRows(text: string, delimiter: string) {
  const sound: TableRow[] = [];
  let linesRead = 0;
  let isWhole = true;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      raw: true,
      on_record(read, { lines }) {
        const { record, raw } = read as unknown as { record: string[]; raw: string };
        // The parser keeps the quotation mark as a letter, and takes the lines after it for one cell.
        isWhole &&= !record.some(
          (cell) => cell.startsWith('"') && cell.includes('\n') && raw.includes(cell),
        );
        if (!isWhole) return null;
        linesRead = lines;
        sound.push({ cells: record, line: lines - (record.join('').split('\n').length - 1) });
        return null;
      },
    });
  } catch (error) {
    const { code, message } = error as CsvError;
    if (code !== 'CSV_QUOTE_NOT_CLOSED')
      throw new FormatError(
        `is no table: ${message.slice(0, 150)}`,
        'Save it again from a spreadsheet program.',
      );
    isWhole = false;
  }
  return { sound, linesRead, isWhole };
}

/** The one that gives most rows the same number of cells, more than one. */
function delimiterOf(text: string): string {
  const lines = text.split('\n', SAMPLE_LINES).filter((line) => line.trim() !== '');
  let best = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map(
      (line) => line.replace(/"(?:[^"]|"")*"/gu, '').split(delimiter).length - 1,
    );
    const first = counts[0] ?? 0;
    if (first === 0) continue;
    const same = counts.filter((count) => count === first).length;
    const score = same / counts.length + Math.min(first, 10) / 1000;
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}
