/** Signs with their places ─► lines of text in the order of reading. */
import { plainForms } from '../../text/damage.ts';
import { readRaised } from '../raised-number.ts';
import { joinSpacedLetters } from '../spaced-letters.ts';
import type { DrawnText, Glyph } from './pdf-glyph.ts';

export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a line without a wide gap in it: a whole line, a column's, or a table's cell. */
export interface Segment extends DrawnText {
  /** With words in Latin letters among Arabic ones: how it is read in a paragraph that runs from left to right. */
  readonly fromLeft?: string;
  /** Of a table that is drawn with lines, each row in the order of reading. */
  readonly rows?: readonly (readonly string[])[];
  /** Gaps in it, from the left, that may part a table's cells. */
  readonly gaps?: readonly Gap[];
  /** Its two parts if a gap in it lies at `x`: columns may be close to one another. */
  readonly split?: (x: number) => readonly [Segment, Segment] | undefined;
  /** The whole that it was split from. */
  readonly partOf?: Segment;
}

/** Shares of the size of the letters. */
const SAME_LINE = 0.4;
/** A gap that is a space, if the file has none between words; if it has them, gaps are the font's own. */
const SPACE = 0.2;
const SPACE_DRAWN_TOGETHER = 0.1;
const SPACE_BESIDE_SPACES = 0.4;
/** Letters to a space in a line that has its spaces. */
const LETTERS_PER_SPACE = 15;
/** A bullet may be far from its item. */
const BULLET = /^[•●▪■◦○◆❖➢✓\uf0a7\uf0b7\uf0d8]$/u;
const WIDE_GAP = 1.4;
/** The space between two columns is no smaller. */
const COLUMN_GAP = 0.55;

export function segmentsOf(glyphs: readonly Glyph[]): Segment[] {
  const rows: Glyph[][] = [];
  const visible = glyphs.flatMap((glyph) => (glyph.size > 1 ? named(glyph) : []));
  const raised = raisedDigits(visible);
  const sorted = visible
    .filter((glyph) => !raised.has(glyph) && !isMark(glyph))
    .sort((a, b) => b.y - a.y);
  let row: Glyph[] = [];
  let base = 0;
  for (const glyph of sorted) {
    const first = row[0];
    if (first === undefined || base - glyph.y > SAME_LINE * Math.max(first.size, glyph.size)) {
      row = [];
      rows.push(row);
      base = glyph.y;
    }
    row.push(glyph);
  }
  for (const glyph of raised) {
    const below = rows.filter(([first]) => {
      const above = glyph.y - first!.y;
      return above > -SAME_LINE * glyph.size && above < RAISED_BY_MAX * first!.size;
    });
    const [row] = below.sort((a, b) => distance(a, glyph) - distance(b, glyph));
    if (row) row.push(glyph);
    else rows.push([glyph]);
  }
  addMarks(visible.filter(isMark), rows);
  const orderOf = new Map(visible.map((glyph, i) => [glyph, i]));
  return rows
    .flatMap((one) => segmentsOfRow(one, orderOf))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text) || BULLET.test(text));
}

const isMark = ({ text }: Glyph) =>
  /^\p{M}+$/u.test(plainForms(text)) || /^[\ufe70-\ufe7f]$/u.test(text);

/** A mark may be as high as the next line of another column: it is of the row whose signs are nearest to it from side to side. */
function addMarks(marks: readonly Glyph[], rows: Glyph[][]): void {
  const bases = rows.map((row) => [...row]);
  for (const mark of marks) {
    const near = bases.flatMap((row, at) => {
      const up = Math.abs(row[0]!.y - mark.y);
      if (up >= mark.size) return [];
      return [{ at, up, aside: Math.max(0, distance(row, mark) - mark.size / 2) }];
    });
    const [best] = near.sort((a, b) => a.aside - b.aside || a.up - b.up);
    if (best) rows[best.at]!.push(mark);
    else rows.push([mark]);
  }
}

/** Horizontally, from the nearest sign of a row. */
function distance(row: readonly Glyph[], { x0, x1 }: Glyph): number {
  return Math.min(...row.map((one) => Math.max(0, one.x0 - x1, x0 - one.x1)));
}

