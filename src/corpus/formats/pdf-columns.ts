/** The segments of a PDF's page ─► its lines in the order of reading: from the top, and of columns the right one first. */
import { directionOf, fromLeftParagraph, type Gap, medianOf, type Segment } from './pdf-lines.ts';

/** A line of one column. */
export interface Line extends Segment {
  /** Edges of the column that it is in. */
  readonly left: number;
  readonly right: number;
  /** Of a table's row, from the right. */
  readonly cells: readonly string[];
  /** Which way its paragraph runs, if the line itself tells. */
  readonly direction?: 'left' | 'right' | undefined;
}

/** More columns next to each other are a table's. */
const COLUMNS_MAX = 3;

export function linesOf(segments: readonly Segment[]): Line[] {
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  return cut(segments, left, right, COLUMNS_MAX);
}

/** Cuts the stretches of a page that are `count` columns, and what is between them into fewer. */
function cut(segments: readonly Segment[], left: number, right: number, count: number): Line[] {
  if (count < 2) return rowsOf(segments, left, right);
  let best: readonly Band[] = [];
  let most = 0;
  let edges: readonly number[] = [];
  for (const gutters of gutterSets(segments, left, right, count)) {
    const parted = gutters.reduce<readonly Segment[]>(
      (parts, gutter) => parts.flatMap((one) => one.split?.(gutter) ?? one),
      segments,
    );
    const bands = withColumns(bandsOf(parted, gutters), gutters, right - left);
    // Lines that stand apart by themselves say more than those that a gap in them parts.
    const weigh = ({ partOf }: Segment) => (partOf ? 0.4 : 1);
    const inColumns = bands
      .flatMap((band) => (band.isColumns ? band.segments.map(weigh) : []))
      .reduce((sum, weight) => sum + weight, 0);
    if (inColumns > most) [best, most, edges] = [bands, inColumns, [right, ...gutters, left]];
  }
  if (most === 0) return cut(segments, left, right, count - 1);
  return best.flatMap((band) =>
    band.isColumns
      ? columnsOf(band.segments, edges.slice(1, -1)).flatMap((column, i) =>
          rowsOf(column, edges[i + 1]!, edges[i]!),
        )
      : cut(unsplit(band.segments), left, right, count - 1),
  );
}

/** A column is no narrower than this share of what it would have if all were as wide as one another. */
const WIDTH_SHARE_MIN = 0.6;

/** Places, from the right, that may part a page into this many columns. */
function gutterSets(
  segments: readonly Segment[],
  left: number,
  right: number,
  count: number,
): number[][] {
  const least = (WIDTH_SHARE_MIN * (right - left)) / count;
  const gutters = guttersOf(segments, left + least, right - least);
  let sets: number[][] = [[]];
  for (let i = 1; i < count; i++)
    sets = sets.flatMap((set) =>
      gutters
        .filter((gutter) => gutter < (set.at(-1) ?? right) - least)
        .map((gutter) => [...set, gutter]),
    );
  return sets;
}

