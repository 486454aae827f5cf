/**
 * The word index as bytes: one blob, opened without copying.
 *
 *   header     16 Uint32, little-endian: magic, version, checksum, bytes, then the byte length of each section
 *   lengths    Uint16 for each chunk number: words of its body, 1 to 65,535; 0 if no chunk has it
 *   titles     Uint8 for each chunk number: words of its article's title, at most 255
 *   then for each form, surface first, stem second:
 *   letters    Uint16: the UTF-16 code units of all terms, in the order of code units
 *   ends       Uint32 for each term: where its letters end
 *   chunks     Uint32 for each term: in how many chunks it occurs
 *   tails      Uint32 for each term: where its postings end
 *   postings   bytes, for each posting: varint(2 × gap + plain) and, if not plain, a counts byte
 *
 * A gap is the distance from the chunk before it, or from −1. Most words occur once in a body and
 * nowhere else; these are "plain" and cost no counts byte (the trick is Lucene's). Every section
 * starts at a multiple of 4 bytes, so that typed arrays can lie over it.
 */
import { IndexError } from '../errors.ts';

/** Changes whenever bytes written by an older version would be read differently. */
export const WORDS_VERSION = 2;

/** "ISNW" read as a little-endian number; on a big-endian machine it reads as something else and is refused. */
const MAGIC = 0x574e5349;
const HEADER_WORDS = 16;
const HEADER = { magic: 0, version: 1, checksum: 2, bytes: 3, sections: 4 };

export const FORMS = ['surface', 'stem'] as const;
export type Form = (typeof FORMS)[number];

/** Terms of one form, sorted by code unit, with their postings. */
export interface TermTable {
  readonly letters: Uint16Array;
  readonly ends: Uint32Array;
  readonly chunks: Uint32Array;
  readonly tails: Uint32Array;
  readonly postings: Uint8Array;
}

export interface WordTables {
  /** Words of each chunk's body by chunk number, 1 to 65,535; 0 if no chunk has the number. */
  readonly lengths: Uint16Array;
  /** Words of the title of each chunk's article, at most 255. */
  readonly titles: Uint8Array;
  readonly surface: TermTable;
  readonly stem: TermTable;
}

/** How often a word is in each field of a chunk, in one byte; more than the most counts as the most. */
export const COUNT_MAX = { body: 15, title: 3, heading: 3 };

export function packCounts(body: number, title: number, heading: number): number {
  return (
    Math.min(body, COUNT_MAX.body) |
    (Math.min(title, COUNT_MAX.title) << 4) |
    (Math.min(heading, COUNT_MAX.heading) << 6)
  );
}

/** Once in the body, nowhere else. */
const PLAIN = packCounts(1, 0, 0);

/** A term is at most this many UTF-16 code units; what is longer is no word, and is cut. */
const TERM_LENGTH_MAX = 64;

/** Cuts a term as the index does. */
export function clipTerm(term: string): string {
  return term.length > TERM_LENGTH_MAX ? term.slice(0, TERM_LENGTH_MAX) : term;
}

/** The term in a row. */
export function termAt({ letters, ends }: TermTable, row: number): string {
  return String.fromCharCode(...letters.subarray(row === 0 ? 0 : ends[row - 1]!, ends[row]!));
}

/** Where a row's postings begin; they end at its tail. */
export function rowStart({ tails }: TermTable, row: number): number {
  return row === 0 ? 0 : tails[row - 1]!;
}

/** Reads the postings in `bytes[from]` … `bytes[to - 1]` one by one, by rising chunk: `while (postings.next()) …`. */
export class PostingCursor {
  /** The chunk of the posting that `next` came to. */
  chunk = -1;
  /** As `packCounts` makes them. */
  counts = PLAIN;
  readonly #bytes: Uint8Array;
  readonly #to: number;
  #at: number;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
  }

  /** False if there are no more. */
  next(): boolean {
    if (this.#at >= this.#to) return false;
    let code = this.#bytes[this.#at++]!;
    if (code > 127) {
      code &= 127;
      let shift = 7;
      let byte: number;
      do {
        byte = this.#bytes[this.#at++]!;
        code |= (byte & 127) << shift;
        shift += 7;
      } while (byte > 127);
    }
    this.chunk += code >>> 1;
    this.counts = code & 1 ? PLAIN : this.#bytes[this.#at++]!;
    return true;
  }
}