/** A sign that the file gives no letter is a mark on another sign, or, if it takes place, what stretches a word (LibreOffice). */
function named(glyph: Glyph): Glyph[] {
  if (!/^(?!\s)\p{Cc}+$/u.test(glyph.text)) return [glyph];
  return glyph.x1 - glyph.x0 < 0.05 * glyph.size ? [] : [{ ...glyph, text: 'ـ' }];
}

/** Digits smaller than what most of the page is set in. */
function raisedDigits(glyphs: readonly Glyph[]): Set<Glyph> {
  const sizes = glyphs.map(({ size }) => size).sort((a, b) => a - b);
  const size = sizes[sizes.length >> 1] ?? 0;
  return new Set(
    glyphs.filter((glyph) => isDigit(glyph.text) && glyph.size < RAISED_SIZE_MAX * size),
  );
}

const isDigit = (text: string) => /^[0-9٠-٩]$/u.test(text);

function segmentsOfRow(
  drawnRow: readonly Glyph[],
  drawnOrder: ReadonlyMap<Glyph, number>,
): Segment[] {
  const { row, orderOf } = setApart(drawnRow, drawnOrder);
  const marks = row.filter(isMark);
  const bases = row
    .filter((glyph) => !isMark(glyph))
    .map((glyph) => ({
      ...glyph,
      text: letters(glyph.text),
      order: orderOf.get(glyph) ?? 0,
      coversSpace: false,
    }))
    .toSorted((a, b) => a.x0 - b.x0 || a.x1 - b.x1);
  // Bold that was made by printing twice.
  const once = bases.filter((glyph, i) => {
    const before = bases[i - 1];
    return (
      before === undefined ||
      before.text !== glyph.text ||
      glyph.text.trim() === '' ||
      glyph.x0 - before.x0 > 0.12 * glyph.size
    );
  });
  for (const glyph of once.filter(({ text }) => text.trim() === '')) {
    const cover = coverOf(glyph, once);
    if (cover === undefined) continue;
    cover.coversSpace = true;
    once.splice(once.indexOf(glyph), 1);
  }
  const drawn = once.filter(({ text }) => text.trim() !== '').toSorted((a, b) => a.order - b.order);
  for (const mark of marks) {
    // Drawn from left to right, a mark comes before its letter; in the order of reading, after it.
    const order = orderOf.get(mark) ?? 0;
    const before = drawn.findLast((one) => one.order < order);
    const after = drawn.find((one) => one.order > order);
    const best = before && after ? (after.x0 > before.x0 ? after : before) : (before ?? after);
    if (best !== undefined) best.text += plainForms(mark.text).trim();
  }
  raiseNumbers(once);
  const segments: Segment[] = [];
  let part: RowGlyph[] = [];
  let right = 0;
  const end = () => {
    const inked = part.filter(({ text }) => text.trim() !== '');
    if (inked.length > 0) segments.push(segmentOf(part, inked));
    part = [];
  };
  for (const glyph of once) {
    if (glyph.text.trim() !== '') {
      if (part.length > 0 && glyph.x0 - right > WIDE_GAP * glyph.size) end();
      right = Math.max(part.length === 0 ? glyph.x1 : right, glyph.x1);
    } else if (part.length === 0) continue;
    part.push(glyph);
  }
  end();
  return segments;
}

const BESIDE_DIGITS = /^[.,:/%٪٫٬-]$/u;
/** Share of a digit's width. */
const DRAWN_OVER_MIN = 0.3;

/**
 * Numbers that are drawn over their neighbouring words (Qt, as Debian builds wkhtmltopdf) are set apart by the order of
 * drawing: it goes from left to right, but for the number of an item, which belongs at the right end.
 *
 *   drawn        at            is
 *   ␣دنانير      496–513       دنانير
 *   5            498–502       5 دنانير
 */
