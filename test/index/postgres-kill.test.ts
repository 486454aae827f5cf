/**
 * kill -9 in the middle of builds in PostgreSQL, full and incremental, at random moments: 6 over
 * PGlite, 24 over a real server; ISNAD_TEST_KILLS=200 for the long run, ISNAD_TEST_SEED=2 for other moments.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilesStore } from '../../src/index/files/store.ts';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import { EXEC_ARGV, ownModule } from '../../src/own-module.ts';
import type { SearchIndex } from '../../src/types.ts';
import { testServers } from '../../tools/lib/postgres.ts';
import { seededRandom } from '../../tools/lib/random.ts';
import { corpusVersion } from './support/articles.ts';
import { answers, publish, settings } from './support/publish.ts';

const CHILD = ownModule('./support/postgres-build-child', import.meta.url);
const QUESTIONS = ['معرض في القاهرة', 'ماذا نشرت الجامعة', 'أين افتتح الوزير المستشفى'];

const versionOf = async (index: SearchIndex) => Number((await index.article('marker'))?.author);

/** Word scores are those of the embedded index to four decimals; vectors are rounded to 16 bits here. */
const wordsOf = async (index: SearchIndex) =>
  (await answers(index, QUESTIONS)).map(({ words }) => words);

const { servers, missing } = await testServers();

/** Well within what a build takes. */
const MOMENT_MS = 20;

for (const server of servers) {
  const kills = Number(process.env.ISNAD_TEST_KILLS ?? (server.sessions ? 24 : 6));
  const lifeMsMax = server.sessions ? 2_500 : 6_000;

  describe(`${kills} builds killed with kill -9, over ${server.name}`, () => {
    it('leave an index that opens every time, whole, and answers as its generation does', async (t) => {
      const { url, remove } = await server.make();
      const dir = await mkdtemp(join(tmpdir(), 'isnad-postgres-kill-'));
      t.after(async () => {
        await store.close();
        await remove();
        await server.close();
        await rm(dir, { recursive: true, force: true });
      });
      const store = new PostgresStore({ url });
      const peace = new FilesStore(dir);
      const expected = new Map<number, unknown>();
      const wordsOfVersion = async (version: number) => {
        if (!expected.has(version)) {
          await publish(peace, corpusVersion(version), { full: true });
          const index = await peace.open(settings);
          expected.set(version, await wordsOf(index));
          await index.close();
        }
        return expected.get(version);
      };

      const random = seededRandom(Number(process.env.ISNAD_TEST_SEED ?? 11));
      await publish(store, corpusVersion(1));
      const children: ChildProcess[] = [];
      const prepare = () => children.push(fork(CHILD, { execArgv: [...EXEC_ARGV] }));
      prepare();
      let [version, killedInMid] = [1, 0];
      for (let kill = 0; kill < kills; kill += 1) {
        const child = children.shift()!;
        await once(child, 'message');
        let published = version;
        let building = false;
        child.on('message', (said: { begun?: number; published?: number }) => {
          building = said.begun !== undefined;
          published = said.published ?? published;
        });
        const begun = once(child, 'message');
        child.send({ url, version: version + 1 });
        // Every other one dies at any moment at all, the rest soon after its build began, on however slow a machine.
        if (kill % 2 === 0) await sleep(random() * lifeMsMax);
        else await begun.then(() => sleep(random() * MOMENT_MS));
        child.kill('SIGKILL');
        const [code, signal] = await once(child, 'exit');
        assert.equal(signal, 'SIGKILL', `the build failed by itself, with ${code}`);
        if (kill + 1 < kills) prepare();

        const index = await store.open(settings);
        const found = await versionOf(index);
        // The child may have been killed after publishing and before saying so.
        assert.ok(found === published || found === published + 1, `${found} after ${published}`);
        for (const { article } of corpusVersion(found)) {
          assert.deepEqual(await index.article(article.id), article);
        }
        assert.deepEqual(await wordsOf(index), await wordsOfVersion(found));
        await index.close();
        if (building && found === published) killedInMid += 1;
        version = found;
      }
      assert.ok(killedInMid > 0, 'no build was killed in the middle');
      // What the dead left behind does not stand in the way.
      await publish(store, corpusVersion(version + 1));
      assert.equal((await store.verify()).articles, corpusVersion(version + 1).length);
    });
  });
}

for (const reason of missing) it.skip(`not run: ${reason}`);
