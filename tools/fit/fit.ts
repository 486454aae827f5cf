/** Fits the few numbers of a calibration. Pure. */
import {
  type Calibration,
  confidenceOf,
  evidenceOf,
  logit,
  type Scale,
  sigmoid,
  surenessOf,
} from '../../src/answer/judge.ts';
import { CHUNKS_READ_FIRST, CHUNKS_READ_NEXT } from '../../src/answer/limits.ts';
import type { Judged } from '../evaluate-sets/certainty.ts';
import type { Example, ExamplePassage, ExampleSentence } from './examples.ts';

/** What the judge makes of some passages. */
interface Verdict {
  readonly best: number;
  readonly any: number;
  readonly likeliest: ExampleSentence | undefined;
}

/** Each sentence with its weight, relative to that of "none", which is 1. */
function powersOf(
  passages: readonly ExamplePassage[],
  scale: Scale,
): { sentence: ExampleSentence; power: number }[] {
  const found = Math.max(...passages.map(({ score }) => score));
  return passages.flatMap(({ score, sentences }) =>
    sentences.map((sentence) => {
      const x = evidenceOf(sentence.logOdds, found - score, scale);
      return { sentence, power: Math.exp(Math.min(500, x)) };
    }),
  );
}

function verdictOf(passages: readonly ExamplePassage[], scale: Scale): Verdict {
  const powers = powersOf(passages, scale);
  const sum = powers.reduce((total, { power }) => total + power, 1);
  const most = Math.max(0, ...powers.map(({ power }) => power));
  return {
    best: most / sum,
    any: (sum - 1) / sum,
    likeliest: powers.find(({ power }) => power === most)?.sentence,
  };
}

const ROUNDS = 6;

/**
 * The temperature and the price of being found behind under which what is right is most likely, one after the other by
 * golden section. Questions whose answer was not among what was read say nothing of it and are left out.
 */
export function fitScale(examples: readonly Example[]): Scale {
  const used = examples.filter(
    ({ answerable, passages }) =>
      !answerable || passages.some(({ sentences }) => sentences.some(couldBeQuoted)),
  );
  const loss = (scale: Scale) =>
    used.reduce((sum, example) => sum - logLikelihood(example, scale), 0);
  let scale: Scale = { temperature: 1, behind: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { behind } = scale;
    const logT = least(Math.log(0.1), Math.log(10), (x) =>
      loss({ temperature: Math.exp(x), behind }),
    );
    const temperature = Math.exp(logT);
    scale = { temperature, behind: least(0, 4, (x) => loss({ temperature, behind: x })) };
  }
  return scale;
}

/** A sentence that answers; one that may not be quoted is impossible under every scale, and would decide none. */
function couldBeQuoted({ right, logOdds }: ExampleSentence): boolean {
  return right && logOdds > Number.NEGATIVE_INFINITY;
}

