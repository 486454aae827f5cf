/**
 * Fits `RERANK_WEIGHTS` of `src/retrieve/rerank.ts` and prints them. Needs `../shared/data`.
 *
 *   node --import tsx scripts/fit/rerank.ts [--index DIR] [--limit N]
 *
 * Two kinds of questions, all on articles that the bundled model was not trained on (`miracl-dev` asks about
 * them): fitted on articles that the model has learned, the weights would trust it too far.
 * Those of `mrtydi-train`, by people who had not read the article, over all of wiki-ar; and questions made
 * from sentences, for those who had, over passages with the title of their article and without one.
 * Loss: the share of odds that the passages which answer have among a question's candidates
 * (a listwise softmax, Cao et al. 2007), as a logarithm, with a small ridge. Deterministic.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSettingsEmbedder } from '../../src/assemble.ts';
import { loadConfig } from '../../src/config.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import {
  RERANK_FEATURES,
  type RerankFeature,
  type RerankFeatures,
} from '../../src/retrieve/rerank.ts';
import { createRetriever, rerankFeatures } from '../../src/retrieve/retrieve.ts';
import type { Article, Hit, SearchIndex } from '../../src/types.ts';
import { readQuestions } from '../evaluate/questions.ts';
import { SHARED_DATA_DIR } from '../evaluate/sets.ts';
import { minimise } from './minimise.ts';
import { askPassages, NO_TITLE, order, passagesOf, uniform } from './passages.ts';

const NAMES = Object.keys(RERANK_FEATURES) as RerankFeature[];
/** Strength of the ridge, on features brought to unit variance. */
const RIDGE = 0.01;
const CANDIDATES = 60;
/** What the made questions of one corpus count for, all together, beside those of people. */
const MADE_SHARE = 0.5;
/** Articles that become passages in each of the two corpora, and questions made from each. */
const MADE_ARTICLES = 700;
const MADE_EACH = 2;

interface Example {
  readonly rows: readonly RerankFeatures[];
  readonly right: readonly boolean[];
}

/** Examples of one kind, and what they count for together. */
interface Kind {
  readonly name: string;
  readonly examples: readonly Example[];
  readonly share: number;
}

const { values } = parseArgs({ options: { index: { type: 'string' }, limit: { type: 'string' } } });
const embedder = await openSettingsEmbedder(loadConfig().settings);
const workDir = await mkdtemp(join(tmpdir(), 'isnad-fit-'));
const wiki = join(SHARED_DATA_DIR, 'corpora/wiki-ar.jsonl.gz');
const barred = new Set(
  readQuestions(join(SHARED_DATA_DIR, 'eval/miracl-dev-wiki.questions.jsonl')).flatMap(
    ({ relevant }) => relevant,
  ),
);
try {
  const kinds = [
    { name: 'asked', examples: await asked(Number(values.limit ?? 2_000)), share: 1 },
    { name: 'made, titled', examples: await made(0, ({ title }) => title), share: MADE_SHARE },
    { name: 'made, no title', examples: await made(1, () => NO_TITLE), share: MADE_SHARE },
  ];
  for (const { name, examples } of kinds)
    process.stdout.write(`${name}: ${examples.length} questions\n`);
  process.stdout.write(`${JSON.stringify(fit(kinds), null, 2)}\n`);
} finally {
  await embedder.close();
  await rm(workDir, { recursive: true, force: true });
}

async function withIndexOf<T>(
  folder: string,
  corpus: string,
  use: (index: SearchIndex) => Promise<T>,
): Promise<T> {
  const store = new FilesStore(folder);
  await buildIndex({ store, embedder, corpusPaths: [corpus] });
  const index = await store.open(settingsFor(embedder));
  try {
    return await use(index);
  } finally {
    await index.close();
  }
}

