import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { calibrationNotice, confidenceOf, judge, surenessOf } from '../../src/answer/judge.ts';
import { readHits } from '../../src/answer/read-hits.ts';
import { calibration, hitOn, readerThat } from './support.ts';

const read = (logOdds: readonly number[]) =>
  logOdds.map((own) => ({
    hit: hitOn('جملة.'),
    sentences: [{ start: 0, end: 5, text: 'جملة.', logOdds: own, span: null }],
  }));

describe('a judgement', () => {
  it('shares out 1 among the sentences and none', () => {
    // Each is as likely as none: a third each.
    const { readings, best, any } = judge(read([0, 0]), { temperature: 1, behind: 0 });
    assert.ok(Math.abs(readings[0]!.sentences[0]!.probability - 1 / 3) < 1e-12);
    assert.ok(Math.abs(best - 1 / 3) < 1e-12 && Math.abs(any - 2 / 3) < 1e-12);
  });

  it('keeps the order of the log-odds, whatever the temperature, and never overflows', () => {
    const logOdds = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(logOdds, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, temperature) => {
        const { readings, best, any } = judge(read(list), { temperature, behind: 0 });
        const all = readings.flatMap(({ sentences }) => sentences);
        for (const a of all)
          for (const b of all) if (a.logOdds > b.logOdds) assert.ok(a.probability >= b.probability);
        assert.ok(best >= 0 && best <= any + 1e-9 && any <= 1);
        const confidence = confidenceOf({ best, any }, calibration);
        assert.ok(confidence >= 0 && confidence <= 1);
      }),
    );
  });

  it('believes a passage the less the further it was found behind the best one', () => {
    const [near, far] = read([1, 1]);
    const behindBy = (gap: number) => {
      const passages = [near!, { ...far!, hit: { ...far!.hit, score: near!.hit.score - gap } }];
      const judged = judge(passages, { temperature: 1, behind: 0.5 }).readings;
      return judged.map(({ sentences }) => sentences[0]!.probability);
    };
    const [first, second] = behindBy(2);
    // Two units behind at a half each: e to the power of minus one.
    assert.ok(Math.abs(second! / first! - Math.exp(-1)) < 1e-12);
    const [even, same] = behindBy(0);
    assert.equal(even, same);
  });

  it('lets two sentences that both answer be sure each for itself', () => {
    const [first, second] = judge(read([5, 5]), { temperature: 1, behind: 0 }).readings;
    assert.ok(first!.sentences[0]!.own > 0.99 && second!.sentences[0]!.own > 0.99);
  });

  it('is as sure of two that answer equally as of one alone', () => {
    const sureness = (logOdds: number[]) =>
      surenessOf(judge(read(logOdds), { temperature: 1, behind: 0 }));
    assert.ok(Math.abs(sureness([2, 2]) - sureness([2])) < 1e-9);
    assert.ok(Math.abs(sureness([2]) - 1 / (1 + Math.exp(-2))) < 1e-9);
    assert.equal(sureness([]), 0);
  });

  it('is unsure of nothing at all where nothing was read', () => {
    assert.equal(confidenceOf(judge([], { temperature: 1, behind: 0 }), calibration), 0);
  });

  it('tells the operator where the reader is not the one that was fitted', () => {
    assert.equal(calibrationNotice('overlap@1', calibration), undefined);
    assert.match(calibrationNotice('other@1', calibration)!, /npm run calibrate/);
  });
});

describe('reading', () => {
  const hits = Array.from({ length: 7 }, (_, i) => hitOn(`الجملة رقم ${i}.`));

  it('reads the first four, and two and two more where those do not decide', async () => {
    const reader = readerThat(() => ({ logOdds: -1, span: null }));
    const all = await readHits('سؤال', hits, reader, () => false);
    assert.deepEqual(reader.reads, [4, 2, 1]);
    assert.deepEqual(
      all.map(({ hit }) => hit.number),
      hits.map(({ number }) => number),
    );
  });

  it('stops after four that decide', async () => {
    const reader = readerThat(() => ({ logOdds: 5, span: null }));
    assert.equal((await readHits('سؤال', hits, reader, () => true)).length, 4);
    assert.deepEqual(reader.reads, [4]);
  });

  it('does not ask the reader about nothing', async () => {
    const reader = readerThat(() => ({ logOdds: 5, span: null }));
    assert.deepEqual(await readHits('سؤال', [], reader, () => false), []);
    assert.deepEqual(reader.reads, []);
  });

  it('counts the words that answer from the beginning of the article', async () => {
    const text = 'كان الجو باردًا. سافر الكاتب في مايو.';
    const reader = readerThat((sentence) => {
      const start = sentence.indexOf('مايو');
      const span = start < 0 ? null : { start, end: start + 4, probability: 0.9 };
      return { logOdds: 0, span };
    });
    const [passage] = await readHits('متى؟', [hitOn(text)], reader, () => true);
    const { start, end } = passage!.sentences[1]!.span!;
    assert.equal(text.slice(start, end), 'مايو');
  });
});