/** Where several lines begin or end below one another: columns may part there. */
function guttersOf(segments: readonly Segment[], from: number, to: number): number[] {
  const counts = new Map<number, number>();
  for (const { x0, x1 } of segments)
    for (const edge of [x0 - GUTTER_EDGE, x1 + GUTTER_EDGE]) {
      const place = 2 * Math.round(edge / 2);
      if (edge > from && edge < to) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  return [...counts]
    .filter(([, count]) => count >= LINES_MIN)
    .sort((a, b) => b[1] - a[1])
    .slice(0, GUTTERS_MAX)
    .map(([place]) => place);
}

/** Points between the edge of a column and the place where columns are parted. */
const GUTTER_EDGE = 3;
const GUTTERS_MAX = 6;

interface Band {
  readonly segments: readonly Segment[];
  /** Whether no line of it crosses a gutter; then whether it is columns. */
  readonly isColumns: boolean;
}

/** Which bands are columns; those that only a space parts, such as that between paragraphs, are read as one. */
function withColumns(
  bands: readonly Band[],
  gutters: readonly number[],
  pageWidth: number,
): Band[] {
  const are = (band: Band, linesMin: number) =>
    band.isColumns && areColumns(band.segments, gutters, pageWidth, linesMin);
  // A short piece of columns, as a page's end leaves it, is known by a longer one on the same page.
  const isCertain = bands.some((band) => are(band, linesMinOf(gutters)));
  const verdicts = bands.map((band) => isCertain && are(band, 1));
  const joined: Band[] = [];
  bands.forEach(({ segments, isColumns: isSplit }, i) => {
    const beside = [i - 1, i + 1].filter((at) => verdicts[at]).map((at) => bands[at]!);
    const isColumns =
      verdicts[i]! ||
      (isSplit && (beside.length > 1 || beside.some((band) => areEnds(segments, band, gutters))));
    const last = joined.at(-1);
    if (last?.isColumns === isColumns)
      joined[joined.length - 1] = { segments: [...last.segments, ...segments], isColumns };
    else joined.push({ segments, isColumns });
  });
  return joined;
}

/** Of this many rows above or below columns, a space may part them from what they belong to. */
const END_ROWS_MAX = 3;

/** Whether these few rows are the first or the last of columns: headings next to each other, or next to a full line. */
function areEnds(
  rows: readonly Segment[],
  { segments }: Band,
  gutters: readonly number[],
): boolean {
  const sides = columnsOf(rows, gutters);
  const size = medianOf(segments.map((one) => one.size));
  const columns = columnsOf(segments, gutters);
  const most = columns.map((column) => Math.max(...column.map(({ x0, x1 }) => x1 - x0)));
  return (
    sides.every((side) => side.length > 0 && side.length <= END_ROWS_MAX) &&
    (rows.every((one) => one.size > HEADING_SHARE * size) ||
      sides.some((side, i) => side.some(({ x0, x1 }) => x1 - x0 > FULL_SHARE * most[i]!)))
  );
}

/** Larger than the lines around it, a line is a heading. */
const HEADING_SHARE = 1.1;
/** A space between two rows, in sizes of their letters, that parts columns from what is below them. */
const BAND_GAP = 2.4;
/** Rows that may end a longer column at the end of a page; more of them are a column that goes on. */
const TAIL_ROWS_MAX = 2;

/** Runs of rows that may be columns, and the rows between them: lines over the whole width, and rows of tables. */
function bandsOf(segments: readonly Segment[], gutters: readonly number[]): Band[] {
  const bands: Band[] = [];
  let band: Segment[][] = [];
  let wasColumns = false;
  let lowest = Number.POSITIVE_INFINITY;
  const close = (isPageEnd = false) => {
    const tail = wasColumns ? tailOf(band, gutters[0]!, isPageEnd) : 0;
    const end = band.length - tail;
    if (end > 0) bands.push({ segments: band.slice(0, end).flat(), isColumns: wasColumns });
    if (tail > 0) bands.push({ segments: band.slice(end).flat(), isColumns: false });
    band = [];
  };
  for (const row of groupRows(segments)) {
    const crosses = row.some(({ x0, x1 }) =>
      gutters.some((gutter) => x0 < gutter - 1 && x1 > gutter + 1),
    );
    const isColumns = !crosses && columnsOf(row, gutters).every((side) => side.length < 2);
    const { y, size } = row[0]!;
    if (isColumns !== wasColumns || lowest - y > BAND_GAP * size) close();
    band.push(row);
    wasColumns = isColumns;
    lowest = y;
  }
  close(true);
  return bands;
}

/** How many rows at the end of columns belong to what is below: from a heading on, which is larger or further away. */
function tailOf(band: readonly (readonly Segment[])[], gutter: number, isPageEnd: boolean): number {
  const last = band.findLastIndex((row) => row.some(({ x0 }) => x0 < gutter - 1));
  if (last < 0) return 0;
  const size = medianOf(band.slice(0, last + 1).map(([first]) => first!.size));
  // Within the right column: the others need not be on the same lines.
  const right = band.map((row) => row.find(({ x0 }) => x0 >= gutter - 1)?.y);
  const ys = right.filter((y) => y !== undefined);
  const step = medianOf(ys.slice(1).map((y, i) => ys[i]! - y));
  const from = band.findIndex((row, i) => {
    const above = right.slice(0, i).findLast((y) => y !== undefined);
    const isFar = above !== undefined && step > 0 && above - row[0]!.y > 1.4 * step;
    return i > last && (row[0]!.size > HEADING_SHARE * size || isFar);
  });
  const tail = from < 0 ? 0 : band.length - from;
  return isPageEnd && tail > TAIL_ROWS_MAX ? 0 : tail;
}

/** What is between the gutters, from the right. */
function columnsOf(segments: readonly Segment[], gutters: readonly number[]): Segment[][] {
  const columns: Segment[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const one of segments)
    columns[gutters.filter((gutter) => one.x0 < gutter - 1).length]!.push(one);
  return columns;
}

/** Fewer lines next to each other may be anything; three in a row may be a table's. */
const LINES_MIN = 2;
const linesMinOf = (gutters: readonly number[]) => (gutters.length > 1 ? 4 : LINES_MIN);

/** A line fills its column if it has this share of the widest line's width. */
const FULL_SHARE = 0.8;
/** Of the lines of columns. */
const FULL_LINES_SHARE_MIN = 0.45;
const WORDS_PER_LINE_MIN = 3;

/** The lines of columns fill them, on all sides of the gutters; the cells of a table do not. */
function areColumns(
  band: readonly Segment[],
  gutters: readonly number[],
  pageWidth: number,
  linesMin: number,
): boolean {
  const columns = columnsOf(band, gutters);
  const measures = columns.map(measureOf);
  const sum = (field: 'lines' | 'full') => measures.reduce((total, one) => total + one[field], 0);
  const least = (WIDTH_SHARE_MIN * pageWidth) / columns.length;
  return (
    gutters.every(
      (_, i) =>
        areAligned(columns[i]!.map(({ x0 }) => x0)) ||
        areAligned(columns[i + 1]!.map(({ x1 }) => x1)),
    ) &&
    sum('full') >= FULL_LINES_SHARE_MIN * sum('lines') &&
    measures.every(
      ({ lines, most, words, full }) =>
        lines >= linesMin &&
        most > least &&
        // One of them may hold headings and a list.
        full >= 0.25 * lines &&
        words >= WORDS_PER_LINE_MIN * lines,
    )
  );
}

function measureOf(lines: readonly Segment[]) {
  const most = Math.max(...lines.map(({ x0, x1 }) => x1 - x0));
  return {
    lines: lines.length,
    most,
    words: lines.reduce((sum, { text }) => sum + text.split(' ').length, 0),
    full: lines.filter(({ x0, x1 }) => x1 - x0 > most * FULL_SHARE).length,
  };
}

/** Whether most of the edges of lines are on one line: next to a gutter, those of a column are. */
function areAligned(edges: readonly number[]): boolean {
  const most = edges.map((edge) => edges.filter((other) => Math.abs(other - edge) < EDGE_MISS));
  return Math.max(...most.map(({ length }) => length)) > 0.55 * edges.length;
}

/** Points. */
const EDGE_MISS = 3;

function groupRows(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  for (const segment of segments.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row && Math.abs(row[0]!.y - segment.y) <= 0.4 * segment.size) row.push(segment);
    else rows.push([segment]);
  }
  return rows;
}

