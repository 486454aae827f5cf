/**
 * chunks.bin: for each chunk number (a "slot") its article and its place in it. A slot whose
 * article was removed is dead: it keeps its number, so that no other chunk has to change its own.
 */
import { IndexError } from '../../errors.ts';
import { encodeSections, SectionReader, TextList, TextTable, Uint32List } from './sections.ts';
import { CHECK_BYTES, type TextPlace } from './texts.ts';

const MAGIC = 'ISNADCHK';
const VERSION = 1;

/** Stands in the article column of a dead slot. */
export const DEAD = 0xffffffff;

/** A slot that lives. */
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
}

export class ChunkTableWriter {
  readonly #columns = Array.from({ length: 6 }, () => new Uint32List());
  readonly #headings = new Map<string, number>();
  readonly #headingTexts = new TextList();
  readonly #checks: Uint8Array[] = [];

  get length(): number {
    return this.#columns[0]!.length;
  }

  push(row: ChunkRow | undefined): void {
    const values = row
      ? [row.article, row.start, row.end, row.text.at, row.text.bytes, this.#heading(row.heading)]
      : [DEAD, 0, 0, 0, 0, 0];
    for (const [i, value] of values.entries()) this.#columns[i]!.push(value);
    this.#checks.push(row ? row.textCheck : new Uint8Array(CHECK_BYTES));
  }

  /** Headings are kept once; 0 stands for none. */
  #heading(heading: string | undefined): number {
    if (heading === undefined) return 0;
    let number = this.#headings.get(heading);
    if (number === undefined) {
      number = this.#headings.size + 1;
      this.#headings.set(heading, number);
      this.#headingTexts.push(heading);
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
      this.#headingTexts.ends.view(),
      this.#headingTexts.blob(),
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
  readonly #checks: Uint8Array;
  readonly #headings: TextTable;
  readonly #path: string;
  /** How many slots live. */
  readonly live: number;

  constructor(bytes: Uint8Array, path: string, articles: number) {
    const sections = new SectionReader(bytes, path, MAGIC, VERSION);
    this.#path = path;
    this.#article = sections.uint32();
    this.#start = sections.uint32();
    this.#end = sections.uint32();
    this.#textAt = sections.uint32();
    this.#textBytes = sections.uint32();
    this.#heading = sections.uint32();
    this.#checks = sections.bytes();
    this.#headings = new TextTable(sections.uint32(), sections.bytes(), sections);
    const columns = [this.#start, this.#end, this.#textAt, this.#textBytes, this.#heading];
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

  /** Slots, living and dead. */
  get length(): number {
    return this.#article.length;
  }

  lives(slot: number): boolean {
    return slot < this.length && this.#article[slot] !== DEAD;
  }

  /** @throws IndexError where no chunk has this number. */
  row(slot: number): ChunkRow {
    if (!Number.isInteger(slot) || slot < 0 || !this.lives(slot)) {
      throw new IndexError(
        `${this.#path}: there is no chunk ${slot} among ${this.length}.`,
        'Run: npm run index -- --full',
      );
    }
    const heading = this.#heading[slot]!;
    return {
      article: this.#article[slot]!,
      start: this.#start[slot]!,
      end: this.#end[slot]!,
      text: { at: this.#textAt[slot]!, bytes: this.#textBytes[slot]! },
      textCheck: this.#checks.subarray(slot * CHECK_BYTES, (slot + 1) * CHECK_BYTES),
      heading: heading === 0 ? undefined : this.#headings.text(heading - 1),
    };
  }
}