function setApart(
  row: readonly Glyph[],
  orderOf: ReadonlyMap<Glyph, number>,
): { row: readonly Glyph[]; orderOf: ReadonlyMap<Glyph, number> } {
  const letters = row.filter(({ text }) => isArabicLetter(plainForms(text).charAt(0)));
  const isOver = (digit: Glyph) =>
    isDigit(digit.text) &&
    letters.some((one) => shared(one, digit) > DRAWN_OVER_MIN * (digit.x1 - digit.x0));
  if (!row.some(isOver)) return { row, orderOf };
  const inOrder = row.toSorted((a, b) => orderOf.get(a)! - orderOf.get(b)!);
  const isBeside = (a: Glyph, b: Glyph | undefined) =>
    b !== undefined && shared(a, b) > -0.1 * a.size;
  const isOfNumber = inOrder.map((glyph, i) => {
    const [before, after] = [inOrder[i - 1], inOrder[i + 1]];
    const byDigit = [before, after].some((one) => one && isDigit(one.text) && isBeside(glyph, one));
    return isDigit(glyph.text) || (BESIDE_DIGITS.test(glyph.text) && byDigit);
  });
  // The space after the number of an item is drawn with it.
  inOrder.forEach((glyph, i) => {
    const isWithNext = isOfNumber[i + 1] && isBeside(glyph, inOrder[i + 1]);
    if (glyph.text.trim() === '' && isWithNext && !isBeside(glyph, inOrder[i - 1]))
      isOfNumber[i] = true;
  });
  const runs: Glyph[][] = [];
  inOrder.forEach((glyph, i) => {
    const last = inOrder[i - 1];
    const isSame =
      last && isOfNumber[i - 1] === isOfNumber[i] && shared(last, glyph) > -WIDE_GAP * glyph.size;
    if (isSame) runs.at(-1)!.push(glyph);
    else runs.push([glyph]);
  });
  const right = Math.max(...row.map(({ x1 }) => x1));
  const moved = new Map<Glyph, number>();
  let [from, to] = [0, 0];
  for (const run of runs) {
    const text = run
      .map((glyph) => glyph.text)
      .join('')
      .trim();
    const [x0, x1] = [Math.min(...run.map((one) => one.x0)), Math.max(...run.map((one) => one.x1))];
    const isItem = /^(?:\p{N}{1,3}[.)]|[.(]\p{N}{1,3})$/u.test(text) && run.some(isOver);
    const shift = isItem ? right + run[0]!.size - x0 : x0 < to && x1 > from ? to - x0 : 0;
    for (const glyph of run) moved.set(glyph, shift);
    if (!isItem) [from, to] = [x0 + shift, x1 + shift];
  }
  const order = new Map<Glyph, number>();
  const set = row.map((glyph) => {
    const by = moved.get(glyph) ?? 0;
    const one = { ...glyph, x0: glyph.x0 + by, x1: glyph.x1 + by };
    order.set(one, orderOf.get(glyph)!);
    return one;
  });
  return { row: set, orderOf: order };
}

const shared = (a: Glyph, b: Glyph) => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);

/**
 * What is drawn on a space, which then parts nothing: XeTeX leaves one where it turns the direction within a number, and
 * LibreOffice draws a lam-alef of another font on the space next to it.
 */
function coverOf<Sign extends Glyph>(space: Sign, row: readonly Sign[]): Sign | undefined {
  return row.find(
    (one) => one.text.trim() !== '' && shared(one, space) > 0.6 * (space.x1 - space.x0),
  );
}

/** Shares of the letters' size: smaller and so much above their line, a number is a note's, or a power. */
const RAISED_SIZE_MAX = 0.87;
const RAISED_BY_MIN = 0.15;
const RAISED_BY_MAX = 0.75;
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Sizes of a letter; those that are no farther from a number tell how large its line is set. */
const LETTERS_BESIDE = 5;

function raiseNumbers(row: Glyph[]): void {
  const letters = row.filter(({ text }) => /\p{L}/u.test(text));
  row.forEach((glyph, i) => {
    if (!isDigit(glyph.text)) return;
    // A row may be of two columns that are set in different sizes.
    const beside = letters.filter((one) => distance([one], glyph) < LETTERS_BESIDE * one.size);
    const near = beside.length > 0 ? beside : letters;
    const size = medianOf(near.map((one) => one.size));
    const level = medianOf(near.map(({ y }) => y));
    const isRaised = glyph.size < RAISED_SIZE_MAX * size && glyph.y - level > RAISED_BY_MIN * size;
    if (isRaised) row[i] = { ...glyph, text: RAISED[glyph.text.charCodeAt(0) & 0xf]! };
  });
}

