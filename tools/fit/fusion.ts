/**
 * Fits `RETRIEVAL_WEIGHTS` of `src/retrieve/weights.ts` and prints them. Needs `../shared/data` and an index of its
 * written corpora, as `npm run evaluate-sets -- --set written --index DIR` leaves it in DIR/written.
 *
 *   node --import tsx tools/fit/fusion.ts --index DIR [--limit N] [--seed N] [--only FILE]
 *
 * Tries every combination of a grid over training questions whose answering sentence is marked, and takes the one
 * with which an answering chunk is most often among the first eight to be read; of those that are as good within one
 * question in 500, the one that lifts least.
 *
 * If the embedder was trained on these questions, it looks better on them than it is, and would be trusted too
 * far: then `--only` names a file with the ids of those that it did not see, one a line. Reads the index only.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSettingsEmbedder } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { type EvaluationQuestion, READ_AT } from '../../src/quality/metrics.ts';
import { share, table } from '../../src/quality/table.ts';
import { byPromise, READ_MAX, type ScoredChunk } from '../../src/retrieve/choose-hits.ts';
import { type Candidate, fuse } from '../../src/retrieve/fuse.ts';
import { createRetriever, LOOKED_AT } from '../../src/retrieve/retrieve.ts';
import { search } from '../../src/retrieve/search.ts';
import type { RetrievalWeights } from '../../src/retrieve/weights.ts';
import type { Embedder, SearchIndex } from '../../src/types.ts';
import { SHARED_DATA_DIR } from '../evaluate-sets/sets.ts';
import { spread } from '../evaluate-sets/spread.ts';
import { readMarkedQuestions } from '../lib/marked-questions.ts';

const GRID = {
  words: [0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8],
  beside: [0, 0.2, 0.4, 0.6],
} as const;
/** Combinations that differ by less than this are as good as each other. */
const AS_GOOD = 0.002;
const SETS = ['written-train', 'native-train'];

/** A question with what the rankings found for it. */
interface Example {
  readonly set: string;
  readonly candidates: readonly Candidate[];
  readonly articleOf: ReadonlyMap<number, string>;
  readonly right: ReadonlySet<number>;
}

interface Row {
  readonly weights: RetrievalWeights;
  /** By example: the rank of the first answering chunk. */
  readonly ranks: readonly number[];
  readonly read: number;
}

const { values } = parseArgs({
  options: {
    index: { type: 'string' },
    limit: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
if (values.index === undefined) throw new Error('--index DIR names an index that was built');
const embedder = await openSettingsEmbedder(loadConfig().settings);
const index = await new FilesStore(resolve(values.index)).open(settingsFor(embedder));
try {
  const examples: Example[] = [];
  for (const set of SETS) examples.push(...(await examplesOf(set, index, embedder)));
  const rows = everyCombination().map((weights) => tried(weights, examples));
  const best = Math.max(...rows.map(({ read }) => read));
  const chosen = rows
    .filter(({ read }) => read >= best - AS_GOOD)
    .sort((a, b) => lifted(a) - lifted(b) || b.read - a.read)[0] as Row;
  const alone = rows.filter(({ weights }) => lifted({ weights }) === 0);
  const unlifted = alone.sort((a, b) => b.read - a.read)[0] as Row;
  process.stdout.write(`${examples.length} questions, ${embedder.id}\n\n`);
  const names = ['words alone', 'vectors alone', 'fused alone', 'chosen'];
  const shown = [tried({ words: 1e6, beside: 0 }, examples), alone.find(isVectors)];
  process.stdout.write(
    `${table(
      ['', 'set', ...READ_AT.map((k) => `read@${k}`)],
      [...shown, unlifted, chosen].flatMap((row, i) =>
        row ? SETS.map((set) => [names[i] ?? '', set, ...cells(row, set, examples)]) : [],
      ),
    )}\n\n${JSON.stringify(chosen.weights)}\n`,
  );
} finally {
  await index.close();
  await embedder.close();
}

function isVectors({ weights }: Row): boolean {
  return weights.words === 0;
}

function lifted({ weights }: Pick<Row, 'weights'>): number {
  return weights.beside;
}

function everyCombination(): RetrievalWeights[] {
  return GRID.words.flatMap((words) => GRID.beside.map((beside) => ({ words, beside })));
}

async function examplesOf(set: string, index: SearchIndex, embedder: Embedder): Promise<Example[]> {
  const file = (kind: string) => join(SHARED_DATA_DIR, `train/${set}.${kind}.jsonl.gz`);
  const only = values.only && new Set(readFileSync(values.only, 'utf8').split(/\s+/u));
  const questions = readMarkedQuestions(file('questions'), file('passages'))
    .filter(({ marked }) => marked && marked.length > 0)
    .filter(({ id }) => !only || only.has(id));
  const { understand } = createRetriever({ index, embedder });
  const examples: Example[] = [];
  for (const question of spread(questions, Number(values.limit), Number(values.seed))) {
    const candidates = await search({ index, embedder }, await understand(question.question));
    examples.push({ set, candidates, ...(await known(question, candidates, index)) });
  }
  return examples;
}

async function known(
  { relevant, marked = [] }: EvaluationQuestion,
  candidates: readonly Candidate[],
  index: SearchIndex,
): Promise<Pick<Example, 'articleOf' | 'right'>> {
  const numbers = candidates.map(({ number }) => number);
  const articleOf = new Map<number, string>();
  const right = new Set<number>();
  for (const [i, chunk] of (await index.chunks(numbers)).entries()) {
    const number = numbers[i] as number;
    articleOf.set(number, chunk.articleId);
    const holds = marked.some(({ start, end }) => start < chunk.end && chunk.start < end);
    if (relevant.includes(chunk.articleId) && holds) right.add(number);
  }
  return { articleOf, right };
}

function tried(weights: RetrievalWeights, examples: readonly Example[]): Row {
  const ranks = examples.map(({ candidates, articleOf, right }) => {
    const found = fuse(candidates, weights.words)
      .slice(0, LOOKED_AT)
      .map(
        ({ number, score }): ScoredChunk => ({
          number,
          score,
          chunk: { articleId: articleOf.get(number) as string },
        }),
      );
    const at = byPromise(found, weights).findIndex(({ number }) => right.has(number));
    return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
  });
  return { weights, ranks, read: among(READ_MAX, ranks) };
}

function cells({ ranks }: Row, set: string, examples: readonly Example[]): string[] {
  const own = ranks.filter((_, i) => examples[i]?.set === set);
  return READ_AT.map((k) => share(own.length > 0 ? among(k, own) : undefined));
}

function among(k: number, ranks: readonly number[]): number {
  return ranks.filter((rank) => rank <= k).length / Math.max(ranks.length, 1);
}
