import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Candidate, fuse } from '../../src/retrieve/fuse.ts';

const chunksOf = (fused: ReturnType<typeof fuse>) => fused.map(({ number }) => number);

/** A candidate with a word score and an inner product; `undefined` if the words did not find it. */
const candidate = (number: number, words: number | undefined, product: number): Candidate => ({
  number,
  ...(words !== undefined && { words: { rank: 1, score: words } }),
  vectors: { rank: 1, score: product },
});

describe('fusion', () => {
  it('puts first what both rankings hold to be good', () => {
    const found = [candidate(1, 20, 0.1), candidate(2, 18, 0.6), candidate(3, undefined, 0.7)];
    assert.equal(chunksOf(fuse(found))[0], 2);
  });

  it('does not depend on the scale of the word scores', () => {
    const found = (scale: number) => [
      candidate(1, 9 * scale, 0.2),
      candidate(2, 7 * scale, 0.5),
      candidate(3, undefined, 0.8),
    ];
    assert.deepEqual(chunksOf(fuse(found(1))), chunksOf(fuse(found(40))));
  });

  it('does not depend on where the cosines of an embedder lie, nor on how far apart', () => {
    const found = (scale: number, shift: number) => [
      candidate(1, 9, 0.2 * scale + shift),
      candidate(2, 7, 0.5 * scale + shift),
      candidate(3, undefined, 0.8 * scale + shift),
    ];
    assert.deepEqual(chunksOf(fuse(found(1, 0))), chunksOf(fuse(found(0.1, 0.8))));
  });

  it('weighs the best word score against the spread of the cosines', () => {
    const found = [candidate(1, 20, 0.1), candidate(2, undefined, 0.7)];
    assert.equal(chunksOf(fuse(found, 0))[0], 2);
    // The two cosines are two standard deviations apart: a word score must count for more than that.
    assert.equal(chunksOf(fuse(found, 1.9))[0], 2);
    assert.equal(chunksOf(fuse(found, 2.1))[0], 1);
  });

  it('of candidates with equal cosines goes by their words', () => {
    const found = [candidate(1, 2, 0.5), candidate(2, 3, 0.5), candidate(3, undefined, 0.5)];
    assert.deepEqual(chunksOf(fuse(found)), [2, 1, 3]);
    assert.deepEqual(
      fuse([candidate(1, undefined, 0.5)]).map(({ score }) => score),
      [0],
    );
  });

  it('is the word ranking without vectors, and the vector ranking without words', () => {
    const words: Candidate[] = [3, 1, 2].map((number, i) => ({
      number,
      words: { rank: i + 1, score: 9 - i },
    }));
    assert.deepEqual(chunksOf(fuse(words)), [3, 1, 2]);
    const vectors = [candidate(7, undefined, 0.9), candidate(5, undefined, 0.8)];
    assert.deepEqual(chunksOf(fuse(vectors)), [7, 5]);
  });

  it('breaks ties by number, whatever the order in which they come', () => {
    const found = [candidate(9, 5, 0.5), candidate(4, 5, 0.5)];
    assert.deepEqual(chunksOf(fuse(found)), [4, 9]);
    assert.deepEqual(chunksOf(fuse([...found].reverse())), [4, 9]);
  });

  it('of nothing is nothing', () => {
    assert.deepEqual(fuse([]), []);
  });
});
