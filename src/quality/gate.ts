/**
 * The gate before a new generation serves: the canned questions are asked of it and of the one that
 * serves now. If it finds, quotes or refuses worse by more than the tolerance, it is not published. A first generation
 * is not asked: there is nothing to compare it with, and people wait for it.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createAnswerer } from '../answer/answer.ts';
import type { Gate, GateVerdict } from '../index/build.ts';
import type { Reader } from '../reader/port.ts';
import type { Embedder, SearchIndex } from '../types.ts';
import type { OutcomeKeeper } from './kept-outcomes.ts';
import { type EvaluationQuestion, type Metrics, metricsOf, type Outcome } from './metrics.ts';
import { readQuestions } from './questions.ts';
import { articlesOf } from './run-questions.ts';

/** How far a share may fall. Two questions in a hundred: one reworded article should not stop a build. */
const TOLERANCE = 0.02;

/** What is compared with the generation before; each is a share, and more is better. */
const HELD: readonly [name: string, read: (metrics: Metrics) => number | undefined][] = [
  ['recall@5', (metrics) => metrics['recall@5']],
  ['first quote right', (metrics) => metrics['quoteHit@1']],
  [
    'refusals',
    ({ falseAnswerRate }) => (falseAnswerRate === undefined ? undefined : 1 - falseAnswerRate),
  ],
];

/** The canned questions that are next to the articles: `questions.jsonl` at the root of each corpus folder. */
export function cannedQuestions(corpusPaths: readonly string[]): EvaluationQuestion[] {
  return corpusPaths.flatMap((path) => {
    const file = join(path, 'questions.jsonl');
    return existsSync(path) && statSync(path).isDirectory() && existsSync(file)
      ? readQuestions(file)
      : [];
  });
}

export interface ServingGeneration {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  close(): Promise<void>;
}

export interface GateOptions {
  readonly questions: readonly EvaluationQuestion[];
  readonly embedder: Embedder;
  readonly reader: Reader;
  /** Where outcomes are kept for the next time. Default: nowhere; both generations are asked. */
  readonly keeper?: OutcomeKeeper;
  /** Opens the generation that serves, with the model it answers by; undefined if there is none that can be opened. */
  readonly serving: () => Promise<ServingGeneration | undefined>;
  /** Default: `TOLERANCE`. */
  readonly tolerance?: number;
}

/**
 * The present program judges both generations. Outcomes of the one that serves are taken from the file if this same
 * program asked it; otherwise it is asked again.
 */
export function createGate({
  questions,
  embedder,
  reader,
  keeper,
  serving,
  tolerance = TOLERANCE,
}: GateOptions): Gate {
  return async (candidate, onQuestion) => {
    const asked = await stillAnswerable(questions, candidate);
    if (asked.length === 0) return { ok: true, report: 'there are none, so nothing was checked' };
    const old = await serving();
    if (old === undefined) {
      const report = `${asked.length} will be asked of the next generation, to compare it with this one`;
      return { ok: true, report };
    }
    const kept = keeper?.read({ summary: old.index.summary, reader });
    const unknown = asked.filter(({ question }) => !kept?.has(question));
    const total = asked.length + unknown.length;
    let done = 0;
    const onAnswer = () => {
      done += 1;
      onQuestion(done, total);
    };
    try {
      const after = await ask(asked, { index: candidate, embedder, reader }, onAnswer);
      keeper?.write({ summary: candidate.summary, reader }, after);
      const before = [
        ...asked.flatMap((question) => outcomeOf(question, kept) ?? []),
        ...(await ask(unknown, { ...old, reader }, onAnswer)),
      ];
      return compareMetrics(metricsOf(before), metricsOf(after), asked.length, tolerance);
    } finally {
      await old.close();
    }
  };
}

/** What was kept for a question, judged by what is expected of it now. */
function outcomeOf(
  question: EvaluationQuestion,
  keptOutcomes: ReadonlyMap<string, Outcome> | undefined,
): Outcome | undefined {
  const outcome = keptOutcomes?.get(question.question);
  return outcome && { ...outcome, question };
}

/** Each question once: its ranking is that of the passages in which its answer was looked for. */
async function ask(
  questions: readonly EvaluationQuestion[],
  parts: { readonly index: SearchIndex; readonly embedder: Embedder; readonly reader: Reader },
  onAnswer: () => void,
): Promise<Outcome[]> {
  let ranked: string[] = [];
  const answerer = createAnswerer({
    withIndex: (use) => use(parts.index, parts.embedder),
    reader: parts.reader,
    onHits: (hits) => {
      ranked = articlesOf(hits);
    },
  });
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    ranked = [];
    const { kind, confidence, quotes } = await answerer.ask(question.question);
    outcomes.push({ question, ranked, answer: { kind, confidence, quotes } });
    onAnswer();
  }
  return outcomes;
}

/** Questions about an article that was removed from the corpus on purpose do not count. */
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

/** Pure: what became worse, and whether by too much. */
export function compareMetrics(
  before: Metrics,
  after: Metrics,
  asked: number,
  tolerance: number,
): GateVerdict {
  const fallen: string[] = [];
  const figures = HELD.flatMap(([name, read]) => {
    const [now, then] = [read(after), read(before)];
    if (now === undefined || then === undefined) return [];
    if (now < then - tolerance) fallen.push(name);
    return [`${name} ${then.toFixed(3)} → ${now.toFixed(3)}`];
  });
  const judgement =
    fallen.length > 0 ? `; fell by more than ${tolerance}: ${fallen.join(', ')}` : '';
  return { ok: fallen.length === 0, report: `${asked} asked; ${figures.join(', ')}${judgement}` };
}
