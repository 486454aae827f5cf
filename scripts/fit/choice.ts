/** Fits conditional logits: weights under which the alternative that was right is likely. */
import { minimise, type Objective } from './minimise.ts';

/** One choice among alternatives. */
export interface Choice {
  /** By alternative: its features, in the order of the weights. */
  readonly alternatives: readonly Float64Array[];
  /** Which of them are right; where several are, any of them will do. */
  readonly right: readonly number[];
  readonly weight: number;
}

export interface Penalty {
  /** What a weight is drawn to. */
  readonly prior: Float64Array;
  /** How strongly: the log-likelihood of that many choices against one unit squared. */
  readonly strength: number;
}

/** Weights of the greatest penalised likelihood. `start`: weights that may be near them. */
export function fitChoices(
  choices: readonly Choice[],
  { prior, strength }: Penalty,
  start = prior,
): Float64Array {
  const objective: Objective = (weights) => {
    const gradient = new Float64Array(weights.length);
    let value = 0;
    for (let i = 0; i < weights.length; i += 1) {
      const off = weights[i]! - prior[i]!;
      value += 0.5 * strength * off * off;
      gradient[i] = strength * off;
    }
    for (const { alternatives, right, weight } of choices) {
      const shares = choiceShares(alternatives, weights);
      let chance = 1e-12;
      for (const r of right) chance += shares[r]!;
      value -= weight * Math.log(chance);
      // d log Σ_right p = Σ_right (p / chance) x − Σ p x
      const isRight = new Set(right);
      for (const [a, features] of alternatives.entries()) {
        const pull = shares[a]! - (isRight.has(a) ? shares[a]! / chance : 0);
        if (Math.abs(pull) < 1e-9) continue;
        for (let i = 0; i < features.length; i += 1) gradient[i]! += weight * pull * features[i]!;
      }
    }
    return { value, gradient };
  };
  return minimise(objective, start);
}

/** The probability of each alternative. */
export function choiceShares(
  alternatives: readonly Float64Array[],
  weights: Float64Array,
): Float64Array {
  const shares = Float64Array.from(alternatives, (features) => {
    let score = 0;
    for (let i = 0; i < features.length; i += 1) score += weights[i]! * features[i]!;
    return score;
  });
  const best = shares.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < shares.length; i += 1) {
    shares[i] = Math.exp(shares[i]! - best);
    sum += shares[i]!;
  }
  return shares.map((share) => share / sum);
}
