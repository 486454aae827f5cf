import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { byPromise, chooseHits } from '../../src/retrieve/choose-hits.ts';
import type { Hit } from '../../src/types.ts';

const WEIGHTS = { beside: 0.5 };

/** A hit whose text nothing else prints. */
function hit(number: number, articleId: string, score: number, date?: string): Hit {
  const text = Array.from({ length: 12 }, (_, i) => `كلمة${number}في${i}`).join(' ');
  return {
    number,
    score,
    chunk: {
      ...{ articleId, text, start: 0, end: text.length, position: 0 },
      sentences: [{ start: 0, end: text.length }],
    },
    article: { id: articleId, title: articleId, ...(date && { date }) },
  };
}

const numbersOf = (hits: readonly { number: number }[]) => hits.map(({ number }) => number);

describe('promise', () => {
  it('is the score where nothing is beside', () => {
    const hits = [hit(1, 'a', 1), hit(10, 'b', 3), hit(20, 'c', 2)];
    assert.deepEqual(numbersOf(byPromise(hits, WEIGHTS)), [10, 20, 1]);
  });

  it('lifts the neighbour of a good chunk before one that stands alone', () => {
    // 5 is lifted to 0 + half of 4, which is more than the 1.5 of the chunk alone.
    const hits = [hit(4, 'a', 4), hit(5, 'a', 0), hit(30, 'b', 1.5)];
    assert.deepEqual(numbersOf(byPromise(hits, WEIGHTS)), [4, 5, 30]);
  });

  it('lifts across no border between articles, and never down', () => {
    const hits = [hit(4, 'a', 4), hit(5, 'b', 0), hit(30, 'c', 1.5)];
    assert.deepEqual(numbersOf(byPromise(hits, WEIGHTS)), [4, 30, 5]);
    const down = [hit(4, 'a', 4), hit(5, 'a', -9), hit(30, 'c', 3.9)];
    assert.equal(numbersOf(byPromise(down, WEIGHTS))[0], 4);
  });

  it('goes by number where it is equal', () => {
    assert.deepEqual(numbersOf(byPromise([hit(9, 'a', 1), hit(3, 'b', 1)], WEIGHTS)), [3, 9]);
  });
});

describe('what is read', () => {
  it('is at most eight, and a smaller limit gives the beginning', () => {
    const hits = Array.from({ length: 20 }, (_, i) => hit(10 * i, `a${i}`, 20 - i));
    const read = chooseHits(hits);
    assert.equal(read.length, 8);
    assert.deepEqual(numbersOf(chooseHits(hits, 4)), numbersOf(read.slice(0, 4)));
  });

  it('has a story once that five papers print, so that others are read as well', () => {
    const story = hit(0, 'a0', 9).chunk.text;
    const copies = Array.from({ length: 5 }, (_, i) => {
      const copy = hit(10 * i, `a${i}`, 9 - i);
      return { ...copy, chunk: { ...copy.chunk, text: story } };
    });
    const read = chooseHits([...copies, hit(90, 'other', 1)], 2);
    assert.deepEqual(numbersOf(read), [0, 90]);
    assert.ok(read[0]?.alsoIn && read[0].alsoIn.length > 0);
  });

  it('has several chunks of one good article', () => {
    const hits = [hit(4, 'a', 4), hit(5, 'a', 3.5), hit(6, 'a', 3), hit(30, 'b', 2)];
    assert.deepEqual(numbersOf(chooseHits(hits, 3)), [4, 5, 6]);
  });

  it('of nothing is nothing', () => {
    assert.deepEqual(chooseHits([]), []);
    assert.deepEqual(chooseHits([], 8, { wantsLatest: true }), []);
  });
});

describe('what is read where the latest is asked for', () => {
  const old = Array.from({ length: 12 }, (_, i) => hit(10 * i, `old${i}`, 30 - i, '2020-01-01'));
  const newer = hit(200, 'newer', 15, '2024-05-01');
  const undated = hit(210, 'undated', 14);

  it('has the newest of what comes next, after the best', () => {
    const read = chooseHits([...old, newer, undated], 8, { wantsLatest: true });
    assert.deepEqual(numbersOf(read), [0, 10, 20, 30, 40, 50, 200, 60]);
  });

  it('has no story that is new and far from what is asked', () => {
    const many = Array.from({ length: 30 }, (_, i) => hit(10 * i, `old${i}`, 60 - i, '2020-01-01'));
    const far = hit(900, 'far', 1, '2025-01-01');
    const read = chooseHits([...many, far], 8, { wantsLatest: true });
    assert.ok(!numbersOf(read).includes(900));
  });

  it('is what is read anyway where nothing has a date', () => {
    const hits = Array.from({ length: 12 }, (_, i) => hit(10 * i, `a${i}`, 20 - i));
    assert.deepEqual(
      numbersOf(chooseHits(hits, 8, { wantsLatest: true })),
      numbersOf(chooseHits(hits, 8)),
    );
  });
});
