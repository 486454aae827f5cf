import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interval, meansOf } from '../../src/quality/shares.ts';
import { spread } from '../../tools/evaluate-sets/spread.ts';

const near = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 5e-4, `${found} is not ${expected}`);
const repeat = <Value>(count: number, value: Value) => Array<Value>(count).fill(value);
const numbered = (count: number) => [...Array(count).keys()].map(String);

describe('a share', () => {
  it('is of those alone that are asked, and absent where nobody is', () => {
    const means = meansOf(
      { even: (n: number) => (n > 9 ? undefined : n % 2 === 0), none: () => undefined },
      [2, 3, 4, 5, 12],
    );
    assert.deepEqual(means, { even: 0.5 });
  });
});

describe('an interval', () => {
  it("is Wilson's where every value stands for itself", () => {
    const values = [...repeat(15, true), ...repeat(5, false)];
    const { low, high } = interval(values, numbered(20));
    near(low, 0.5313);
    near(high, 0.8881);
  });

  it('is that of as many values as there are clusters where the members of each are alike', () => {
    const values = [...repeat(10, true), ...repeat(10, false)];
    const single = interval(values, numbered(20));
    const twice = interval(
      values.flatMap((value) => [value, value]),
      numbered(20).flatMap((name) => [name, name]),
    );
    // Within what tells n from n − 1.
    assert.ok(Math.abs(single.low - twice.low) < 0.01);
    assert.ok(Math.abs(single.high - twice.high) < 0.01);
  });

  it('stays between 0 and 1, and is wide where few are all right', () => {
    const { low, high } = interval(repeat(5, true), numbered(5));
    near(low, 0.5655);
    assert.equal(high, 1);
    assert.equal(interval([false], ['a']).low, 0);
  });
});

describe('a part of the questions', () => {
  it('has one of each stretch, always the same ones for a seed', () => {
    const all = [...Array(100).keys()];
    const some = spread(all, 10, 1);
    assert.deepEqual(
      some.map((n) => Math.floor(n / 10)),
      [...Array(10).keys()],
    );
    assert.deepEqual(spread(all, 10, 1), some);
    assert.notDeepEqual(spread(all, 10, 2), some);
  });

  it('is all of them where there are no more', () => {
    assert.deepEqual(spread([1, 2], 5, 1), [1, 2]);
    assert.deepEqual(spread([1, 2], undefined, 1), [1, 2]);
  });
});