/** Where the postings of a row begin to be read. */
export function postingsOf(table: TermTable, row: number): PostingCursor {
  return new PostingCursor(table.postings, rowStart(table, row), table.tails[row]!);
}

/** Bytes that grow by doubling. */
class Bytes {
  #data = new Uint8Array(1 << 16);
  length = 0;

  push(byte: number): void {
    if (this.length === this.#data.length) this.#grow(1);
    this.#data[this.length++] = byte;
  }

  /** Appends `bytes[from]` … `bytes[to - 1]`. One by one, because most terms have a few and a view of them takes longer. */
  append(bytes: Uint8Array, from: number, to: number): void {
    if (this.length + to - from > this.#data.length) this.#grow(to - from);
    for (let i = from; i < to; i += 1) this.#data[this.length++] = bytes[i]!;
  }

  #grow(more: number): void {
    const data = new Uint8Array(Math.max(this.#data.length * 2, this.length + more));
    data.set(this.#data.subarray(0, this.length));
    this.#data = data;
  }

  view(): Uint8Array {
    return this.#data.subarray(0, this.length);
  }
}

/** Writes terms, which must come in rising order of code units, and their postings by rising chunk. */
export class TermTableWriter {
  readonly #letters: number[] = [];
  readonly #ends: number[] = [];
  readonly #chunks: number[] = [];
  readonly #tails: number[] = [];
  readonly #postings = new Bytes();
  #last = -1;
  #count = 0;

  add(chunk: number, counts: number): void {
    let code = (chunk - this.#last) * 2 + (counts === PLAIN ? 1 : 0);
    while (code > 127) {
      this.#postings.push((code & 127) | 128);
      code >>>= 7;
    }
    this.#postings.push(code);
    if (counts !== PLAIN) this.#postings.push(counts);
    this.#last = chunk;
    this.#count += 1;
  }

  /** Takes over the postings of a row, which begin this term. */
  addRow(table: TermTable, row: number, lastChunk: number): void {
    this.#postings.append(table.postings, rowStart(table, row), table.tails[row]!);
    this.#last = lastChunk;
    this.#count = table.chunks[row]!;
  }

  /** The same without the chunks that are gone. */
  addRemaining(table: TermTable, row: number, removed: Uint8Array): void {
    const postings = postingsOf(table, row);
    while (postings.next()) if (!removed[postings.chunk]) this.add(postings.chunk, postings.counts);
  }

  /** Closes the term whose postings were added; a term without postings leaves no trace. */
  close(term: string): void {
    if (this.#count > 0) {
      for (let i = 0; i < term.length; i += 1) this.#letters.push(term.charCodeAt(i));
    }
    this.#end();
  }

  /** The same, the term being that of a row. */
  closeRow({ letters, ends }: TermTable, row: number): void {
    if (this.#count > 0) {
      const end = ends[row]!;
      for (let i = row === 0 ? 0 : ends[row - 1]!; i < end; i += 1) this.#letters.push(letters[i]!);
    }
    this.#end();
  }

  #end(): void {
    if (this.#count > 0) {
      this.#ends.push(this.#letters.length);
      this.#chunks.push(this.#count);
      this.#tails.push(this.#postings.length);
    }
    this.#last = -1;
    this.#count = 0;
  }

  finish(): TermTable {
    return {
      letters: Uint16Array.from(this.#letters),
      ends: Uint32Array.from(this.#ends),
      chunks: Uint32Array.from(this.#chunks),
      tails: Uint32Array.from(this.#tails),
      postings: this.#postings.view(),
    };
  }
}

const align = (bytes: number) => (bytes + 3) & ~3;

const tableSections = (table: TermTable) => [
  table.letters,
  table.ends,
  table.chunks,
  table.tails,
  table.postings,
];

export function encodeWordTables(tables: WordTables): Uint8Array {
  const sections = [
    tables.lengths,
    tables.titles,
    ...tableSections(tables.surface),
    ...tableSections(tables.stem),
  ];
  const bytes = sections.reduce((sum, s) => sum + align(s.byteLength), HEADER_WORDS * 4);
  const blob = new Uint8Array(bytes);
  const header = new Uint32Array(blob.buffer, 0, HEADER_WORDS);
  header[HEADER.magic] = MAGIC;
  header[HEADER.version] = WORDS_VERSION;
  header[HEADER.bytes] = bytes;
  let offset = HEADER_WORDS * 4;
  for (const [i, section] of sections.entries()) {
    header[HEADER.sections + i] = section.byteLength;
    blob.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), offset);
    offset += align(section.byteLength);
  }
  header[HEADER.checksum] = checksum(new Uint32Array(blob.buffer));
  return blob;
}

/**
 * Lays typed arrays over the blob. Copies it only if it does not start at a multiple of 4 bytes.
 *
 * @throws IndexError if the blob is cut, changed or of another version.
 */
export function decodeWordTables(bytes: Uint8Array): WordTables {
  const blob = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  if (blob.length < HEADER_WORDS * 4) refuse(`it has ${blob.length} bytes, less than its header`);
  const header = new Uint32Array(blob.buffer, blob.byteOffset, HEADER_WORDS);
  const read = (at: number) => header[at] as number;
  if (read(HEADER.magic) !== MAGIC) refuse('it does not begin as one');
  if (read(HEADER.version) !== WORDS_VERSION) {
    refuse(`it has version ${read(HEADER.version)}, this program reads ${WORDS_VERSION}`);
  }
  if (read(HEADER.bytes) !== blob.length || blob.length % 4 !== 0) {
    refuse(`it has ${blob.length} bytes where ${read(HEADER.bytes)} were written`);
  }
  const words = new Uint32Array(blob.buffer, blob.byteOffset, blob.length / 4);
  if (checksum(words) !== read(HEADER.checksum)) refuse('its checksum does not match');

  let offset = HEADER_WORDS * 4;
  let next = HEADER.sections;
  const section = (): { at: number; length: number } => {
    const length = read(next++);
    const at = blob.byteOffset + offset;
    offset += align(length);
    if (offset > blob.length) refuse('a section goes past its end');
    return { at, length };
  };
  const section16 = () => {
    const { at, length } = section();
    return new Uint16Array(blob.buffer, at, length >> 1);
  };
  const section32 = () => {
    const { at, length } = section();
    return new Uint32Array(blob.buffer, at, length >> 2);
  };
  const section8 = () => {
    const { at, length } = section();
    return new Uint8Array(blob.buffer, at, length);
  };
  const table = (): TermTable => {
    const letters = section16();
    const ends = section32();
    const chunks = section32();
    const tails = section32();
    const postings = section8();
    if (ends.length !== chunks.length || ends.length !== tails.length) {
      refuse('its term tables have different lengths');
    }
    if (!rises(ends, letters.length, TERM_LENGTH_MAX) || !rises(tails, postings.length)) {
      refuse('its offsets are out of order');
    }
    return { letters, ends, chunks, tails, postings };
  };
  const tables = {
    lengths: section16(),
    titles: section8(),
    surface: table(),
    stem: table(),
  };
  if (tables.titles.length !== tables.lengths.length)
    refuse('its tables of chunks differ in length');
  if (offset !== blob.length) refuse('its sections do not fill it');
  return tables;
}

function refuse(problem: string): never {
  throw new IndexError(`The word index is damaged: ${problem}.`, 'Run: npm run index -- --full');
}

/** Whether offsets rise, by at most `step`, and end where their section does. */
function rises(offsets: Uint32Array, end: number, step = 0xffffffff): boolean {
  let last = 0;
  for (const offset of offsets) {
    if (offset < last || offset - last > step) return false;
    last = offset;
  }
  return last === end;
}

/**
 * FNV-1a over 32-bit words, the checksum's own place left out: 60 MB take about 20 ms.
 * It finds accidents, not attacks.
 */
function checksum(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) {
    if (i === HEADER.checksum) continue;
    hash = Math.imul(hash ^ (words[i] as number), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
