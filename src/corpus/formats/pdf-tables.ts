/** Tables that are drawn with lines ─► their cells, however close the cells are to one another. */
import type { Glyph } from './pdf-glyph.ts';
import type { Rule } from './pdf-glyphs.ts';
import { type Segment, segmentsOf } from './pdf-lines.ts';

/** Points by which lines that are meant to meet may miss. */
const MISS = 3;
/** A cell with more text is a column of the page, or a box around a paragraph. */
const CELL_CHARS_MAX = 600;

/** The tables of a page, each a segment with its rows, and the signs that are in none. */
export function takeTables(
  glyphs: readonly Glyph[],
  rules: readonly Rule[],
): { tables: Segment[]; rest: readonly Glyph[] } {
  const tables: Segment[] = [];
  let rest = glyphs;
  for (const grid of gridsOf(rules)) {
    const isInside = ({ x0, x1, y }: Glyph) => {
      const x = (x0 + x1) / 2;
      return x > grid.xs[0]! && x < grid.xs.at(-1)! && y > grid.ys[0]! - 1 && y < grid.ys.at(-1)!;
    };
    const inside = rest.filter(isInside);
    const table = tableOf(grid, inside);
    if (table === undefined) continue;
    tables.push(table);
    rest = rest.filter((glyph) => !isInside(glyph));
  }
  return { tables, rest };
}

interface Grid {
  /** Edges of columns, from the left; of rows, from below. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly rules: readonly Rule[];
}

const isUpright = ({ x0, y0, x1, y1 }: Rule) => y1 - y0 > x1 - x0;

/** Lines that hang together and part a stretch of the page into two columns and two rows at least. */
function gridsOf(rules: readonly Rule[]): Grid[] {
  const groups: Rule[][] = [];
  for (const rule of rules) {
    const touching = groups.filter((group) => group.some((other) => doTouch(rule, other)));
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push([rule, ...touching.flat()]);
  }
  return groups
    .map((group): Grid => {
      const outer = [
        Math.min(...group.map(({ x0 }) => x0)),
        Math.max(...group.map(({ x1 }) => x1)),
      ];
      const upright = group.filter(isUpright).map(({ x0, x1 }) => (x0 + x1) / 2);
      const level = group.filter((rule) => !isUpright(rule)).map(({ y0, y1 }) => (y0 + y1) / 2);
      return { xs: distinct([...outer, ...upright]), ys: distinct(level), rules: group };
    })
    .filter(({ xs, ys }) => xs.length >= 3 && ys.length >= 3);
}

function doTouch(a: Rule, b: Rule): boolean {
  return a.x0 <= b.x1 + MISS && b.x0 <= a.x1 + MISS && a.y0 <= b.y1 + MISS && b.y0 <= a.y1 + MISS;
}

function distinct(places: readonly number[]): number[] {
  const found: number[] = [];
  for (const place of places.toSorted((a, b) => a - b))
    if (found.length === 0 || place - found.at(-1)! > MISS) found.push(place);
  return found;
}

function tableOf({ xs, ys, rules }: Grid, glyphs: readonly Glyph[]): Segment | undefined {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const indexOf = (edges: readonly number[], place: number) =>
    Math.max(
      0,
      edges.findLastIndex((edge) => edge <= place),
    );
  const middle = (edges: readonly number[], i: number) => (edges[i]! + edges[i + 1]!) / 2;
  const hasLeftEdge = (column: number, y: number) =>
    rules.some(
      (rule) =>
        isUpright(rule) &&
        Math.abs((rule.x0 + rule.x1) / 2 - xs[column]!) <= MISS &&
        rule.y0 - MISS <= y &&
        y <= rule.y1 + MISS,
    );
  const hasTopEdge = (row: number, x: number) =>
    rules.some(
      (rule) =>
        !isUpright(rule) &&
        Math.abs((rule.y0 + rule.y1) / 2 - ys[row + 1]!) <= MISS &&
        rule.x0 - MISS <= x &&
        x <= rule.x1 + MISS,
    );
  /** Cells without a line between them are one, named by its left upper part. */
  const roots = new Map<number, string>();
  const rootOf = (column: number, row: number): string => {
    const known = roots.get(row * columns + column);
    if (known !== undefined) return known;
    let [left, top] = [column, row];
    while (left > 0 && !hasLeftEdge(left, middle(ys, top))) left -= 1;
    while (top < rows - 1 && !hasTopEdge(top, middle(xs, left))) top += 1;
    const root = `${left},${top}`;
    roots.set(row * columns + column, root);
    return root;
  };
  const inside = new Map<string, Glyph[]>();
  for (const word of wordsOf(glyphs)) {
    // A word that is drawn over the edge of its cell belongs to the cell with most of it.
    const x = (Math.min(...word.map((one) => one.x0)) + Math.max(...word.map((one) => one.x1))) / 2;
    const column = Math.min(columns - 1, indexOf(xs, x));
    const row = Math.min(rows - 1, indexOf(ys, word[0]!.y + 0.25 * word[0]!.size));
    const key = rootOf(column, row);
    inside.set(key, [...(inside.get(key) ?? []), ...word]);
  }
  const texts = new Map<string, string>();
  for (const [key, some] of inside) texts.set(key, textOf(segmentsOf(some)));
  if ([...texts.values()].some((text) => text.length > CELL_CHARS_MAX)) return undefined;
  const cells = Array.from({ length: rows }, (_, fromTop) => {
    const row = rows - 1 - fromTop;
    let last = '';
    return Array.from({ length: columns }, (_, fromRight) => {
      const key = rootOf(columns - 1 - fromRight, row);
      // What spans several columns is in the first of them, what spans rows in each.
      const isRepeated = key === last;
      last = key;
      return isRepeated ? '' : (texts.get(key) ?? '');
    });
  });
  const filled = cells.filter((row) => row.some((cell) => cell !== ''));
  const isTable = filled.filter((row) => row.filter((cell) => cell !== '').length > 1).length > 1;
  if (!isTable) return undefined;
  const text = filled.flat().join(' ');
  const isArabic = /[\u0600-\u06ff]/u.test(text);
  const sizes = glyphs.map(({ size }) => size).sort((a, b) => a - b);
  const size = sizes[sizes.length >> 1]!;
  return {
    text,
    x0: xs[0]!,
    x1: xs.at(-1)!,
    y: ys.at(-1)! - size,
    size,
    bold: false,
    rows: isArabic ? filled : filled.map((row) => row.toReversed()),
  };
}

/** Letters of one word touch, up to this share of their size. */
const TOUCH = 0.1;

/** Signs that touch on one line, in the order of drawing. */
function wordsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const words: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = words.at(-1)?.at(-1);
    const touches =
      last !== undefined &&
      Math.abs(last.y - glyph.y) < 0.4 * glyph.size &&
      Math.max(last.x0, glyph.x0) - Math.min(last.x1, glyph.x1) < TOUCH * glyph.size;
    if (touches) words.at(-1)!.push(glyph);
    else words.push([glyph]);
  }
  return words;
}

/** Of a cell: its lines from the top, each from the right if it is Arabic. */
function textOf(segments: readonly Segment[]): string {
  const isArabic = segments.some(({ text }) => /[\u0600-\u06ff]/u.test(text));
  return segments
    .toSorted((a, b) =>
      Math.abs(a.y - b.y) > 0.4 * a.size ? b.y - a.y : isArabic ? b.x0 - a.x0 : a.x0 - b.x0,
    )
    .map(({ text }) => text)
    .join(' ');
}