/** Of an item, if it is by itself. */
const ITEM_MARK = /^(?:\(?\p{N}{1,3}[.)-]|[•●▪■◦○◆❖➢✓\uf0a7\uf0b7\uf0d8–-])$/u;

/** This many rows below one another with as many gaps at the same places are a table's. */
const ROWS_OF_CELLS_MIN = 3;

/** Parts the rows of a table if its columns are close to one another: a gap that all have, wide in one of them. */
function inCells(rows: Segment[][]): Segment[][] {
  const parted: Segment[][] = [];
  for (let i = 0; i < rows.length; ) {
    let common = gapsOfRow(rows[i]!);
    let end = i + 1;
    for (; end < rows.length; end++) {
      const [above, row] = [rows[end - 1]![0]!, rows[end]!];
      const shared = common.flatMap((gap) =>
        gapsOfRow(row).flatMap((other) => overlap(gap, other)),
      );
      const isNear = above.y - row[0]!.y < BAND_GAP * row[0]!.size;
      if (!isNear || shared.length < common.length) break;
      common = shared;
    }
    const run = rows.slice(i, end);
    const isTable =
      common.length > 0 && run.length >= ROWS_OF_CELLS_MIN && run.some((row) => row.length > 1);
    const cells = run.map((row) =>
      common.reduce<Segment[]>(
        (parts, { from, to }) => parts.flatMap((one) => one.split?.((from + to) / 2) ?? one),
        row,
      ),
    );
    const isList = cells.some((row) => row.some(({ text }) => ITEM_MARK.test(text)));
    if (isTable && !isList) parted.push(...cells);
    else end = i + 1;
    if (!isTable || isList) parted.push(rows[i]!);
    i = end;
  }
  return parted;
}

