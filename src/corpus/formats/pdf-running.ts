/** What runs at the edges of a PDF's pages: headers, footers, and the numbers that are printed on them. */
import type { Line } from './pdf-columns.ts';

const PAGE_NUMBER =
  /^[\s\p{P}|]*(?:(?:صفحة|الصفحة|ص|page)\s*[:.]?\s*)?\p{Nd}{1,4}(?:\s*(?:من|\/|of)\s*\p{Nd}{1,4})?[\s\p{P}|]*$/iu;
const ROMAN = /^[\s\p{P}|]*(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})[\s\p{P}|]*$/iu;
const NUMBER = /(?<![\p{L}\p{N}])\p{Nd}{1,4}(?![\p{L}\p{N}])/gu;
const OUTER_NUMBER =
  /^[\s\p{P}|]*(?:\p{Nd}{1,4}|[ivxl]{1,7})(?=[\s|])|(?<=[\s|])(?:\p{Nd}{1,4}|[ivxl]{1,7})[\s\p{P}|]*$/gu;
/** What browsers print at the edges of a page: when it was printed, and from where. */
const PRINTED_AT = /\p{Nd}{1,4}\/\p{Nd}{1,2}\/\p{Nd}{2,4}[,،] \p{Nd}{1,2}:\p{Nd}{2}(?!\p{Nd})/u;
const PRINTED_FROM = /(?:^|\s)\p{L}{3,5}:\/\/\/?\S+/u;
const PAGE_OF_PAGES = /(?:^|\s)\p{Nd}{1,4}\/\p{Nd}{1,4}(?:\s|$)/u;

/** Lines at the top and at the bottom of a page that may be running ones. */
const EDGE_LINES = 2;
/** Points. */
const EDGE_MISS = 3;

function edgesOf(lines: readonly Line[]): Set<Line> {
  const byPlace = lines.toSorted((a, b) => b.y - a.y);
  return new Set([...byPlace.slice(0, EDGE_LINES), ...byPlace.slice(-EDGE_LINES)]);
}

const withoutNumbers = ({ text }: Line) =>
  text
    .replace(/\p{N}+/gu, '#')
    .replace(/\s+/gu, ' ')
    .trim();

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** A number that is printed on a page: Roman ones count the pages of a preface. */
interface Printed {
  readonly value: number;
  readonly isRoman: boolean;
}

