/** Makes a word index from chunks. */
import { splitWords } from '../text/words.ts';
import {
  clipTerm,
  encodeWordTables,
  FORMS,
  type Form,
  packCounts,
  type TermTable,
  TermTableWriter,
} from './word-tables.ts';

/** The fields of a chunk that are searched by word. */
export interface WordFields {
  readonly title: string;
  readonly heading?: string | undefined;
  readonly text: string;
}

/** Postings in the order in which they came, in blocks, because their number is not known ahead. */
class PostingLog {
  static readonly block = 1 << 18;
  readonly #terms: Uint32Array[] = [];
  readonly #chunks: Uint32Array[] = [];
  readonly #counts: Uint8Array[] = [];
  length = 0;

  push(term: number, chunk: number, counts: number): void {
    const block = this.length >>> 18;
    const at = this.length & (PostingLog.block - 1);
    if (at === 0) {
      this.#terms.push(new Uint32Array(PostingLog.block));
      this.#chunks.push(new Uint32Array(PostingLog.block));
      this.#counts.push(new Uint8Array(PostingLog.block));
    }
    this.#terms[block]![at] = term;
    this.#chunks[block]![at] = chunk;
    this.#counts[block]![at] = counts;
    this.length += 1;
  }

  /** All postings brought together by term (a counting sort, so each term's stay in order). */
  byTerm(termCount: number): { starts: Uint32Array; chunks: Uint32Array; counts: Uint8Array } {
    const starts = new Uint32Array(termCount + 1);
    const each = (visit: (term: number, block: number, at: number) => void) => {
      for (let i = 0; i < this.length; i += 1) {
        const block = i >>> 18;
        const at = i & (PostingLog.block - 1);
        visit(this.#terms[block]![at]!, block, at);
      }
    };
    each((term) => {
      starts[term + 1]! += 1;
    });
    for (let i = 0; i < termCount; i += 1) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    const chunks = new Uint32Array(this.length);
    const counts = new Uint8Array(this.length);
    each((term, block, at) => {
      const to = next[term]!++;
      chunks[to] = this.#chunks[block]![at]!;
      counts[to] = this.#counts[block]![at]!;
    });
    return { starts, chunks, counts };
  }
}

/** A field has fewer words than this, so that a word's counts in three fields fit one exact number. */
const COUNT_BASE = 2 ** 17;
const LENGTH_MAX = 0xffff;
const TITLE_MAX = 0xff;

/**
 * Gathers chunks, which must come by rising number; numbers may be left out.
 * Equal chunks give equal bytes.
 */
export class WordIndexBuilder {
  readonly #terms = { surface: new Map<string, number>(), stem: new Map<string, number>() };
  readonly #logs = { surface: new PostingLog(), stem: new PostingLog() };
  readonly #lengths: number[] = [];
  readonly #titles: number[] = [];
  /** Counts of the chunk that is being added, by term number; emptied after each chunk. */
  readonly #tally = { surface: new Map<number, number>(), stem: new Map<number, number>() };

  add(chunkNumber: number, fields: WordFields): void {
    if (chunkNumber < this.#lengths.length) {
      const last = this.#lengths.length - 1;
      throw new RangeError(`Chunks must come by rising number: ${chunkNumber} after ${last}`);
    }
    while (this.#lengths.length < chunkNumber) {
      this.#lengths.push(0);
      this.#titles.push(0);
    }
    const bodyWords = this.#count(fields.text, 1);
    this.#titles.push(Math.min(this.#count(fields.title, COUNT_BASE), TITLE_MAX));
    if (fields.heading) this.#count(fields.heading, COUNT_BASE ** 2);
    this.#lengths.push(Math.min(Math.max(bodyWords, 1), LENGTH_MAX));
    for (const form of FORMS) {
      for (const [term, counts] of this.#tally[form]) {
        const body = counts % COUNT_BASE;
        const title = Math.floor(counts / COUNT_BASE) % COUNT_BASE;
        const heading = Math.floor(counts / COUNT_BASE ** 2);
        this.#logs[form].push(term, chunkNumber, packCounts(body, title, heading));
      }
      this.#tally[form].clear();
    }
  }

  /** Tallies the words of one field, `unit` for each time; returns how many words it has. */
  #count(text: string, unit: number): number {
    const words = splitWords(text);
    for (const { surface, stem, extra } of words) {
      this.#tallyTerm('surface', surface, unit);
      this.#tallyTerm('stem', stem, unit);
      for (const form of extra ?? []) {
        this.#tallyTerm('surface', form, unit);
        this.#tallyTerm('stem', form, unit);
      }
    }
    return words.length;
  }

  #tallyTerm(form: Form, word: string, unit: number): void {
    const term = clipTerm(word);
    const terms = this.#terms[form];
    let number = terms.get(term);
    if (number === undefined) {
      number = terms.size;
      terms.set(term, number);
    }
    const tally = this.#tally[form];
    tally.set(number, (tally.get(number) ?? 0) + unit);
  }

  finish(): Uint8Array {
    return encodeWordTables({
      lengths: Uint16Array.from(this.#lengths),
      titles: Uint8Array.from(this.#titles),
      surface: this.#write('surface'),
      stem: this.#write('stem'),
    });
  }

  #write(form: Form): TermTable {
    const writer = new TermTableWriter();
    for (const { term, chunks, counts } of this.sorted(form)) {
      for (let i = 0; i < chunks.length; i += 1) writer.add(chunks[i]!, counts[i]!);
      writer.close(term);
    }
    return writer.finish();
  }

  /** Words of each chunk's body so far, by chunk number. */
  get lengths(): readonly number[] {
    return this.#lengths;
  }

  /** Words of each chunk's title so far, by chunk number. */
  get titles(): readonly number[] {
    return this.#titles;
  }

  /** Terms by code unit, each with its postings by rising chunk. */
  *sorted(form: Form): Generator<{ term: string; chunks: Uint32Array; counts: Uint8Array }> {
    const terms = [...this.#terms[form]].sort(([a], [b]) => (a < b ? -1 : 1));
    const { starts, chunks, counts } = this.#logs[form].byTerm(terms.length);
    for (const [term, number] of terms) {
      const [start, end] = [starts[number]!, starts[number + 1]!];
      yield { term, chunks: chunks.subarray(start, end), counts: counts.subarray(start, end) };
    }
  }
}
