/**
 * kill -9 in the middle of builds, full and incremental, at random moments. 20 by default;
 * ISNAD_TEST_KILLS=200 for the long run, ISNAD_TEST_SEED=2 for other moments.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilesStore } from '../../src/index/files/store.ts';
import { EXEC_ARGV, ownModule } from '../../src/own-module.ts';
import type { SearchIndex } from '../../src/types.ts';
import { seededRandom } from '../../tools/lib/random.ts';
import { corpusVersion } from './support/articles.ts';
import { answers, publish, settings } from './support/publish.ts';

const KILLS = Number(process.env.ISNAD_TEST_KILLS ?? 20);
/** A child lives at most as long as this many builds take on this machine, at this moment. */
const LIFE_BUILDS = 3;
const CHILD = ownModule('./support/build-child', import.meta.url);
const QUESTIONS = ['معرض في القاهرة', 'ماذا نشرت الجامعة', 'أين افتتح الوزير المستشفى'];

async function versionOf(index: SearchIndex): Promise<number> {
  return Number((await index.article('marker'))?.author);
}

describe(`${KILLS} builds killed with kill -9`, () => {
  let dir: string;
  const expected = new Map<number, unknown>();
  let lifeMsMax = 0;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-kill-'));
    await answersOf(0);
    const began = performance.now();
    await answersOf(1);
    lifeMsMax = LIFE_BUILDS * (performance.now() - began);
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** The answers of a version that was built in peace. */
  async function answersOf(version: number): Promise<unknown> {
    if (!expected.has(version)) {
      const store = new FilesStore(join(dir, 'peace'));
      await publish(store, corpusVersion(version), { full: true });
      const index = await store.open(settings);
      expected.set(version, await answers(index, QUESTIONS));
      await index.close();
    }
    return expected.get(version);
  }

  it('the index opens every time, whole, and answers as its generation does', async () => {
    const random = seededRandom(Number(process.env.ISNAD_TEST_SEED ?? 7));
    const target = join(dir, 'index');
    const store = new FilesStore(target);
    const children: ChildProcess[] = [];
    const prepare = () => children.push(fork(CHILD, { execArgv: [...EXEC_ARGV] }));
    prepare();
    let killedInMid = 0;
    let version = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = children.shift()!;
      if (child.exitCode === null) await once(child, 'message');
      if (kill + 1 < KILLS) prepare();
      let published = version;
      child.on('message', (number: number) => {
        published = number;
      });
      child.send({ dir: target, version: version + 1 });
      await sleep(random() * lifeMsMax);
      child.kill('SIGKILL');
      const [code, signal] = await once(child, 'exit');
      assert.equal(signal, 'SIGKILL', `the build failed by itself, with ${code}`);

      if ((await store.currentGeneration()) === undefined) continue;
      const index = await store.open(settings);
      const found = await versionOf(index);
      // The child may have been killed after publishing and before saying so.
      assert.ok(found === published || found === published + 1, `${found} after ${published}`);
      for (const { article } of corpusVersion(found)) {
        assert.deepEqual(await index.article(article.id), article);
      }
      assert.deepEqual(await answers(index, QUESTIONS), await answersOf(found));
      await index.close();
      if (found === version) killedInMid += 1;
      version = found;
    }
    assert.ok(version > 0, 'no build ever came through');
    assert.ok(killedInMid > 0, 'no build was killed in the middle');
    // What the dead left behind does not stand in the way.
    await publish(store, corpusVersion(version + 1));
    assert.equal((await store.verify()).articles, corpusVersion(version + 1).length);
  });
});
