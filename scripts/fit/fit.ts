/** Examples ─► the answer's weights, its confidence and its thresholds; and the same across folds, to be judged by. */
import { type AnswerModel, confidenceOf, logit } from '../../src/answer/model.ts';
import { NONE_FEATURES } from '../../src/answer/passage-features.ts';
import { NEIGHBOUR_SHARE_MIN } from '../../src/answer/windows.ts';
import type { QuestionKind } from '../../src/types.ts';
import { type Choice, choiceShares, fitChoices } from './choice.ts';
import { type Example, PASSAGE_NAMES, SENTENCE_NAMES } from './examples.ts';

const KINDS: readonly QuestionKind[] = [
  'who',
  'when',
  'where',
  'howMany',
  'why',
  'how',
  'yesNo',
  'what',
  'other',
];
const NONE_NAMES = [...Object.keys(NONE_FEATURES), ...KINDS.map((kind) => `kind.${kind}`)];
const SIZES = [PASSAGE_NAMES.length, SENTENCE_NAMES.length, NONE_NAMES.length] as const;

export interface FitOptions {
  /** How much an example counts. */
  readonly weightOf: (example: Example) => number;
  /** Strength of the pull of every weight to zero. */
  readonly strength: number;
}

/** One alternative for each sentence of each passage, and the last for "none". */
export function choiceOf(example: Example, weight: number): Choice {
  const [passages, sentences, nones] = SIZES;
  const alternatives: Float64Array[] = [];
  const right: number[] = [];
  for (const [p, list] of example.sentences.entries()) {
    const isRight = example.right.includes(p);
    const known = example.rightSentences[p] ?? [];
    for (const [s, own] of list.entries()) {
      if (isRight && (known.length === 0 || known.includes(s))) right.push(alternatives.length);
      const row = new Float64Array(passages + sentences + nones);
      row.set(example.features[p]!);
      row.set(own, passages);
      alternatives.push(row);
    }
  }
  const none = new Float64Array(passages + sentences + nones);
  none.set(
    NONE_NAMES.map((name) => example.none[name] ?? 0),
    passages + sentences,
  );
  if (right.length === 0) right.push(alternatives.length);
  return { alternatives: [...alternatives, none], right, weight };
}

/** What a fitted model says of an example. */
export interface Verdict {
  readonly example: Example;
  /** Probability of the best quote, and of any sentence. */
  readonly quote: number;
  readonly any: number;
  /** Whether the best quote is in a passage that answers. */
  readonly passageRight: boolean;
  /** Whether it holds the answer; undefined where only the passage is known. */
  readonly quoteRight: boolean | undefined;
}

/** The best sentence, with the better of its neighbours where that adds enough: what a quote mostly comes to. */
export function judge(example: Example, choice: Choice, weights: Float64Array): Verdict {
  const shares = choiceShares(choice.alternatives, weights);
  let best = { quote: 0, passage: -1, sentences: [] as number[] };
  let at = 0;
  for (const [p, list] of example.sentences.entries()) {
    for (let s = 0; s < list.length; s += 1) {
      const [before, after] = [
        s > 0 ? shares[at + s - 1]! : 0,
        s + 1 < list.length ? shares[at + s + 1]! : 0,
      ];
      const own = shares[at + s]!;
      const wider = Math.max(before, after);
      const isPair = wider >= NEIGHBOUR_SHARE_MIN * own;
      const quote = isPair ? own + wider : own;
      const neighbour = before > after ? s - 1 : s + 1;
      if (quote > best.quote)
        best = { quote, passage: p, sentences: isPair ? [s, neighbour] : [s] };
    }
    at += list.length;
  }
  const known = example.rightSentences[best.passage] ?? [];
  const labelled = Object.values(example.rightSentences).some((list) => list.length > 0);
  return {
    example,
    quote: best.quote,
    any: 1 - shares.at(-1)!,
    passageRight: example.right.includes(best.passage),
    quoteRight: labelled ? best.sentences.some((s) => known.includes(s)) : undefined,
  };
}

