/**
 * PDF with a text layer. Lines are put together from the places of their letters, columns are read from the right,
 * running headers and page numbers are left out, lines are joined into paragraphs, and large lines are headings.
 */
import { countKnown } from '../../text/known-words.ts';
import type { Block } from '../blocks.ts';
import { isMadeOfWords } from '../real-words.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { type Line, linesOf } from './pdf-columns.ts';
import { openPdf } from './pdf-glyphs.ts';
import { AS_DRAWN, segmentsOf } from './pdf-lines.ts';
import { takeRunning } from './pdf-running.ts';
import { lettersOfPlaces, withLetters } from './pdf-signs.ts';
import { takeTables } from './pdf-tables.ts';
import { honestAuthor } from './title.ts';

const OCR = 'Have its pages read by OCR: ocrmypdf -l ara --force-ocr in.pdf out.pdf.';
/** With less on it, a page is a picture with a stamp. */
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
    const pictures: number[] = [];
    let chars = 0;
    for await (const { glyphs, rules, hasPicture } of document.pages) {
      const { tables, rest } = takeTables(glyphs, rules);
      const lines = linesOf([...segmentsOf(rest), ...tables]);
      const own = lines.reduce((sum, { text }) => sum + text.length, 0);
      if (hasPicture && own < CHARS_PER_PAGE_MIN) pictures.push(pages.length);
      chars += own;
      pages.push(lines);
    }
    if (chars < CHARS_PER_PAGE_MIN * Math.min(pages.length, 50))
      throw new FormatError(
        'has pages without text: they are pictures',
        'Have them read by OCR: ocrmypdf -l ara in.pdf out.pdf.',
      );
    const labels = takeRunning(pages, document.labels);
    const read = inDirection(pages).map(withoutContents);
    const blocks = named(mirror(blocksOf(read, labels)));
    const text = blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join('\n');
    if (isCipher(text) || !isMadeOfWords(text))
      throw new FormatError('its text layer does not say what its pages show', OCR);
    // The first page and the last may well be a cover.
    const unread = pictures.filter((page) => page > 0 && page < pages.length - 1);
    return [
      ...documentItems(
        {
          blocks,
          title: document.title,
          fields: { author: honestAuthor(document.author) },
          unreadableHint: OCR,
        },
        name,
      ),
      ...unread.map((page) => ({
        problem: 'has no text: it is a picture',
        hint: 'Have its pictures read by OCR: ocrmypdf -l ara --skip-text in.pdf out.pdf.',
        part: `page ${labels[page] ?? page + 1}`,
      })),
    ];
  },
};

/** Whether the text is other than what was drawn: few everyday words among all that is between spaces, or odd scripts. */
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

/** Whether what is between spaces is mostly no word: letters and signs in one, single letters, signs alone. */
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

/** Dots that lead to a page's number, or that are to be written upon. */
const LEADERS = /(?:[.…·‥] ?){5,}/gu;
const ENTRY = new RegExp(`\\p{L}.*${LEADERS.source}\\s*\\p{N}{1,4}$`, 'u');
/** Entries of a page that make a table of contents. */
const ENTRIES_MIN = 3;

/** A table of contents says again what the headings say; of other rows of dots, one sign is left. */
function withoutContents(lines: readonly Line[]): Line[] {
  const isContents = lines.filter(({ text }) => ENTRY.test(text)).length >= ENTRIES_MIN;
  return lines
    .filter(({ text }) => !isContents || !ENTRY.test(text))
    .map((line) => {
      const text = line.text.replace(LEADERS, '… ').trim();
      return text === line.text ? line : { ...line, text };
    });
}

/** Of all lines that tell: in a document with fewer that run from the left, a line says so for itself alone. */
const FROM_LEFT_SHARE_MIN = 0.2;

/** Puts Latin words among Arabic ones in order if a paragraph runs from the left: its last line tells of those above. */
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

/** A word that was parted at a line's end, in Latin letters; Arabic is parted at a slash alone. */
function joinLines(before: string, after: string): string {
  if (/\p{Script=Latin}-$/u.test(before)) return before.slice(0, -1) + after;
  return /[\p{L}\p{M}]\/$/u.test(before) ? before + after : `${before} ${after}`;
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

/** The most common distance from line to line. */
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
