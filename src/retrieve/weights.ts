/**
 * The fitted numbers of retrieval, all of them. `tools/fit/fusion.ts` prints them again for an index and its
 * embedder; `docs/decisions/ranking-fusion.md` has the figures.
 */
export interface RetrievalWeights {
  /** What the best word score of a question counts, in standard deviations of its candidates' cosines. */
  readonly words: number;
  /** How far a chunk is lifted toward a better one right before or after it; 0: not at all, 1: all the way. */
  readonly beside: number;
}

export const RETRIEVAL_WEIGHTS: RetrievalWeights = { words: 5, beside: 0.4 };
