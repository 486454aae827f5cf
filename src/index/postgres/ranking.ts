/**
 * The word ranking over postings that came from the database, segment by segment: the formula of
 * `words/formula.ts` and the rounding of `words/word-index.ts`, so that both stores give a chunk one score.
 *
 * Scored here rather than in SQL: `docs/decisions/postgres-words.md` has the measurements.
 */
import type { QueryTerm, Ranked } from '../../types.ts';
import { bodyUnit, idf, termScore, titleUnit, WORD_RANKING } from '../../words/formula.ts';
import { TopChunks } from '../../words/top-chunks.ts';
import { COUNT_MAX, type Form } from '../../words/word-tables.ts';
import { decodePostings, type Postings, termKey } from './postings.ts';

/** Chunks whose words were gathered together, with the lengths that the formula asks for. */
export interface Segment {
  readonly id: number;
  /** Number of its first chunk. */
  readonly first: number;
  /** Words of each chunk's body, 0 if no chunk has the number. */
  readonly lengths: Uint16Array;
  /** Words of each chunk's title. */
  readonly titles: Uint8Array;
}

export interface RemovedRange {
  readonly first: number;
  readonly count: number;
}

/** A row of postings, undecoded. */
export interface PostingRow {
  readonly form: Form;
  readonly term: string;
  readonly segment: number;
  /** How many chunks are in it, including removed ones. */
  readonly chunks: number;
  readonly postings: Uint8Array;
}

/** A form of a term, as it is looked up, with what it adds to the score. */
export interface WeightedKey {
  readonly form: Form;
  readonly key: string;
  readonly weight: number;
}

/** Both forms of each term, in the order in which `words/word-index.ts` adds them. */
export function weightedKeys(terms: readonly QueryTerm[]): WeightedKey[] {
  return terms.flatMap(({ surface, stem, weight }): WeightedKey[] => {
    const keys: WeightedKey[] = [
      { form: 'surface', key: termKey(surface), weight: weight * WORD_RANKING.surface },
      { form: 'stem', key: termKey(stem), weight: weight * WORD_RANKING.stem },
    ];
    return keys.filter((key) => key.weight > 0);
  });
}

const LENGTHS = 1 << 16;
const TITLES = 1 << 8;

export class SegmentRanking {
  /** By rising first chunk. */
  readonly segments: readonly Segment[];
  /** By segment: marks chunks that are gone; absent if none is. */
  readonly #dead: readonly (Uint8Array | undefined)[];
  readonly #bySegment: ReadonlyMap<number, number>;
  readonly #bodyUnit = new Float32Array(LENGTHS);
  readonly #titleUnit = new Float32Array(TITLES);
  readonly #scores: Float32Array;
  readonly #touched: Uint32Array;
  /** Live chunks. */
  readonly chunkCount: number;

  constructor(segments: readonly Segment[], removed: readonly RemovedRange[]) {
    this.segments = [...segments].sort((a, b) => a.first - b.first);
    this.#bySegment = new Map(this.segments.map(({ id }, i) => [id, i]));
    this.#dead = markRemoved(this.segments, removed);
    let [words, count, longest] = [0, 0, 0];
    for (const [s, { lengths }] of this.segments.entries()) {
      const dead = this.#dead[s];
      longest = Math.max(longest, lengths.length);
      for (let i = 0; i < lengths.length; i += 1) {
        if (lengths[i] === 0 || dead?.[i]) continue;
        words += lengths[i]!;
        count += 1;
      }
    }
    this.chunkCount = count;
    const average = words / Math.max(count, 1);
    for (let length = 0; length < LENGTHS; length += 1) {
      this.#bodyUnit[length] = bodyUnit(WORD_RANKING, length, average);
    }
    for (let length = 0; length < TITLES; length += 1) {
      this.#titleUnit[length] = titleUnit(WORD_RANKING, length);
    }
    this.#scores = new Float32Array(longest);
    this.#touched = new Uint32Array(longest);
  }

  /** Whether any chunk of these segments is gone. */
  get anyDead(): boolean {
    return this.#dead.some((dead) => dead !== undefined);
  }

