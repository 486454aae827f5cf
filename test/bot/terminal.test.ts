import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderAnswer } from '../../src/bot/terminal.ts';
import type { Answer } from '../../src/types.ts';

const text = 'وُقّع الميثاق في القاهرة يوم 22 مارس 1945.';
const start = text.indexOf('22');
const end = start + '22 مارس 1945'.length;
const answer: Answer = {
  kind: 'answer',
  quotes: [
    {
      text,
      start: 0,
      end: text.length,
      articleId: 'charter',
      title: 'الميثاق',
      source: null,
      url: null,
      date: null,
      score: 0.95,
      context: { start: 0, end: text.length },
      emphasis: [{ start, end }],
    },
  ],
  confidence: 0.95,
  short: '22 مارس 1945',
  nearest: [],
  tookMs: 1,
  why: {
    questionKind: 'when',
    terms: [],
    readerId: 'overlap@1',
    thresholds: { answer: 0.8, maybe: 0.2 },
    best: 0.9,
    any: 0.97,
    heldBack: 'today-from-old',
    candidates: [
      {
        articleId: 'charter',
        title: 'الميثاق',
        chunk: 3,
        fusedScore: 0.5,
        words: { rank: 1, score: 12 },
        sentences: [
          {
            text,
            logOdds: 2.5,
            probability: 0.9,
            span: { text: '22 مارس 1945', probability: 0.8 },
          },
        ],
      },
      { articleId: 'other', title: 'غيره', chunk: 4, fusedScore: 0.1, sentences: [] },
    ],
  },
};

describe('an answer in the terminal', () => {
  const shown = renderAnswer(answer, { color: false });

  it('says the words that answer on the first line, by themselves', () => {
    assert.equal(shown.split('\n')[0], '«22 مارس 1945»');
  });

  it('says of when an old answer is, and has other marks for quotes within quotes', () => {
    const text = 'سمّى الشاعر ديوانه «ليل المدينة».';
    const quote = {
      ...answer.quotes[0]!,
      text,
      end: text.length,
      emphasis: [],
      date: '2023-03-12',
    };
    const { why, short, ...rest } = answer;
    const old = renderAnswer({ ...rest, quotes: [quote], asOf: '2023-03-12' }, { color: false });
    assert.equal(old.split('\n')[0], 'هذا ما نُشر في مارس 2023.');
    assert.ok(old.includes('«سمّى الشاعر ديوانه ‹ليل المدينة›.»'));
    assert.ok(!shown.includes('هذا ما نُشر'));
  });

  it('shows what the reader said of each sentence, what was not read, and the rule that held it back', () => {
    assert.match(shown, /held back by the rule: today-from-old/);
    assert.match(shown, /1\. fused 0\.500, words #1 \(12\.000\), meaning –: charter/);
    assert.match(shown, /^ {7}2\.50 {8}0\.900 {2}وُقّع .* → «22 مارس 1945» 0\.800$/mu);
    assert.match(shown, /2\. .*other.*\n {3}not read/u);
  });
});
