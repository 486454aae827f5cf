/** Indexes saved by earlier versions of the program: opened, or refused with the way on. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { IndexError } from '../../src/errors.ts';
import { readHashed } from '../../src/index/files/disk.ts';
import { encodeManifest, readManifest } from '../../src/index/files/manifest.ts';
import { FORMAT_VERSION, MANIFEST } from '../../src/index/files/paths.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { WORDS_VERSION } from '../../src/words/word-tables.ts';
import { chunkByLine, sampleArticle } from './support/articles.ts';
import { embedder, publish, settings } from './support/publish.ts';

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const PRESENT = `format-${FORMAT_VERSION}-words-${WORDS_VERSION}`;
const saved = [...Array.from({ length: 8 }, (_, n) => sampleArticle(n + 1)), sampleArticle(9, 1)];

describe('a saved index', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-saved-'));
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('of the present format is kept in the tests', () => {
    assert.ok(
      readdirSync(FIXTURES).includes(PRESENT),
      'node --import tsx test/index/support/save-fixture.ts saves it',
    );
  });

  it('of the present format opens and holds what was put in', async () => {
    const store = new FilesStore(join(FIXTURES, PRESENT));
    assert.equal((await store.verify()).generation, 2);
    const [kept] = await store.generations();
    const index = await store.open(kept!.settings);
    assert.equal(index.summary.articles, saved.length);
    for (const { article } of saved) {
      assert.deepEqual(await index.article(article.id), article);
      const vector = await embedder.embedQuestion(article.text);
      const found = await index.searchVectors(vector, 100, { articleId: article.id });
      const chunks = await index.chunks(found.map(({ number }) => number));
      assert.deepEqual(
        chunks.sort((x, y) => x.position - y.position),
        chunkByLine(article),
      );
    }
    assert.equal(await index.article('article-0'), undefined);
    await index.close();
  });

  for (const name of readdirSync(FIXTURES)) {
    it(`${name}: the next build goes on from it, or begins again and says why`, async () => {
      const copy = join(dir, name);
      cpSync(join(FIXTURES, name), copy, { recursive: true });
      const store = new FilesStore(copy);
      const plan = await publish(store, saved);
      if (plan.rebuildReason === undefined) assert.equal(plan.unchanged, saved.length);
      const index = await store.open(settings);
      assert.equal(index.summary.generation, 3);
      assert.equal(index.summary.articles, saved.length);
      await index.close();
    });
  }

  for (const name of readdirSync(FIXTURES).filter(
    (one) => !one.startsWith(`format-${FORMAT_VERSION}-`),
  )) {
    it(`${name}: is refused with the command that mends it`, async () => {
      const { message, hint } = await new FilesStore(join(FIXTURES, name)).open(settings).then(
        () => assert.fail('it opened'),
        (error: IndexError) => error,
      );
      assert.match(message, /the format is \d, the index was made with \d/);
      assert.match(hint, /npm run index/);
    });
  }

  it('with words of another version keeps its vectors', async () => {
    const target = join(dir, 'other-words');
    const store = new FilesStore(target);
    await publish(store, saved);
    const folder = join(target, 'generations', '000001');
    writeFileSync(join(folder, 'words.bin'), 'of a time to come');
    const manifest = await readManifest(folder);
    const other = {
      ...manifest,
      wordsVersion: WORDS_VERSION + 1,
      files: { ...manifest.files, 'words.bin': await readHashed(join(folder, 'words.bin')) },
    };
    writeFileSync(join(folder, MANIFEST), encodeManifest(other));
    await assert.rejects(store.open(settings), /format of the word index/);
    const draft = await store.begin(settings);
    try {
      for (const { article, contentHash } of saved) await draft.putArticle(article, contentHash);
      assert.match((await draft.plan()).rebuildReason ?? '', /format of the word index/);
      for await (const { article, vectors } of draft.pending()) {
        const wanted = await embedder.embedChunks(chunkByLine(article).map(({ text }) => text));
        assert.deepEqual(vectors, wanted);
      }
    } finally {
      await draft.discard();
    }
  });
});