/** 0 for none. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Marks of notes are no part of what a text says; before the note itself, the mark is its number. */
function withoutNoteMarks(text: string): string {
  return text
    .replace(/ ?([⁰¹²³⁴-⁹]{1,3})(?=[\s\p{P}]|$)/gu, (_, mark: string, at: number) =>
      readRaised(text.slice(0, at), mark.normalize('NFKC')).replace(/^\p{Nd}+$/u, mark),
    )
    .replace(
      /^([⁰¹²³⁴-⁹]{1,3})\s*(?=[\s\p{L}])/u,
      (_, mark: string) => `${mark.normalize('NFKC')}. `,
    );
}

/** A lam-alef that is one sign, and that some programs describe the wrong way round: no sign shows «ال». */
function letters(text: string): string {
  const plain = plainForms(text);
  const swapped = /^([اأإآ])ل$/u.exec(plain);
  return swapped ? `ل${swapped[1]}` : plain;
}

/** Of a line without spaces, the gap that is one: smaller if the program drew the words together to fill the line. */
function leastSpace(inked: readonly Glyph[]): number {
  const gaps: number[] = [];
  let right = Number.POSITIVE_INFINITY;
  for (const { x0, x1, size } of inked) {
    if (x0 > right) gaps.push((x0 - right) / size);
    right = Math.max(x1, right === Number.POSITIVE_INFINITY ? x1 : right);
  }
  const isEnough = (least: number) =>
    gaps.filter((gap) => gap > least).length * LETTERS_PER_SPACE > inked.length;
  // Between letters of one word programs leave next to nothing, or the same gap everywhere.
  return isEnough(SPACE) || !isEnough(SPACE_DRAWN_TOGETHER) ? SPACE : SPACE_DRAWN_TOGETHER;
}

function gapsOf(inked: readonly Glyph[], least: number): Gap[] {
  const gaps: Gap[] = [];
  let from = Number.POSITIVE_INFINITY;
  for (const { x0, x1 } of inked) {
    if (x0 - from >= least) gaps.push({ from, to: x0 });
    from = from === Number.POSITIVE_INFINITY ? x1 : Math.max(from, x1);
  }
  return gaps;
}

interface RowGlyph extends Glyph {
  /** A space was meant to be on one side of it. */
  readonly coversSpace?: boolean;
}

function segmentOf(
  part: readonly RowGlyph[],
  inked: readonly RowGlyph[],
  partOf?: Segment,
): Segment {
  const sizes = inked.map(({ size }) => size).sort((a, b) => a - b);
  const size = sizes[sizes.length >> 1]!;
  const boldShare = inked.filter(({ bold }) => bold).length / inked.length;
  const units: string[] = [];
  let right: number | undefined;
  let besideSpace = false;
  const spaces = part.filter(({ text }) => text.trim() === '').length;
  const hasSpaces = spaces * LETTERS_PER_SPACE > inked.length;
  const least = hasSpaces ? SPACE_BESIDE_SPACES : leastSpace(inked);
  for (const glyph of part) {
    const isSpace = glyph.text.trim() === '';
    if (isSpace) {
      units.push(' ');
      continue;
    }
    const space = besideSpace || glyph.coversSpace ? Math.min(SPACE, least) : least;
    besideSpace = glyph.coversSpace ?? false;
    if (right !== undefined && glyph.x0 - right > space * glyph.size && units.at(-1) !== ' ')
      units.push(' ');
    // A gap much wider than the space that is in it separates words whose letters are spaced.
    if (right !== undefined && glyph.x0 - right > 0.9 * glyph.size) units.push(' ');
    units.push(glyph.text);
    right = Math.max(right ?? glyph.x1, glyph.x1);
  }
  const isMixed = inked.some(({ text }) => /[A-Za-z]/u.test(text)) && units.some(isArabicLetter);
  const segment: Segment = {
    text: withoutNoteMarks(joinSpaced(inReadingOrder(units))),
    ...(isMixed && { fromLeft: withoutNoteMarks(joinSpaced(inOrderFromLeft(units))) }),
    x0: Math.min(...inked.map(({ x0 }) => x0)),
    x1: Math.max(...inked.map(({ x1 }) => x1)),
    y: inked[0]!.y,
    size,
    bold: boldShare > 0.9,
    gaps: gapsOf(inked, COLUMN_GAP * size),
    ...(partOf && { partOf }),
    split(x) {
      const after = inked.findIndex((glyph) => glyph.x0 > x);
      const left = Math.max(...inked.slice(0, Math.max(0, after)).map(({ x1 }) => x1));
      if (after <= 0 || left > x || inked[after]!.x0 - left < COLUMN_GAP * size) return undefined;
      const at = part.indexOf(inked[after]!);
      const whole = partOf ?? segment;
      return [
        segmentOf(part.slice(0, at), inked.slice(0, after), whole),
        segmentOf(part.slice(at), inked.slice(after), whole),
      ];
    },
  };
  return segment;
}

