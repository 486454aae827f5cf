/**
 * PDF with a text layer. Lines are put together from the places of their letters, columns are read from the right,
 * running headers and page numbers are left out, lines are joined into paragraphs, and large lines are headings.
 */
import { countKnown } from '../../text/known-words.ts';
import type { Block } from '../blocks.ts';
import { isMadeOfWords } from '../real-words.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { openPdf } from './pdf-glyphs.ts';
import {
  AS_DRAWN,
  directionOf,
  fromLeftParagraph,
  type Gap,
  type Segment,
  segmentsOf,
} from './pdf-lines.ts';
import { lettersOfPlaces, withLetters } from './pdf-signs.ts';
import { takeTables } from './pdf-tables.ts';
import { honestAuthor } from './title.ts';

const OCR = 'Have its pages read by OCR: ocrmypdf -l ara --force-ocr in.pdf out.pdf.';
/** Of fewer words on all pages together, the pages are pictures with a stamp on them. */
const CHARS_PER_PAGE_MIN = 20;
/** In the text layers of real documents every eighth word and more is an everyday one. */
const KNOWN_SHARE_MIN = 0.1;
const JUDGED_WORDS_MIN = 80;

export const pdf: Format = {
  name: 'PDF',
  extensions: ['.pdf'],
  matches: ({ bytes }) => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'),
  async read({ bytes, name }) {
    const document = await openPdf(bytes);
    const pages: Line[][] = [];
    let chars = 0;
    for await (const { glyphs, rules } of document.pages) {
      const { tables, rest } = takeTables(glyphs, rules);
      const lines = linesOf([...segmentsOf(rest), ...tables]);
      for (const { text } of lines) chars += text.length;
      pages.push(lines);
    }
    if (chars < CHARS_PER_PAGE_MIN * Math.min(pages.length, 50))
      throw new FormatError(
        'has pages without text: they are pictures',
        'Have them read by OCR: ocrmypdf -l ara in.pdf out.pdf.',
      );
    const labels = takeRunning(pages, document.labels);
    const blocks = named(mirror(blocksOf(inDirection(pages), labels)));
    const text = blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join('\n');
    if (isCipher(text) || !isMadeOfWords(text))
      throw new FormatError('its text layer does not say what its pages show', OCR);
    return documentItems(
      {
        blocks,
        title: document.title,
        fields: { author: honestAuthor(document.author) },
        unreadableHint: OCR,
      },
      name,
    );
  },
};

