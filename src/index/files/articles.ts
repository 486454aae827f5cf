/**
 * articles.bin: everything about each article except its text. Rows are sorted by the bytes of the
 * id, so that an article is found by binary search and nothing needs parsing when the index opens.
 */
import { createHash } from 'node:crypto';
import { BOILERPLATE_KEY_DIGITS } from '../../chunk/boilerplate.ts';
import { RECORD_KEY_BYTES } from '../../corpus/record-key.ts';
import type { ArticleHead } from '../../types.ts';
import { encodeSections, SectionReader, TextList, TextTable, Uint32List } from './sections.ts';
import { CHECK_BYTES, type TextPlace } from './texts.ts';

const MAGIC = 'ISNADART';
const VERSION = 2;
/** Version 1 has neither outlines nor boilerplate, and its oldest no keys of records. */
const READ_VERSIONS = [1, VERSION];

const BOILERPLATE_BYTES = BOILERPLATE_KEY_DIGITS / 2;

export interface ArticleRow {
  readonly id: string;
  readonly contentHash: string;
  /** Hash of the bytes it was read from, in hexadecimal; undefined if they must be read again. */
  readonly recordKey: string | undefined;
  readonly head: Omit<ArticleHead, 'id'>;
  /** Outline and pages, as `structureOf` gives them. */
  readonly structure: string;
  /** Which of its lines were boilerplate when it was cut, in hexadecimal; undefined if none was. */
  readonly boilerplateKey: string | undefined;
  readonly text: TextPlace;
  readonly textCheck: Uint8Array;
  /** Its chunks are `firstChunk` … `firstChunk + chunkCount - 1`. */
  readonly firstChunk: number;
  readonly chunkCount: number;
}

/** Order of ids: by their UTF-8 bytes, which is the order of code points. */
export const compareIds = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

/** By falling date, undated last, then by id. Given numbers must be in the order of ids. */
function byDate(dates: readonly (string | undefined)[]): Uint32Array {
  const times = dates.map((date) =>
    date === undefined ? Number.NEGATIVE_INFINITY : Date.parse(date),
  );
  const order = Uint32Array.from(dates.keys());
  return order.sort((a, b) => {
    const [x, y] = [times[a]!, times[b]!];
    return x === y ? a - b : y - x;
  });
}

/** @param rows sorted by `compareIds`. */
export function encodeArticles(rows: readonly ArticleRow[]): Uint8Array[] {
  const ids = new TextList();
  const heads = new TextList();
  const hashes = new TextList();
  const textAt = new Float64Array(rows.length);
  const textBytes = new Uint32List();
  const checks = Buffer.alloc(rows.length * CHECK_BYTES);
  const structures = new TextList();
  const boilerplateKeys = Buffer.alloc(rows.length * BOILERPLATE_BYTES);
  const recordKeys = Buffer.alloc(rows.length * RECORD_KEY_BYTES);
  const firstChunk = new Uint32List();
  const chunkCount = new Uint32List();
  for (const [i, row] of rows.entries()) {
    ids.push(row.id);
    heads.push(JSON.stringify(row.head));
    hashes.push(row.contentHash);
    textAt[i] = row.text.at;
    textBytes.push(row.text.bytes);
    checks.set(row.textCheck, i * CHECK_BYTES);
    recordKeys.write(row.recordKey ?? '', i * RECORD_KEY_BYTES, 'hex');
    structures.push(row.structure);
    boilerplateKeys.write(row.boilerplateKey ?? '', i * BOILERPLATE_BYTES, 'hex');
    firstChunk.push(row.firstChunk);
    chunkCount.push(row.chunkCount);
  }
  return encodeSections(MAGIC, VERSION, [
    ids.ends.view(),
    ids.blob(),
    heads.ends.view(),
    heads.blob(),
    hashes.ends.view(),
    hashes.blob(),
    textAt,
    textBytes.view(),
    checks,
    firstChunk.view(),
    chunkCount.view(),
    byDate(rows.map((row) => row.head.date)),
    recordKeys,
    structures.ends.view(),
    structures.blob(),
    boilerplateKeys,
  ]);
}

export class ArticleTable {
  readonly #ids: TextTable;
  readonly #heads: TextTable;
  readonly #hashes: TextTable;
  readonly #textAt: Float64Array;
  readonly #textBytes: Uint32Array;
  readonly #checks: Uint8Array;
  readonly #firstChunk: Uint32Array;
  readonly #chunkCount: Uint32Array;
  readonly #recordKeys: Buffer;
  readonly #structures: TextTable | undefined;
  readonly #boilerplateKeys: Buffer;
  /** Article numbers by falling date. */
  readonly byDate: Uint32Array;

