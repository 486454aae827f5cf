/** Figures of merit. Pure; every one lies between 0 and 1. */
import { READ_MAX } from '../retrieve/choose-hits.ts';
import { searchForm } from '../text/normalise.ts';
import type { Answer, Hit, Span } from '../types.ts';
import { meansOf, type Share, valuesOf } from './shares.ts';

/** A question of an evaluation set; `relevant` is empty if the corpus has no answer. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly question: string;
  /** Ids of articles that answer. */
  readonly relevant: readonly string[];
  /** Wordings of the answer, as an article has them; absent if the set gives none. */
  readonly answers?: readonly string[] | undefined;
  /** How it is asked: `plain`, `misspelled`, `egyptian`, …; absent if the set does not say. */
  readonly form?: string | undefined;
  /** What it asks for: `who`, `when`, …; absent if the set does not say. */
  readonly kind?: string | null | undefined;
  /** The passage that it was written from; questions of one passage are not independent of each other. */
  readonly passage?: string | undefined;
  /** The sentences that answer, within the relevant article; absent if the set does not mark them. */
  readonly marked?: readonly Span[] | undefined;
  /** Lines that answer, `<article id>#<which line that is not blank, from 0>`; absent if the set does not say. */
  readonly paragraphs?: readonly string[] | undefined;
}

/** What came back for one question. */
export interface Outcome {
  readonly question: EvaluationQuestion;
  /** Article ids, the best first, each once. */
  readonly ranked: readonly string[];
  /** The chunks as they would be read, the most promising first; absent if no sentence is marked. */
  readonly read?: readonly Pick<Hit, 'chunk' | 'alsoIn'>[] | undefined;
  /** Absent if only the ranking was measured. */
  readonly answer?: Pick<Answer, 'kind' | 'confidence' | 'quotes'> | undefined;
}

export type Metrics = Readonly<Record<string, number>>;

/** How many chunks are read: the product's own number, and less and more. */
export const READ_AT = [1, 3, 4, 6, 8, 12] as const;

/** How many ranks of a ranking count. */
export const DEPTH = 10;

/** Share of the relevant articles among the first `k`. */
export function recallAt(
  k: number,
  ranked: readonly string[],
  relevant: readonly string[],
): number {
  const top = new Set(ranked.slice(0, k));
  return relevant.filter((id) => top.has(id)).length / relevant.length;
}

/** One over the rank of the first relevant article; 0 if none is among the first ten. */
export function reciprocalRank(ranked: readonly string[], relevant: readonly string[]): number {
  const rank = ranked.slice(0, DEPTH).findIndex((id) => relevant.includes(id)) + 1;
  return rank === 0 ? 0 : 1 / rank;
}

/** Discounted gain of the first ten over that of the best order (Järvelin & Kekäläinen 2002), a relevant article gaining 1. */
export function ndcg(ranked: readonly string[], relevant: readonly string[]): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  const found = ranked
    .slice(0, DEPTH)
    .reduce((sum, id, rank) => sum + (relevant.includes(id) ? gain(rank) : 0), 0);
  const best = Array.from({ length: Math.min(relevant.length, DEPTH) }, (_, rank) => gain(rank));
  return found / best.reduce((sum, g) => sum + g, 0);
}

/** Whether one of the first `k` quotes contains one of the answers, compared in search form. */
export function quoteHits(k: number, { question, answer }: Outcome): boolean {
  const quotes = (answer?.quotes ?? []).slice(0, k);
  return quotes.some(({ text }) => hasAnswer(text, question.answers));
}

/** Whether a text contains one of the answers, compared in search form. */
export function hasAnswer(text: string, answers: readonly string[] = []): boolean {
  const form = foundForm(text);
  return answers.map(foundForm).some((answer) => answer !== '' && form.includes(answer));
}

