/** An ablation of the ranking: one row for each part that is added. */

import { type EvaluationQuestion, type Metrics, metricsOf } from '../../src/quality/metrics.ts';
import { firstOfEach, runQuestions } from '../../src/quality/run-questions.ts';
import { share } from '../../src/quality/table.ts';
import type { Reader } from '../../src/reader/port.ts';
import { type Candidate, fuse } from '../../src/retrieve/fuse.ts';
import { analyseQuestion, termsOf } from '../../src/retrieve/question.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Embedder, QueryTerm, Ranked, SearchIndex } from '../../src/types.ts';
import { WordIndexBuilder } from '../../src/words/builder.ts';
import { WordIndex } from '../../src/words/word-index.ts';

export interface Row {
  readonly name: string;
  readonly metrics: Metrics;
  readonly cells: readonly string[];
}

const COLUMNS = ['recall@1', 'recall@10', 'mrr@10', 'ndcg@10', 'quoteHit@1', 'quoteHit@3'];
export const ABLATION_HEADER = ['', ...COLUMNS];

export function rowOf(name: string, metrics: Metrics, columns = COLUMNS): Row {
  return { name, metrics, cells: columns.map((column) => share(metrics[column])) };
}

const CHUNKS = 100;
const BATCH = 2_000;

interface Parts {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly reader: Reader;
  readonly questions: readonly EvaluationQuestion[];
}

export async function ablation({ index, embedder, reader, questions }: Parts): Promise<Row[]> {
  const { bodies, articleOf } = await bodiesAlone(index);
  const words = (terms: readonly QueryTerm[]) => bodies.search(terms, CHUNKS);
  const everyWord = (text: string) => termsOf(splitWords(text));
  const vectors = async (text: string) =>
    index.searchVectors(await embedder.embedQuestion(text), CHUNKS);
  const fused = async (text: string, byWords: readonly Ranked[]) => {
    const vector = await embedder.embedQuestion(text);
    const theirs = await index.vectors(byWords.map(({ number }) => number));
    return weightedSum(byWords, await index.searchVectors(vector, CHUNKS), (i) =>
      vector.reduce((sum, v, d) => sum + v * (theirs[i] as Float32Array)[d]!, 0),
    );
  };
  const { understand, retrieve } = createRetriever({ index, embedder });

  const rankings: [string, (text: string) => Promise<readonly Ranked[]>][] = [
    ['surface', async (text) => words(everyWord(text).map((term) => ({ ...term, stem: '' })))],
    ['stem', async (text) => words(everyWord(text).map((term) => ({ ...term, surface: '' })))],
    ['both', async (text) => words(everyWord(text))],
    ['vector', vectors],
    ['fused', async (text) => fused(text, words(everyWord(text)))],
    ['+ question kind', async (text) => fused(text, words(analyseQuestion(text).terms))],
    [
      '+ fields',
      async (text) => fused(text, await index.searchWords(analyseQuestion(text).terms, CHUNKS)),
    ],
    ['+ mending, support', async (text) => await retrieve(await understand(text), CHUNKS)],
  ];
  const rows: Row[] = [];
  for (const [name, rank] of rankings) {
    const outcomes = [];
    for (const question of questions) {
      const ranked = await rank(question.question);
      const ids = ranked.map(({ number }) => articleOf.get(number) as string);
      outcomes.push({ question, ranked: firstOfEach(ids) });
    }
    rows.push(rowOf(name, metricsOf(outcomes)));
  }
  const answered = await runQuestions(questions, {
    index,
    embedder,
    reader,
    ranking: 'fused',
    quotes: true,
  });
  rows.push(rowOf('+ reader', metricsOf(answered)));
  return rows;
}

function weightedSum(
  byWords: readonly Ranked[],
  byVector: readonly Ranked[],
  product: (i: number) => number,
): Ranked[] {
  const candidates = new Map<number, Candidate>();
  for (const [i, { number, score }] of byVector.entries()) {
    candidates.set(number, { number, vectors: { rank: i + 1, score } });
  }
  for (const [i, { number, score }] of byWords.entries()) {
    const vectors = candidates.get(number)?.vectors ?? { rank: CHUNKS + 1, score: product(i) };
    candidates.set(number, { number, words: { rank: i + 1, score }, vectors });
  }
  return fuse([...candidates.values()]);
}

/** A word index over the bodies of all chunks, without titles and headings; and whose each chunk is. */
export async function bodiesAlone(
  index: SearchIndex,
): Promise<{ bodies: WordIndex; articleOf: ReadonlyMap<number, string> }> {
  const builder = new WordIndexBuilder();
  const articleOf = new Map<number, string>();
  for await (const [number, { articleId, text }] of everyChunk(index)) {
    builder.add(number, { title: '', text });
    articleOf.set(number, articleId);
  }
  return { bodies: WordIndex.open(builder.finish()), articleOf };
}

/** All chunks of an index that was built at one go, with their numbers. */
export async function* everyChunk(index: SearchIndex) {
  const { chunks: count } = index.summary;
  for (let from = 0; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
    for (const [i, chunk] of (await index.chunks(numbers)).entries()) {
      yield [from + i, chunk] as const;
    }
  }
}
