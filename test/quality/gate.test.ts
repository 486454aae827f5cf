import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FilesStore } from '../../src/index/files/store.ts';
import { compareMetrics, createGate } from '../../src/quality/gate.ts';
import { openOutcomeKeeper } from '../../src/quality/kept-outcomes.ts';
import { createOverlapReader } from '../../src/reader/overlap.ts';
import { sampleArticle } from '../index/support/articles.ts';
import { embedder, publish, settings } from '../index/support/publish.ts';

const figures = (recall: number, quoted: number, falseAnswers: number) => ({
  'recall@5': recall,
  'quoteHit@1': quoted,
  falseAnswerRate: falseAnswers,
});

describe('the gate before a new generation serves', () => {
  it('lets a generation pass that is as good within the tolerance', () => {
    const verdict = compareMetrics(figures(0.95, 0.9, 0.05), figures(0.94, 0.91, 0.06), 300, 0.02);
    assert.equal(verdict.ok, true);
    assert.match(verdict.report, /300 asked; recall@5 0\.950 → 0\.940/);
  });

  it('names each figure that fell by more', () => {
    const verdict = compareMetrics(figures(0.95, 0.9, 0.05), figures(0.9, 0.9, 0.2), 300, 0.02);
    assert.equal(verdict.ok, false);
    assert.match(verdict.report, /fell by more than 0\.02: recall@5, refusals$/);
  });

  it('asks a first generation nothing: there is none to compare it with', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'isnad-gate-'));
    const store = new FilesStore(dir);
    await publish(store, [sampleArticle(1)]);
    const candidate = await store.open(settings);
    const { id, title } = sampleArticle(1).article;
    const gate = createGate({
      questions: [{ id: 'first', question: title, relevant: [id] }],
      embedder,
      reader: createOverlapReader(),
      serving: async () => undefined,
    });
    const verdict = await gate(candidate, () => assert.fail('it was asked'));
    assert.equal(verdict.ok, true);
    assert.match(verdict.report, /^1 will be asked of the next generation/);
    await candidate.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('does not fail where outcomes cannot be kept', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'isnad-gate-'));
    const store = new FilesStore(dir);
    await publish(store, [sampleArticle(1)]);
    const candidate = await store.open(settings);
    const of = { summary: candidate.summary, reader: createOverlapReader() };
    const keeper = openOutcomeKeeper(join(dir, 'current', 'gate.json'));
    keeper.write(of, []);
    assert.equal(keeper.read(of), undefined);
    await candidate.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('asks both generations each question that can still be answered, and the next time the new one alone', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'isnad-gate-'));
    const store = new FilesStore(dir);
    await publish(store, [sampleArticle(1), sampleArticle(2)]);
    await publish(store, [sampleArticle(1), sampleArticle(3)]);
    const [older, candidate] = await Promise.all([1, 2].map((n) => store.open(settings, n)));
    const { id, title } = sampleArticle(1).article;
    const gone = sampleArticle(2).article;
    const keeper = openOutcomeKeeper(join(dir, 'gate.json'));
    const gate = createGate({
      questions: [
        { id: 'stays', question: title, relevant: [id] },
        { id: 'gone', question: gone.title, relevant: [gone.id] },
        { id: 'none', question: 'من فاز بكأس العالم؟', relevant: [] },
      ],
      embedder,
      reader: createOverlapReader(),
      keeper,
      serving: async () => ({ index: older!, embedder, close: () => older!.close() }),
    });
    const told: string[] = [];
    const { report } = await gate(candidate!, (done, of) => told.push(`${done} of ${of}`));
    assert.deepEqual(told, ['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
    assert.match(report, /^2 asked; .* → /);
    await assert.rejects(older!.article(id), /closed/);

    // What came of the candidate was kept: when it serves, only the one after it is asked.
    const [serving, next] = await Promise.all([2, 2].map((n) => store.open(settings, n)));
    const again: string[] = [];
    const later = createGate({
      questions: [{ id: 'stays', question: title, relevant: [id] }],
      embedder,
      reader: createOverlapReader(),
      keeper,
      serving: async () => ({ index: serving!, embedder, close: () => serving!.close() }),
    });
    const verdict = await later(next!, (done, of) => again.push(`${done} of ${of}`));
    assert.deepEqual(again, ['1 of 1']);
    assert.match(verdict.report, /^1 asked; .* → /);
    await next!.close();
    await candidate!.close();
    await rm(dir, { recursive: true, force: true });
  });
});
