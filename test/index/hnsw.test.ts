import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { VectorGraph } from '../../src/index/files/hnsw.ts';
import { StoredVectors } from '../../src/index/files/stored-vectors.ts';
import { seededRandom } from '../../tools/lib/random.ts';

const DIMENSIONS = 32;
const COUNT = 2000;

/** Unit vectors that lie in clusters, as those of texts do. */
function clusteredVectors(count: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: 40 }, () => Array.from({ length: DIMENSIONS }, gauss));
  return Array.from({ length: count }, (_, i) => {
    const vector = centres[i % 40]!.map((value) => value + 0.7 * gauss());
    const length = Math.hypot(...vector);
    return Float32Array.from(vector, (value) => value / length);
  });
}

function bruteForce(
  vectors: readonly Float32Array[],
  query: Float32Array,
  limit: number,
): number[] {
  const scores = vectors.map((vector) =>
    vector.reduce((sum, value, d) => sum + value * query[d]!, 0),
  );
  return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, limit);
}

function recall(
  graph: VectorGraph,
  vectors: readonly Float32Array[],
  queries: readonly Float32Array[],
) {
  let found = 0;
  for (const query of queries) {
    const wanted = new Set(bruteForce(vectors, query, 10));
    found += graph.search(query, 10).filter(({ number }) => wanted.has(number)).length;
  }
  return found / (queries.length * 10);
}

describe('the graph of vectors', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-hnsw-'));
  const vectors = clusteredVectors(COUNT, 1);
  const queries = clusteredVectors(COUNT + 50, 2).slice(COUNT);
  let graph: VectorGraph;

  before(() => {
    graph = VectorGraph.create(DIMENSIONS, COUNT);
    for (const [i, vector] of vectors.entries()) graph.add(vector, i);
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('finds what brute force finds', () => {
    const found = recall(graph, vectors, queries);
    assert.ok(found >= 0.98, `recall@10 is ${found}`);
  });

  it('scores by the inner product', () => {
    const query = queries[0]!;
    for (const { number: chunk, score } of graph.search(query, 5)) {
      const product = vectors[chunk]!.reduce((sum, value, d) => sum + value * query[d]!, 0);
      assert.ok(Math.abs(score - product) < 1e-5);
    }
  });

  it('returns at most as many as there are', () => {
    const small = VectorGraph.create(DIMENSIONS, 1);
    assert.deepEqual(small.search(queries[0]!, 10), []);
    small.add(vectors[0]!, 0);
    small.add(vectors[1]!, 1);
    assert.equal(small.search(queries[0]!, 10).length, 2);
  });

  it('is the same after it was saved and loaded, and takes no more room than it needs', async () => {
    const path = join(dir, 'graph');
    const roomy = VectorGraph.create(DIMENSIONS, 10_000);
    for (const [i, vector] of vectors.entries()) roomy.add(vector, i);
    roomy.save(path);
    // Beside the vector: 48 links of 4 bytes and their count, a label, what the few upper layers take.
    assert.ok(statSync(path).size < COUNT * (DIMENSIONS * 4 + 230));
    const loaded = await VectorGraph.load(path, DIMENSIONS);
    for (const query of queries)
      assert.deepEqual(loaded.search(query, 10), graph.search(query, 10));
    assert.deepEqual(loaded.get(7), vectors[7]);
    const stored = new StoredVectors(path, DIMENSIONS);
    for (const label of [0, 7, COUNT - 1]) assert.deepEqual(stored.get(label), vectors[label]);
    assert.equal(stored.get(COUNT + 1000), undefined);
    stored.close();
  });

  it('built in two sittings, with a tenth replaced, finds within .01 of one built at once', async () => {
    const path = join(dir, 'first');
    const replaced = clusteredVectors(COUNT, 3);
    const first = VectorGraph.create(DIMENSIONS, COUNT);
    for (const [i, vector] of vectors.entries()) first.add(vector, i);
    first.save(path);
    const second = await VectorGraph.load(path, DIMENSIONS);
    const live = new Map(vectors.entries());
    for (let i = 0; i < COUNT; i += 10) {
      second.markDeleted(i);
      live.delete(i);
      second.add(replaced[i]!, COUNT + i);
      live.set(COUNT + i, replaced[i]!);
    }
    const labels = [...live.keys()];
    const present = labels.map((label) => live.get(label)!);
    second.save(path);
    const stored = new StoredVectors(path, DIMENSIONS);
    assert.deepEqual(stored.get(1), vectors[1]);
    stored.close();
    const whole = VectorGraph.create(DIMENSIONS, COUNT);
    for (const [i, vector] of present.entries()) whole.add(vector, i);
    const relabelled = {
      search: (query: Float32Array, limit: number) =>
        second
          .search(query, limit)
          .map(({ number, score }) => ({ number: labels.indexOf(number), score })),
    } as VectorGraph;
    const [incremental, full] = [
      recall(relabelled, present, queries),
      recall(whole, present, queries),
    ];
    assert.ok(Math.abs(incremental - full) <= 0.01, `${incremental} against ${full}`);
  });
});
