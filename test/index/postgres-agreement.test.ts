/**
 * Both stores answer alike: the sample articles and the bundled model, indexed in files and in
 * PostgreSQL, and asked the canned questions.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSettingsEmbedder } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import type { Embedder, Ranked, SearchIndex } from '../../src/types.ts';
import { testServers } from '../../tools/lib/postgres.ts';

/** Every sixth of the canned questions. */
const questions = readQuestions('sample/questions.jsonl').filter((_, i) => i % 6 === 0);
const { servers, missing } = await testServers();
const scratch = mkdtempSync(join(tmpdir(), 'isnad-agreement-'));

/** Embeds each text once: both stores are given the same vectors. */
function remembering(model: Embedder): Embedder {
  const known = new Map<string, Float32Array>();
  return {
    id: model.id,
    dimensions: model.dimensions,
    async embedChunks(texts) {
      const isNew = [...new Set(texts)].filter((text) => !known.has(text));
      const vectors = await model.embedChunks(isNew);
      for (const [i, text] of isNew.entries()) known.set(text, vectors[i]!);
      return texts.map((text) => known.get(text)!);
    },
    embedQuestion: (text) => model.embedQuestion(text),
    close: () => model.close(),
  };
}

/** Where a ranking puts chunks, by what a reader sees of them: numbers are a store's own. */
async function seen(index: SearchIndex, ranked: readonly Ranked[]) {
  const chunks = await index.chunks(ranked.map(({ number }) => number));
  return chunks.map(({ articleId, start }, i) => ({
    place: `${articleId}@${start}`,
    score: ranked[i]!.score,
  }));
}

describe('the index in files and in PostgreSQL', () => {
  let embedder: Embedder;
  let inFiles: SearchIndex;
  before(async () => {
    const { settings } = loadConfig({}, join(scratch, 'no-dotenv'));
    embedder = remembering(await openSettingsEmbedder(settings));
    const files = new FilesStore(join(scratch, 'index'));
    await buildIndex({ store: files, embedder, corpusPaths: ['sample'] });
    inFiles = await files.open(settingsFor(embedder));
  });
  after(async () => {
    await inFiles.close();
    await embedder.close();
    rmSync(scratch, { recursive: true });
  });

  for (const reason of missing) it.skip(`not run: ${reason}`);

  for (const server of servers) {
    describe(`on ${server.name}`, () => {
      let store: PostgresStore;
      let inPostgres: SearchIndex;
      let remove: () => Promise<void>;
      before(async () => {
        const database = await server.make();
        remove = database.remove;
        store = new PostgresStore({ url: database.url });
        await buildIndex({ store, embedder, corpusPaths: ['sample'] });
        inPostgres = await store.open(settingsFor(embedder));
      });
      after(async () => {
        await inPostgres.close();
        await store.close();
        await remove();
        await server.close();
      });

      it('give a chunk the same word score, to four decimals', async () => {
        for (const { question } of questions) {
          const { words } = analyseQuestion(question);
          const terms = words.map(({ surface, stem }) => ({ surface, stem, weight: 1 }));
          const scores = async (index: SearchIndex) =>
            new Map(
              (await seen(index, await index.searchWords(terms, 1_000))).map((one) => [
                one.place,
                one.score,
              ]),
            );
          const [files, postgres] = [await scores(inFiles), await scores(inPostgres)];
          assert.deepEqual([...postgres.keys()].sort(), [...files.keys()].sort(), question);
          for (const [place, score] of files) {
            assert.ok(Math.abs(postgres.get(place)! - score) < 1e-4, `${question}: ${place}`);
          }
        }
      });

      it('find the same ten nearest vectors, within .01', async () => {
        let [found, wanted] = [0, 0];
        for (const { question } of questions) {
          const vector = await embedder.embedQuestion(question);
          const nearest = async (index: SearchIndex) =>
            seen(index, await index.searchVectors(vector, 10));
          const files = await nearest(inFiles);
          const postgres = new Set((await nearest(inPostgres)).map(({ place }) => place));
          // What scores as the tenth does within the rounding of 16-bit floats may take its place.
          const least = files.at(-1)!.score + 1e-3;
          const sure = files.filter(({ score }) => score > least);
          wanted += sure.length;
          found += sure.filter(({ place }) => postgres.has(place)).length;
        }
        assert.ok(found >= 0.99 * wanted, `${found} of ${wanted}`);
      });

      it('guess the same words for mistyped ones', async () => {
        for (const word of ['القاهره', 'جامعه', 'الاقتصد', 'مستشفا', 'برلمن']) {
          assert.deepEqual(
            await inPostgres.similarWords(word, 5),
            await inFiles.similarWords(word, 5),
            word,
          );
        }
      });

      it('put the same passage first, and the same five on top', async () => {
        let [first, shared, all] = [0, 0, 0];
        for (const { question } of questions) {
          const top = async (index: SearchIndex) => {
            const retriever = createRetriever({ index, embedder });
            const hits = await retriever.retrieve(await retriever.understand(question), 5);
            return hits.map(({ chunk }) => `${chunk.articleId}@${chunk.start}`);
          };
          const [files, postgres] = [await top(inFiles), await top(inPostgres)];
          if (files[0] === postgres[0]) first += 1;
          shared += files.filter((place) => postgres.includes(place)).length;
          all += files.length;
        }
        assert.ok(first >= 0.97 * questions.length, `${first} of ${questions.length} first`);
        assert.ok(shared >= 0.97 * all, `${shared} of ${all} among the first five`);
      });
    });
  }
});