/**
 * A run that is read from left to right, one character for each sign: words in Latin letters, and numbers. A hyphen
 * between two numbers of an Arabic text parts them (Unicode Bidirectional Algorithm, W2 and W4): the first is on the right.
 */
const LTR_RUN =
  /(?:\p{N}[\p{N}.,]*[ \u2010-\u2013-]?)?[A-Za-z\u00c0-\u024f](?:[^\u0590-\u08ff()[\]«»]*[A-Za-z\u00c0-\u024f\p{N}])?|\p{N}(?:[\p{N}.,:/%٪٫٬]*[\p{N}%٪])?/gu;
/** Years that go down, and a trunk code at the end: whoever wrote them took care that they are the other way. */
const TWO_NUMBERS = /(?<![\p{N}-])(\p{N}{2,})-(\p{N}{2,})(?![\p{N}-])/gu;

function numbersInOrder(text: string): string {
  return text.replace(TWO_NUMBERS, (both, first: string, second: string) => {
    const isYear = (number: string) => /^[12١٢]\p{N}{3}$/u.test(number);
    const isTurned =
      (isYear(first) && isYear(second) && first > second) ||
      (/^[0٠]\p{N}{1,3}$/u.test(second) && first.length > 4 && !/^[0٠]/u.test(first));
    return isTurned ? `${second}-${first}` : both;
  });
}

/** Signs from left to right ─► text. */
function inReadingOrder(units: readonly string[]): string {
  const all = units.join('');
  const arabic = all.match(/[\u0590-\u08ff]/gu)?.filter((one) => !/\p{N}/u.test(one)).length ?? 0;
  const latin = all.match(/\p{Script=Latin}/gu)?.length ?? 0;
  // The number of an item stands alone; of an Arabic one, its full stop is on the left.
  if (arabic === 0) return all.trim().replace(/^([.)-]|\()(\p{N}{1,3})$/u, '$2$1');
  if (arabic * 2 < latin) return all;
  const reversed = units.toReversed();
  const key = reversed.map((unit) => (unit.length === 1 ? unit : unit.charAt(0))).join('');
  for (const match of key.matchAll(LTR_RUN)) {
    const run = reversed.slice(match.index, match.index + match[0].length).reverse();
    reversed.splice(match.index, run.length, ...run);
  }
  // The sign of percent follows its number, on whichever side it is drawn.
  return numbersInOrder(
    reversed.join('').replace(/(?<![\p{N}%٪])([%٪])(\p{N}[\p{N}.,٫٬]*)/gu, '$2$1'),
  );
}

const isArabicLetter = (unit: string) => /[\u0621-\u064a]/u.test(unit);

/** Arabic words with all between them but Latin letters, a number that they end with, and its brackets. */
const ARABIC_STRETCH =
  /(?:(?<![A-Za-z\p{N}.:,-] ?)\p{N}(?:[\p{N}.,:/%٪٫٬-]*[\p{N}%٪])? )?[\u0621-\u064a](?:[^A-Za-z]*[\u0621-\u064a])?/gu;