  /** Whether a chunk has this number in this generation. */
  lives(chunk: number): boolean {
    let [low, high] = [0, this.segments.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.segments[middle]!.first <= chunk) low = middle + 1;
      else high = middle;
    }
    const segment = this.segments[low - 1];
    if (segment === undefined) return false;
    const at = chunk - segment.first;
    return at < segment.lengths.length && segment.lengths[at] !== 0 && !this.#dead[low - 1]?.[at];
  }

  /** Marks of a segment's chunks that are gone; undefined if none is. */
  deadOf(segment: number): Uint8Array | undefined {
    return this.#dead[this.#bySegment.get(segment)!];
  }

  /** About `most` live chunks, spread evenly. */
  sample(most: number): number[] {
    const step = Math.max(1, Math.floor(this.chunkCount / most));
    const chosen: number[] = [];
    let seen = 0;
    for (const [s, { first, lengths }] of this.segments.entries()) {
      const dead = this.#dead[s];
      for (let i = 0; i < lengths.length; i += 1) {
        if (lengths[i] === 0 || dead?.[i]) continue;
        if (seen % step === 0) chosen.push(first + i);
        seen += 1;
      }
    }
    return chosen;
  }

  decode(row: PostingRow): Postings {
    return decodePostings(row.postings, row.chunks, this.deadOf(row.segment));
  }

  /** In how many live chunks a term occurs, from its rows. */
  frequency(rows: readonly PostingRow[]): number {
    return rows.reduce((sum, row) => sum + this.decode(row).length, 0);
  }

  /**
   * The `limit` best chunks by falling score, then rising number.
   *
   * @param rows the postings of all keys, in any order.
   * @param range the only chunk numbers that may be returned, `end` exclusive.
   */
  search(
    keys: readonly WeightedKey[],
    rows: readonly PostingRow[],
    limit: number,
    range?: { readonly first: number; readonly end: number },
  ): Ranked[] {
    const postings = new Map<string, Map<number, Postings>>();
    for (const row of rows) {
      const name = `${row.form} ${row.term}`;
      const ofTerm = postings.get(name) ?? new Map<number, Postings>();
      ofTerm.set(row.segment, this.decode(row));
      postings.set(name, ofTerm);
    }
    const weighted = keys.flatMap(({ form, key, weight }) => {
      const ofTerm = postings.get(`${form} ${key}`);
      if (!ofTerm) return [];
      let n = 0;
      for (const { length } of ofTerm.values()) n += length;
      return [{ ofTerm, factor: weight * idf(this.chunkCount, n) }];
    });
    const top = new TopChunks(limit);
    for (const segment of this.segments) {
      let touched = 0;
      for (const { ofTerm, factor } of weighted) {
        const here = ofTerm.get(segment.id);
        if (here) touched = this.#accumulate(segment, here, factor, touched);
      }
      for (let i = 0; i < touched; i += 1) {
        const at = this.#touched[i]!;
        const score = this.#scores[at]!;
        this.#scores[at] = 0;
        const chunk = segment.first + at;
        if (range && (chunk < range.first || chunk >= range.end)) continue;
        if (score >= top.floor || !top.full) top.offer(chunk, score);
      }
    }
    return top.sorted();
  }

  #accumulate(segment: Segment, postings: Postings, factor: number, touchedBefore: number): number {
    const { k1, headingWeight } = WORD_RANKING;
    const { lengths, titles } = segment;
    const scores = this.#scores;
    let touched = touchedBefore;
    for (let i = 0; i < postings.length; i += 1) {
      const at = postings.chunks[i]!;
      const counts = postings.counts[i]!;
      const tf = this.#bodyUnit[lengths[at]!]! * (counts & COUNT_MAX.body);
      let above = (counts >> 4) & COUNT_MAX.title ? this.#titleUnit[titles[at]!]! : 0;
      if (counts >> 6) above += headingWeight;
      const score = factor * termScore(k1, tf, above);
      if (score === 0) continue;
      if (scores[at] === 0) this.#touched[touched++] = at;
      scores[at]! += score;
    }
    return touched;
  }
}

function markRemoved(
  segments: readonly Segment[],
  removed: readonly RemovedRange[],
): (Uint8Array | undefined)[] {
  const dead: (Uint8Array | undefined)[] = segments.map(() => undefined);
  const ranges = [...removed].sort((a, b) => a.first - b.first);
  let s = 0;
  for (const { first, count } of ranges) {
    // An article's chunks may lie across the end of a segment.
    while (s < segments.length && segments[s]!.first + segments[s]!.lengths.length <= first) s += 1;
    for (let i = s; i < segments.length && segments[i]!.first < first + count; i += 1) {
      const { first: start, lengths } = segments[i]!;
      dead[i] ??= new Uint8Array(lengths.length);
      dead[i]!.fill(1, Math.max(0, first - start), Math.min(lengths.length, first + count - start));
    }
  }
  return dead;
}
