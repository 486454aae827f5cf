import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { adaptModel } from '../../src/embed/adapt.ts';
import { drawPair, tokeniseChunk } from '../../src/embed/adapt-pairs.ts';
import { learn, TrainableTable } from '../../src/embed/adapt-step.ts';
import { readTokenTable, tokenVectors, writeTokenVector } from '../../src/embed/adapt-weights.ts';
import { CHECKSUM_FILE, WEIGHTS_FILE } from '../../src/embed/model-files.ts';

const bundled = fileURLToPath(new URL('../../models/isnad-ar-small', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'isnad-adapt-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Words by their place in a list, from 100 on: a tokenizer that a person can predict. */
function wordIds(): (text: string) => number[] {
  const known = new Map<string, number>();
  return (text) =>
    (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => {
      if (!known.has(word)) known.set(word, 7000 + known.size);
      return known.get(word)!;
    });
}

const CHUNKS = [
  { title: 'النيل', text: 'النيل نهر طويل. يجري في مصر والسودان. يصب في البحر المتوسط.' },
  { title: 'الفرات', text: 'الفرات نهر قديم. يجري في سوريا والعراق. يلتقي بدجلة في الجنوب.' },
  { title: 'الأطلس', text: 'الأطلس جبال عالية. تمتد في المغرب والجزائر. يكسوها الثلج شتاء.' },
  { title: 'الأوراس', text: 'الأوراس جبال في الجزائر. تسكنها قبائل كثيرة. منها بدأت الثورة.' },
];

function loss(table: TrainableTable, seed: number): number {
  const random = sequence(seed);
  const tokenise = wordIds();
  const pairs = CHUNKS.map(
    (chunk, group) => drawPair(tokeniseChunk(chunk, tokenise), group, random)!,
  );
  return learn(table, pairs.filter(Boolean), 0);
}

function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe('the token table of the bundled graph', () => {
  const file = readFileSync(join(bundled, WEIGHTS_FILE));
  const table = readTokenTable(file);

  it('is found where config.json says how wide it is', () => {
    const config = JSON.parse(readFileSync(join(bundled, 'config.json'), 'utf8'));
    assert.equal(table.dimensions, config.hidden_size);
    assert.equal(table.scales.length, config.vocab_size);
    assert.equal(table.rows.length, config.vocab_size * config.hidden_size);
  });

  it('takes a vector and gives it back within half a step of int8', () => {
    const vector = Float32Array.from({ length: table.dimensions }, (_, d) => Math.sin(d));
    const copy = Buffer.from(file);
    const own = readTokenTable(copy);
    writeTokenVector(copy, own, 1234, vector);
    const again = readTokenTable(copy);
    for (let d = 0; d < vector.length; d++) {
      const read = again.rows[1234 * table.dimensions + d]! * again.scales[1234]!;
      assert.ok(Math.abs(read - vector[d]!) <= again.scales[1234]! / 2 + 1e-6);
    }
  });

  it('is refused where there is none', () => {
    assert.throws(() => readTokenTable(Buffer.from([0x3a, 0x00])), /no token table/);
    assert.throws(() => readTokenTable(Buffer.from([0x3a, 0xff])), /cut short/);
  });
});

describe('a step of learning', () => {
  it('moves along the gradient: it agrees with finite differences of the loss', () => {
    const dimensions = 3;
    const start = Float32Array.from({ length: 6 * dimensions }, (_, at) => Math.sin(at * 1.7 + 1));
    const pairs = [
      { query: Int32Array.of(0, 1), passage: Int32Array.of(2, 1), group: 0 },
      { query: Int32Array.of(3), passage: Int32Array.of(4, 5, 5), group: 1 },
      { query: Int32Array.of(2), passage: Int32Array.of(0, 3), group: 2 },
    ];
    const lossAt = (vectors: Float32Array): number =>
      learn(new TrainableTable(Float32Array.from(vectors), dimensions), pairs, 0);
    const moved = Float32Array.from(start);
    learn(new TrainableTable(moved, dimensions), pairs, 1e-3);
    for (let at = 0; at < start.length; at++) {
      const up = Float32Array.from(start);
      const down = Float32Array.from(start);
      up[at] = up[at]! + 1e-2;
      down[at] = down[at]! - 1e-2;
      const slope = (lossAt(up) - lossAt(down)) / 2e-2;
      if (Math.abs(slope) > 1e-2) {
        // Adam's first step has the gradient's sign and the same size everywhere.
        assert.equal(Math.sign(start[at]! - moved[at]!), Math.sign(slope), `number ${at}`);
      }
    }
  });
});

describe('adapting the bundled model', () => {
  const run = (name: string, seed: number) => {
    const outDir = join(scratch, name);
    const report = adaptModel({
      modelDir: bundled,
      outDir,
      chunks: CHUNKS,
      tokenise: wordIds(),
      seed,
    });
    return { outDir, report };
  };

  it('gives the same files for the same seed and other ones for another, and leaves the bundled model alone', () => {
    const before = readFileSync(join(bundled, CHECKSUM_FILE), 'utf8');
    const sums = ['a', 'b', 'c'].map((name, at) =>
      readFileSync(join(run(name, at < 2 ? 1 : 2).outDir, CHECKSUM_FILE), 'utf8'),
    );
    assert.equal(sums[0], sums[1]);
    assert.notEqual(sums[0], sums[2]);
    assert.notEqual(sums[0], before);
    assert.equal(readFileSync(join(bundled, CHECKSUM_FILE), 'utf8'), before);
  });

  it('lowers the loss on the corpus it was adapted to', () => {
    const { outDir, report } = run('d', 3);
    assert.ok(report.stepsDone === report.stepsPlanned && report.tokensMoved > 0);
    const tableOf = (folder: string): TrainableTable => {
      const table = readTokenTable(readFileSync(join(folder, WEIGHTS_FILE)));
      return new TrainableTable(tokenVectors(table), table.dimensions);
    };
    assert.ok(loss(tableOf(outDir), 99) < loss(tableOf(bundled), 99));
  });

  it('writes an unchanged copy where there is nothing to learn from', () => {
    const outDir = join(scratch, 'e');
    const report = adaptModel({ modelDir: bundled, outDir, chunks: [], tokenise: wordIds() });
    assert.deepEqual(report, { chunks: 0, stepsDone: 0, stepsPlanned: 0, tokensMoved: 0 });
    assert.ok(
      readFileSync(join(outDir, WEIGHTS_FILE)).equals(readFileSync(join(bundled, WEIGHTS_FILE))),
    );
  });
});