function numberOf(written: string): Printed {
  const roman = ROMAN.exec(written);
  if (roman) {
    const [, tens = '', ones = ''] = roman.map((part) => part.toLowerCase());
    const of = (part: string, signs: readonly [string, string, string]) => {
      const [one, five, ten] = signs;
      if (part === one + ten) return 9;
      if (part === one + five) return 4;
      return (part.startsWith(five) ? 5 : 0) + part.split(one).length - 1;
    };
    return { value: 10 * of(tens, ['x', 'l', 'c']) + of(ones, ['i', 'v', 'x']), isRoman: true };
  }
  const digits = written
    .replace(/[^\p{Nd}]/gu, '')
    .replace(/[٠-٩۰-۹]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
  return { value: Number(digits), isRoman: false };
}

/** Takes running headers, footers and page numbers out; gives each page's label. */
export function takeRunning(pages: Line[][], named: readonly string[] | undefined): string[] {
  const edges = pages.map(edgesOf);
  const isRunning = runningLines(pages, edges);
  const printed = pages.map((lines, i) => {
    const numbers: Printed[] = [];
    for (const line of edges[i]!) {
      const isNumber = PAGE_NUMBER.test(line.text);
      const isRoman = ROMAN.test(line.text) && isRunning.has(line);
      if (!isNumber && !isRunning.has(line)) continue;
      const outer = line.text.match(OUTER_NUMBER) ?? [];
      const romans = [...(isRoman ? [line.text] : []), ...outer].map(numberOf);
      for (const [number] of line.text.matchAll(NUMBER)) numbers.push(numberOf(number));
      numbers.push(...romans.filter((number) => number.isRoman));
      if (pages.length > 1 || isRunning.has(line)) lines.splice(lines.indexOf(line), 1);
    }
    return numbers;
  });
  const onPages = printedLabels(printed);
  return pages.map((_, i) => {
    const inFile = String(i + 1);
    const label = named?.[i]?.trim() || inFile;
    const shown = label === inFile ? (onPages[i] ?? inFile) : label;
    return shown === inFile ? inFile : `${shown} (في الملف ${inFile})`;
  });
}

/** Each page's printed number, if the numbers go up with the pages. */
function printedLabels(printed: readonly (readonly Printed[])[]): (string | undefined)[] {
  const shiftOf = (isRoman: boolean, pages: number) => {
    const shifts = new Map<number, number>();
    printed.forEach((numbers, i) => {
      const own = new Set(
        numbers.filter((one) => one.isRoman === isRoman).map(({ value }) => value - i),
      );
      for (const shift of own) shifts.set(shift, (shifts.get(shift) ?? 0) + 1);
    });
    const [shift, count] = [...shifts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
    return count >= Math.max(2, pages * 0.4) ? shift : undefined;
  };
  const hasRoman = printed.map((numbers) => numbers.some(({ isRoman }) => isRoman));
  const romanPages = hasRoman.lastIndexOf(true) + 1;
  const roman = shiftOf(true, romanPages);
  const shift = shiftOf(false, printed.length - (roman === undefined ? 0 : romanPages));
  return printed.map((_, i) => {
    // The title page of a preface has a number that is not printed.
    if (roman !== undefined && i < romanPages)
      return i + roman > 0 ? romanOf(i + roman) : undefined;
    return shift !== undefined && i + shift > 0 ? String(i + shift) : undefined;
  });
}

/** Up to 89, in small letters. */
function romanOf(value: number): string {
  const digits = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
  const tens = ['', 'x', 'xx', 'xxx', 'xl', 'l', 'lx', 'lxx', 'lxxx'];
  return `${tens[Math.floor(value / 10)]}${digits[value % 10]}`;
}

function runningLines(
  pages: readonly (readonly Line[])[],
  edges: readonly ReadonlySet<Line>[],
): Set<Line> {
  // Of two pages, what is on both.
  const enough = Math.max(Math.min(3, pages.length), pages.length * 0.3);
  const printed = edges.flatMap((lines) => printedByBrowser([...lines]));
  if (pages.length < 2) return new Set(printed);
  const romans = edges.map((lines) => [...lines].filter(({ text }) => ROMAN.test(text)));
  return new Set([
    ...printed,
    ...repeatedLines(edges, enough),
    ...numberedLines(edges, enough),
    ...chapterLines(pages, edges),
    ...(romans.filter((lines) => lines.length > 0).length > 1 ? romans.flat() : []),
  ]);
}

function printedByBrowser(lines: readonly Line[]): Line[] {
  const where = lines.filter(({ text }) => PRINTED_FROM.test(text));
  const when = lines.filter(({ text }) => PRINTED_AT.test(text));
  const counts = lines.filter(({ text }) => PAGE_OF_PAGES.test(text));
  return where.length > 0 && when.length > 0 && counts.length > 0 ? [...where, ...when] : [];
}

/** Lines that most pages have, whatever number is in them, or that are on two pages in a row at one place. */
function repeatedLines(edges: readonly ReadonlySet<Line>[], enough: number): Line[] {
  const seen = new Map<string, number>();
  for (const lines of edges)
    for (const key of new Set([...lines].map(withoutNumbers)))
      seen.set(key, (seen.get(key) ?? 0) + 1);
  const outer = edges.map((lines) => {
    const byPlace = [...lines].sort((a, b) => b.y - a.y);
    return [byPlace[0], byPlace.at(-1)];
  });
  const isSame = (a: Line, b: Line | undefined) =>
    b !== undefined &&
    withoutNumbers(a) === withoutNumbers(b) &&
    [a.y - b.y, a.x0 - b.x0, a.size - b.size].every((miss) => Math.abs(miss) < 1);
  return edges.flatMap((lines, i) =>
    [...lines].filter((line) => {
      const side = outer[i]!.indexOf(line);
      return (
        (seen.get(withoutNumbers(line)) ?? 0) >= enough ||
        (side >= 0 &&
          !line.rows &&
          [i - 1, i + 1].some((other) => isSame(line, outer[other]?.[side])))
      );
    }),
  );
}

/** If more than this share of the texts next to the page number differ, they are titles, of slides for example. */
const TITLES_SHARE_MIN = 0.75;

/** Lines that begin or end with a number that goes up with the pages, at one height: headers that name the chapter. */
function numberedLines(edges: readonly ReadonlySet<Line>[], enough: number): Line[] {
  const places = new Map<string, Line[]>();
  edges.forEach((lines, i) => {
    for (const line of lines)
      for (const [number] of line.text.matchAll(OUTER_NUMBER)) {
        const { value, isRoman } = numberOf(number);
        const place = `${isRoman} ${value - i} ${Math.round(line.y / EDGE_MISS)}`;
        const known = places.get(place);
        if (known) known.push(line);
        else places.set(place, [line]);
      }
  });
  return [...places.values()]
    .filter((lines) => {
      const texts = new Set(lines.map(withoutNumbers));
      return lines.length >= Math.max(3, enough) && texts.size < TITLES_SHARE_MIN * lines.length;
    })
    .flat();
}

/** Headers that say with a number what a larger line said on a page before: the chapter, on a single page of it. */
function chapterLines(
  pages: readonly (readonly Line[])[],
  edges: readonly ReadonlySet<Line>[],
): Line[] {
  const titles = new Set<string>();
  return pages.flatMap((lines, i) => {
    const found = [...edges[i]!].filter(({ text }) =>
      (text.match(OUTER_NUMBER) ?? []).some((number) =>
        titles.has(lettersOf(text.replace(number, ''))),
      ),
    );
    lines.forEach((line, at) => {
      const below = lines[at + 1];
      titles.add(lettersOf(line.text));
      // «باب ١», and its name on the line below.
      if (below) titles.add(lettersOf(line.text + below.text));
    });
    return found;
  });
}
