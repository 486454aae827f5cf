import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCheckpoint, saveCheckpoint } from '../../src/index/files/checkpoint.ts';
import { VectorGraph } from '../../src/index/files/hnsw.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { createHashingEmbedder } from '../../tools/lib/hashing-embedder.ts';
import { chunkByLine, sampleArticle } from './support/articles.ts';
import { answers, embedder, publish, settings } from './support/publish.ts';

const articles = Array.from({ length: 50 }, (_, n) => sampleArticle(n));

describe('a build that was interrupted', () => {
  let dir: string;
  let store: FilesStore;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-resume-'));
    store = new FilesStore(dir);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** Goes through articles 0 to `stopAt`, then stops as a failing build does. */
  async function interrupt(
    stopAt: number,
    at: FilesStore = store,
    beforeStop = async () => {},
  ): Promise<void> {
    const draft = await at.begin(settings);
    for (const { article, contentHash } of articles) await draft.putArticle(article, contentHash);
    await draft.plan();
    let done = 0;
    for await (const pending of draft.pending()) {
      if (done === stopAt) break;
      const chunks = chunkByLine(pending.article);
      const vectors = await embedder.embedChunks(chunks.map(({ text }) => text));
      await draft.putChunks(pending, chunks, vectors);
      done += 1;
    }
    await beforeStop();
    await draft.discard();
  }

  /** How many articles still have no vectors. */
  async function left(as = settings, list = articles): Promise<number> {
    const draft = await store.begin(as);
    for (const { article, contentHash } of list) await draft.putArticle(article, contentHash);
    await draft.plan();
    let count = 0;
    for await (const { article, vectors } of draft.pending()) {
      if (!vectors) count += 1;
      else {
        const wanted = await embedder.embedChunks(chunkByLine(article).map(({ text }) => text));
        assert.deepEqual(vectors, wanted, 'vectors come back exactly');
      }
    }
    await draft.discard();
    return count;
  }

  it('goes on where it stopped', async () => {
    await interrupt(30);
    assert.equal(await left(), 20);
    await publish(store, articles);
    const resumed = await store.open(settings);
    const other = new FilesStore(join(dir, 'other'));
    await publish(other, articles);
    const whole = await other.open(settings);
    const questions = ['معرض في القاهرة', 'ماذا نشرت الجامعة'];
    assert.deepEqual(await answers(resumed, questions), await answers(whole, questions));
    await resumed.close();
    await whole.close();
  });

  it('keeps nothing once it is published', async () => {
    await interrupt(30);
    await publish(store, articles);
    await assert.rejects(stat(join(dir, 'journal.bin')), { code: 'ENOENT' });
  });

  it('works on an article again that was changed since', async () => {
    await interrupt(30);
    const changed = articles.map((one, n) => (n === 4 ? sampleArticle(4, 1) : one));
    assert.equal(await left(settings, changed), 21);
  });

  it('takes nothing over under another model', async () => {
    await interrupt(30);
    assert.equal(await left(settingsFor(createHashingEmbedder({ dimensions: 32 }))), 50);
  });

  it('takes nothing over in a full build', async () => {
    await interrupt(30);
    const draft = await store.begin(settings, { full: true });
    await draft.putArticle(articles[0]!.article, articles[0]!.contentHash);
    await draft.plan();
    for await (const { vectors } of draft.pending()) assert.equal(vectors, undefined);
    await draft.discard();
  });

  it('believes only what is whole of a journal that a power cut left', async () => {
    const path = join(dir, 'journal.bin');
    await interrupt(30);
    const whole = await readFile(path);
    await truncate(path, whole.length - 5);
    assert.equal(await left(), 21, 'a cut entry is done again');
    await appendFile(path, Buffer.alloc(999, 0xff));
    assert.equal(await left(), 21, 'what follows the last whole entry is ignored');
    whole[whole.length >> 1]! ^= 1;
    await writeFile(path, whole);
    const count = await left();
    assert.ok(count > 20 && count < 50, `a flipped bit ends it there: ${count} left`);
    await writeFile(path, Buffer.alloc(0));
    assert.equal(await left(), 50, 'an empty journal holds nothing');
  });

  describe('whose graph was saved on the way', () => {
    /** The other thread saves it when it comes to it. */
    const saved = async (where: string) => {
      for (let i = 0; i < 1000; i += 1) {
        if (await readCheckpoint(join(where, 'graph.partial'))) return;
        await sleep(10);
      }
    };
    let saving: FilesStore;
    const graph = () => join(dir, 'graph.partial');
    beforeEach(async () => {
      saving = new FilesStore(dir, { checkpointChunks: 70 });
      await interrupt(30, saving, () => saved(dir));
    });

    const holdsAll = async () => {
      const index = await saving.open(settings);
      for (const { article } of articles) {
        for (const chunk of chunkByLine(article)) {
          const vector = await embedder.embedQuestion(chunk.text);
          const [nearest] = await index.searchVectors(vector, 1);
          assert.ok(nearest!.score > 0.9999, `${chunk.text} is not in the graph`);
        }
      }
      await index.close();
    };

    it('goes on with that graph', async () => {
      const card = JSON.parse(await readFile(`${graph()}.json`, 'utf8'));
      assert.ok(card.slots >= 70 && card.slots < 120, `${card.slots} chunks were in it`);
      await publish(saving, articles);
      await holdsAll();
      await assert.rejects(stat(graph()), { code: 'ENOENT' });
    });

    it('really does: another graph in its place would serve', async () => {
      const other = VectorGraph.create(embedder.dimensions, 200);
      const card = JSON.parse(await readFile(`${graph()}.json`, 'utf8'));
      const blank = new Float32Array(embedder.dimensions);
      blank[0] = 1;
      for (let i = 0; i < card.slots; i += 1) other.add(blank, i);
      await saveCheckpoint(graph(), other, card);
      await publish(saving, articles);
      await assert.rejects(holdsAll(), /is not in the graph/);
    });

    it('begins another where it is damaged, or the articles came in another order', async () => {
      const whole = await readFile(graph());
      whole[whole.length >> 1]! ^= 1;
      await writeFile(graph(), whole);
      await publish(saving, articles);
      await holdsAll();
      const there = join(dir, 'reversed');
      await interrupt(30, new FilesStore(there, { checkpointChunks: 70 }), () => saved(there));
      const reversed = new FilesStore(there);
      await publish(reversed, [...articles].reverse());
      assert.equal((await reversed.verify()).articles, articles.length);
    });
  });
});
