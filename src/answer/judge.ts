/**
 * From the reader's log-odds to probabilities. Order and certainty come from these, and from how far a chunk was
 * found behind the best one:
 *
 *   x(s)   = l_s/T − behind · (best score − score of the chunk of s)
 *   P(s)   = e^x(s) / (1 + Σ e^x(t))     over all sentences read, and "none" (the 1)
 *   P(any) = Σ P(s)
 *   confidence = σ(bias + a · logit P(best) + b · logit P(any))
 *
 * T is a temperature (Guo et al., "On calibration of modern neural networks", 2017); the logistic above it is Platt's
 * (1999). All are fitted on held-out questions by `npm run calibrate`. Scores are in standard deviations of a
 * question's candidates (`retrieve/fuse.ts`), so that `behind` means the same with any embedder.
 */
import type { HitReading, ReadSentence } from './read-hits.ts';
import type { Reading } from './reading.ts';

/** All that is fitted, for one reader. */
export interface Calibration {
  /** `Reader.id` that it was fitted for. Another reader's answers are never more than 'maybe'. */
  readonly readerId: string;
  readonly temperature: number;
  /** Log-odds that a chunk loses for each unit of score that it ranked below the best one. */
  readonly behind: number;
  readonly confidence: { readonly bias: number; readonly best: number; readonly any: number };
  readonly thresholds: { readonly answer: number; readonly maybe: number };
  /** More chunks are read while the most likely sentence so far is less sure than this (`surenessOf`). */
  readonly readMoreBelow: number;
}

export interface JudgedSentence extends ReadSentence {
  /** Probability that this of all sentences answers. All of them, and that of none, add up to 1. */
  readonly probability: number;
  /** Probability that it answers, against none alone: two sentences that say the same do not take it from one another. */
  readonly own: number;
}

export type JudgedReading = Reading<JudgedSentence>;

export interface Judged {
  readonly readings: readonly JudgedReading[];
  /** The greatest probability of a sentence, and the sum of all; 0 if nothing was read. */
  readonly best: number;
  readonly any: number;
}

/** What turns log-odds into probabilities. */
export type Scale = Pick<Calibration, 'temperature' | 'behind'>;

/** x(s) above. @param gap by how much the chunk was found behind the best one. */
export function evidenceOf(logOdds: number, gap: number, { temperature, behind }: Scale): number {
  return logOdds / temperature - behind * gap;
}

export function judge(readings: readonly HitReading[], scale: Scale): Judged {
  const found = Math.max(...readings.map(({ hit }) => hit.score));
  const evidence = ({ hit }: HitReading, { logOdds }: ReadSentence) =>
    evidenceOf(logOdds, found - hit.score, scale);
  const scores = readings.flatMap((reading) =>
    reading.sentences.map((sentence) => evidence(reading, sentence)),
  );
  // Taken off every score, "none" (0) included, so that no power overflows.
  const most = Math.max(0, ...scores);
  let sum = Math.exp(-most);
  for (const score of scores) sum += Math.exp(score - most);
  let best = 0;
  let any = 0;
  const judged = readings.map((reading) => ({
    hit: reading.hit,
    sentences: reading.sentences.map((sentence) => {
      const probability = Math.exp(evidence(reading, sentence) - most) / sum;
      best = Math.max(best, probability);
      any += probability;
      return { ...sentence, probability, own: sigmoid(evidenceOf(sentence.logOdds, 0, scale)) };
    }),
  }));
  return { readings: judged, best, any: Math.min(1, any) };
}

/** Probability that the most likely sentence answers, against none alone: another that answers as well takes nothing from it. */
export function surenessOf({ best, any }: Pick<Judged, 'best' | 'any'>): number {
  return best === 0 ? 0 : best / (best + 1 - any);
}

/** Calibrated probability that the most likely sentence answers. */
export function confidenceOf(
  { best, any }: Pick<Judged, 'best' | 'any'>,
  { confidence }: Pick<Calibration, 'confidence'>,
): number {
  if (best === 0) return 0;
  return sigmoid(confidence.bias + confidence.best * logit(best) + confidence.any * logit(any));
}

/** Warning for the operator if the calibration is for another reader; undefined if it fits. */
export function calibrationNotice(
  readerId: string,
  { readerId: fitted }: Pick<Calibration, 'readerId'>,
): string | undefined {
  return readerId === fitted
    ? undefined
    : `The reader is ${readerId}, and certainty was fitted for ${fitted}: no answer is given as certain. Run npm run calibrate.`;
}

/** Probabilities stay this far from 0 and 1: one odd reading should not outweigh a thousand. */
const CHANCE_MIN = 1e-6;

export function logit(chance: number): number {
  const held = Math.min(1 - CHANCE_MIN, Math.max(CHANCE_MIN, chance));
  return Math.log(held / (1 - held));
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
