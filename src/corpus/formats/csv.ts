/** Tables as text: the delimiter and the charset are found, columns go by their header. */
import { parse } from 'csv-parse/sync';
import { decode } from '../charset.ts';
import { type Format, FormatError } from './format.ts';
import { rowItems } from './rows.ts';

const DELIMITERS = [',', ';', '\t', '،', '؛', '|'];
const SAMPLE_LINES = 30;

export const csv: Format = {
  name: 'table',
  extensions: ['.csv', '.tsv', '.tab'],
  read({ bytes, name }) {
    const text = decode(bytes).replace(/^\ufeff/u, '');
    // Excel writes the delimiter on a line of its own.
    const told = /^sep=(.)\r?\n/iu.exec(text);
    const body = told ? text.slice(told[0].length) : text;
    const delimiter = told?.[1] ?? delimiterOf(body);
    let rows: { record: string[]; info: { lines: number } }[];
    try {
      rows = parse(body, {
        delimiter,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        info: true,
        bom: true,
      }) as unknown as typeof rows;
    } catch (error) {
      const { message, lines } = error as Error & { lines?: number };
      throw new FormatError(
        `is no table: ${message.slice(0, 150)}${lines === undefined ? '' : ` (line ${lines})`}`,
        'Put cells that hold the delimiter or quotation marks in quotation marks; save it from a spreadsheet program.',
      );
    }
    let before = told ? 1 : 0;
    const lined = rows.map(({ record, info }) => {
      const line = before + 1;
      before = info.lines + (told ? 1 : 0);
      return { cells: record, line };
    });
    return rowItems(lined, name);
  },
};

/** The one that gives most rows the same number of cells, more than one. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/u, SAMPLE_LINES).filter((line) => line.trim() !== '');
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