/** Whether the text is other than what was drawn: few everyday words among all that stands between spaces, or odd scripts. */
function isCipher(text: string): boolean {
  if (isMadeOfSigns(text) || text.split('\ufffd').length - 1 > 0.005 * text.length) return true;
  const arabic = text.match(/[\u0621-\u064a]/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (arabic < 100 || latin > 3 * arabic) return false;
  const foreign =
    text.match(/(?!\p{Script=Latin}|\p{Script=Arabic}|\p{Script=Greek})\p{L}/gu)?.length ?? 0;
  if (foreign > 0.05 * (arabic + latin)) return true;
  const tokens = text
    .split(/\s+/u)
    .filter(
      (token) => /[\p{L}\p{S}]/u.test(token) && !/^[\p{Script=Latin}\p{N}\p{P}]+$/u.test(token),
    );
  // Letters and signs within one word are what a cipher makes of letters.
  const arabicTokens = tokens.filter((token) => /[\u0621-\u064a]/u.test(token));
  const mixed = arabicTokens.filter((token) =>
    /[A-Za-z<>$%&{}[\]^_`|~@#*\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u00ff]/u.test(token),
  );
  if (arabicTokens.length >= JUDGED_WORDS_MIN && mixed.length > 0.06 * arabicTokens.length)
    return true;
  return (
    tokens.length >= JUDGED_WORDS_MIN && countKnown(text).known / tokens.length < KNOWN_SHARE_MIN
  );
}

/** In sound text of any language nine of ten tokens with letters are words; in what a cipher makes of it, one of five. */
const WORDS_SHARE_MIN = 0.5;
/** Of fewer tokens the share says nothing: a cover may hold a formula. */
const TOKENS_MIN = 15;

/** Whether what stands between spaces is mostly no word: letters and signs in one, single letters, signs alone. */
function isMadeOfSigns(text: string): boolean {
  const tokens = text.split(/\s+/u).filter((token) => /[\p{L}\p{S}]/u.test(token));
  if (tokens.length < TOKENS_MIN) return false;
  const words = tokens.filter((token) =>
    /^[("'«“‘[]*\p{L}[\p{L}\p{M}\p{N}'’ـ./@:_-]*[\p{L}\p{M}\p{N}][)"'»”’\].,;:!?،؛؟…%]*$/u.test(
      token,
    ),
  );
  return words.length < tokens.length * WORDS_SHARE_MIN;
}

/** Of all lines that tell: in a document with fewer that run from the left, a line says so for itself alone. */
const FROM_LEFT_SHARE_MIN = 0.2;

/** Puts Latin words among Arabic ones in order where a paragraph runs from the left: its last line tells of those above. */
function inDirection(pages: readonly (readonly Line[])[]): Line[][] {
  const told = pages.flat().flatMap(({ direction }) => direction ?? []);
  const fromLeft = told.filter((direction) => direction === 'left');
  const isCarried = fromLeft.length > 1 && fromLeft.length >= FROM_LEFT_SHARE_MIN * told.length;
  let below: Line['direction'];
  return pages
    .toReversed()
    .map((lines) =>
      lines
        .toReversed()
        .map((line) => {
          below = line.direction ?? below;
          const direction = line.direction ?? (isCarried ? below : undefined);
          return direction === 'left' && line.fromLeft ? { ...line, text: line.fromLeft } : line;
        })
        .toReversed(),
    )
    .toReversed();
}

/** A line of one column. */
interface Line extends Segment {
  /** Edges of the column that it stands in. */
  readonly left: number;
  readonly right: number;
  /** Of a table's row, from the right. */
  readonly cells: readonly string[];
  /** Which way its paragraph runs, where the line itself tells. */
  readonly direction?: 'left' | 'right' | undefined;
}

/** The lines of a page in the order of reading: from the top, and where columns stand, the right one first. */
function linesOf(segments: readonly Segment[]): Line[] {
  if (segments.length === 0) return [];
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  return linesOfThree(segments, left, right) ?? linesOfTwo(segments, left, right);
}

/** Of a page with a stretch of three columns; undefined where there is none. */
function linesOfThree(
  segments: readonly Segment[],
  left: number,
  right: number,
): Line[] | undefined {
  const width = right - left;
  const gutters = guttersOf(segments, left + 0.22 * width, left + 0.78 * width);
  const rows = groupRows(segments);
  for (const first of gutters.filter((gutter) => gutter > left + 0.55 * width))
    for (const second of gutters.filter((gutter) => gutter < left + 0.45 * width)) {
      const bands: { whole: Segment[][]; parted: Segment[][]; isSplit: boolean }[] = [];
      for (const row of rows) {
        const parted = [first, second].reduce<Segment[]>(
          (parts, gutter) => parts.flatMap((one) => one.split?.(gutter) ?? one),
          row,
        );
        const isSplit =
          !parted.some(({ x0, x1 }) => [first, second].some((at) => x0 < at && x1 > at)) &&
          thirdsOf(parted, first, second).every((third) => third.length < 2);
        if (bands.at(-1)?.isSplit !== isSplit) bands.push({ whole: [], parted: [], isSplit });
        bands.at(-1)!.whole.push(row);
        bands.at(-1)!.parted.push(parted);
      }
      const lines: Line[] = [];
      let others: Segment[] = [];
      let areThere = false;
      bands.forEach(({ whole, parted, isSplit }, i) => {
        let end = 0;
        if (isSplit && areThreeColumns(thirdsOf(parted.flat(), first, second), width)) {
          areThere = true;
          end = parted.length - tailOf(parted, first, i === bands.length - 1);
          const thirds = thirdsOf(parted.slice(0, end).flat(), first, second);
          lines.push(
            ...linesOfTwo(others, left, right),
            ...rowsOf(thirds[0], first, right),
            ...rowsOf(thirds[1], second, first),
            ...rowsOf(thirds[2], left, second),
          );
          others = [];
        }
        others.push(...whole.slice(end).flat());
      });
      if (areThere) return [...lines, ...linesOfTwo(others, left, right)];
    }
  return undefined;
}

function thirdsOf(segments: readonly Segment[], first: number, second: number) {
  const [right, others] = sidesOf(segments, first);
  return [right, ...sidesOf(others, second)] as const;
}

/** Fewer rows of three may be a table. */
const ROWS_OF_THREE_MIN = 4;

function areThreeColumns(thirds: readonly (readonly Segment[])[], pageWidth: number): boolean {
  return thirds.every((third) => {
    const most = Math.max(...third.map(({ x0, x1 }) => x1 - x0));
    const words = third.reduce((sum, { text }) => sum + text.split(' ').length, 0);
    const full = third.filter(({ x0, x1 }) => x1 - x0 > most * 0.8).length;
    return (
      third.length >= ROWS_OF_THREE_MIN &&
      most > 0.2 * pageWidth &&
      full >= 0.45 * third.length &&
      words >= 3 * third.length &&
      (areAligned(third.map(({ x1 }) => x1)) || areAligned(third.map(({ x0 }) => x0)))
    );
  });
}

function linesOfTwo(segments: readonly Segment[], left: number, right: number): Line[] {
  let best: readonly Band[] = [{ segments, isColumns: false }];
  let most = 0;
  let gutter = 0;
  for (const candidate of guttersOf(
    segments,
    left + 0.3 * (right - left),
    left + 0.7 * (right - left),
  )) {
    const parted = segments.flatMap((one) => one.split?.(candidate) ?? one);
    const bands = withColumns(bandsOf(parted, candidate), candidate, right - left);
    // Lines that stand apart by themselves say more than those that a gap in them parts.
    const weigh = ({ partOf }: Segment) => (partOf ? 0.4 : 1);
    const inColumns = bands
      .flatMap((band) => (band.isColumns ? band.segments.map(weigh) : []))
      .reduce((sum, weight) => sum + weight, 0);
    if (inColumns > most) [best, most, gutter] = [bands, inColumns, candidate];
  }
  return best.flatMap((band) => {
    if (!band.isColumns) return rowsOf(band.segments, left, right);
    const [first, second] = sidesOf(band.segments, gutter);
    return [...rowsOf(first, gutter, right), ...rowsOf(second, left, gutter)];
  });
}

/** Where several lines begin or end below one another in the middle part of the page: columns may part there. */
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
  /** Whether no line of it crosses the gutter; then whether it is two columns. */
  readonly isColumns: boolean;
}

/** Which bands are columns; those that only a space parts, such as that between paragraphs, are read as one. */
function withColumns(bands: readonly Band[], gutter: number, pageWidth: number): Band[] {
  const are = (band: Band, linesMin: number) =>
    band.isColumns && areColumns(band.segments, gutter, pageWidth, linesMin);
  // A short piece of columns, as a page's end leaves it, is known by a longer one on the same page.
  const isCertain = bands.some((band) => are(band, LINES_MIN));
  const verdicts = bands.map((band) => isCertain && are(band, 1));
  const joined: Band[] = [];
  bands.forEach(({ segments, isColumns: isSplit }, i) => {
    const isColumns =
      verdicts[i]! || (isSplit && verdicts[i - 1] === true && verdicts[i + 1] === true);
    const last = joined.at(-1);
    if (last?.isColumns === isColumns)
      joined[joined.length - 1] = { segments: [...last.segments, ...segments], isColumns };
    else joined.push({ segments, isColumns });
  });
  return joined;
}

/** A space between two rows, in sizes of their letters, that parts columns from what stands below them. */
const BAND_GAP = 2.4;
/** Rows that may end a longer column at the end of a page; more of them are a column that goes on. */
const TAIL_ROWS_MAX = 2;

/** Runs of rows that may be columns, and the rows between them: lines over the whole width, and rows of tables. */
function bandsOf(segments: readonly Segment[], gutter: number): Band[] {
  const bands: Band[] = [];
  let band: Segment[][] = [];
  let wasColumns = false;
  let lowest = Number.POSITIVE_INFINITY;
  const close = (isPageEnd = false) => {
    const tail = wasColumns ? tailOf(band, gutter, isPageEnd) : 0;
    const end = band.length - tail;
    if (end > 0) bands.push({ segments: band.slice(0, end).flat(), isColumns: wasColumns });
    if (tail > 0) bands.push({ segments: band.slice(end).flat(), isColumns: false });
    band = [];
  };
  for (const row of groupRows(segments)) {
    const crosses = row.some(({ x0, x1 }) => x0 < gutter - 1 && x1 > gutter + 1);
    const isColumns = !crosses && sidesOf(row, gutter).every((side) => side.length < 2);
    const { y, size } = row[0]!;
    if (isColumns !== wasColumns || lowest - y > BAND_GAP * size) close();
    band.push(row);
    wasColumns = isColumns;
    lowest = y;
  }
  close(true);
  return bands;
}

/** How many rows at the end of columns belong to what stands below: from a heading on, which is larger or further away. */
function tailOf(band: readonly (readonly Segment[])[], gutter: number, isPageEnd: boolean): number {
  const last = band.findLastIndex((row) => row.some(({ x0 }) => x0 < gutter - 1));
  if (last < 0) return 0;
  const size = medianOf(band.slice(0, last + 1).map(([first]) => first!.size));
  // Within the right column: the two need not stand on the same lines.
  const right = band.map((row) => row.find(({ x0 }) => x0 >= gutter - 1)?.y);
  const ys = right.filter((y) => y !== undefined);
  const step = medianOf(ys.slice(1).map((y, i) => ys[i]! - y));
  const from = band.findIndex((row, i) => {
    const above = right.slice(0, i).findLast((y) => y !== undefined);
    const isFar = above !== undefined && step > 0 && above - row[0]!.y > 1.4 * step;
    return i > last && (row[0]!.size > 1.1 * size || isFar);
  });
  const tail = from < 0 ? 0 : band.length - from;
  return isPageEnd && tail > TAIL_ROWS_MAX ? 0 : tail;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function sidesOf(segments: readonly Segment[], gutter: number): [Segment[], Segment[]] {
  return [
    segments.filter(({ x0 }) => x0 >= gutter - 1),
    segments.filter(({ x0 }) => x0 < gutter - 1),
  ];
}

/** Fewer lines beside one another may be anything. */
const LINES_MIN = 2;

/** The lines of two columns fill them, on both sides of the gutter; the cells of a table do not. */
function areColumns(
  band: readonly Segment[],
  gutter: number,
  pageWidth: number,
  linesMin: number,
): boolean {
  const sides = sidesOf(band, gutter).map((side) => {
    const most = Math.max(...side.map(({ x0, x1 }) => x1 - x0));
    const words = side.reduce((sum, { text }) => sum + text.split(' ').length, 0);
    const full = side.filter(({ x0, x1 }) => x1 - x0 > most * 0.8).length;
    return { lines: side.length, most, words, full };
  });
  const sum = (field: 'lines' | 'full') => sides[0]![field] + sides[1]![field];
  const [first, second] = sidesOf(band, gutter);
  return (
    (areAligned(first.map(({ x0 }) => x0)) || areAligned(second.map(({ x1 }) => x1))) &&
    sum('full') >= 0.45 * sum('lines') &&
    sides.every(
      ({ lines, most, words, full }) =>
        lines >= linesMin &&
        most > pageWidth * 0.3 &&
        // One of the two may hold headings and a list.
        full >= 0.25 * lines &&
        words >= 3 * lines,
    )
  );
}

/** Whether most of the edges of lines stand on one line: beside a gutter, those of a column do. */
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

/** Of an item, where it stands by itself. */
const ITEM_MARK = /^(?:\(?\p{N}{1,3}[.)-]|[•●▪■◦○◆❖➢✓\uf0a7\uf0b7\uf0d8–-])$/u;

/** Rows below one another whose gaps are so many and lie so are a table's. */
const ROWS_OF_CELLS_MIN = 3;

/** Parts the rows of a table where its columns stand close to one another: a gap that all have, wide in one of them. */
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

function rowsOf(segments: readonly Segment[], left: number, right: number): Line[] {
  const isThere = new Set(segments);
  // What was split where no columns came of it is whole again.
  const whole = segments.flatMap((one) => {
    const parts = one.partOf && segments.filter(({ partOf }) => partOf === one.partOf);
    if (parts?.length !== 2) return one;
    return isThere.delete(parts[0]!) ? one.partOf! : [];
  });
  return inCells(groupRows(whole)).map((row) => {
    const fromRight = row.toSorted((a, b) => b.x0 - a.x0);
    const isArabic = /[\u0600-\u06ff]/u.test(row.map(({ text }) => text).join(''));
    const ordered = isArabic ? fromRight : fromRight.toReversed();
    const texts = ordered.map(({ text }) => text);
    // An item and its number, or its bullet, are no two cells, on whichever side it stands.
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
}

const PAGE_NUMBER =
  /^[\s\p{P}|]*(?:(?:صفحة|الصفحة|ص|page)\s*[:.]?\s*)?\p{Nd}{1,4}(?:\s*(?:من|\/|of)\s*\p{Nd}{1,4})?[\s\p{P}|]*$/iu;
/** Of a preface's pages. */
const ROMAN = /^[\s\p{P}|]*(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})[\s\p{P}|]*$/iu;
const NUMBER = /(?<![\p{L}\p{N}])\p{Nd}{1,4}(?![\p{L}\p{N}])/gu;
const OUTER_NUMBER = /^[\s\p{P}|]*\p{Nd}{1,4}(?=[\s|])|(?<=[\s|])\p{Nd}{1,4}[\s\p{P}|]*$/gu;
/** Lines at the top and at the bottom of a page that may be running ones. */
const EDGE_LINES = 2;

function edgesOf(lines: readonly Line[]): Set<Line> {
  const byPlace = lines.toSorted((a, b) => b.y - a.y);
  return new Set([...byPlace.slice(0, EDGE_LINES), ...byPlace.slice(-EDGE_LINES)]);
}

const withoutNumbers = ({ text }: Line) =>
  text
    .replace(/\p{N}+/gu, '#')
    .replace(/\s+/gu, ' ')
    .trim();

function numberOf(number: string): number {
  return Number(
    number
      .replace(/[^\p{Nd}]/gu, '')
      .replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf)),
  );
}

/** Takes running headers, footers and page numbers out; gives each page's label. */
function takeRunning(pages: Line[][], named: readonly string[] | undefined): string[] {
  const edges = pages.map(edgesOf);
  const seen = new Map<string, number>();
  for (const lines of edges)
    for (const key of new Set([...lines].map(withoutNumbers)))
      seen.set(key, (seen.get(key) ?? 0) + 1);
  // Of two pages, what stands on both.
  const enough = Math.max(Math.min(3, pages.length), pages.length * 0.3);
  const isNumbered = numberedLines(edges, enough);
  const hasRoman =
    edges.filter((lines) => [...lines].some(({ text }) => ROMAN.test(text))).length > 1;
  // Printed numbers count only where they go up with the pages.
  const shifts = new Map<number, number>();
  pages.forEach((lines, i) => {
    const printed = new Set<number>();
    for (const line of edges[i]!) {
      const isNumber = PAGE_NUMBER.test(line.text);
      const isRunning = pages.length > 1 && (seen.get(withoutNumbers(line)) ?? 0) >= enough;
      const isRoman = hasRoman && ROMAN.test(line.text);
      if (!isNumber && !isRunning && !isRoman && !isNumbered.has(line)) continue;
      for (const [number] of line.text.matchAll(NUMBER)) printed.add(numberOf(number) - i);
      if (pages.length > 1) lines.splice(lines.indexOf(line), 1);
    }
    for (const shift of printed) shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
  });
  const [shift, count] = [...shifts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
  const trusted = count >= Math.max(2, pages.length * 0.4) ? shift : 1;
  return pages.map((_, i) => {
    const inFile = String(i + 1);
    const onPage = trusted === 1 || i + trusted < 1 ? inFile : String(i + trusted);
    const label = named?.[i]?.trim() || inFile;
    const shown = label === inFile ? onPage : label;
    return shown === inFile ? inFile : `${shown} (في الملف ${inFile})`;
  });
}

/** Of so many different texts beside the number of the page, they are titles: of slides, one by one. */
const TITLES_SHARE_MIN = 0.75;

/** Lines that begin or end with a number that goes up with the pages, at one height: headers that name the chapter. */
function numberedLines(edges: readonly ReadonlySet<Line>[], enough: number): Set<Line> {
  const places = new Map<string, Line[]>();
  edges.forEach((lines, i) => {
    for (const line of lines)
      for (const [number] of line.text.matchAll(OUTER_NUMBER)) {
        const place = `${numberOf(number) - i} ${Math.round(line.y / EDGE_MISS)}`;
        const known = places.get(place);
        if (known) known.push(line);
        else places.set(place, [line]);
      }
  });
  const found = [...places.values()].filter((lines) => {
    const texts = new Set(lines.map(withoutNumbers));
    return lines.length >= Math.max(3, enough) && texts.size < TITLES_SHARE_MIN * lines.length;
  });
  return new Set(found.flat());
}

const BULLET = /^[•●▪■◦○◆❖➢✓\uf0a7\uf0b7\uf0d8*·–-]\s*/u;
const NUMBERED = /^(?:\(?\p{Nd}{1,3}[.)\-–:](?!\p{Nd})|\p{Nd}{1,3}\s?[-–])\s*/u;
const ENDS = /[.!؟?:…؛»"”)]$/u;

function blocksOf(pages: readonly (readonly Line[])[], labels: readonly string[]): Block[] {
  const body = bodySize(pages);
  const step = lineStep(pages);
  const sizes = [
    ...new Set(
      pages
        .flat()
        .filter((line) => line.size >= body * 1.12)
        .map(({ size }) => Math.round(size)),
    ),
  ].sort((a, b) => b - a);
  const blocks: Block[] = [];
  let open: { text: string; last: Line; kind: string } | undefined;
  const close = () => {
    if (open === undefined) return;
    const { text, last, kind } = open;
    open = undefined;
    if (kind === 'heading')
      blocks.push({ kind: 'heading', text, level: headingLevel(last, sizes, body) });
    else if (BULLET.test(text) && text.length > 2)
      blocks.push({ kind: 'item', text: text.replace(BULLET, ''), mark: '• ' });
    else if (NUMBERED.test(text)) blocks.push({ kind: 'item', text, mark: '' });
    else blocks.push({ kind: 'paragraph', text });
  };
  pages.forEach((lines, page) => {
    let waiting = true;
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!;
      const kind = isHeading(line, body) ? 'heading' : 'text';
      const rows = line.rows ? 1 : tableAt(lines, i);
      const goesOn =
        open !== undefined &&
        rows === 0 &&
        continues(open.last, line, kind, open.kind, i === 0, step);
      if (!goesOn) {
        close();
        if (waiting) {
          blocks.push({ kind: 'page', label: labels[page]! });
          waiting = false;
        }
      }
      if (rows > 0) {
        const cells = line.rows ?? cellsOf(lines, i, rows);
        const above = i === 0 ? tableAbove(blocks) : undefined;
        if (above && above.length === cells[0]!.length) {
          // A table that goes on from the page before, with its header said again or not.
          const isSaidAgain = cells[0]!.join() === above.join();
          blocks.push({ kind: 'table', rows: isSaidAgain ? cells : [above, ...cells] });
        } else
          blocks.push({ kind: 'table', rows: cells, hasHeader: !/\p{N}/u.test(cells[0]!.join()) });
        i += rows - 1;
        continue;
      }
      const text = open === undefined ? line.text : joinLines(open.text, line.text);
      open = { text, last: line, kind };
    }
    if (waiting && lines.length > 0) close();
  });
  close();
  return blocks;
}

/** The header of a table that the page before ended with. */
function tableAbove(blocks: readonly Block[]): readonly string[] | undefined {
  const last = blocks.at(-1)?.kind === 'page' ? blocks.at(-2) : blocks.at(-1);
  return last?.kind === 'table' && last.hasHeader !== false ? last.rows[0] : undefined;
}

/** A word that was parted at a line's end, in Latin letters; Arabic is not parted. */
function joinLines(before: string, after: string): string {
  return /\p{Script=Latin}-$/u.test(before) ? before.slice(0, -1) + after : `${before} ${after}`;
}

function continues(
  last: Line,
  line: Line,
  kind: string,
  openKind: string,
  isNewPage: boolean,
  step: number,
): boolean {
  if (kind !== openKind) return false;
  if (Math.abs(last.size - line.size) > 0.12 * last.size) return false;
  if (BULLET.test(line.text) || NUMBERED.test(line.text)) return false;
  const isNewColumn = isNewPage || line.y > last.y;
  if (isNewColumn) return kind === 'text' && !ENDS.test(last.text);
  if (last.y - line.y > Math.max(step, last.size) * 1.45) return false;
  if (kind === 'heading') return true;
  // A last line is shorter than the column is wide.
  const isShort = last.x0 - last.left > 3 * last.size;
  const isIndented =
    last.right - line.x1 > 0.9 * line.size && last.right - last.x1 < 0.5 * line.size;
  return (
    !(isShort && ENDS.test(last.text)) &&
    !(isIndented && ENDS.test(last.text)) &&
    !(last.x0 - last.left > 0.4 * (last.right - last.left))
  );
}

function isHeading(line: Line, body: number): boolean {
  const words = line.text.split(' ').length;
  if (words > 14 || !/\p{L}{2}/u.test(line.text)) return false;
  if (line.cells.length > 0 || line.rows) return false;
  return line.size >= body * 1.12 || (line.bold && words <= 10 && !/[.،؛]$/u.test(line.text));
}

function headingLevel(line: Line, sizes: readonly number[], body: number): number {
  if (line.size < body * 1.12) return Math.min(6, sizes.length + 1);
  return Math.min(6, sizes.indexOf(Math.round(line.size)) + 1 || 1);
}

/** How many lines from here on are rows of one table: as many cells in each. */
function tableAt(lines: readonly Line[], at: number): number {
  const cells = lines[at]!.cells.length;
  if (cells < 2) return 0;
  let end = at + 1;
  while (end < lines.length && lines[end]!.cells.length === cells) end += 1;
  return end - at >= 2 ? end - at : 0;
}

function cellsOf(lines: readonly Line[], at: number, count: number): (readonly string[])[] {
  return lines.slice(at, at + count).map(({ cells }) => cells);
}

/** The size that most letters have. */
function bodySize(pages: readonly (readonly Line[])[]): number {
  const chars = new Map<number, number>();
  for (const { size, text } of pages.flat()) {
    const rounded = Math.round(size * 2) / 2;
    chars.set(rounded, (chars.get(rounded) ?? 0) + text.length);
  }
  return [...chars].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
}

/** The commonest distance from line to line. */
function lineStep(pages: readonly (readonly Line[])[]): number {
  const steps: number[] = [];
  for (const lines of pages)
    lines.forEach((line, i) => {
      const before = lines[i - 1];
      if (
        before &&
        before.y > line.y &&
        before.y - line.y < 4 * line.size &&
        Math.abs(before.size - line.size) < 0.5
      )
        steps.push(before.y - line.y);
    });
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0;
}

/** Programs store the bracket that was typed, or the one that is drawn in Arabic; the document's own pairs of a kind tell which. */
function mirror(blocks: Block[]): Block[] {
  const texts = blocks.flatMap((block) => ('text' in block ? [block.text] : []));
  const turned = PAIRS.filter(([opening, closing]) => {
    let right = 0;
    let wrong = 0;
    for (const text of texts) {
      if (!/[\u0600-\u06ff]/u.test(text)) continue;
      const signs = [...text.replace(DRAWN_BRACKET, '')].filter(
        (sign) => sign === opening || sign === closing,
      );
      if (signs.length < 2) continue;
      if (signs[0] === opening) right += 1;
      else wrong += 1;
    }
    return wrong > right;
  });
  const other = new Map<string, string>(
    turned.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]),
  );
  const turn = (text: string) =>
    /[\u0600-\u06ff]/u.test(text)
      ? text.replace(BRACKET, (both, sign: string) =>
          both === sign ? (other.get(sign) ?? sign) : sign,
        )
      : text;
  return blocks.map((block) => withTexts(block, turn));
}

const BRACKET = new RegExp(`([()[\\]«»])${AS_DRAWN}?`, 'gu');
const DRAWN_BRACKET = new RegExp(`[()[\\]«»]${AS_DRAWN}`, 'gu');

function withTexts(block: Block, change: (text: string) => string): Block {
  if (block.kind === 'page') return block;
  return block.kind === 'table'
    ? { ...block, rows: block.rows.map((row) => row.map(change)) }
    : { ...block, text: change(block.text) };
}

function named(blocks: Block[]): Block[] {
  const texts = blocks.flatMap((block) =>
    block.kind === 'page' ? [] : block.kind === 'table' ? block.rows.flat() : [block.text],
  );
  const letters = lettersOfPlaces(texts.join('\n'));
  return blocks.map((block) => withTexts(block, (text) => withLetters(text, letters)));
}

const PAIRS = [
  ['(', ')'],
  ['[', ']'],
  ['«', '»'],
] as const;
