/**
 * The word ranking: BM25 over surface forms and light stems in body, title and heading, in typed arrays.
 *
 * Formula: BM25 of Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
 * (2009), with the never-negative logarithm that Lucene uses. Fields are saturated one by one and then
 * added: theirs add first (BM25F), but all chunks of an article share its title, and a word that
 * the title has saturated would no longer tell one chunk from the next.
 *
 *   tf    = times in the body / (1 − b + b · body words / their average)
 *   idf   = ln(1 + (N − n + ½) / (n + ½))
 *   title = titleWeight / (1 + titleDecay · (title words − 1)), if the title has the term
 *   score = Σ over terms of weight · Σ over forms of formWeight · idf · (tf · (k1 + 1) / (tf + k1) + title + heading)
 */
import type { QueryTerm, Ranked } from '../types.ts';
import { bodyUnit, idf, termScore, titleUnit, WORD_RANKING, type WordRanking } from './formula.ts';
import { type SimilarWord, SimilarWords } from './similar.ts';
import { TopChunks } from './top-chunks.ts';
import {
  COUNT_MAX,
  clipTerm,
  decodeWordTables,
  type Form,
  postingsOf,
  rowStart,
  type TermTable,
  termAt,
  type WordTables,
} from './word-tables.ts';

export class WordIndex {
  /** The sections of the blob. */
  readonly tables: WordTables;
  readonly #ranking: WordRanking;
  /** How many chunks there are. */
  readonly chunkCount: number;
  /** By chunk: 1 / (1 − b + b · words / average). */
  readonly #bodyUnit: Float32Array;
  /** By chunk: what its title adds for a word that it has. */
  readonly #titleUnit: Float32Array;
  /** By chunk, zero between searches. */
  readonly #scores: Float32Array;
  readonly #touched: Uint32Array;
  #similar: SimilarWords | undefined;

  private constructor(tables: WordTables, ranking: WordRanking) {
    this.tables = tables;
    this.#ranking = ranking;
    const { lengths, titles } = tables;
    let [words, count] = [0, 0];
    for (const length of lengths) {
      words += length;
      if (length > 0) count += 1;
    }
    this.chunkCount = count;
    const average = words / Math.max(count, 1);
    this.#bodyUnit = new Float32Array(lengths.length);
    this.#titleUnit = new Float32Array(lengths.length);
    for (let i = 0; i < lengths.length; i += 1) {
      this.#bodyUnit[i] = bodyUnit(ranking, lengths[i]!, average);
      this.#titleUnit[i] = titleUnit(ranking, titles[i]!);
    }
    this.#scores = new Float32Array(lengths.length);
    this.#touched = new Uint32Array(lengths.length);
  }

  /**
   * Opens a blob made by `WordIndexBuilder` or `mergeWordIndex`, over its own bytes.
   *
   * @throws IndexError if the blob is damaged or of another version.
   */
  static open(bytes: Uint8Array, ranking: WordRanking = WORD_RANKING): WordIndex {
    return new WordIndex(decodeWordTables(bytes), ranking);
  }

  /**
   * The `limit` best chunks, by falling score, then rising number. Chunks without any of the words are left out.
   *
   * @param allow which chunks may be returned; all, without it.
   */
  search(terms: readonly QueryTerm[], limit: number, allow?: (chunk: number) => boolean): Ranked[] {
    let touched = 0;
    for (const { surface, stem, weight } of terms) {
      touched = this.#accumulate('surface', surface, weight * this.#ranking.surface, touched);
      touched = this.#accumulate('stem', stem, weight * this.#ranking.stem, touched);
    }
    const top = new TopChunks(limit);
    const scores = this.#scores;
    for (let i = 0; i < touched; i += 1) {
      const chunk = this.#touched[i]!;
      const score = scores[chunk]!;
      scores[chunk] = 0;
      if ((score >= top.floor || !top.full) && (!allow || allow(chunk))) top.offer(chunk, score);
    }
    return top.sorted();
  }

  /** Adds one term's share to the scores; notes chunks that had none before. */
  #accumulate(form: Form, term: string, weight: number, touchedBefore: number): number {
    const row = weight > 0 ? this.#row(form, term) : -1;
    if (row < 0) return touchedBefore;
    const { chunks } = this.tables[form];
    const { k1, headingWeight } = this.#ranking;
    const n = chunks[row]!;
    const factor = weight * idf(this.chunkCount, n);
    const scores = this.#scores;
    const unit = this.#bodyUnit;
    const titleUnit = this.#titleUnit;
    const touched = this.#touched;
    const slots = scores.length;
    let count = touchedBefore;
    const postings = postingsOf(this.tables[form], row);
    while (postings.next()) {
      const { chunk, counts } = postings;
      if (chunk >= slots) break;
      const tf = unit[chunk]! * (counts & COUNT_MAX.body);
      let above = (counts >> 4) & COUNT_MAX.title ? titleUnit[chunk]! : 0;
      if (counts >> 6) above += headingWeight;
      const score = factor * termScore(k1, tf, above);
      if (score === 0) continue;
      if (scores[chunk] === 0) touched[count++] = chunk;
      scores[chunk]! += score;
    }
    return count;
  }

  /** In how many chunks a surface form, or a stem, occurs; 0 if it is unknown. */
  chunkFrequency(form: Form, term: string): number {
    const row = this.#row(form, term);
    return row < 0 ? 0 : this.tables[form].chunks[row]!;
  }

  /** Known surface forms one or two edits away, the most likely first. The word itself is not among them. */
  similarWords(surface: string, limit: number): SimilarWord[] {
    this.#similar ??= new SimilarWords(this.tables.surface);
    return this.#similar.find(clipTerm(surface), limit);
  }

  /** The term in a row of a form's table. */
  term(form: Form, row: number): string {
    return termAt(this.tables[form], row);
  }

  /** A term's row, or −1. */
  #row(form: Form, word: string): number {
    const term = clipTerm(word);
    const row = lowerBound(this.tables[form], term);
    return row < this.tables[form].ends.length && compareAt(this.tables[form], row, term) === 0
      ? row
      : -1;
  }

  /** The bytes of a term's postings. */
  encodedPostings(form: Form, row: number): Uint8Array {
    return this.tables[form].postings.subarray(
      rowStart(this.tables[form], row),
      this.tables[form].tails[row]!,
    );
  }
}

/** The first row whose term is not below `term`, by code units. */
export function lowerBound(table: TermTable, term: string): number {
  let low = 0;
  let high = table.ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAt(table, middle, term) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compares the term of a row with `term`, by code units. */
function compareAt({ letters, ends }: TermTable, row: number, term: string): number {
  const start = row === 0 ? 0 : ends[row - 1]!;
  const length = ends[row]! - start;
  const shared = Math.min(length, term.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = letters[start + i]! - term.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - term.length;
}
