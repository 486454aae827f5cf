/** What another version made, searched as far as it can be. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readHashed } from '../../src/index/files/disk.ts';
import { encodeManifest, readManifest } from '../../src/index/files/manifest.ts';
import { MANIFEST, READ_FORMATS } from '../../src/index/files/paths.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import type { SearchIndex } from '../../src/types.ts';
import { WORDS_VERSION } from '../../src/words/word-tables.ts';
import { createHashingEmbedder } from '../../tools/lib/hashing-embedder.ts';
import { sampleArticle } from './support/articles.ts';
import { embedder, publish, settings } from './support/publish.ts';

const OLDEST = fileURLToPath(new URL('fixtures/format-1-words-2', import.meta.url));
const SOUGHT = [{ surface: 'الجامعه', stem: 'جامع', weight: 1 }];

describe('an index that another version made', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-older-'));
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('of each format that is read is refused, unless it is asked for', async () => {
    assert.deepEqual(READ_FORMATS, [1, 2]);
    const store = new FilesStore(OLDEST);
    await assert.rejects(store.open(settings), /the format is 2, the index was made with 1/);
    const index = await store.open(settings, undefined, { older: true });
    assert.match(index.summary.madeOtherwise ?? '', /the format is 2/);
    await index.close();
    assert.equal((await store.verify()).generation, 2);
  });

  it('of format 1 finds by words and by vectors, and its sentences are slices', async () => {
    const index = await new FilesStore(OLDEST).open(settings, undefined, { older: true });
    assert.ok((await index.searchWords(SOUGHT, 5)).length > 0);
    const numbers = (await index.searchVectors(await embedder.embedQuestion('معرض'), 40)).map(
      ({ number }) => number,
    );
    assert.equal(numbers.length, index.summary.chunks);
    for (const chunk of await index.chunks(numbers)) {
      const article = await index.article(chunk.articleId);
      assert.equal(article?.text.slice(chunk.start, chunk.end), chunk.text);
      assert.ok(chunk.sentences.length > 0);
      for (const { start, end } of chunk.sentences) {
        assert.ok(chunk.start <= start && start < end && end <= chunk.end);
        assert.notEqual(article?.text.slice(start, end).trim(), '');
      }
    }
    await index.close();
  });

  /** An index of this version, said to be made with something else. */
  async function madeWith(name: string, change: object): Promise<FilesStore> {
    const target = join(dir, name);
    cpSync(join(fileURLToPath(new URL('fixtures', import.meta.url)), 'format-2-words-2'), target, {
      recursive: true,
    });
    const store = new FilesStore(target);
    await publish(
      store,
      Array.from({ length: 9 }, (_, n) => sampleArticle(n)),
    );
    const folder = join(target, 'generations', '000003');
    if ('wordsVersion' in change) writeFileSync(join(folder, 'words.bin'), 'of a time to come');
    const manifest = await readManifest(folder);
    const files = { ...manifest.files, 'words.bin': await readHashed(join(folder, 'words.bin')) };
    writeFileSync(join(folder, MANIFEST), encodeManifest({ ...manifest, files, ...change }));
    return store;
  }

  const finds = async (index: SearchIndex) => ({
    words: (await index.searchWords(SOUGHT, 5)).length > 0,
    vectors: (await index.searchVectors(new Float32Array(64).fill(0.125), 5)).length > 0,
  });

  it('with words of another version finds by vectors alone', async () => {
    const store = await madeWith('words', { wordsVersion: WORDS_VERSION + 1 });
    const index = await store.open(async () => settings, undefined, { older: true });
    assert.deepEqual(await finds(index), { words: false, vectors: true });
    assert.equal(await index.chunkFrequency('stem', 'جامع'), 0);
    assert.deepEqual(await index.similarWords('الجامعة', 3), []);
    assert.match(index.summary.madeOtherwise ?? '', /format of the word index/);
    await index.close();
  });

  it('with a model that is gone finds by words alone', async () => {
    const store = await madeWith('model', { embedderId: 'another@000000000000' });
    await assert.rejects(store.open(settings), /the embedding model/);
    const index = await store.open(settings, undefined, { older: true });
    assert.deepEqual(await finds(index), { words: true, vectors: false });
    await index.close();
  });

  it('with neither is refused', async () => {
    const store = await madeWith('neither', { wordsVersion: WORDS_VERSION + 1 });
    const other = settingsFor(createHashingEmbedder({ dimensions: 32 }));
    await assert.rejects(
      store.open(async () => other, undefined, { older: true }),
      /the embedding model.*format of the word index/,
    );
  });
});
