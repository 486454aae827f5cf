/**
 * Tables, from the sentences that a table's rows were printed as (`docs/decisions/printed-text.md`):
 *
 *   الثانية — السعر: 60، المدة: خمس سنوات.        | الثانية | 60 | خمس سنوات |
 *   الأولى — السعر: 90، المدة: عشر سنوات.    ─►   | الأولى  | 90 | عشر سنوات |
 *
 * Only if every row has the same headers in the same order; anything else is shown as it is printed.
 */
import type { Span } from '../../types.ts';

export interface TableBlock {
  readonly kind: 'table';
  /** Headers of all columns but the first, whose header the printed text does not have. */
  readonly headers: readonly string[];
  /** Each row's cells, the first one names the row. */
  readonly rows: readonly (readonly Span[])[];
}

const NAME_END = ' — ';
const CELL_END = '، ';
const HEADER_END = ': ';
const ROWS_MIN = 2;

interface Cell extends Span {
  readonly header: string;
}

export function tableOf(text: string, lines: readonly Span[]): TableBlock | undefined {
  if (lines.length < ROWS_MIN) return undefined;
  const rows: Span[][] = [];
  let headers: readonly string[] | undefined;
  for (const line of lines) {
    const row = rowOf(text, line);
    if (!row) return undefined;
    const own = row.cells.map(({ header }) => header);
    headers ??= own;
    if (own.join('\n') !== headers.join('\n')) return undefined;
    rows.push([row.name, ...row.cells.map(({ start, end }) => ({ start, end }))]);
  }
  return headers && { kind: 'table', headers, rows };
}

function rowOf(text: string, line: Span): { name: Span; cells: readonly Cell[] } | undefined {
  const written = text.slice(line.start, line.end).replace(/\.$/u, '');
  const dash = written.indexOf(NAME_END);
  if (dash <= 0) return undefined;
  const cells: Cell[] = [];
  let at = dash + NAME_END.length;
  for (const part of written.slice(at).split(CELL_END)) {
    const colon = part.indexOf(HEADER_END);
    const last = cells.at(-1);
    const [start, end] = [line.start + at, line.start + at + part.length];
    if (colon > 0) {
      const from = start + colon + HEADER_END.length;
      cells.push({ header: part.slice(0, colon), start: from, end });
    } else if (last) {
      // A comma within a value.
      cells[cells.length - 1] = { ...last, end };
    } else {
      return undefined;
    }
    at += part.length + CELL_END.length;
  }
  return { name: { start: line.start, end: line.start + dash }, cells };
}