  constructor(bytes: Uint8Array, path: string) {
    const sections = new SectionReader(bytes, path, MAGIC, READ_VERSIONS);
    const texts = () => new TextTable(sections.uint32(), sections.bytes(), sections);
    this.#ids = texts();
    this.#heads = texts();
    this.#hashes = texts();
    this.#textAt = sections.float64();
    this.#textBytes = sections.uint32();
    this.#checks = sections.bytes();
    this.#firstChunk = sections.uint32();
    this.#chunkCount = sections.uint32();
    this.byDate = sections.uint32();
    const buffer = () => {
      const bytes = sections.bytes();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    };
    const none = (bytes: number) => Buffer.alloc(this.length * bytes);
    const isOld = sections.version < VERSION;
    this.#recordKeys = sections.hasMore ? buffer() : none(RECORD_KEY_BYTES);
    this.#structures = isOld ? undefined : texts();
    this.#boilerplateKeys = isOld ? none(BOILERPLATE_BYTES) : buffer();
    const lengths = [
      this.#heads.length,
      this.#hashes.length,
      this.#textAt.length,
      this.#textBytes.length,
      this.#checks.length / CHECK_BYTES,
      this.#firstChunk.length,
      this.#chunkCount.length,
      this.byDate.length,
      this.#recordKeys.length / RECORD_KEY_BYTES,
      ...(this.#structures ? [this.#structures.length] : []),
      this.#boilerplateKeys.length / BOILERPLATE_BYTES,
    ];
    if (lengths.some((length) => length !== this.length))
      sections.refuse('its columns differ in length');
    if (this.byDate.some((number) => number >= this.length))
      sections.refuse('its order goes astray');
  }

  get length(): number {
    return this.#ids.length;
  }

  /** The number of the article with this id, or -1. */
  find(id: string): number {
    const wanted = Buffer.from(id);
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = Buffer.compare(this.#ids.bytes(middle), wanted);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  id(number: number): string {
    return this.#ids.text(number);
  }

  head(number: number): ArticleHead {
    return { id: this.id(number), ...JSON.parse(this.#heads.text(number)) };
  }

  contentHash(number: number): string {
    return this.#hashes.text(number);
  }

  /** In hexadecimal; undefined if the article has none. */
  recordKey(number: number): string | undefined {
    return keyAt(this.#recordKeys, number, RECORD_KEY_BYTES);
  }

  /** Outline and pages, as `structureOf` gave them. */
  structure(number: number): string {
    return this.#structures?.text(number) ?? '';
  }

  /** In hexadecimal; undefined if none of its lines was boilerplate. */
  boilerplateKey(number: number): string | undefined {
    return keyAt(this.#boilerplateKeys, number, BOILERPLATE_BYTES);
  }

  text(number: number): TextPlace {
    return { at: this.#textAt[number]!, bytes: this.#textBytes[number]! };
  }

  textCheck(number: number): Uint8Array {
    return this.#checks.subarray(number * CHECK_BYTES, (number + 1) * CHECK_BYTES);
  }

  chunks(number: number): { first: number; count: number } {
    return { first: this.#firstChunk[number]!, count: this.#chunkCount[number]! };
  }

  /** A copy of the row, to be written again; it does not depend on this table. */
  row(number: number): ArticleRow {
    const { id, ...head } = this.head(number);
    const { first, count } = this.chunks(number);
    return {
      id,
      contentHash: this.contentHash(number),
      recordKey: this.recordKey(number),
      head,
      structure: this.structure(number),
      boilerplateKey: this.boilerplateKey(number),
      text: this.text(number),
      textCheck: this.textCheck(number).slice(),
      firstChunk: first,
      chunkCount: count,
    };
  }
}

/** A row of fixed length in hexadecimal; undefined if it is zeros. */
function keyAt(keys: Buffer, number: number, bytes: number): string | undefined {
  const key = keys.subarray(number * bytes, (number + 1) * bytes);
  return key.every((byte) => byte === 0) ? undefined : key.toString('hex');
}

/** A key of fixed length for a content hash of any form. */
export function contentKey(contentHash: string): string {
  return createHash('sha256').update(contentHash).digest('hex').slice(0, 32);
}
