import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCalibration, JUDGED_MIN } from '../../src/quality/calibration-check.ts';
import type { Outcome } from '../../src/quality/metrics.ts';
import type { Quote } from '../../src/types.ts';

function outcome(confidence: number, isRight: boolean, answers = ['1988']): Outcome {
  const quote = { text: isRight ? 'فاز بها سنة 1988.' : 'فاز بها غيره.' } as Quote;
  const question = { id: 'q', question: 'متى؟', relevant: ['a'], answers };
  return { question, ranked: [], answer: { kind: 'answer', confidence, quotes: [quote] } };
}

const many = (count: number, confidence: number, right: number) =>
  Array.from({ length: count }, (_, i) => outcome(confidence, i < right));

describe('the calibration, on questions whose answers are known', () => {
  it('fits where as many are right as were promised, give or take what chance does', () => {
    const { verdict, judged, confidence, right } = checkCalibration(many(100, 0.8, 78));
    assert.equal(verdict, 'fits');
    assert.equal(judged, 100);
    assert.equal(right, 0.78);
    assert.ok(Math.abs(confidence - 0.8) < 1e-9);
  });

  it('is too sure, or too modest, where they are far fewer, or far more', () => {
    assert.equal(checkCalibration(many(100, 0.8, 60)).verdict, 'too sure');
    assert.equal(checkCalibration(many(100, 0.5, 80)).verdict, 'too modest');
  });

  it('is not judged on a handful', () => {
    assert.equal(checkCalibration(many(JUDGED_MIN - 1, 0.9, 0)).verdict, 'too few');
    assert.deepEqual(checkCalibration([]), {
      judged: 0,
      confidence: 0,
      right: 0,
      verdict: 'too few',
    });
  });

  it('counts a quote for a question without an answer as wrong, and none where nothing is known', () => {
    const unanswerable = { ...outcome(0.9, true) };
    const none = {
      ...unanswerable,
      question: { ...unanswerable.question, relevant: [], answers: [] },
    };
    assert.equal(checkCalibration([none]).right, 0);
    assert.equal(checkCalibration([outcome(0.9, true, [])]).judged, 0);
  });
});
