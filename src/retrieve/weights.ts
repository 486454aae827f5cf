/**
 * The fitted numbers of retrieval, all of them. `tools/fit/fusion.ts` prints them again for an index and its
 * embedder; `docs/decisions/ranking-fusion.md` has the figures.
 */
export interface RetrievalWeights {
  /** Weight of the best word score of a question, in standard deviations of its candidates' cosines. */
  readonly words: number;
  /** How far a chunk's score is raised to that of a better one right before or after it; 0: not at all, 1: all the way. */
  readonly beside: number;
}

export const RETRIEVAL_WEIGHTS: RetrievalWeights = { words: 5, beside: 0.4 };
