import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { batchesByLength } from '../../src/embed/batches.ts';
import { openEmbedder, withoutMiddle } from '../../src/embed/transformers.ts';
import { ModelError } from '../../src/errors.ts';
import type { Embedder } from '../../src/types.ts';

const bundledDir = 'models/isnad-ar-small';
const choice = { model: 'fast', modelsDir: 'data/models' };
const scratch = mkdtempSync(join(tmpdir(), 'isnad-embed-'));
after(() => rmSync(scratch, { recursive: true }));

/** A copy of the bundled model that a test may damage. */
function copyOfModel(name: string): string {
  const folder = join(scratch, name);
  cpSync(bundledDir, folder, { recursive: true });
  return folder;
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

describe('the transformers adapter with the fast model', () => {
  let embedder: Embedder;
  before(async () => {
    embedder = await openEmbedder(choice);
  });
  after(() => embedder.close());

  it('gives unit vectors of the dimensions it names, in the order of the texts', async () => {
    const texts = ['القاهرة عاصمة مصر.', 'سجّل المنتخب هدفين في الشوط الثاني.', 'ماء', ''];
    const vectors = await embedder.embedChunks(texts);
    assert.equal(vectors.length, texts.length);
    for (const vector of vectors.slice(0, 3)) {
      assert.equal(vector.length, embedder.dimensions);
      assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-3);
    }
    const alone = await embedder.embedChunks([texts[1]!]);
    assert.ok(dot(alone[0]!, vectors[1]!) > 0.9999, 'the batch must not change a vector');
  });

  it('puts a question nearer to the passage that answers it than to another', async () => {
    const question = await embedder.embedQuestion('ما هي عاصمة مصر؟');
    const [capital, match] = await embedder.embedChunks([
      'القاهرة عاصمة جمهورية مصر العربية وأكبر مدنها.',
      'سجّل المنتخب هدفين في الشوط الثاني من المباراة.',
    ]);
    assert.ok(dot(question, capital!) > dot(question, match!));
  });

  it('leaves out the middle of a text that is longer than the model takes', async () => {
    const [vector] = await embedder.embedChunks([`مقدمة ${'كلمة '.repeat(20_000)} خاتمة`]);
    assert.ok(Math.abs(Math.hypot(...vector!) - 1) < 1e-3);
    assert.deepEqual(withoutMiddle([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 8), [1, 2, 5, 6, 7, 8, 9, 10]);
    assert.deepEqual(withoutMiddle([1, 2, 3], 3), [1, 2, 3]);
  });

  it('gives finite numbers for texts without a single known token', async () => {
    for (const text of ['', ' ', '\u200f', '🦩']) {
      const vector = await embedder.embedQuestion(text);
      assert.equal(vector.length, embedder.dimensions, JSON.stringify(text));
      assert.ok(vector.every(Number.isFinite), JSON.stringify(text));
    }
  });

  it('names itself by its weights and tokeniser', async () => {
    assert.match(embedder.id, /^isnad-ar-small@[0-9a-f]{12}$/);
    const again = await openEmbedder(choice);
    assert.equal(again.id, embedder.id);
    await again.close();
  });
});

describe('a model that cannot be used', () => {
  it('missing: says how to fetch it', async () => {
    await assert.rejects(
      openEmbedder({ ...choice, model: 'Xenova/multilingual-e5-small' }),
      (error) =>
        error instanceof ModelError &&
        /has no config\.json/.test(error.message) &&
        /npm run fetch-model -- Xenova\/multilingual-e5-small/.test(error.hint),
    );
  });

  it('changed by one byte: refused before it is loaded', async () => {
    const folder = copyOfModel('flipped');
    const path = join(folder, 'onnx/model_quantized.onnx');
    const weights = readFileSync(path);
    weights[weights.length >> 1]! ^= 1;
    writeFileSync(path, weights);
    await assert.rejects(
      openEmbedder({ ...choice, model: folder }),
      (error) =>
        error instanceof ModelError && /model_quantized\.onnx is not the file/.test(error.message),
    );
  });

  it('damaged and without checksums: the library says why it does not load', async () => {
    const folder = copyOfModel('cut');
    rmSync(join(folder, 'checksums.json'));
    const path = join(folder, 'tokenizer.json');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 1000));
    await assert.rejects(openEmbedder({ ...choice, model: folder }), ModelError);
  });
});

describe('two models opened at the same time', () => {
  it('each find their own files', async () => {
    const folder = copyOfModel('other');
    const path = join(folder, 'tokenizer.json');
    // Its vocabulary begins with other words, so that it gives other vectors.
    const tokenizer = JSON.parse(readFileSync(path, 'utf8'));
    tokenizer.model.vocab = Object.fromEntries(
      Object.entries(tokenizer.model.vocab as Record<string, number>).map(([piece, id], _, all) => [
        piece,
        id < 100 ? id : 100 + ((id + 7) % (all.length - 100)),
      ]),
    );
    writeFileSync(path, JSON.stringify(tokenizer));
    rmSync(join(folder, 'checksums.json'));
    const vectorOf = async (model: string) => {
      const embedder = await openEmbedder({ ...choice, model });
      const vector = await embedder.embedQuestion('عاصمة مصر');
      await embedder.close();
      return [...vector];
    };
    const alone = [await vectorOf('fast'), await vectorOf(folder)];
    assert.notDeepEqual(alone[0], alone[1]);
    const together = await Promise.all(['fast', folder, 'fast', folder].map(vectorOf));
    assert.deepEqual(together, [...alone, ...alone]);
  });
});

describe('batchesByLength', () => {
  it('is a permutation, short texts first, in batches of the sizes asked for', () => {
    assert.deepEqual(batchesByLength([30, 1, 40, 2], 3, 1000), [[1, 3, 0], [2]]);
    assert.deepEqual(batchesByLength([30, 1, 40, 2], 3, 60), [[1, 3], [0], [2]]);
    assert.deepEqual(batchesByLength([500, 1], 3, 60), [[1], [0]]);
    assert.deepEqual(batchesByLength([], 3, 60), []);
  });
});
