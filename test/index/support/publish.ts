/** Builds small indexes without files of articles: what most tests of the index start from. */

import type { DraftPlan, IndexStore } from '../../../src/index/ports.ts';
import { settingsFor } from '../../../src/index/settings.ts';
import { splitWords } from '../../../src/text/words.ts';
import type { QueryTerm, SearchIndex } from '../../../src/types.ts';
import { createHashingEmbedder } from '../../../tools/lib/hashing-embedder.ts';
import { chunkByLine, type SampleArticle } from './articles.ts';

export const embedder = createHashingEmbedder({ dimensions: 64 });
export const settings = settingsFor(embedder);

export const termsOf = (text: string): QueryTerm[] =>
  splitWords(text).map(({ surface, stem }) => ({ surface, stem, weight: 1 }));

/** Builds a generation of these articles and publishes it. */
export async function publish(
  store: IndexStore,
  articles: readonly SampleArticle[],
  { full = false, keepGenerations = 3 } = {},
): Promise<DraftPlan> {
  const draft = await store.begin(settings, { full });
  try {
    for (const { article, contentHash } of articles) await draft.putArticle(article, contentHash);
    const plan = await draft.plan();
    for await (const pending of draft.pending()) {
      const chunks = chunkByLine(pending.article);
      const vectors =
        pending.vectors ?? (await embedder.embedChunks(chunks.map(({ text }) => text)));
      await draft.putChunks(pending, chunks, vectors);
    }
    await draft.finish();
    await draft.publish({ keepGenerations });
    return plan;
  } finally {
    await draft.discard();
  }
}

/** What a reader can see of an index, without chunk numbers, which stores may choose. */
export async function answers(index: SearchIndex, questions: readonly string[]) {
  const seen = [];
  for (const question of questions) {
    const vector = await embedder.embedQuestion(question);
    const show = async (ranked: { number: number; score: number }[]) => {
      const chunks = await index.chunks(ranked.map(({ number }) => number));
      return chunks
        .map(({ articleId, text }, i) => [ranked[i]!.score.toFixed(4), articleId, text].join(' '))
        .sort();
    };
    seen.push({
      words: await show(await index.searchWords(termsOf(question), 1000)),
      vectors: (await show(await index.searchVectors(vector, 1000))).slice(-5),
    });
  }
  return seen;
}
