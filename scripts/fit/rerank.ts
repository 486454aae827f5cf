/**
 * Fits `RERANK_WEIGHTS` of `src/retrieve/rerank.ts` and prints them. Needs `../shared/data`.
 *
 *   node --import tsx scripts/fit/rerank.ts [--index DIR] [--limit N]
 *
 * The questions are those of `mrtydi-train` whose articles the bundled model was not trained on (they
 * are barred from its training, because other questions of `miracl-dev` ask about them): fitted on
 * questions that the model has learned, the weights would trust it too far.
 * Loss: the share of odds that the passages which answer have among a question's candidates
 * (a listwise softmax, Cao et al. 2007), as a logarithm, with a small ridge. Deterministic.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSettingsEmbedder } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import {
  RERANK_FEATURES,
  type RerankFeature,
  type RerankFeatures,
} from '../../src/retrieve/rerank.ts';
import { createRetriever, rerankFeatures } from '../../src/retrieve/retrieve.ts';
import type { Hit } from '../../src/types.ts';
import { readQuestions } from '../evaluate/questions.ts';
import { SHARED_DATA_DIR } from '../evaluate/sets.ts';
import { minimise } from './minimise.ts';

const NAMES = Object.keys(RERANK_FEATURES) as RerankFeature[];
/** Strength of the ridge, on features brought to unit variance. */
const RIDGE = 0.01;
const CANDIDATES = 60;

interface Example {
  readonly rows: readonly RerankFeatures[];
  readonly right: readonly boolean[];
}

const { values } = parseArgs({ options: { index: { type: 'string' }, limit: { type: 'string' } } });
const embedder = await openSettingsEmbedder(loadConfig().settings);
const workDir = await mkdtemp(join(tmpdir(), 'isnad-fit-'));
const store = new FilesStore(values.index ? resolve(values.index) : join(workDir, 'wiki'));
await buildIndex({
  store,
  embedder,
  corpusPaths: [join(SHARED_DATA_DIR, 'corpora/wiki-ar.jsonl.gz')],
});
const index = await store.open(settingsFor(embedder));
try {
  const examples = await examplesOf(Number(values.limit ?? 2_000));
  const weights = fit(examples);
  process.stdout.write(`${examples.length} questions\n${JSON.stringify(weights, null, 2)}\n`);
} finally {
  await index.close();
  await embedder.close();
  await rm(workDir, { recursive: true, force: true });
}

async function examplesOf(limit: number): Promise<Example[]> {
  const barred = new Set(
    readQuestions(join(SHARED_DATA_DIR, 'eval/miracl-dev-wiki.questions.jsonl')).flatMap(
      ({ relevant }) => relevant,
    ),
  );
  const questions = readQuestions(join(SHARED_DATA_DIR, 'train/mrtydi-train.questions.jsonl.gz'))
    .filter(({ relevant }) => relevant.some((id) => barred.has(id)))
    .slice(0, limit);
  const retriever = createRetriever({ index, embedder });
  const examples: Example[] = [];
  for (const { question, relevant, paragraphs } of questions) {
    const understood = await retriever.understand(question);
    const hits = await retriever.retrieve(understood, CANDIDATES);
    const rows = await rerankFeatures(hits, understood, index);
    const lead = ({ chunk }: Hit) =>
      chunk.position === 0 && (paragraphs ?? []).includes(`${chunk.articleId}#0`);
    // Where the first paragraph is known to answer, it alone does; else any passage of the article may.
    const isRight = hits.some(lead) ? lead : ({ chunk }: Hit) => relevant.includes(chunk.articleId);
    const right = hits.map(isRight);
    if (right.includes(true) && right.includes(false)) examples.push({ rows, right });
  }
  return examples;
}

function fit(examples: readonly Example[]): RerankFeatures {
  const all = examples.flatMap(({ rows }) => rows);
  const scale = NAMES.map((name) => {
    const mean = all.reduce((sum, row) => sum + row[name], 0) / all.length;
    const variance = all.reduce((sum, row) => sum + (row[name] - mean) ** 2, 0) / all.length;
    return Math.sqrt(variance) || 1;
  });
  const x = minimise((weights) => loss(weights, examples, scale), new Float64Array(NAMES.length));
  return Object.fromEntries(
    NAMES.map((name, i) => [name, Number((x[i]! / scale[i]!).toFixed(2))]),
  ) as unknown as RerankFeatures;
}

function loss(weights: Float64Array, examples: readonly Example[], scale: readonly number[]) {
  const gradient = Float64Array.from(weights, (w) => RIDGE * w);
  let value = weights.reduce((sum, w) => sum + (RIDGE * w * w) / 2, 0);
  for (const { rows, right } of examples) {
    const odds = rows.map((row) =>
      NAMES.reduce((sum, name, i) => sum + (weights[i]! * row[name]) / scale[i]!, 0),
    );
    const most = Math.max(...odds);
    const shares = odds.map((odd) => Math.exp(odd - most));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const rightTotal = shares.reduce((sum, share, i) => sum + (right[i] ? share : 0), 0);
    value -= Math.log(rightTotal / total) / examples.length;
    for (const [i, row] of rows.entries()) {
      const pull = shares[i]! / total - (right[i] ? shares[i]! / rightTotal : 0);
      for (const [j, name] of NAMES.entries()) {
        gradient[j]! += (pull * row[name]) / scale[j]! / examples.length;
      }
    }
  }
  return { value, gradient };
}