export function fitWeights(
  examples: readonly Example[],
  choices: readonly Choice[],
  { weightOf, strength }: FitOptions,
  start?: Float64Array,
): Float64Array {
  const used = examples.flatMap((example, i) => {
    const weight = weightOf(example);
    return weight > 0 ? [{ ...choices[i]!, weight }] : [];
  });
  const size = SIZES[0] + SIZES[1] + SIZES[2];
  return fitChoices(used, { prior: new Float64Array(size), strength }, start);
}

export const FOLDS = 5;

/** Which fold a group is of; FNV-1a, so that it never changes. */
export function foldOf(group: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < group.length; i += 1)
    hash = Math.imul(hash ^ group.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % FOLDS;
}

/** Each example judged by weights fitted without its group. */
export function crossJudge(
  examples: readonly Example[],
  choices: readonly Choice[],
  options: FitOptions,
): Verdict[] {
  const verdicts: Verdict[] = [];
  // The folds share most of their examples, so that the weights of one are near those of the next.
  let weights: Float64Array | undefined;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const weightOf = (example: Example) =>
      foldOf(example.group) === fold ? 0 : options.weightOf(example);
    weights = fitWeights(examples, choices, { ...options, weightOf }, weights);
    for (const [i, example] of examples.entries()) {
      if (foldOf(example.group) === fold) verdicts.push(judge(example, choices[i]!, weights));
    }
  }
  return verdicts;
}

/** Whether the best quote answers, where the labels say: a passage known to answer is taken for the quote. */
export function isRight({ passageRight, quoteRight }: Verdict): boolean {
  return quoteRight ?? passageRight;
}

/**
 * The part of the best quote's log-odds in the confidence; the rest is that of any sentence. The two kinds of labels
 * pull apart. Where the answer is known, the quote tells more: AUROC across folds, sample questions, .881 at 0.4, .887
 * at 0.6, .892 at 0.8, .895 alone. Where only the article is known, any sentence of it is right: .898, .895, .890,
 * .882. Between 0.6 and 0.8 the two add up to the most.
 */
const QUOTE_PART = 0.6;

/** Logistic regression of "the best quote answers" on the two log-odds, over verdicts across folds. */
export function fitConfidence(
  verdicts: readonly Verdict[],
  weightOf: (example: Example) => number,
): AnswerModel['confidence'] {
  const choices = verdicts.map((verdict): Choice => {
    const odds = QUOTE_PART * logit(verdict.quote) + (1 - QUOTE_PART) * logit(verdict.any);
    return {
      alternatives: [Float64Array.of(1, odds), new Float64Array(2)],
      right: [isRight(verdict) ? 0 : 1],
      weight: weightOf(verdict.example),
    };
  });
  const prior = Float64Array.of(0, 1);
  const [bias, scale] = fitChoices(choices, { prior, strength: 1 }) as unknown as [number, number];
  return { bias, quote: scale * QUOTE_PART, any: scale * (1 - QUOTE_PART) };
}

export function modelOf(
  weights: Float64Array,
  confidence: AnswerModel['confidence'],
  thresholds: AnswerModel['thresholds'],
): AnswerModel {
  const [passages, sentences] = SIZES;
  const named = (names: readonly string[], from: number) =>
    Object.fromEntries(names.map((name, i) => [name, round(weights[from + i]!)]));
  return {
    passage: named(PASSAGE_NAMES, 0),
    sentence: named(SENTENCE_NAMES, passages),
    none: named(NONE_NAMES, passages + sentences),
    confidence: {
      bias: round(confidence.bias),
      quote: round(confidence.quote),
      any: round(confidence.any),
    },
    thresholds,
  };
}

function round(x: number): number {
  return Math.round(x * 1e3) / 1e3;
}

export function confidenceOfVerdict(
  confidence: AnswerModel['confidence'],
  { quote, any }: Verdict,
): number {
  return confidenceOf({ confidence }, quote, any);
}
