/** The fit of a calibration, held against data whose truth is known. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { confidenceOf } from '../../src/answer/judge.ts';
import type { Example } from '../../tools/fit/examples.ts';
import {
  answered,
  chooseThresholds,
  fitConfidence,
  fitReadMore,
  fitScale,
} from '../../tools/fit/fit.ts';
import { seededRandom } from '../../tools/lib/random.ts';

/** Questions with one sentence each, whose reader says twice the true log-odds. */
function overconfident(count: number): Example[] {
  const next = seededRandom(1);
  return Array.from({ length: count }, (_, i) => {
    const truth = 6 * next() - 3;
    const right = next() < 1 / (1 + Math.exp(-truth));
    const sentence = { logOdds: 2 * truth, right, quoteRight: right };
    return { id: String(i), answerable: right, passages: [{ score: 0, sentences: [sentence] }] };
  });
}

describe('a calibration', () => {
  const examples = overconfident(4_000);

  it('halves the log-odds of a reader that says twice of what is true', () => {
    const { temperature } = fitScale(examples);
    assert.ok(Math.abs(temperature - 2) < 0.2, String(temperature));
  });

  it('is not led astray by an answer that may not be quoted', () => {
    const sentence = { logOdds: Number.NEGATIVE_INFINITY, right: true, quoteRight: true };
    const barred = {
      id: 'barred',
      answerable: true,
      passages: [{ score: 0, sentences: [sentence] }],
    };
    assert.deepEqual(fitScale([...examples, barred]), fitScale(examples));
  });

  it('finds what being found behind costs', () => {
    // Two passages of which the reader says the same; of those one unit behind, one in e + 1 is the right one.
    const share = 1 / (1 + Math.E);
    const two = Array.from({ length: 1000 }, (_, i): Example => {
      const late = i < share * 1000;
      const passage = (score: number, right: boolean) => ({
        score,
        sentences: [{ logOdds: 6, right, quoteRight: right }],
      });
      return { id: String(i), answerable: true, passages: [passage(3, !late), passage(2, late)] };
    });
    assert.ok(Math.abs(fitScale(two).behind - 1) < 0.05, String(fitScale(two).behind));
  });

  it('says what share will be right', () => {
    const options = { temperature: 2, behind: 0, readMoreBelow: 1 };
    const all = examples.map((example) => answered(example, options));
    const confidence = fitConfidence(all);
    const said = all.map((one) => confidenceOf(one, { confidence }));
    const mean = said.reduce((a, b) => a + b, 0) / said.length;
    const right = all.filter((one) => one.right).length / all.length;
    assert.ok(Math.abs(mean - right) < 0.01, `${mean} said, ${right} right`);
  });

  it('reads on where the first passages have been overtaken by a later one', () => {
    const example = (logOdds: readonly number[], rightAt: number, i: number): Example => ({
      id: String(i),
      answerable: true,
      passages: logOdds.map((one, place) => {
        const right = place === rightAt;
        return { score: 0, sentences: [{ logOdds: one, right, quoteRight: right }] };
      }),
    });
    // What is as sure as e² : 1 stays; what is as sure as e : 1 gives way to the last one.
    const sure = Array.from({ length: 50 }, (_, i) => example([2, -5, -5, -5, -5, -5, -4], 0, i));
    const unsure = Array.from({ length: 50 }, (_, i) => example([1, -5, -5, -5, -5, -5, 3], 6, i));
    const bound = fitReadMore([...sure, ...unsure], { temperature: 1, behind: 0 });
    const sureness = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
    assert.ok(bound > sureness(1) && bound < sureness(1) + 0.02, String(bound));
  });

  it('answers only as low as both bounds hold', () => {
    const one = (said: number, right: boolean, answerable = right) => ({ said, right, answerable });
    const judged = [
      ...Array.from({ length: 90 }, (_, i) => one(0.9 - i / 1000, true)),
      ...Array.from({ length: 4 }, () => one(0.5, false)),
      ...Array.from({ length: 60 }, () => one(0.3, true)),
      ...Array.from({ length: 60 }, () => one(0.2, false)),
    ];
    const bounds = { rightMin: 0.92, falseAnsweredMax: 0.01, falseShownMax: 0.1 };
    assert.deepEqual(chooseThresholds(judged, bounds), { answer: 0.9 - 89 / 1000, maybe: 0.3 });
  });
});
