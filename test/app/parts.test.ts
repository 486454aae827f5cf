/** Questions that ask two things. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerInParts, partsOf } from '../../src/app/two-questions.ts';
import { bundledLexicon } from '../../src/lexicon/bundled.ts';
import type { Answer, AnswerKind, Quote } from '../../src/types.ts';

describe('the parts of a question', () => {
  const cases: readonly (readonly [question: string, parts: readonly string[] | undefined])[] = [
    [
      'متى بدأ بناء السد العالي ومتى افتتح؟',
      ['متى بدأ بناء السد العالي؟', 'متى افتتح السد العالي؟'],
    ],
    [
      'متى بدأ حفر السد العالي ومتى افتتحت؟',
      ['متى بدأ حفر السد العالي؟', 'متى افتتح السد العالي؟'],
    ],
    ['متى بدأت الحرب ومتى انتهت؟', ['متى بدأت الحرب؟', 'متى انتهت الحرب؟']],
    ['متى وأين ولد طه حسين؟', ['متى ولد طه حسين؟', 'أين ولد طه حسين؟']],
    ['ما عاصمة الأردن وكم عدد سكانها؟', ['ما عاصمة الأردن؟', 'كم عدد سكان الأردن؟']],
    ['من هو طه حسين؟ ومتى توفي؟', ['من هو طه حسين؟', 'متى توفي طه حسين؟']],
    ['متى استقلت غانا؟ متى استقلت هايتي؟', ['متى استقلت غانا؟', 'متى استقلت هايتي؟']],
    [
      'من كسب كأس آسيا 2023 وفي أي ملعب كان النهائي؟',
      ['من كسب كأس آسيا 2023؟', 'في أي ملعب كان النهائي في كأس آسيا 2023؟'],
    ],
    ['ما الفرق بين النيل الأبيض والنيل الأزرق؟', undefined],
    ['من هو وزير الخارجية ولم يستقل؟', undefined],
    ['أين تقع كلية الطب وطب الأسنان؟', undefined],
    ['وين تقع الدوحة؟', undefined],
    ['طيب وليش أخذ الجائزة؟', undefined],
  ];
  for (const [question, parts] of cases) {
    it(question, () => assert.deepEqual(partsOf(question, bundledLexicon), parts));
  }
});

const quote = (start: number, text: string): Quote => ({
  ...{ start, end: start + text.length, text, articleId: 'a', title: 'مقال', source: null },
  ...{ url: null, date: null, score: 0.9, emphasis: [{ start, end: start + 3 }] },
  context: { start, end: start + text.length },
});
const answer = (kind: AnswerKind, ...quotes: readonly Quote[]): Answer => ({
  ...{ kind, quotes, confidence: kind === 'answer' ? 0.9 : 0.4, nearest: [], tookMs: 1 },
});

describe('a question of two parts', () => {
  const ask = (first: Answer, second: Answer) =>
    answerInParts({
      ask: async (question) => (question.startsWith('متى ولد') ? first : second),
    }).ask('متى ولد طه حسين ومتى توفي؟');

  it('is answered where both parts are, a quote for each', async () => {
    const both = await ask(
      answer('answer', quote(0, 'ولد سنة 1889.'), quote(50, 'غيره')),
      answer('answer', quote(20, 'توفي سنة 1973.')),
    );
    assert.equal(both.kind, 'answer');
    assert.deepEqual(
      both.quotes.map(({ text }) => text),
      ['ولد سنة 1889.', 'توفي سنة 1973.'],
    );
    assert.deepEqual(both.parts, [
      { question: 'متى ولد طه حسين؟', kind: 'answer', quote: 0 },
      { question: 'متى توفي طه حسين؟', kind: 'answer', quote: 1 },
    ]);
  });

  it('is no more than a maybe where one part is not answered', async () => {
    const half = await ask(answer('none'), answer('answer', quote(20, 'توفي سنة 1973.')));
    assert.equal(half.kind, 'maybe');
    assert.deepEqual(
      half.parts?.map(({ quote }) => quote),
      [undefined, 0],
    );
    assert.equal((await ask(answer('none'), answer('none'))).kind, 'none');
  });

  it('quotes a sentence for one part alone, unless it has words for each', async () => {
    const sentence = quote(0, 'ولد سنة 1889.');
    const other = quote(20, 'عاش طويلًا.');
    const unsure = answer('maybe', sentence, other);
    const next = await ask(answer('answer', sentence), unsure);
    assert.deepEqual(next.parts, [
      { question: 'متى ولد طه حسين؟', kind: 'answer', quote: 0 },
      { question: 'متى توفي طه حسين؟', kind: 'maybe', quote: 1 },
    ]);
    const none = await ask(answer('answer', sentence), answer('maybe', sentence));
    assert.deepEqual(none.parts?.[1], { question: 'متى توفي طه حسين؟', kind: 'none' });
    assert.equal(none.kind, 'maybe');
    const two = { ...quote(0, 'بدأ العمل في ٩ يناير ١٩٦٠ واكتمل في يوليو ١٩٧٠.'), emphasis: [] };
    const times = await ask(answer('answer', two), answer('maybe', two));
    assert.deepEqual(
      times.parts?.map(({ quote }) => quote),
      [0, 0],
    );
    // The part that it answers more surely keeps it.
    const second = await ask(answer('maybe', sentence), answer('answer', sentence));
    assert.deepEqual(second.parts?.[0], { question: 'متى ولد طه حسين؟', kind: 'none' });
  });

  it('quotes a sentence once that answers both, with the words of each marked', async () => {
    const sentence = quote(0, 'ولد سنة 1889 وتوفي سنة 1973.');
    const other = { ...sentence, emphasis: [{ start: 13, end: 18 }] };
    const both = await ask(answer('answer', sentence), answer('answer', other));
    assert.equal(both.quotes.length, 1);
    assert.deepEqual(
      both.parts?.map(({ quote }) => quote),
      [0, 0],
    );
    assert.deepEqual(both.quotes[0]?.emphasis, [
      { start: 0, end: 3 },
      { start: 13, end: 18 },
    ]);
  });
});
