/** Figures of how well a confidence tells questions that can be answered from those that cannot. */

/** Probability that one of `higher` is above one of `lower`, ties by half (the area under the ROC curve). */
export function auroc(higher: readonly number[], lower: readonly number[]): number {
  const all = [
    ...higher.map((score) => ({ score, isHigher: true })),
    ...lower.map((score) => ({ score, isHigher: false })),
  ].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let end = i;
    while (end < all.length && all[end]!.score === all[i]!.score) end += 1;
    for (let k = i; k < end; k += 1) if (all[k]!.isHigher) ranks += (i + end + 1) / 2;
    i = end;
  }
  const n = higher.length;
  return (ranks - (n * (n + 1)) / 2) / (n * lower.length);
}

/** The least threshold at which at most `share` of the scores reach it. */
export function thresholdFor(scores: readonly number[], share: number): number {
  const falling = [...scores].sort((a, b) => b - a);
  const first = falling[Math.floor(scores.length * share)];
  return first === undefined ? 0 : first + 1e-6;
}

export function shareAtLeast(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score >= threshold).length / Math.max(1, scores.length);
}

export interface Bin {
  readonly count: number;
  /** Mean confidence, and the share that was right. */
  readonly said: number;
  readonly right: number;
}

/** Ten bins of equal width. */
export function reliability(judged: readonly { said: number; right: boolean }[]): Bin[] {
  return Array.from({ length: 10 }, (_, b) => {
    const own = judged.filter(({ said }) => Math.min(9, Math.floor(said * 10)) === b);
    const mean = (of: (one: { said: number; right: boolean }) => number) =>
      own.reduce((sum, one) => sum + of(one), 0) / Math.max(1, own.length);
    return {
      count: own.length,
      said: mean(({ said }) => said),
      right: mean(({ right }) => (right ? 1 : 0)),
    };
  }).filter(({ count }) => count > 0);
}

/** Expected calibration error (Guo et al., "On calibration of modern neural networks", 2017). */
export function calibrationError(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce(
    (sum, { count, said, right }) => sum + (count / total) * Math.abs(said - right),
    0,
  );
}

/** Of the questions answered at each threshold, the share wrongly: points (coverage, risk) by rising coverage. */
export function riskCoverage(
  judged: readonly { said: number; right: boolean }[],
): [number, number][] {
  const falling = [...judged].sort((a, b) => b.said - a.said);
  const points: [number, number][] = [];
  let wrong = 0;
  for (const [i, { right }] of falling.entries()) {
    if (!right) wrong += 1;
    const step = Math.max(1, Math.floor(falling.length / 100));
    if ((i + 1) % step === 0) points.push([(i + 1) / falling.length, wrong / (i + 1)]);
  }
  return points;
}
