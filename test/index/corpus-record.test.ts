/** Articles that changed since the index was built are noticed without being read. */
import assert from 'node:assert/strict';
import {
  appendFile,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { buildIndex } from '../../src/index/build.ts';
import { changedMessage, freshnessOf } from '../../src/index/corpus-record.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { sampleArticle } from './support/articles.ts';
import { writeCorpus } from './support/corpus.ts';
import { embedder } from './support/publish.ts';

describe('the articles since the index was built', () => {
  let dir: string;
  let corpus: string;
  let store: FilesStore;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-record-'));
    corpus = join(dir, 'corpus');
    store = new FilesStore(join(dir, 'index'));
    await writeCorpus(
      corpus,
      [0, 1, 2].map((n) => sampleArticle(n)),
    );
    await build();
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const build = () => buildIndex({ store, embedder, corpusPaths: [corpus] });
  const state = async () => (await freshnessOf(store, (await store.currentGeneration())!)).state;
  const article = () => join(corpus, 'article-1.md');

  const changes: Record<string, () => Promise<unknown>> = {
    'a longer article': () => appendFile(article(), 'وأضيفت هذه الجملة.\n'),
    'an article of the same length at another time': () =>
      utimes(article(), new Date(), new Date(Date.now() + 60_000)),
    'a new article': () =>
      writeFile(join(corpus, 'new.md'), '---\ntitle: جديد\n---\n\nنص جديد هنا.\n'),
    'an article that is gone': () => unlink(article()),
    'an article of another name': () => rename(article(), join(corpus, 'other.md')),
  };
  for (const [name, change] of Object.entries(changes)) {
    it(`${name} is noticed, until the index is built`, async () => {
      assert.equal(await state(), 'fresh');
      await change();
      const found = await freshnessOf(store, 1);
      assert.ok(found.state === 'changed');
      assert.match(
        changedMessage(found.paths),
        new RegExp(`^Articles in ${corpus} changed .*npm run index$`),
      );
      await build();
      assert.equal(await state(), 'fresh');
    });
  }

  it('what is no article changes nothing', async () => {
    await writeFile(join(corpus, 'README.md'), 'for people');
    await writeFile(join(corpus, 'questions.jsonl'), '{}\n');
    await writeFile(join(corpus, '.hidden.md'), 'x');
    await mkdir(join(corpus, 'empty'));
    await symlink(article(), join(corpus, 'again.md'));
    assert.equal(await state(), 'fresh');
  });

  it('after a rollback are compared with what that generation was built from', async () => {
    await appendFile(article(), 'وأضيفت هذه الجملة.\n');
    await build();
    assert.equal(await state(), 'fresh');
    await store.rollback();
    assert.equal(await state(), 'changed');
  });

  it('nothing is said where nothing is known', async () => {
    await rm(join(dir, 'index', 'generations', '000001.corpus.json'));
    assert.equal(await state(), 'unknown');
    await build();
    await rename(corpus, join(dir, 'elsewhere'));
    assert.equal(await state(), 'unknown');
  });
});
