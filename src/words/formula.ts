/** The formula of the word ranking, as `words/word-index.ts` states it, for every store that ranks by it. */

/** Constants of the formula; `docs/decisions/ranking-words.md` has how they were chosen. */
export interface WordRanking {
  /** How soon another occurrence in a body stops counting; 0: at once. */
  readonly k1: number;
  /** How much the length of a body counts against it, 0 to 1. */
  readonly b: number;
  /** What a title of this one word adds; a body of average length adds 1 for one occurrence, k1 + 1 at most. */
  readonly titleWeight: number;
  /**
   * How much less each further word of a title makes it. Compared with one word, not with the corpus's
   * average: a newspaper's headlines are long, and would raise every short title far above all texts.
   */
  readonly titleDecay: number;
  /** What the nearest heading adds that has the word. */
  readonly headingWeight: number;
  /** Weights of the forms. */
  readonly surface: number;
  readonly stem: number;
}

export const WORD_RANKING: WordRanking = {
  k1: 0.7,
  b: 0.4,
  titleWeight: 1,
  titleDecay: 0.3,
  headingWeight: 0.3,
  surface: 0.4,
  stem: 0.6,
};

/** What one occurrence in a body of this many words counts: 1 at the average. */
export function bodyUnit({ b }: WordRanking, words: number, average: number): number {
  return 1 / (1 - b + (b * words) / average);
}

/** What a title of this many words adds for a word that it has. */
export function titleUnit({ titleWeight, titleDecay }: WordRanking, words: number): number {
  return titleWeight / (1 + titleDecay * Math.max(words - 1, 0));
}

/** The weight of a term that is in `n` of `chunks` chunks. */
export function idf(chunks: number, n: number): number {
  return Math.log(1 + (chunks - n + 0.5) / (n + 0.5));
}

/**
 * What a term adds to a chunk, before its weight.
 *
 * @param tf occurrences in the body, each counted as `bodyUnit` says.
 * @param above what title and heading add.
 */
export function termScore(k1: number, tf: number, above: number): number {
  return (tf * (k1 + 1)) / (tf + k1) + above;
}