/** Where a function with one valley is least, by golden section. */
function least(from: number, to: number, of: (x: number) => number): number {
  let [low, high] = [from, to];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-4) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (of(a) < of(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

function logLikelihood({ answerable, passages }: Example, scale: Scale): number {
  let all = 1;
  let right = answerable ? 0 : 1;
  for (const { sentence, power } of powersOf(passages, scale)) {
    all += power;
    if (answerable && sentence.right) right += power;
  }
  return Math.log(Math.max(Number.MIN_VALUE, right) / all);
}

/** An example as it is answered: more is read only if what was read is not sure enough. */
export interface Answered extends Omit<Verdict, 'likeliest'> {
  readonly answerable: boolean;
  readonly right: boolean;
}

export function answered(
  { answerable, passages }: Example,
  { readMoreBelow, ...scale }: Scale & Pick<Calibration, 'readMoreBelow'>,
): Answered {
  let read = CHUNKS_READ_FIRST;
  let verdict = verdictOf(passages.slice(0, read), scale);
  while (read < passages.length && surenessOf(verdict) < readMoreBelow) {
    read += CHUNKS_READ_NEXT;
    verdict = verdictOf(passages.slice(0, read), scale);
  }
  const right = verdict.best > 0 && verdict.likeliest?.quoteRight === true;
  return { answerable, best: verdict.best, any: verdict.any, right };
}

/** Of the answerable questions, where reading stops early, this many fewer may have a first quote that is right. */
const LOST_MAX = 0.005;
const BOUND_STEP = 0.01;
/** Below, none is more likely than the most likely sentence. */
const BOUND_MIN = 0.5;

/** The least sureness from which on no more need be read: neither there nor at any greater one is more lost than that. */
export function fitReadMore(examples: readonly Example[], scale: Scale): number {
  const answerable = examples.filter((example) => example.answerable);
  const rightAt = (readMoreBelow: number) =>
    answerable.filter((example) => answered(example, { ...scale, readMoreBelow }).right).length;
  // Nothing is as sure as this: all is read.
  const all = rightAt(Number.POSITIVE_INFINITY);
  let bound = 1;
  for (let next = bound - BOUND_STEP; next >= BOUND_MIN; next -= BOUND_STEP) {
    if (all - rightAt(next) > LOST_MAX * answerable.length) break;
    bound = next;
  }
  return bound;
}

const NEWTON_STEPS = 30;
/** A pull to zero so weak that it only keeps the matrix from being singular. */
const RIDGE = 1e-3;

/** Logistic regression of "the first quote is right" by Newton's method. */
export function fitConfidence(all: readonly Answered[]): Calibration['confidence'] {
  const rows = all.map(({ best, any, right }) => ({ x: [1, logit(best), logit(any)], right }));
  let w = [0, 1, 0];
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const gradient = w.map((v) => RIDGE * v);
    const hessian = w.map((_, i) => w.map((__, j) => (i === j ? RIDGE : 0)));
    for (const { x, right } of rows) {
      const p = sigmoid(x.reduce((sum, v, i) => sum + v * w[i]!, 0));
      for (let i = 0; i < 3; i += 1) {
        gradient[i]! += (p - (right ? 1 : 0)) * x[i]!;
        for (let j = 0; j < 3; j += 1) hessian[i]![j]! += p * (1 - p) * x[i]! * x[j]!;
      }
    }
    const move = solve(hessian, gradient);
    w = w.map((v, i) => v - move[i]!);
  }
  const [bias, best, any] = w as [number, number, number];
  return { bias, best, any };
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], target: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, target[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c += 1) {
    let pivot = c;
    for (let r = c + 1; r < n; r += 1) {
      if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r;
    }
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let r = 0; r < n; r += 1) {
      if (r === c) continue;
      const factor = rows[r]![c]! / rows[c]![c]!;
      for (let k = c; k <= n; k += 1) rows[r]![k]! -= factor * rows[c]![k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

/** Confidences of each half of the examples under what was fitted on the other half. */
export function crossJudge(all: readonly Answered[]): Judged[] {
  const half = (odd: boolean) => all.filter((_, i) => (i % 2 === 1) === odd);
  return [false, true].flatMap((odd) => {
    const confidence = fitConfidence(half(!odd));
    return half(odd).map((one) => ({
      said: confidenceOf(one, { confidence }),
      right: one.right,
      answerable: one.answerable,
    }));
  });
}

export interface Bounds {
  /** Share of the answers given that must be right at least. */
  readonly rightMin: number;
  /** Shares of the unanswerable that may be answered outright, and be shown passages, at most. */
  readonly falseAnsweredMax: number;
  readonly falseShownMax: number;
}

/** Of fewer answers, their share right is chance. */
const ANSWERS_MIN = 50;

export function chooseThresholds(
  judged: readonly Judged[],
  { rightMin, falseAnsweredMax, falseShownMax }: Bounds,
): Calibration['thresholds'] {
  const falling = [...judged].sort((a, b) => b.said - a.said);
  const unanswerable = Math.max(1, judged.filter((one) => !one.answerable).length);
  let answer = 1;
  let maybe = 1;
  let right = 0;
  let wrong = 0;
  for (const [i, one] of falling.entries()) {
    if (one.right) right += 1;
    if (!one.answerable) wrong += 1;
    // A threshold between two equal confidences would part what it cannot tell apart.
    if (falling[i + 1]?.said === one.said) continue;
    const sound = right >= rightMin * (i + 1) && wrong <= falseAnsweredMax * unanswerable;
    if (sound && i + 1 >= ANSWERS_MIN) answer = one.said;
    if (wrong <= falseShownMax * unanswerable) maybe = one.said;
  }
  return { answer, maybe: Math.min(answer, maybe) };
}
