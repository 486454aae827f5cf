/**
 * Damaged index files: never a crash, a hang or a wrong quote. 200 of them by default;
 * ISNAD_TEST_DAMAGED_FILES=2000 for the long run.
 */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { IndexError } from '../../src/errors.ts';
import { MANIFEST, PARTS } from '../../src/index/files/paths.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import type { SearchIndex } from '../../src/types.ts';
import { seededRandom } from '../../tools/lib/random.ts';
import { sampleArticle } from './support/articles.ts';
import { embedder, publish, settings, termsOf } from './support/publish.ts';

const COUNT = Number(process.env.ISNAD_TEST_DAMAGED_FILES ?? 200);
const articles = Array.from({ length: 30 }, (_, n) => sampleArticle(n));
const before2 = articles.map((_, n) => sampleArticle(n, 1));

type Damage = (bytes: Buffer, random: () => number) => Buffer;

const DAMAGES: Readonly<Record<string, Damage>> = {
  cut: (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length)),
  flipped: (bytes, random) => {
    const damaged = Buffer.from(bytes);
    damaged[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    return damaged;
  },
  'overwritten in the middle': (bytes, random) => {
    const damaged = Buffer.from(bytes);
    const at = Math.floor(random() * bytes.length);
    damaged.fill(Math.floor(random() * 256), at, Math.min(at + 64, bytes.length));
    return damaged.equals(bytes) ? Buffer.alloc(0) : damaged;
  },
  lengthened: (bytes, random) =>
    Buffer.concat([bytes, bytes.subarray(0, 1 + Math.floor(random() * 99))]),
  emptied: () => Buffer.alloc(0),
};

describe(`${COUNT} damaged index files`, () => {
  let dir: string;
  let store: FilesStore;
  let folder: string;
  let files: string[];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-damage-'));
    store = new FilesStore(dir);
    await publish(store, before2);
    await publish(store, articles);
    folder = join(dir, 'generations', '000002');
    files = [
      ...PARTS.map((part) => join(folder, part)),
      join(folder, MANIFEST),
      join(dir, 'current'),
    ];
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** Reads everything; every text must be the one that was put, or be refused. */
  async function readAll(index: SearchIndex): Promise<number> {
    let refused = 0;
    const orRefused = async (act: () => Promise<void>) => {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof IndexError)) throw error;
        refused += 1;
      }
    };
    for (const { article } of articles) {
      await orRefused(async () => assert.deepEqual(await index.article(article.id), article));
      await orRefused(async () => {
        const found = await index.searchWords(termsOf(article.text), 100, {
          articleId: article.id,
        });
        assert.ok(found.length > 0);
        for (const { articleId, start, end, text } of await index.chunks(
          found.map(({ number }) => number),
        )) {
          assert.equal(articleId, article.id);
          assert.equal(article.text.slice(start, end), text);
        }
      });
    }
    const ranked = await index.searchVectors(await embedder.embedQuestion('معرض في القاهرة'), 10);
    assert.equal(ranked.length, 10);
    return refused;
  }

  async function opensOrRefuses(): Promise<SearchIndex | undefined> {
    try {
      return await store.open(settings);
    } catch (error) {
      assert.ok(error instanceof IndexError, `not an IndexError: ${(error as Error).stack}`);
      assert.match(error.hint, /npm run index/);
      return undefined;
    }
  }

  /** @returns whether the damage was noticed. */
  async function isRefused(): Promise<boolean> {
    const index = await opensOrRefuses();
    if (index === undefined) return true;
    try {
      return (await readAll(index)) > 0;
    } finally {
      await index.close();
    }
  }

  it('opens and reads all before any damage', async () => {
    assert.equal(await isRefused(), false);
  });

  it('refuses each that is cut, flipped, overwritten, lengthened, emptied, swapped or gone', async () => {
    const random = seededRandom(2024);
    const kinds = [...Object.keys(DAMAGES), 'swapped', 'replaced by the one of before', 'gone'];
    for (let i = 0; i < COUNT; i += 1) {
      const kind = kinds[i % kinds.length]!;
      const file = files[Math.floor(random() * files.length)]!;
      const whole = await readFile(file);
      const label = `${kind}: ${file}`;
      const aside = join(dir, 'aside');
      if (kind === 'swapped') {
        const other = files[(files.indexOf(file) + 1 + Math.floor(random() * 5)) % files.length]!;
        const otherWhole = await readFile(other);
        await writeFile(file, otherWhole);
        await writeFile(other, whole);
        assert.ok(await isRefused(), `${label} with ${other}`);
        await writeFile(other, otherWhole);
      } else if (kind === 'replaced by the one of before') {
        if (file.endsWith('current')) continue;
        await copyFile(file.replace('000002', '000001'), file);
        assert.ok(await isRefused(), label);
      } else if (kind === 'gone') {
        await rename(file, aside);
        assert.ok(await isRefused(), label);
        await rename(aside, file);
      } else {
        const damaged = DAMAGES[kind]!(whole, random);
        await writeFile(file, damaged);
        // A changed digit of `current` may name another whole generation, which then serves.
        if (file.endsWith('current')) await (await opensOrRefuses())?.close();
        else assert.ok(await isRefused(), label);
      }
      await writeFile(file, whole);
    }
    await unlink(join(dir, 'aside')).catch(() => {});
    assert.equal(await isRefused(), false);
  });

  it('goes back to an older generation, or rebuilds, whatever is damaged', async () => {
    for (const file of files) {
      const whole = await readFile(file);
      await writeFile(file, whole.subarray(0, whole.length >> 1));
      assert.ok((await store.rollback()).generation <= 2, file);
      await writeFile(file, whole);
      await store.rollback(2);
    }
    await writeFile(join(folder, 'chunks.bin'), '');
    const plan = await publish(store, articles);
    assert.match(plan.rebuildReason ?? '', /chunks\.bin is damaged/);
    assert.equal(await isRefused(), false);
  });
});
