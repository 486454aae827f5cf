/** Two rankings made one. Pure. */

/** A chunk that either ranking found. */
export interface Candidate {
  readonly chunk: number;
  readonly words?: { readonly rank: number; readonly score: number };
  /** Inner product with the question, and the rank by it among the candidates. */
  readonly vectors?: { readonly rank: number; readonly score: number };
}

/**
 * Share of the vectors in the sum. `docs/decisions/ranking-fusion.md` has the curve it was read from.
 */
export const VECTOR_WEIGHT = 0.5;

/**
 * Weighted sum of normalised scores: the word score over the best word score of this question (BM25
 * has no upper bound and its scale differs from question to question), the cosine as it is.
 * A candidate that a ranking lacks gets nothing from it.
 */
export function fuse(
  candidates: readonly Candidate[],
  vectorWeight = VECTOR_WEIGHT,
): { candidate: Candidate; score: number }[] {
  let best = 0;
  for (const { words } of candidates) best = Math.max(best, words?.score ?? 0);
  return candidates
    .map((candidate) => {
      const words = best > 0 ? (candidate.words?.score ?? 0) / best : 0;
      const vectors = Math.max(candidate.vectors?.score ?? 0, 0);
      return { candidate, score: (1 - vectorWeight) * words + vectorWeight * vectors };
    })
    .sort((a, b) => b.score - a.score || a.candidate.chunk - b.candidate.chunk);
}
