/** Other ways to find passages, on the same passages and questions. */

import { type EvaluationQuestion, metricsOf, type Outcome } from '../../src/quality/metrics.ts';
import { createFinder, firstOfEach, type Ranking } from '../../src/quality/run-questions.ts';
import type { Embedder, SearchIndex } from '../../src/types.ts';
import { openMiniSearch, openOrama, type PeerDocument } from '../lib/peers.ts';
import { everyChunk, type Row, rowOf } from './ablation.ts';

const COLUMNS = ['recall@1', 'recall@5', 'recall@10', 'mrr@10', 'ndcg@10'];
export const PEERS_HEADER = ['', ...COLUMNS, 'ms a question'];
const CHUNKS = 100;

interface Parts {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly questions: readonly EvaluationQuestion[];
}

export async function comparePeers({ index, embedder, questions }: Parts): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (name: string, rank: (question: string) => Promise<readonly string[]>) => {
    const outcomes: Outcome[] = [];
    const began = performance.now();
    for (const question of questions) {
      outcomes.push({ question, ranked: await rank(question.question) });
    }
    const milliseconds = (performance.now() - began) / questions.length;
    const row = rowOf(name, metricsOf(outcomes), COLUMNS);
    rows.push({ ...row, cells: [...row.cells, milliseconds.toFixed(1)] });
  };

  const ranker = (ranking: Ranking) => {
    const find = createFinder({ index, embedder, ranking });
    return async (question: string) => (await find({ question })).ranked;
  };
  await measure('Isnad, fused', ranker('fused'));
  await measure('Isnad, words alone', ranker('words'));
  await measure('dense alone (same model, cosine)', ranker('vector'));

  const { documents, articleOf } = await documentsOf(index);
  // One after the other, so that two libraries' indexes are never in memory together.
  for (const open of [async () => openMiniSearch(documents), () => openOrama(documents)]) {
    const peer = await open();
    await measure(peer.name, async (question) =>
      firstOfEach((await peer.search(question, CHUNKS)).map((n) => articleOf.get(n) as string)),
    );
  }
  return rows;
}

async function documentsOf(index: SearchIndex) {
  const documents: PeerDocument[] = [];
  const articleOf = new Map<number, string>();
  const titles = new Map<string, string>();
  for await (const [number, { articleId, text }] of everyChunk(index)) {
    let title = titles.get(articleId);
    if (title === undefined) {
      title = (await index.article(articleId))?.title ?? '';
      titles.set(articleId, title);
    }
    documents.push({ number, title, text });
    articleOf.set(number, articleId);
  }
  return { documents, articleOf };
}
