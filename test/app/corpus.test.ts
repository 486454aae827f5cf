/** Which articles answer: those of the sample only while there are no others, and never in their place. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { corpusInUse, SAMPLE_DIR } from '../../src/app/corpus.ts';
import { PROJECT_DIR } from '../../src/config.ts';
import type { IndexStore } from '../../src/index/ports.ts';

const scratch = mkdtempSync(join(tmpdir(), 'isnad-corpus-'));
after(() => rmSync(scratch, { recursive: true }));

/** A store whose current generation was built from these paths; without them there is no generation. */
function builtFrom(paths?: readonly string[]): IndexStore {
  const record = { version: 1, paths, files: 1, digest: '' };
  return {
    currentGeneration: async () => (paths ? 1 : undefined),
    corpusRecord: async () => JSON.stringify(record),
  } as Partial<IndexStore> as IndexStore;
}

/** As it comes: with no article in it. */
const empty = { CORPUS_PATH: [join(PROJECT_DIR, 'corpus')] };
/** A folder that holds articles. */
const own = { CORPUS_PATH: [SAMPLE_DIR, scratch] };

describe('the articles in use', () => {
  it('are the sample while there are no others and no index of others', async () => {
    for (const store of [builtFrom(), builtFrom([SAMPLE_DIR])]) {
      const { paths, isSample } = await corpusInUse(empty, store);
      assert.deepEqual([paths, isSample], [[SAMPLE_DIR], true]);
    }
  });

  it('are not the sample where an index of others is published and their folder is empty now', async () => {
    const { paths, isSample } = await corpusInUse(empty, builtFrom(['/srv/articles']));
    assert.deepEqual([paths, isSample], [empty.CORPUS_PATH, false]);
  });

  it('are those that the settings name, and an index of the sample has had its time', async () => {
    assert.deepEqual(await corpusInUse(own, builtFrom([SAMPLE_DIR])), {
      paths: own.CORPUS_PATH,
      isSample: false,
      isIndexOfSample: true,
    });
    assert.equal((await corpusInUse(own, builtFrom())).isIndexOfSample, false);
  });

  it('are those of a folder that CORPUS_PATH names, even where it is empty', async () => {
    const { isSample } = await corpusInUse({ CORPUS_PATH: [scratch] }, builtFrom());
    assert.equal(isSample, false);
  });
});