/** Search form without punctuation at either end: «(1945)،» is found where 1945 is. */
function foundForm(text: string): string {
  return searchForm(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/**
 * How well confidence separates questions with an answer from those without: the chance that of one of
 * each the answerable has the greater confidence; equal ones count half (Mann & Whitney 1947).
 */
export function auroc(answerable: readonly number[], unanswerable: readonly number[]): number {
  const sorted = [...unanswerable].sort((a, b) => a - b);
  let sum = 0;
  for (const value of answerable) {
    sum += (firstAtLeast(sorted, value) + firstAbove(sorted, value)) / 2;
  }
  return sum / (answerable.length * unanswerable.length);
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(sorted: readonly number[], value: number): number {
  let at = firstAtLeast(sorted, value);
  while (at < sorted.length && sorted[at] === value) at += 1;
  return at;
}

/** Share of the answerable that are above the confidence which `share` of the unanswerable reach. */
export function coverageAt(
  share: number,
  answerable: readonly number[],
  unanswerable: readonly number[],
): number {
  const falling = [...unanswerable].sort((a, b) => b - a);
  const threshold = falling[Math.floor(share * falling.length)] ?? Number.NEGATIVE_INFINITY;
  return answerable.filter((value) => value > threshold).length / answerable.length;
}

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Rank, from 1, of the first chunk read that answers; infinity if none does. */
export function answeringRank({ question, read }: Outcome): number {
  const at = (read ?? []).findIndex((hit) => answers(question, hit));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

/**
 * A chunk answers if it overlaps a marked sentence of a relevant article. Of a story that is printed twice only one
 * copy is read, with its own offsets: then it must have the answer's words.
 */
function answers(
  question: EvaluationQuestion,
  { chunk, alsoIn = [] }: Pick<Hit, 'chunk' | 'alsoIn'>,
): boolean {
  if (question.relevant.includes(chunk.articleId)) return overlaps(chunk, question.marked ?? []);
  const printed = alsoIn.some(({ id }) => question.relevant.includes(id));
  return printed && hasAnswer(chunk.text, question.answers ?? []);
}

/** Whether the first quote overlaps a marked sentence. */
function quotesMarked({ question, answer }: Outcome): boolean {
  const [first] = answer?.quotes ?? [];
  return (
    first !== undefined &&
    question.relevant.includes(first.articleId) &&
    overlaps(first, question.marked ?? [])
  );
}

const overlaps = (span: Span, others: readonly Span[]) =>
  others.some(({ start, end }) => start < span.end && span.start < end);

const isAnswerable = ({ question }: Outcome) => question.relevant.length > 0;
const isOutright = ({ answer }: Outcome) => answer?.kind === 'answer';

/** By figure: whether an outcome counts, or undefined if it is not one of those that are asked. */
const SHARES: Readonly<Record<string, Share<Outcome>>> = {
  ...Object.fromEntries(
    READ_AT.map((k): [string, Share<Outcome>] => [
      `read@${k}`,
      (o) => (o.question.marked?.length && o.read ? answeringRank(o) <= k : undefined),
    ]),
  ),
  ...Object.fromEntries(
    [1, 3].map((k): [string, Share<Outcome>] => [
      `quoteHit@${k}`,
      (o) =>
        o.answer && isAnswerable(o) && o.question.answers?.length ? quoteHits(k, o) : undefined,
    ]),
  ),
  // "Given that its chunk was read" is what tells the reader's share of the misses from retrieval's.
  rightSentence: (o) => (o.answer && answeringRank(o) <= READ_MAX ? quotesMarked(o) : undefined),
  // A near miss that is answered outright is wrong; so is an answer without the answer's words.
  answerPrecision: (o) =>
    isOutright(o) && (o.question.answers?.length || !isAnswerable(o)) ? quoteHits(1, o) : undefined,
  falseAnswerRate: (o) => (o.answer && !isAnswerable(o) ? isOutright(o) : undefined),
  refused: (o) => (o.answer && !isAnswerable(o) ? o.answer.kind === 'none' : undefined),
  coverage: (o) => (o.answer && isAnswerable(o) ? isOutright(o) : undefined),
};

/** All figures that the outcomes allow. */
export function metricsOf(outcomes: readonly Outcome[]): Metrics {
  const answerable = outcomes.filter(({ question }) => question.relevant.length > 0);
  const unanswerable = outcomes.filter(({ question }) => question.relevant.length === 0);
  const metrics: Record<string, number> = {};
  if (answerable.length > 0) {
    const each = (measure: (ranked: readonly string[], relevant: readonly string[]) => number) =>
      mean(answerable.map(({ ranked, question }) => measure(ranked, question.relevant)));
    for (const k of [1, 5, 10]) metrics[`recall@${k}`] = each((r, rel) => recallAt(k, r, rel));
    metrics['mrr@10'] = each(reciprocalRank);
    metrics['ndcg@10'] = each(ndcg);
  }
  Object.assign(metrics, meansOf(SHARES, outcomes));
  const unasked = outcomes.every(({ answer }) => answer === undefined);
  if (unasked || answerable.length === 0 || unanswerable.length === 0) return metrics;
  const confidence = (o: Outcome) => o.answer?.confidence ?? 0;
  const [yes, no] = [answerable.map(confidence), unanswerable.map(confidence)];
  metrics.auroc = auroc(yes, no);
  metrics['coverageAt10%False'] = coverageAt(0.1, yes, no);
  return metrics;
}

/** Figures that are shares of questions, with the outcomes that each is a share of: for intervals. */
export function shareValues(outcomes: readonly Outcome[]) {
  return valuesOf(SHARES, outcomes);
}
