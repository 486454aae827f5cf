import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BUNDLED_MODELS } from '../../src/embed/bundled.ts';
import { KnownEmbedders } from '../../src/embed/known.ts';
import type { ModelSource } from '../../src/embed/model-files.ts';
import { ModelError } from '../../src/errors.ts';
import { createHashingEmbedder } from '../../tools/lib/hashing-embedder.ts';

/** What was opened and closed; the id is the model's name and a checksum that never changes. */
function knownWith(model: string, failing: string[] = []) {
  const opened: ModelSource[] = [];
  const closed: string[] = [];
  const known = new KnownEmbedders(
    { model, modelsDir: 'data/models', pooling: 'cls' },
    async (choice) => {
      if (failing.includes(choice.model)) throw new ModelError('it does not load', '');
      opened.push(choice);
      const name = BUNDLED_MODELS[choice.model]?.split(/[/\\]/u).at(-1) ?? choice.model;
      return {
        ...createHashingEmbedder(),
        id: `${name}@0123456789ab`,
        close: async () => void closed.push(name),
      };
    },
  );
  return { known, opened, closed };
}

describe('the known models', () => {
  it('are opened when they are asked for, and once', async () => {
    const { known, opened } = knownWith('owner/model');
    assert.deepEqual(opened, []);
    await Promise.all([
      known.configured(),
      known.byId('owner/model@0123456789ab'),
      known.configured(),
    ]);
    assert.deepEqual(
      opened.map(({ model }) => model),
      ['owner/model'],
    );
  });

  it('hold the bundled ones by their id, without the pooling that was set for another', async () => {
    const { known, opened } = knownWith('owner/model');
    const embedder = await known.byId('isnad-ar-small@0123456789ab');
    assert.equal(embedder.id, 'isnad-ar-small@0123456789ab');
    assert.equal(opened.length, 1);
    assert.equal(opened[0]!.pooling, undefined);
    assert.equal(known.isConfigured('isnad-ar-small@0123456789ab'), false);
    assert.equal(known.isConfigured('owner/model@aaaaaaaaaaaa'), true);
  });

  it('give the one of the settings for an id that none of them has', async () => {
    const { known } = knownWith('owner/model');
    for (const id of [
      'isnad-ar-small@ffffffffffff',
      'unknown@0123456789ab',
      'owner/model@ffffffffffff',
    ]) {
      assert.equal((await known.byId(id)).id, 'owner/model@0123456789ab', id);
    }
  });

  it('serve an index of a bundled one where that of the settings does not load', async () => {
    const { known } = knownWith('owner/model', ['owner/model']);
    await assert.rejects(known.configured(), ModelError);
    assert.match((await known.byId('isnad-ar-small@0123456789ab')).id, /^isnad-ar-small@/u);
  });

  it('are closed together', async () => {
    const { known, closed } = knownWith('owner/model');
    await known.configured();
    await known.byId('isnad-ar-small@0123456789ab');
    await known.close();
    assert.deepEqual(closed.sort(), ['isnad-ar-small', 'owner/model']);
  });
});
