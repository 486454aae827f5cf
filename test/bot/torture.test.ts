/** The torture of `tools/bench-bot.ts`, small enough for every run: the real process, the sample articles. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chaos } from '../../tools/bench-bot/chaos.ts';
import { hostile } from '../../tools/bench-bot/hostile.ts';
import { rounds } from '../../tools/bench-bot/rounds.ts';

const stage = { questionsFile: 'sample/questions.jsonl' };

describe('the bot under torture', () => {
  it('answers each question of many chats once, in order', async () => {
    const figures = await rounds({ ...stage, chats: 20, rounds: 5 });
    assert.equal(figures.answeredOnce, 100);
    assert.equal(figures.outOfOrder, 0);
  });

  it('loses no answer and repeats none without a doubt, through faults and a kill -9', async () => {
    const figures = await chaos({ ...stage, updates: 120, people: 40, kills: 1, seed: 3 });
    assert.equal(figures.kills, 1);
    assert.equal(figures.answered, 120);
    assert.equal(figures.twiceWithoutDoubt, 0);
    assert.equal(figures.outOfOrder, 0);
    assert.ok(Object.keys(figures.faults).length >= 4, 'faults have struck');
  });

  it('gives every hostile message a valid reply', async () => {
    const figures = await hostile({ ...stage, messages: 200, seed: 5 });
    assert.deepEqual(
      { ...figures, perSecond: 0 },
      {
        messages: 200,
        replied: 200,
        unreplied: 0,
        violations: 0,
        errors: 0,
        restarts: 0,
        perSecond: 0,
      },
    );
  });
});
