/**
 * chunks.bin: for each chunk number (a "slot") its article and its place in it. A slot whose
 * article was removed is dead: it keeps its number, so that no other chunk has to change its own.
 */
import { IndexError } from '../../errors.ts';
import { encodeSections, SectionReader, TextList, TextTable, Uint32List } from './sections.ts';
import { CHECK_BYTES, type TextPlace } from './texts.ts';

const MAGIC = 'ISNADCHK';
const VERSION = 2;
/** Version 1 has neither pages nor sentences. */
const READ_VERSIONS = [1, VERSION];

/** The article column of a dead slot has this value. */
const DEAD = 0xffffffff;

/** A live slot. */
export interface ChunkRow {
  /** Number of its article in articles.bin. */
  readonly article: number;
  /** UTF-16 code units into the article's text. */
  readonly start: number;
  readonly end: number;
  /** Its UTF-8 bytes, counted from where the article's text begins. */
  readonly text: TextPlace;
  readonly textCheck: Uint8Array;
  readonly heading: string | undefined;
  readonly page: string | undefined;
  /** Its sentences, as `encodeSpans` gives them from `start`; undefined if version 1 was read, which lists none. */
  readonly sentences: Uint8Array | undefined;
}

export class ChunkTableWriter {
  readonly #columns = Array.from({ length: 7 }, () => new Uint32List());
  readonly #labels = new Map<string, number>();
  readonly #labelTexts = new TextList();
  readonly #sentences = new TextList();
  readonly #checks: Uint8Array[] = [];

  get length(): number {
    return this.#columns[0]!.length;
  }

  push(row: ChunkRow | undefined): void {
    const values = row
      ? [
          ...[row.article, row.start, row.end, row.text.at, row.text.bytes],
          ...[this.#label(row.heading), this.#label(row.page)],
        ]
      : [DEAD, 0, 0, 0, 0, 0, 0];
    for (const [i, value] of values.entries()) this.#columns[i]!.push(value);
    this.#sentences.pushBytes(row?.sentences ?? new Uint8Array(0));
    this.#checks.push(row ? row.textCheck : new Uint8Array(CHECK_BYTES));
  }

  /** Each heading and page label is kept once; 0 means none. */
  #label(label: string | undefined): number {
    if (label === undefined) return 0;
    let number = this.#labels.get(label);
    if (number === undefined) {
      number = this.#labels.size + 1;
      this.#labels.set(label, number);
      this.#labelTexts.push(label);
    }
    return number;
  }

  /** @param articleNumbers gives the final article number for each that was pushed. */
  encode(articleNumbers?: Uint32Array): Uint8Array[] {
    const [articles, ...others] = this.#columns.map((column) => column.view());
    const renumbered = articleNumbers
      ? articles!.map((article) => (article === DEAD ? DEAD : articleNumbers[article]!))
      : articles!;
    return encodeSections(MAGIC, VERSION, [
      renumbered,
      ...others,
      Buffer.concat(this.#checks),
      this.#labelTexts.ends.view(),
      this.#labelTexts.blob(),
      this.#sentences.ends.view(),
      this.#sentences.blob(),
    ]);
  }
}

export class ChunkTable {
  readonly #article: Uint32Array;
  readonly #start: Uint32Array;
  readonly #end: Uint32Array;
  readonly #textAt: Uint32Array;
  readonly #textBytes: Uint32Array;
  readonly #heading: Uint32Array;
  readonly #page: Uint32Array;
  readonly #checks: Uint8Array;
  readonly #labels: TextTable;
  readonly #sentences: TextTable | undefined;
  readonly #path: string;
  /** How many slots are live. */
  readonly live: number;

  constructor(bytes: Uint8Array, path: string, articles: number) {
    const sections = new SectionReader(bytes, path, MAGIC, READ_VERSIONS);
    this.#path = path;
    this.#article = sections.uint32();
    this.#start = sections.uint32();
    this.#end = sections.uint32();
    this.#textAt = sections.uint32();
    this.#textBytes = sections.uint32();
    this.#heading = sections.uint32();
    const isOld = sections.version < VERSION;
    this.#page = isOld ? new Uint32Array(this.length) : sections.uint32();
    this.#checks = sections.bytes();
    this.#labels = new TextTable(sections.uint32(), sections.bytes(), sections);
    this.#sentences = isOld
      ? undefined
      : new TextTable(sections.uint32(), sections.bytes(), sections);
    const columns = [
      ...[this.#start, this.#end, this.#textAt, this.#textBytes],
      ...[this.#heading, this.#page, ...(this.#sentences ? [this.#sentences] : [])],
    ];
    const sound =
      columns.every((column) => column.length === this.length) &&
      this.#checks.length === this.length * CHECK_BYTES;
    if (!sound) sections.refuse('its columns differ in length');
    let live = 0;
    for (const article of this.#article) {
      if (article === DEAD) continue;
      if (article >= articles) sections.refuse('a chunk belongs to an unknown article');
      live += 1;
    }
    this.live = live;
  }

  /** Slots, live and dead. */
  get length(): number {
    return this.#article.length;
  }

  lives(slot: number): boolean {
    return slot < this.length && this.#article[slot] !== DEAD;
  }

  /** @throws IndexError if no chunk has this number. */
  row(slot: number): ChunkRow {
    if (!Number.isInteger(slot) || slot < 0 || !this.lives(slot)) {
      throw new IndexError(
        `${this.#path}: there is no chunk ${slot} among ${this.length}.`,
        'Run: npm run index -- --full',
      );
    }
    return {
      article: this.#article[slot]!,
      start: this.#start[slot]!,
      end: this.#end[slot]!,
      text: { at: this.#textAt[slot]!, bytes: this.#textBytes[slot]! },
      textCheck: this.#checks.subarray(slot * CHECK_BYTES, (slot + 1) * CHECK_BYTES),
      heading: this.#label(this.#heading[slot]!),
      page: this.#label(this.#page[slot]!),
      sentences: this.#sentences?.bytes(slot),
    };
  }

  #label(number: number): string | undefined {
    return number === 0 ? undefined : this.#labels.text(number - 1);
  }
}