/** As `inReadingOrder`, of a paragraph that runs from left to right: each stretch of Arabic is read from its right. */
function inOrderFromLeft(units: readonly string[]): string {
  const key = units.map((unit) => (unit.length === 1 ? unit : unit.charAt(0))).join('');
  let text = '';
  let end = 0;
  for (const match of key.matchAll(ARABIC_STRETCH)) {
    let [from, to] = [match.index, match.index + match[0].length];
    // A bracket that is at the edge of Arabic words, with its other one among them.
    const open =
      (match[0].match(/[([«]/gu)?.length ?? 0) + (match[0].match(/[)\]»]/gu)?.length ?? 0);
    if (open % 2 === 1) {
      if (from > end && /[()[\]«»]/u.test(key.charAt(from - 1))) from -= 1;
      else if (/[()[\]«»]/u.test(key.charAt(to))) to += 1;
    }
    text += asDrawn(units.slice(end, from)) + inReadingOrder(units.slice(from, to));
    end = to;
  }
  return text + asDrawn(units.slice(end));
}

/** Follows a bracket that is read from the left as it is drawn: the document's way with brackets does not concern it. */
export const AS_DRAWN = '\u200e';

const asDrawn = (units: readonly string[]) =>
  units.join('').replace(/[()[\]«»]/gu, (bracket) => bracket + AS_DRAWN);

/** Which way the paragraph of an Arabic line runs, by what ends its sentence; undefined if that does not tell. */
export function directionOf(text: string): 'left' | 'right' | undefined {
  const [first, last] = [/^[.،؛!؟…]/u, /[.،؛!؟…][»)\]”]?$/u].map((sign) => sign.test(text));
  return first === last ? undefined : first ? 'left' : 'right';
}

/** What ends an Arabic sentence, if the line begins with it. */
const END_FIRST = /^([.،؛:!؟…]+)([»)\]”]?) ?(?=\p{Script=Arabic})(.*)$/su;
/** The number of an item, if its line ends with it, the full stop on the wrong side. */
const NUMBER_LAST = /^(.*[\p{Script=Arabic}\p{M}»)]) ?\.(\p{N}{1,3})$/su;
const BULLET_LAST = /^(.*\p{Script=Arabic}.*?) ?([•●▪■◦○◆❖➢✓\uf0a7\uf0b7\uf0d8])$/su;

/**
 * Arabic in a paragraph that its program took to run from left to right: what ends the line is drawn before it, and
 * what begins it after it.
 */
export function fromLeftParagraph(line: string): string {
  return line
    .replace(NUMBER_LAST, '$2. $1')
    .replace(BULLET_LAST, '$2 $1')
    .replace(END_FIRST, '$3$2$1')
    .replace(/^(\p{N}{1,3}\.|[•●▪]) ([.،؛:!؟…]+)(?=\p{Script=Arabic})(.*)$/su, '$1 $3$2');
}

/** What stretches a word; or the «هـ» of a Hijri year, which is no part of the next word. */
const STRETCH =
  /(?<![\u0621-\u0652ـ])(هـ+)(?= [\u0621-\u064a]{2})|(?<=[\u0621-\u064a][\u064b-\u0652]*) ?ـ(?: ?ـ)* ?(?=[\u0621-\u064a])/gu;

/** What is set apart or stretched for the look of it: «ي ـ ـج ـ ـب». */
function joinSpaced(line: string): string {
  // A stretched letter is stretched for the look of it, too.
  const joined = line
    .replace(STRETCH, (_, hijri: string | undefined) => hijri ?? '')
    // What LibreOffice says of the tanween of some fonts.
    .replace(/(?<=[\u0621-\u064a])\u064b? ?\[ ?(?=ا(?![\u0621-\u064a]))/gu, '\u064b');
  const words = joinSpacedLetters(joined);
  if (words !== undefined) return words;
  return joined
    .replace(/ +/gu, ' ')
    .replace(/(?<=\p{Script=Arabic}) (?=[،؛؟:.!](?:\s|$))/gu, '')
    .replace(/^(\p{N}{1,3}[.)])(?=\p{Script=Arabic})/u, '$1 ')
    .trim();
}
