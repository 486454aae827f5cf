/**
 * A PDF's pages ─► signs with their places. The library's own text is not used: it orders letters by itself, and what
 * it does to a lam-alef or to a line in both directions depends on the program that made the file. Places do not lie.
 */

import { plainForms } from '../../text/damage.ts';
import { FormatError } from './format.ts';
import { actualTexts } from './pdf-actual-text.ts';
import type { Glyph } from './pdf-glyph.ts';
import { type DrawnSign, SignNames } from './pdf-signs.ts';

/** A line that was drawn straight across or straight down, in points, from its lower left end. */
export interface Rule {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface PdfPage {
  readonly glyphs: readonly Glyph[];
  readonly rules: readonly Rule[];
  /** Whether a picture is drawn on it that is large enough to hold text. */
  readonly hasPicture: boolean;
}

export interface PdfContent {
  readonly pages: AsyncIterable<PdfPage>;
  readonly count: number;
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** What the file calls each page («iv»); absent if it names none. */
  readonly labels: readonly string[] | undefined;
}

/** Ten thousand pages are a library, or an attack. */
const PAGES_MAX = 3_000;
/** Signs of one page; a page of small print has 10,000. */
const GLYPHS_MAX = 200_000;
/** Lines of one page; more are a drawing. */
const RULES_MAX = 2_000;
/** Points each way; a smaller picture is a logo. */
const PICTURE_POINTS_MIN = 150;

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const times = (m: Matrix, n: Matrix): Matrix => [
  n[0] * m[0] + n[1] * m[2],
  n[0] * m[1] + n[1] * m[3],
  n[2] * m[0] + n[3] * m[2],
  n[2] * m[1] + n[3] * m[3],
  n[4] * m[0] + n[5] * m[2] + m[4],
  n[4] * m[1] + n[5] * m[3] + m[5],
];

/** What is used of the library. */
interface Library {
  readonly OPS: Readonly<Record<string, number>>;
  getDocument(options: object): { promise: Promise<LibraryDocument>; destroy(): Promise<void> };
}
interface LibraryDocument {
  readonly numPages: number;
  getPage(number: number): Promise<LibraryPage>;
  getMetadata(): Promise<{ info?: Record<string, unknown> }>;
  getPageLabels(): Promise<string[] | null>;
}
interface LibraryPage {
  readonly commonObjs: {
    has(name: string): boolean;
    get(name: string): {
      name?: string;
      /** By the number of a sign, the letters that the file gives it; absent if it gives none at all. */
      toUnicode?: { _map?: Readonly<Record<number, string | undefined>> };
    };
  };
  getOperatorList(): Promise<{ fnArray: number[]; argsArray: unknown[][] }>;
  cleanup(): void;
}

/** Node.js 20 lacks what the library's fonts need. */
function fillIn(): void {
  const prototype = ArrayBuffer.prototype as ArrayBuffer & {
    transferToFixedLength?: (length?: number) => ArrayBuffer;
  };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength) {
    return this.slice(0, length);
  };
}

let library: Promise<Library> | undefined;

/** @throws FormatError if it is encrypted, damaged or too long. */
export async function openPdf(bytes: Uint8Array): Promise<PdfContent> {
  fillIn();
  library ??= import('unpdf/pdfjs') as unknown as Promise<Library>;
  const { getDocument, OPS } = await library;
  const task = getDocument({
    data: new Uint8Array(bytes),
    // Pictures are not text: none is unpacked.
    maxImageSize: 1,
    disableFontFace: false,
    useSystemFonts: false,
    isEvalSupported: false,
    // With it, the library says which signs of a font have letters.
    fontExtraProperties: true,
    verbosity: 0,
  });
  let document: LibraryDocument;
  try {
    document = await task.promise;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'PasswordException')
      throw new FormatError(
        'is locked with a password',
        'Save it without one: qpdf --decrypt --password=… in.pdf out.pdf.',
      );
    throw new FormatError(
      `is a damaged PDF (${message.slice(0, 100)})`,
      'Make or download it again.',
    );
  }
  if (document.numPages > PAGES_MAX)
    throw new FormatError(
      `has ${document.numPages} pages; at most ${PAGES_MAX} are read`,
      'Split it: qpdf --split-pages=1000 in.pdf out.pdf.',
    );
  const info = await document.getMetadata().then(
    (meta) => meta.info ?? {},
    () => ({}) as Record<string, unknown>,
  );
  const string = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' ? value : undefined;
  return {
    count: document.numPages,
    title: string(info.Title),
    author: string(info.Author),
    labels: (await document.getPageLabels().catch(() => null)) ?? undefined,
    pages: (async function* () {
      const spans = actualTexts(bytes);
      const names = new SignNames();
      try {
        for (let number = 1; number <= document.numPages; number++) {
          const page = await document.getPage(number);
          yield await contentOf(page, OPS, spans, names);
          page.cleanup();
        }
      } finally {
        await task.destroy();
      }
    })(),
  };
}

