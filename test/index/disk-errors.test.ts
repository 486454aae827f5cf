/** A full disk, a lost permission, a read-only folder: a clear error, and the old generation serves. */
import assert from 'node:assert/strict';
import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { IndexError } from '../../src/errors.ts';
import { explainFileError } from '../../src/index/files/disk.ts';
import { GraphBuilder } from '../../src/index/files/graph-builder.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { moduleArguments } from '../../src/own-module.ts';
import { sampleArticle } from './support/articles.ts';
import { answers, publish, settings } from './support/publish.ts';

const CHILD = moduleArguments('./support/publish-child', import.meta.url);
const QUESTIONS = ['معرض في القاهرة'];
/** A user without rights, on every Linux. */
const NOBODY = 65534;

describe('disk errors', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-disk-'));
  const target = join(dir, 'index');
  const store = new FilesStore(target);
  let before1: unknown;

  before(async () => {
    await publish(store, [sampleArticle(1), sampleArticle(2)]);
    const index = await store.open(settings);
    before1 = await answers(index, QUESTIONS);
    await index.close();
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  async function oldOneServes(): Promise<void> {
    assert.equal(await store.currentGeneration(), 1);
    const index = await store.open(settings);
    assert.deepEqual(await answers(index, QUESTIONS), before1);
    await index.close();
  }

  const publishUnder = (limits: string, options: SpawnOptions = {}) =>
    spawnSync('bash', ['-c', `${limits} "$0" "$@"`, process.execPath, ...CHILD, target], {
      ...options,
      encoding: 'utf8',
      // The loader's cache must not be what fails.
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });

  for (const kilobytes of [1, 64, 128, 320]) {
    it(`stops where a file may not grow beyond ${kilobytes} kB`, async (t) => {
      if (process.platform !== 'linux') return t.skip('ulimit -f is tried on Linux');
      // bash counts in blocks of 1,024 bytes.
      const { status, stdout } = publishUnder(`ulimit -f ${kilobytes};`);
      assert.equal(status, 1, stdout);
      assert.match(stdout, /^IndexError: .*(past the size allowed|could not be read)/, stdout);
      await oldOneServes();
    });
  }

  it('says from the thread of the graph what the file system said there', async () => {
    const builder = new GraphBuilder({ dimensions: 4, capacity: 1 });
    try {
      await builder.add(0, [Float32Array.of(1, 0, 0, 0)]);
      // A folder can be neither written nor synced as a file.
      await assert.rejects(builder.save(dir), { code: 'EISDIR' });
    } finally {
      await builder.close();
    }
  });

  it('says so where it has no right to write', async (t) => {
    if (process.getuid?.() !== 0) {
      chmodSync(target, 0o555);
      await assert.rejects(
        publish(store, [sampleArticle(3)]),
        (error: IndexError) => error instanceof IndexError && /permission/.test(error.message),
      );
      chmodSync(target, 0o755);
    } else {
      // Root may write anywhere, so another user tries.
      const { status, stdout } = publishUnder('', { uid: NOBODY });
      if (!/IndexError/.test(stdout)) return t.skip('another user cannot start Node.js here');
      assert.equal(status, 1);
      assert.match(stdout, /^IndexError: writing the index in .*: permission is denied/);
    }
    await oldOneServes();
  });

  it('says so where a file stands in the way of the folder', async () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    await assert.rejects(
      publish(new FilesStore(file), [sampleArticle(1)]),
      (error: IndexError) => error instanceof IndexError && error.hint.includes('--index'),
    );
    mkdirSync(join(dir, 'empty'));
    await assert.rejects(new FilesStore(join(dir, 'empty')).open(settings), IndexError);
  });

  it('explains a full disk and a read-only one, and passes on what it does not know', () => {
    const explained = (code: string) => {
      const cause = Object.assign(new Error(code), { code, path: '/srv/index/words.bin' });
      return explainFileError(cause, 'writing the index') as IndexError;
    };
    assert.match(
      explained('ENOSPC').message,
      /writing the index: the disk is full \(.*words\.bin\)/,
    );
    assert.match(explained('ENOSPC').hint, /goes on where it stopped/);
    assert.match(explained('EROFS').message, /read-only/);
    const other = new TypeError('a mistake');
    assert.equal(explainFileError(other, 'writing'), other);
  });
});
