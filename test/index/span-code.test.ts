import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeSpans, encodeSpans } from '../../src/index/span-code.ts';

describe('spans in few bytes', () => {
  it('come back as they were', () => {
    const steps = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)), { maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(10_000_000), steps, (origin, gaps) => {
        let at = origin;
        const spans = gaps.map(([gap, length]) => {
          const start = at + gap;
          at = start + length;
          return { start, end: at };
        });
        assert.deepEqual(decodeSpans(origin, encodeSpans(origin, spans)), spans);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('take three bytes for a sentence of usual length', () => {
    const spans = [
      { start: 100, end: 230 },
      { start: 231, end: 350 },
    ];
    assert.equal(encodeSpans(100, spans).length, 5);
  });
});
