import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextRound } from 'node:timers';
import { turn } from '../../src/retrieve/turn.ts';

describe('a turn at the event loop', () => {
  it('lets one go on in each round of the loop, in the order in which they asked', async () => {
    let round = 0;
    let counts = true;
    const count = () => {
      round += 1;
      if (counts) nextRound(count);
    };
    nextRound(count);
    const wentOn = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await turn();
        return { name, round };
      }),
    );
    counts = false;
    const rounds = wentOn.map((one) => one.round);
    assert.equal(new Set(rounds).size, 3, `they went on in the rounds ${rounds}`);
    assert.deepEqual(
      rounds,
      [...rounds].sort((a, b) => a - b),
    );
  });
});