/** Questions of people, over all of wiki-ar. */
async function asked(limit: number): Promise<Example[]> {
  const questions = readQuestions(join(SHARED_DATA_DIR, 'train/mrtydi-train.questions.jsonl.gz'))
    .filter(({ relevant }) => relevant.some((id) => barred.has(id)))
    .slice(0, limit);
  const folder = values.index ? resolve(values.index) : join(workDir, 'wiki');
  return withIndexOf(folder, wiki, (index) => examplesOf(questions, index));
}

/** Questions made from sentences, over passages of the `nth` part of the barred articles. */
async function made(nth: number, titleOf: (article: Article) => string): Promise<Example[]> {
  const random = uniform(5 + nth);
  const passages: Article[] = [];
  const questions: { question: string; relevant: readonly string[] }[] = [];
  for (const article of await barredArticles(nth)) {
    const own = passagesOf(article, titleOf(article));
    passages.push(...own);
    for (let i = 0; i < MADE_EACH; i += 1) {
      const question = askPassages(article, own, random);
      if (question) questions.push(question);
    }
  }
  const corpus = join(workDir, `made-${nth}.jsonl`);
  await writeFile(corpus, passages.map((passage) => `${JSON.stringify(passage)}\n`).join(''));
  return withIndexOf(join(workDir, `made-${nth}`), corpus, (index) => examplesOf(questions, index));
}

async function barredArticles(nth: number): Promise<Article[]> {
  const articles: Article[] = [];
  for await (const item of readCorpus([wiki])) {
    if ('article' in item && barred.has(item.article.id)) articles.push(item.article);
  }
  articles.sort((a, b) => (order(a.id) < order(b.id) ? -1 : 1));
  // Where there are fewer than two full parts, each gets its half.
  const part = Math.min(MADE_ARTICLES, Math.ceil(articles.length / 2));
  return articles.slice(nth * part, (nth + 1) * part);
}

interface Asked {
  readonly question: string;
  readonly relevant: readonly string[];
  readonly paragraphs?: readonly string[] | undefined;
}

async function examplesOf(questions: readonly Asked[], index: SearchIndex): Promise<Example[]> {
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

function fit(kinds: readonly Kind[]): RerankFeatures {
  const all = kinds.flatMap(({ examples }) => examples.flatMap(({ rows }) => rows));
  const scale = NAMES.map((name) => {
    const mean = all.reduce((sum, row) => sum + row[name], 0) / all.length;
    const variance = all.reduce((sum, row) => sum + (row[name] - mean) ** 2, 0) / all.length;
    return Math.sqrt(variance) || 1;
  });
  const x = minimise((weights) => loss(weights, kinds, scale), new Float64Array(NAMES.length));
  return Object.fromEntries(
    NAMES.map((name, i) => [name, Number((x[i]! / scale[i]!).toFixed(2))]),
  ) as unknown as RerankFeatures;
}

function loss(weights: Float64Array, kinds: readonly Kind[], scale: readonly number[]) {
  const gradient = Float64Array.from(weights, (w) => RIDGE * w);
  let value = weights.reduce((sum, w) => sum + (RIDGE * w * w) / 2, 0);
  const whole = kinds.reduce((sum, { share }) => sum + share, 0);
  for (const { examples, share } of kinds) {
    const each = share / whole / examples.length;
    for (const { rows, right } of examples) {
      const odds = rows.map((row) =>
        NAMES.reduce((sum, name, i) => sum + (weights[i]! * row[name]) / scale[i]!, 0),
      );
      const most = Math.max(...odds);
      const shares = odds.map((odd) => Math.exp(odd - most));
      const total = shares.reduce((sum, share) => sum + share, 0);
      const rightTotal = shares.reduce((sum, share, i) => sum + (right[i] ? share : 0), 0);
      value -= Math.log(rightTotal / total) * each;
      for (const [i, row] of rows.entries()) {
        const pull = shares[i]! / total - (right[i] ? shares[i]! / rightTotal : 0);
        for (const [j, name] of NAMES.entries()) {
          gradient[j]! += ((pull * row[name]) / scale[j]!) * each;
        }
      }
    }
  }
  return { value, gradient };
}
