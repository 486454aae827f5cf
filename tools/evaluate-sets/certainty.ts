/** How well the confidence is calibrated: figures and pictures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineChart } from '../lib/svg.ts';

/** One question: how sure its answer was, and whether the first quote was right. */
export interface Judged {
  readonly said: number;
  readonly right: boolean;
  /** Whether the corpus answers the question. */
  readonly answerable: boolean;
}

export interface Bin {
  readonly count: number;
  /** Mean confidence, and the share that was right. */
  readonly said: number;
  readonly right: number;
}

/** Ten bins of equal width; empty ones are left out. */
export function reliability(judged: readonly Judged[]): Bin[] {
  return Array.from({ length: 10 }, (_, b) => {
    const own = judged.filter(({ said }) => Math.min(9, Math.floor(said * 10)) === b);
    const mean = (of: (one: Judged) => number) =>
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
export function riskCoverage(judged: readonly Judged[]): [number, number][] {
  const falling = [...judged].sort((a, b) => b.said - a.said);
  const step = Math.max(1, Math.floor(falling.length / 100));
  const points: [number, number][] = [];
  let wrong = 0;
  for (const [i, { right }] of falling.entries()) {
    if (!right) wrong += 1;
    if ((i + 1) % step === 0) points.push([(i + 1) / falling.length, wrong / (i + 1)]);
  }
  return points;
}

/** Writes `risk-coverage.svg` and `reliability.svg`. */
export function drawCertainty(judged: readonly Judged[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  const answerable = judged.filter((one) => one.answerable);
  const bins = reliability(judged).map(({ said, right }) => [said, right] as const);
  writeFileSync(
    join(folder, 'risk-coverage.svg'),
    lineChart({
      title: 'Share of answers that are wrong, by share of questions answered',
      xLabel: 'questions answered, of all',
      yLabel: 'answered wrongly, of those',
      yRange: [0, 1],
      series: [
        { name: 'answerable questions', points: riskCoverage(answerable) },
        { name: 'all questions', points: riskCoverage(judged) },
      ],
    }),
  );
  writeFileSync(
    join(folder, 'reliability.svg'),
    lineChart({
      title: 'Share of first quotes that answer, by confidence',
      xLabel: 'confidence (ten bins)',
      yLabel: 'first quote answers',
      yRange: [0, 1],
      series: [
        {
          name: 'perfect',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        { name: 'found', points: bins },
      ],
    }),
  );
}
