import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answeringRank,
  auroc,
  coverageAt,
  metricsOf,
  ndcg,
  type Outcome,
  quoteHits,
  recallAt,
  reciprocalRank,
} from '../../src/quality/metrics.ts';
import { check } from '../../tools/evaluate-sets/expected.ts';

describe('metrics of a ranking', () => {
  it('are perfect where the one relevant article comes first', () => {
    assert.equal(recallAt(1, ['a', 'b'], ['a']), 1);
    assert.equal(reciprocalRank(['a', 'b'], ['a']), 1);
    assert.equal(ndcg(['a', 'b'], ['a']), 1);
  });

  it('follow their formulas where it comes third', () => {
    assert.equal(recallAt(1, ['b', 'c', 'a'], ['a']), 0);
    assert.equal(recallAt(5, ['b', 'c', 'a'], ['a']), 1);
    assert.equal(reciprocalRank(['b', 'c', 'a'], ['a']), 1 / 3);
    assert.equal(ndcg(['b', 'c', 'a'], ['a']), 1 / Math.log2(4));
  });

  it('count each of several relevant articles', () => {
    assert.equal(recallAt(5, ['a', 'x'], ['a', 'b']), 0.5);
    assert.equal(ndcg(['a', 'x', 'b'], ['a', 'b']), (1 + 0.5) / (1 + 1 / Math.log2(3)));
  });

  it('are nothing beyond the tenth', () => {
    const ranked = [...Array(10).keys()].map(String);
    assert.equal(reciprocalRank([...ranked, 'a'], ['a']), 0);
    assert.equal(ndcg([...ranked, 'a'], ['a']), 0);
  });
});

const outcome = (relevant: string[], kind: 'answer' | 'none', text = ''): Outcome => ({
  question: { id: 'q', question: '', relevant, answers: ['٢٢ مارس ١٩٤٥'] },
  ranked: relevant,
  answer: {
    kind,
    confidence: kind === 'answer' ? 0.9 : 0.1,
    quotes:
      kind === 'answer'
        ? [
            {
              text,
              start: 0,
              end: text.length,
              articleId: 'a',
              title: '',
              source: null,
              url: null,
              date: null,
              score: 0.9,
              context: { start: 0, end: text.length },
              emphasis: [],
            },
          ]
        : [],
  },
});

describe('metrics of answers', () => {
  it('find an answer in a quote by search form: digits and marks do not matter', () => {
    assert.ok(quoteHits(1, outcome(['a'], 'answer', 'وُقّع الميثاق في 22 مارس 1945 بالقاهرة')));
    assert.ok(!quoteHits(1, outcome(['a'], 'answer', 'وُقّع الميثاق بالقاهرة')));
    assert.ok(!quoteHits(1, outcome(['a'], 'none')));
  });

  it('give the share answered of those with an answer and of those without', () => {
    const metrics = metricsOf([
      outcome(['a'], 'answer'),
      outcome(['a'], 'none'),
      outcome([], 'answer'),
      outcome([], 'none'),
      outcome([], 'none'),
      outcome([], 'none'),
    ]);
    assert.equal(metrics.coverage, 0.5);
    assert.equal(metrics.falseAnswerRate, 0.25);
  });
});

