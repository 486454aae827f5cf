import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IndexError } from '../../src/errors.ts';
import type { Generation } from '../../src/index/files/generation.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { IndexHandle } from '../../src/index/handle.ts';
import type { SearchIndex } from '../../src/types.ts';
import { corpusVersion } from './support/articles.ts';
import { embedder, publish } from './support/publish.ts';

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Open files, if the system lists them, and bytes outside the heap. */
async function held() {
  // What a collection finds is freed by another thread, soon after.
  for (let i = 0; i < 3; i += 1) {
    collect();
    await sleep(50);
  }
  const files = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
  return { files, bytes: process.memoryUsage().arrayBuffers };
}

describe('the index of a running bot', () => {
  let dir: string;
  let store: FilesStore;
  let handle: IndexHandle;
  let errors: Error[];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-handle-'));
    store = new FilesStore(dir);
    await publish(store, corpusVersion(1));
    errors = [];
    handle = await IndexHandle.open({
      store,
      embedderFor: async () => embedder,
      pollMs: 10,
      onError: (error) => errors.push(error),
    });
  });
  afterEach(async () => {
    await handle.close();
    await rm(dir, { recursive: true, force: true });
  });

  const version = () =>
    handle.use(async (index) => {
      const before = (await index.article('marker'))?.author;
      await sleep(1);
      assert.equal((await index.article('marker'))?.author, before, 'one question, one generation');
      return Number(before);
    });

  const until = async (wanted: number) => {
    for (let i = 0; i < 500 && handle.summary.generation !== wanted; i += 1) await sleep(10);
    assert.equal(handle.summary.generation, wanted);
  };

  it('changes over to each new generation by itself, and no question fails', async () => {
    let asking = true;
    let asked = 0;
    const seen = new Set<number>();
    const askers = Array.from({ length: 4 }, async () => {
      while (asking) {
        seen.add(await version());
        asked += 1;
      }
    });
    for (let next = 2; next <= 4; next += 1) {
      await publish(store, corpusVersion(next), { keepGenerations: 1 });
      await until(next);
      assert.equal(await version(), next);
    }
    asking = false;
    await Promise.all(askers);
    assert.ok(seen.has(1) && seen.size > 1, 'questions were asked before and after a change-over');
    assert.ok(asked > 10);
    assert.deepEqual(errors, []);
  });

  it('lets a question end on the generation it began with', async () => {
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = handle.use(async (index) => {
      await waiting;
      return (await index.article('marker'))?.author;
    });
    await publish(store, corpusVersion(2));
    await until(2);
    finish();
    assert.equal(await slow, '1');
    assert.equal(await version(), 2);
  });

  it('goes back with a rollback', async () => {
    await publish(store, corpusVersion(2));
    await until(2);
    await store.rollback();
    await until(1);
    assert.equal(await version(), 1);
  });

  it('gives back what it loaded and opened, ten changes over', async () => {
    const quiet = await IndexHandle.open({
      store,
      embedderFor: async () => embedder,
      pollMs: 1_000_000,
    });
    await handle.close();
    await publish(store, corpusVersion(2));
    // Kept, so that nothing is freed merely because nobody looks at a closed generation any more.
    const closed: SearchIndex[] = [];
    const change = async () => {
      await quiet.use(async (index) => closed.push(index));
      await store.rollback(quiet.summary.generation === 1 ? 2 : 1);
      assert.equal(await quiet.refresh(), true);
    };
    await change();
    const before = await held();
    for (let i = 0; i < 10; i += 1) await change();
    const after = await held();
    assert.equal(after.files, before.files);
    let loaded = 0;
    for (const index of closed.slice(1) as Generation[]) {
      assert.equal(index.graph.size, 0);
      for (const part of ['articles.bin', 'chunks.bin', 'words.bin'])
        loaded += statSync(join(index.folder, part)).size;
    }
    // What each has worked out from its files beside them is small.
    const grown = after.bytes - before.bytes;
    assert.ok(grown < loaded / 5, `${grown} bytes more, after ${loaded} were loaded`);
    await quiet.close();
  });

  it('goes on with the old one where the new one cannot be opened, and says so once', async () => {
    const quiet = await IndexHandle.open({
      store,
      embedderFor: async () => embedder,
      pollMs: 1_000_000,
      onError: (error) => errors.push(error),
    });
    await handle.close();
    await publish(store, corpusVersion(2));
    await writeFile(join(dir, 'generations', '000002', 'words.bin'), 'damaged');
    assert.deepEqual(await Promise.all([quiet.refresh(), quiet.refresh()]), [false, false]);
    assert.equal(await quiet.refresh(), false);
    assert.equal(errors.length, 1);
    assert.ok(errors[0] instanceof IndexError);
    assert.equal(quiet.summary.generation, 1);
    await quiet.use(async (index) => assert.equal((await index.article('marker'))?.author, '1'));
    await publish(store, corpusVersion(3));
    assert.equal(await quiet.refresh(), true);
    assert.equal(quiet.summary.generation, 3);
    await quiet.close();
  });

  it('says once that it cannot see which generation serves, until it can', async () => {
    await handle.close();
    const current = join(dir, 'current');
    const quiet = await IndexHandle.open({
      store,
      embedderFor: async () => embedder,
      pollMs: 1_000_000,
      onError: (error) => errors.push(error),
    });
    const text = await readFile(current, 'utf8');
    for (let times = 1; times <= 2; times += 1) {
      await writeFile(current, 'damaged');
      for (let look = 0; look < 3; look += 1) assert.equal(await quiet.refresh(), false);
      assert.equal(errors.length, times);
      await writeFile(current, text);
      assert.equal(await quiet.refresh(), false);
    }
    await quiet.close();
  });

  it('closes after the last question, and answers none after that', async () => {
    const slow = handle.use(async (index) => {
      await sleep(20);
      return (await index.article('marker'))?.author;
    });
    await handle.close();
    assert.equal(await slow, '1');
    await assert.rejects(
      handle.use(async () => 1),
      IndexError,
    );
  });
});
