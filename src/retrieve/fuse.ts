/** Two rankings made one. Pure. */
import type { Fused } from '../types.ts';
import { RETRIEVAL_WEIGHTS } from './weights.ts';

/** A chunk that either ranking found. */
export type Candidate = Omit<Fused, 'score'>;

/**
 * The cosine, in standard deviations above the mean of this question's candidates, and the word score over
 * the best word score of this question, weighted.
 *
 * Both are measured within one question, because neither has a scale of its own: BM25 grows with the rarity
 * of the words asked for, and the cosines of one embedder lie between .1 and .7, those of another between
 * .75 and .9. A candidate that a ranking lacks gets nothing from it.
 */
export function fuse(
  candidates: readonly Candidate[],
  wordsWeight = RETRIEVAL_WEIGHTS.words,
): Fused[] {
  let best = 0;
  for (const { words } of candidates) best = Math.max(best, words?.score ?? 0);
  const { mean, deviation } = spreadOf(
    candidates.flatMap(({ vectors }) => (vectors ? [vectors.score] : [])),
  );
  return candidates
    .map((candidate) => {
      const words = best > 0 ? (candidate.words?.score ?? 0) / best : 0;
      const vectors = candidate.vectors ? (candidate.vectors.score - mean) / deviation : 0;
      return { ...candidate, score: vectors + wordsWeight * words };
    })
    .sort((a, b) => b.score - a.score || a.number - b.number);
}

/** Equal values, or a single one, have no spread: then they are divided by 1, and all come out as 0. */
function spreadOf(values: readonly number[]): { mean: number; deviation: number } {
  const count = Math.max(values.length, 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, deviation: variance > 1e-12 ? Math.sqrt(variance) : 1 };
}