interface Graphics {
  matrix: Matrix;
  font: string;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

async function contentOf(
  page: LibraryPage,
  ops: Readonly<Record<string, number>>,
  spans: (string | undefined)[][],
  names: SignNames,
): Promise<PdfPage> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const isSpan = (at: number) =>
    fnArray[at] === ops.beginMarkedContentProps && argsArray[at]?.[0] === 'Span';
  const begun = fnArray.filter((_, at) => isSpan(at)).length;
  // Only where both count alike is it certain which span says what.
  const said = begun > 0 && spans[0]?.length === begun ? spans.shift()! : [];
  const open: { from: number; text: string | undefined }[] = [];
  const glyphs: DrawnSign[] = [];
  const rules: Rule[] = [];
  let hasPicture = false;
  const strokes = new Set(['stroke', 'closeStroke'].map((op) => ops[op]));
  const bolds = new Map<string, boolean>();
  const isBold = (font: string) => {
    const known =
      bolds.get(font) ??
      (page.commonObjs.has(font) &&
        /bold|black|heavy|عريض/iu.test(page.commonObjs.get(font).name ?? ''));
    bolds.set(font, known);
    return known;
  };
  const lettersOf = (font: string) =>
    page.commonObjs.has(font) ? page.commonObjs.get(font).toUnicode?._map : undefined;
  let state: Graphics = {
    matrix: IDENTITY,
    font: '',
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  const stack: Graphics[] = [];
  let line: Matrix = IDENTITY;
  let x = 0;
  const move = (dx: number, dy: number) => {
    line = times(line, [1, 0, 0, 1, dx, dy]);
    x = 0;
  };
  for (let i = 0; i < fnArray.length; i++) {
    const op = fnArray[i];
    if (op === ops.beginMarkedContent || op === ops.beginMarkedContentProps)
      open.push({ from: glyphs.length, text: isSpan(i) ? said.shift() : undefined });
    else if (op === ops.endMarkedContent) {
      const { from, text } = open.pop() ?? { from: 0, text: undefined };
      if (text !== undefined) nameUnnamed(glyphs, from, text);
    }
    const args = argsArray[i] ?? [];
    const number = Number(args[0]);
    switch (fnArray[i]) {
      case ops.save:
        stack.push({ ...state });
        break;
      case ops.restore:
        state = stack.pop() ?? state;
        break;
      case ops.transform: {
        state.matrix = times(state.matrix, matrixOf(args));
        // Pictures are not unpacked, and so not listed; but each is a square of one point, made as large as it is shown.
        const [a, b, c, d] = state.matrix;
        hasPicture ||= Math.min(Math.hypot(a, b), Math.hypot(c, d)) >= PICTURE_POINTS_MIN;
        break;
      }
      case ops.paintFormXObjectBegin:
        stack.push({ ...state });
        if (args[0]) state.matrix = times(state.matrix, matrixOf([args[0]]));
        break;
      case ops.paintFormXObjectEnd:
        state = stack.pop() ?? state;
        break;
      case ops.constructPath:
        // What is only cut out by a path is not drawn.
        if (rules.length < RULES_MAX && number !== ops.endPath)
          rules.push(...rulesOf(args, strokes.has(number), state.matrix));
        break;
      case ops.beginText:
        line = IDENTITY;
        x = 0;
        break;
      case ops.setFont:
        state.font = String(args[0]);
        state.size = Number(args[1]);
        break;
      case ops.setCharSpacing:
        state.charSpacing = number;
        break;
      case ops.setWordSpacing:
        state.wordSpacing = number;
        break;
      case ops.setHScale:
        state.scale = number / 100;
        break;
      case ops.setLeading:
        state.leading = -number;
        break;
      case ops.setTextRise:
        state.rise = number;
        break;
      case ops.moveText:
        move(number, Number(args[1]));
        break;
      case ops.setLeadingMoveText:
        state.leading = Number(args[1]);
        move(number, Number(args[1]));
        break;
      case ops.nextLine:
        move(0, state.leading);
        break;
      case ops.setTextMatrix:
        line = matrixOf(args);
        x = 0;
        break;
      case ops.showText: {
        const full = times(state.matrix, line);
        const [a, b, c, d] = full;
        const size = Math.abs(state.size) * Math.hypot(c, d);
        const letters = lettersOf(state.font);
        for (const item of (args[0] ?? []) as (number | LibraryGlyph | null)[]) {
          if (item === null) continue;
          if (typeof item === 'number') {
            x -= (item / 1000) * state.size * state.scale;
            continue;
          }
          const width = (item.width / 1000) * state.size * state.scale;
          const start = times(full, [1, 0, 0, 1, x, state.rise]);
          const end = times(full, [1, 0, 0, 1, x + width, state.rise]);
          // Text that runs up the page is a stamp or an axis.
          if (Math.abs(b) <= Math.abs(a) && item.unicode && glyphs.length < GLYPHS_MAX) {
            const code = item.originalCharCode ?? -1;
            glyphs.push({
              text: item.unicode,
              x0: Math.min(start[4], end[4]),
              x1: Math.max(start[4], end[4]),
              y: start[5],
              size,
              bold: isBold(state.font),
              font: state.font,
              code,
              // Of one without letters, the library says the number.
              isNamed:
                letters?.[code] !== undefined || item.unicode.codePointAt(0) !== code || !letters,
            });
          }
          x += width + (state.charSpacing + (item.isSpace ? state.wordSpacing : 0)) * state.scale;
        }
        break;
      }
      default:
        break;
    }
  }
  return { glyphs: names.of(glyphs), rules, hasPicture };
}

/** Thicker, it is a bar of a diagram. */
const RULE_THICKNESS_MAX = 3;
/** How many numbers follow each step of a path: moveTo, lineTo, two curves, closePath. */
const STEP_NUMBERS = [2, 2, 6, 4, 0];

/** The straight lines of a path: its edges if it is stroked, itself if it is a thin filled rectangle. */
function rulesOf(args: readonly unknown[], isStroked: boolean, matrix: Matrix): Rule[] {
  const [steps] = (args[1] ?? []) as (ArrayLike<number> | null)[];
  if (!steps) return [];
  const rules: Rule[] = [];
  const add = (points: readonly (readonly [number, number])[]) => {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const [thin, long] = [Math.min(x1 - x0, y1 - y0), Math.max(x1 - x0, y1 - y0)];
    if (thin <= RULE_THICKNESS_MAX && long > 2 * RULE_THICKNESS_MAX) rules.push({ x0, y0, x1, y1 });
  };
  let points: [number, number][] = [];
  const end = () => {
    if (!isStroked && points.length >= 4) add(points);
    points = [];
  };
  const toPage = (x: number, y: number): [number, number] => {
    const [, , , , pageX, pageY] = times(matrix, [1, 0, 0, 1, x, y]);
    return [pageX, pageY];
  };
  for (let i = 0; i < steps.length && rules.length < RULES_MAX; ) {
    const step = steps[i]!;
    const count = STEP_NUMBERS[step] ?? 0;
    if (step === 4) {
      const [first, last] = [points[0], points.at(-1)];
      if (isStroked && first && last) add([last, first]);
    } else {
      if (step === 0) end();
      const last = points.at(-1);
      const point = toPage(steps[i + count - 1]!, steps[i + count]!);
      if (isStroked && step === 1 && last) add([last, point]);
      points.push(point);
    }
    i += count + 1;
  }
  end();
  return rules;
}

/** Of the signs from `from` on that are no letter, the widest is what is left of what they all say; the others are marks on it. */
function nameUnnamed(glyphs: DrawnSign[], from: number, text: string): void {
  const inside = glyphs.splice(from);
  const named = inside.filter((glyph) => glyph.text !== '\0');
  const unnamed = inside.filter((glyph) => glyph.text === '\0');
  let left = text;
  for (const glyph of named) left = left.replace(plainForms(glyph.text), '');
  const [widest] = unnamed.toSorted((a, b) => b.x1 - b.x0 - (a.x1 - a.x0));
  for (const glyph of inside) {
    if (glyph.text !== '\0') glyphs.push(glyph);
    else if (glyph === widest && left !== '') glyphs.push({ ...glyph, text: left });
  }
}

interface LibraryGlyph {
  readonly unicode: string;
  /** Of the sign in its font. */
  readonly originalCharCode?: number;
  /** Thousandths of the font's size. */
  readonly width: number;
  readonly isSpace: boolean;
}

function matrixOf(args: readonly unknown[]): Matrix {
  const values = typeof args[0] === 'number' ? args : Object.values((args[0] ?? {}) as object);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values.map(Number);
  return [a, b, c, d, e, f];
}
