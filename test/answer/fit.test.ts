/** The fitting code, held against what can be worked out by hand or was put in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Choice, choiceShares, fitChoices } from '../../scripts/fit/choice.ts';
import {
  auroc,
  calibrationError,
  reliability,
  riskCoverage,
  thresholdFor,
} from '../../scripts/fit/figures.ts';
import { minimise } from '../../scripts/fit/minimise.ts';
import { logit, sigmoid, softmax } from '../../src/answer/model.ts';

/** Uniform numbers from 0 to 1 (Park and Miller's generator), the same each time. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe('fitting', () => {
  it('finds the bottom of a bowl', () => {
    const bowl = (x: Float64Array) => ({
      value: (x[0]! - 3) ** 2 + 10 * (x[1]! + 1) ** 2,
      gradient: Float64Array.of(2 * (x[0]! - 3), 20 * (x[1]! + 1)),
    });
    const [a, b] = minimise(bowl, new Float64Array(2));
    assert.ok(Math.abs(a! - 3) < 1e-4 && Math.abs(b! + 1) < 1e-4);
  });

  it('finds the weights that choices were made by', () => {
    const random = uniform(5);
    const truth = Float64Array.of(2, -1);
    const choices = Array.from({ length: 4000 }, (): Choice => {
      const alternatives = Array.from({ length: 4 }, () => Float64Array.of(random(), random()));
      let left = random();
      const right = choiceShares(alternatives, truth).findIndex((share) => {
        left -= share;
        return left <= 0;
      });
      return { alternatives, right: [Math.max(0, right)], weight: 1 };
    });
    const [a, b] = fitChoices(choices, { prior: new Float64Array(2), strength: 1 });
    assert.ok(Math.abs(a! - 2) < 0.2, `${a} is not 2`);
    assert.ok(Math.abs(b! + 1) < 0.2, `${b} is not -1`);
  });

  it('stays at the prior where nothing is known', () => {
    const prior = Float64Array.of(0.5, -2);
    assert.deepEqual(fitChoices([], { prior, strength: 1 }), prior);
  });
});

describe('figures', () => {
  it('AUROC is the share of pairs in the right order, ties by half', () => {
    assert.equal(auroc([3, 2], [1, 0]), 1);
    assert.equal(auroc([0], [1]), 0);
    // 2 > 1, 2 = 2, 1 = 1, 1 < 2: (1 + ½ + ½ + 0) / 4
    assert.equal(auroc([2, 1], [1, 2]), 0.5);
  });

  it('a threshold lets through at most the share it was given', () => {
    const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0];
    const threshold = thresholdFor(scores, 0.2);
    assert.equal(scores.filter((score) => score >= threshold).length, 2);
  });

  it('a confidence that is always right about itself has no calibration error', () => {
    const judged = Array.from({ length: 10 }, (_, i) => ({ said: 0.3, right: i < 3 }));
    assert.ok(calibrationError(reliability(judged)) < 1e-9);
    assert.ok(
      Math.abs(calibrationError(reliability(judged.map((one) => ({ ...one, said: 0.9 })))) - 0.6) <
        1e-9,
    );
  });

  it('risk rises where the less sure answers are wrong', () => {
    const points = riskCoverage([
      { said: 0.9, right: true },
      { said: 0.1, right: false },
    ]);
    assert.deepEqual(points, [
      [0.5, 0],
      [1, 0.5],
    ]);
  });
});

describe('probabilities', () => {
  it('shares add up to 1 and keep the order of the scores, however large', () => {
    const shares = softmax([1000, 999, -1000]);
    assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-12);
    assert.ok(shares[0]! > shares[1]! && shares[1]! > shares[2]!);
  });

  it('log-odds and their inverse meet, and the ends stay finite', () => {
    assert.ok(Math.abs(sigmoid(logit(0.3)) - 0.3) < 1e-12);
    assert.ok(Number.isFinite(logit(0)) && Number.isFinite(logit(1)));
  });
});
