import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare } from '../../scripts/lib/gate.ts';

const figures = (recall: number, quoted: number, falseAnswers: number) => ({
  'recall@5': recall,
  'quoteHit@1': quoted,
  falseAnswerRate: falseAnswers,
});

describe('the gate before a new generation serves', () => {
  it('lets a generation pass that is as good within the tolerance', () => {
    const verdict = compare(figures(0.95, 0.9, 0.05), figures(0.94, 0.91, 0.06), 300, 0.02);
    assert.equal(verdict.ok, true);
    assert.match(verdict.report, /300 asked; recall@5 0\.950 → 0\.940/);
  });

  it('names each figure that fell by more', () => {
    const verdict = compare(figures(0.95, 0.9, 0.05), figures(0.9, 0.9, 0.2), 300, 0.02);
    assert.equal(verdict.ok, false);
    assert.match(verdict.report, /fell by more than 0\.02: recall@5, refusals$/);
  });

  it('has nothing to compare a first generation with', () => {
    const verdict = compare(undefined, figures(0.1, 0.1, 0.9), 300, 0.02);
    assert.equal(verdict.ok, true);
    assert.match(verdict.report, /recall@5 0\.100/);
  });
});