/** Gaps between the segments of a row, and in them. */
function gapsOfRow(row: readonly Segment[]): Gap[] {
  const fromLeft = row.toSorted((a, b) => a.x0 - b.x0);
  return fromLeft.flatMap(({ x1, gaps = [] }, i) => {
    const next = fromLeft[i + 1];
    return next && next.x0 > x1 ? [...gaps, { from: x1, to: next.x0 }] : gaps;
  });
}

/** Points that a gap has at least in common with those below it. */
const GAP_SHARED_MIN = 4;

function overlap(a: Gap, b: Gap): Gap[] {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return to - from >= GAP_SHARED_MIN ? [{ from, to }] : [];
}

/** What was split where no columns came of it is whole again. */
function unsplit(segments: readonly Segment[]): Segment[] {
  const parts = new Map<Segment | undefined, number>();
  for (const { partOf } of segments) parts.set(partOf, (parts.get(partOf) ?? 0) + 1);
  const isDone = new Set<Segment>();
  return segments.flatMap((one) => {
    const { partOf } = one;
    if (partOf === undefined || parts.get(partOf) === 1) return one;
    if (isDone.has(partOf)) return [];
    isDone.add(partOf);
    return partOf;
  });
}

function rowsOf(segments: readonly Segment[], left: number, right: number): Line[] {
  const lines = inCells(groupRows(unsplit(segments))).map((row): Line => {
    const fromRight = row.toSorted((a, b) => b.x0 - a.x0);
    const isArabic = /[\u0600-\u06ff]/u.test(row.map(({ text }) => text).join(''));
    const ordered = isArabic ? fromRight : fromRight.toReversed();
    const texts = ordered.map(({ text }) => text);
    // An item and its number, or its bullet, are no two cells, on whichever side it is.
    const isItem = row.length === 2 && texts.some((text) => ITEM_MARK.test(text));
    if (isItem && !ITEM_MARK.test(texts[0]!)) texts.reverse();
    const text = texts.join(' ');
    return {
      text: isArabic ? fromLeftParagraph(text) : text,
      ...(isArabic && { direction: directionOf(text) }),
      ...(row.length === 1 && row[0]!.fromLeft && { fromLeft: row[0]!.fromLeft }),
      x0: Math.min(...row.map(({ x0 }) => x0)),
      x1: Math.max(...row.map(({ x1 }) => x1)),
      y: row[0]!.y,
      size: Math.max(...row.map(({ size }) => size)),
      bold: row.every(({ bold }) => bold),
      left,
      right,
      cells: row.length > 1 && !isItem ? texts : [],
      ...(row.length === 1 && row[0]!.rows && { rows: row[0]!.rows }),
    };
  });
  return blocksOf(lines).flatMap((block) => {
    const { lines: count, most, words, full } = measureOf(block);
    const isColumn =
      count >= LINES_OF_COLUMN_MIN &&
      most < FULL_SHARE * (right - left) &&
      full >= FULL_LINES_SHARE_MIN * count &&
      words >= WORDS_PER_LINE_MIN * count;
    if (!isColumn) return block;
    const edge = Math.min(...block.map(({ x0 }) => x0));
    return block.map((line) => ({ ...line, left: edge }));
  });
}

/** Of a page whose other column is empty, or of a narrow text under a wide header. */
const LINES_OF_COLUMN_MIN = 4;

/** Lines that no wide space parts. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const above = blocks.at(-1)?.at(-1);
    if (above && above.y - line.y <= BAND_GAP * line.size) blocks.at(-1)!.push(line);
    else blocks.push([line]);
  }
  return blocks;
}
