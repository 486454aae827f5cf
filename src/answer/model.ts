/**
 * From features to probabilities. Two conditional logits (McFadden, "Conditional logit analysis of qualitative choice
 * behavior", 1974), because both are choices among alternatives that shut each other out:
 *
 *   which passage answers, or none of them:   P(i) = exp(w·x_i) / (exp(v·z) + Σ_j exp(w·x_j))
 *   which sentence of a passage:              P(s) = exp(u·y_s) / Σ_t exp(u·y_t)
 *
 * x: passage features; z: features of the whole question, for "none"; y: sentence features.
 * Margins need no feature of their own: a close rival takes its share of the probability.
 */

export type Weights = Readonly<Record<string, number>>;

/** Sum of weight times feature; a feature without a weight counts for nothing. */
export function dot(weights: Weights, features: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const name in features) sum += (weights[name] ?? 0) * features[name]!;
  return sum;
}

/** Shares proportional to e to the score; they add up to 1. */
export function softmax(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - best));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