describe('what is read', () => {
  const chunk = (articleId: string, start: number, text = '') => ({
    chunk: {
      ...{ articleId, position: 0, start, end: start + 100, text },
      sentences: [{ start, end: start + 100 }],
    },
  });
  const question = {
    id: 'q',
    question: '',
    relevant: ['a'],
    answers: ['١٩٤٥'],
    marked: [{ start: 150, end: 180 }],
  };
  const read = (...hits: Outcome['read'] & object): Outcome => ({
    question,
    ranked: [],
    read: hits,
  });

  it('answers with a chunk that overlaps a marked sentence of the relevant article', () => {
    assert.equal(answeringRank(read(chunk('b', 100), chunk('a', 0), chunk('a', 100))), 3);
    assert.equal(answeringRank(read(chunk('a', 180))), Number.POSITIVE_INFINITY);
  });

  it('answers with another print of the story that has the words of the answer', () => {
    const alsoIn = [{ id: 'a', title: 'أ' }];
    assert.equal(answeringRank(read({ ...chunk('b', 900, 'في عام 1945'), alsoIn })), 1);
    assert.equal(
      answeringRank(read({ ...chunk('b', 900, 'في ذلك العام'), alsoIn })),
      Number.POSITIVE_INFINITY,
    );
  });

  it('is given as the share of questions whose answer is among the first k', () => {
    const metrics = metricsOf([
      read(chunk('a', 100)),
      read(chunk('b', 0), chunk('b', 100), chunk('a', 100)),
    ]);
    assert.equal(metrics['read@1'], 0.5);
    assert.equal(metrics['read@4'], 1);
    assert.equal(metrics.rightSentence, undefined);
  });

  it('tells the right sentence from a wrong one, of questions whose chunk was read', () => {
    const quoted = (start: number, ...hits: Outcome['read'] & object): Outcome => {
      const { answer } = outcome(['a'], 'answer', 'قيل');
      const quotes = (answer?.quotes ?? []).map((quote) => ({ ...quote, start, end: start + 20 }));
      return { ...read(...hits), answer: answer && { ...answer, quotes } };
    };
    const metrics = metricsOf([
      quoted(150, chunk('a', 100)),
      quoted(100, chunk('a', 100)),
      quoted(150, chunk('b', 100)),
    ]);
    assert.equal(metrics.rightSentence, 0.5);
  });
});

describe('outright answers', () => {
  it('are right where they have the answer, and wrong where nothing answers', () => {
    const metrics = metricsOf([
      outcome(['a'], 'answer', 'وُقّع في 22 مارس 1945'),
      outcome(['a'], 'answer', 'وُقّع بالقاهرة'),
      outcome(['a'], 'none'),
      { ...outcome([], 'answer', 'شيء آخر'), question: { id: 'n', question: '', relevant: [] } },
    ]);
    assert.equal(metrics.answerPrecision, 1 / 3);
    assert.equal(metrics.coverage, 2 / 3);
    assert.equal(metrics.falseAnswerRate, 1);
    assert.equal(metrics.refused, 0);
  });
});

describe('telling answerable from unanswerable', () => {
  it('is 1 where confidence parts them, a half where it says nothing', () => {
    assert.equal(auroc([0.9, 0.8], [0.1, 0.2]), 1);
    assert.equal(auroc([0.1], [0.9]), 0);
    assert.equal(auroc([0.5, 0.5], [0.5, 0.5, 0.5]), 0.5);
  });

  it('covers what lies above the confidence of a tenth of the unanswerable', () => {
    const unanswerable = [...Array(10).keys()].map((i) => i / 10);
    assert.equal(coverageAt(0.1, [0.95, 0.85, 0.5, 0.1], unanswerable), 0.5);
  });
});

describe('verdicts', () => {
  const tolerance = { ok: 0.01, close: 0.03 };

  it('are OK within a hundredth and above, close within three, FAIL below', () => {
    const verdict = (found: number) =>
      check({ 'recall@1': found }, { 'recall@1': 0.6 }, tolerance)[0]?.verdict;
    assert.equal(verdict(0.8), 'OK');
    assert.equal(verdict(0.595), 'OK');
    assert.equal(verdict(0.58), 'close');
    assert.equal(verdict(0.5), 'FAIL');
  });

  it('turn round where less is better', () => {
    const [rise] = check({ falseAnswerRate: 0.2 }, { falseAnswerRate: 0.1 }, tolerance);
    assert.equal(rise?.verdict, 'FAIL');
    const [fall] = check({ falseAnswerRate: 0.01 }, { falseAnswerRate: 0.1 }, tolerance);
    assert.equal(fall?.verdict, 'OK');
  });

  it('FAIL where a figure is missing', () => {
    assert.equal(check({}, { 'recall@1': 0.6 }, tolerance)[0]?.verdict, 'FAIL');
  });
});
