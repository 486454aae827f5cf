/**
 * From features to probabilities: a conditional logit (McFadden, "Conditional logit analysis of qualitative choice
 * behavior", 1974), because an answer is a choice among sentences that shut each other out, and "none of them":
 *
 *   P(s) = exp(w·x_s + u·y_p(s)) / (exp(v·z) + Σ_t exp(w·x_t + u·y_p(t)))
 *
 * x: features of the sentence; y: of its passage; z: of the whole question, for "none". Margins need no feature of
 * their own: a close rival takes its share of the probability.
 */

export type Weights = Readonly<Record<string, number>>;

/** All that is fitted. */
export interface AnswerModel {
  readonly sentence: Weights;
  readonly passage: Weights;
  readonly none: Weights;
  /** Logistic map from `quote` (the best quote's log-odds) and `any` (those of any sentence) to the confidence. */
  readonly confidence: { readonly bias: number; readonly quote: number; readonly any: number };
  readonly thresholds: { readonly answer: number; readonly maybe: number };
}

/** Calibrated probability that the best quote answers. `quote` and `any` are probabilities. */
export function confidenceOf(
  model: Pick<AnswerModel, 'confidence'>,
  quote: number,
  any: number,
): number {
  const { bias, quote: ofQuote, any: ofAny } = model.confidence;
  return sigmoid(bias + ofQuote * logit(quote) + ofAny * logit(any));
}

const CHANCE_MIN = 1e-4;

export function logit(chance: number): number {
  const held = Math.min(1 - CHANCE_MIN, Math.max(CHANCE_MIN, chance));
  return Math.log(held / (1 - held));
}

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
