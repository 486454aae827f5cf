/**
 * The gate before a new generation serves: the canned questions are asked of it and of the one that
 * serves now, and where it finds, quotes or refuses worse by more than the tolerance, it is held back.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createAnswerer } from '../../src/answer/answer.ts';
import type { Gate, GateVerdict } from '../../src/index/build.ts';
import type { Embedder, SearchIndex } from '../../src/types.ts';
import {
  type EvaluationQuestion,
  type Metrics,
  metricsOf,
  type Outcome,
} from '../evaluate/metrics.ts';
import { readQuestions } from '../evaluate/questions.ts';
import { articlesOf } from '../evaluate/run.ts';

/** How far a share may fall. Two questions in a hundred: one reworded article should not stop a build. */
export const TOLERANCE = 0.02;

/** What is held against the generation before; each is a share where more is better. */
const HELD: readonly [name: string, read: (metrics: Metrics) => number | undefined][] = [
  ['recall@5', (metrics) => metrics['recall@5']],
  ['first quote right', (metrics) => metrics['quoteHit@1']],
  [
    'refusals',
    ({ falseAnswerRate }) => (falseAnswerRate === undefined ? undefined : 1 - falseAnswerRate),
  ],
];

/** The canned questions that lie beside the articles: `questions.jsonl` at the root of each corpus folder. */
export function cannedQuestions(corpusPaths: readonly string[]): EvaluationQuestion[] {
  return corpusPaths.flatMap((path) => {
    const file = join(path, 'questions.jsonl');
    return existsSync(path) && statSync(path).isDirectory() && existsSync(file)
      ? readQuestions(file)
      : [];
  });
}

export interface Serving {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  close(): Promise<void>;
}

export interface GateOptions {
  readonly questions: readonly EvaluationQuestion[];
  readonly embedder: Embedder;
  /** Opens the generation that serves, with the model it answers by; undefined where there is none that can be opened. */
  readonly serving: () => Promise<Serving | undefined>;
  /** Default: `TOLERANCE`. */
  readonly tolerance?: number;
}

/**
 * Both generations are asked by the program as it is now: scores that were kept from the last build would make
 * a change of the program look like one of the articles.
 */
export function createGate({
  questions,
  embedder,
  serving,
  tolerance = TOLERANCE,
}: GateOptions): Gate {
  return async (candidate, onQuestion) => {
    const asked = await stillAnswerable(questions, candidate);
    if (asked.length === 0) return { ok: true, report: 'there are none, so nothing was checked' };
    const old = await serving();
    const total = asked.length * (old ? 2 : 1);
    let done = 0;
    const onAnswer = () => {
      done += 1;
      onQuestion(done, total);
    };
    try {
      const after = metricsOf(await ask(asked, { index: candidate, embedder }, onAnswer));
      const before = old && metricsOf(await ask(asked, old, onAnswer));
      return compare(before, after, asked.length, tolerance);
    } finally {
      await old?.close();
    }
  };
}

/** Each question once: its ranking is that of the passages that its answer was sought in. */
async function ask(
  questions: readonly EvaluationQuestion[],
  { index, embedder }: { readonly index: SearchIndex; readonly embedder: Embedder },
  onAnswer: () => void,
): Promise<Outcome[]> {
  let ranked: string[] = [];
  const answerer = createAnswerer({
    withIndex: (use) => use(index),
    embedder,
    onHits: (hits) => {
      ranked = articlesOf(hits);
    },
  });
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    ranked = [];
    const answer = await answerer.ask(question.question);
    outcomes.push({ question, ranked, answer });
    onAnswer();
  }
  return outcomes;
}

/** Questions about an article that was taken out of the corpus on purpose judge nothing. */
async function stillAnswerable(
  questions: readonly EvaluationQuestion[],
  index: SearchIndex,
): Promise<EvaluationQuestion[]> {
  const present = await Promise.all(
    questions.map(async ({ relevant }) => {
      const articles = await Promise.all(relevant.map((id) => index.article(id)));
      return relevant.length === 0 || articles.some((article) => article !== undefined);
    }),
  );
  return questions.filter((_, i) => present[i]);
}

/** Pure: what fell, and whether by too much. Without a generation before, the figures are only reported. */
export function compare(
  before: Metrics | undefined,
  after: Metrics,
  asked: number,
  tolerance: number,
): GateVerdict {
  const fallen: string[] = [];
  const figures = HELD.flatMap(([name, read]) => {
    const [now, then] = [read(after), before && read(before)];
    if (now === undefined) return [];
    if (then === undefined) return [`${name} ${now.toFixed(3)}`];
    if (now < then - tolerance) fallen.push(name);
    return [`${name} ${then.toFixed(3)} → ${now.toFixed(3)}`];
  });
  const judgement =
    fallen.length > 0 ? `; fell by more than ${tolerance}: ${fallen.join(', ')}` : '';
  return { ok: fallen.length === 0, report: `${asked} asked; ${figures.join(', ')}${judgement}` };
}
