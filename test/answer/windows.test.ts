import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contextOf } from '../../src/answer/context.ts';
import { QUOTE_CHARS_MAX } from '../../src/answer/limits.ts';
import { windowsOf } from '../../src/answer/windows.ts';
import { judged } from './support.ts';

/** What is quoted first of a passage whose sentences have these log-odds. */
function bestWindow(text: string, logOdds: readonly number[]): string | undefined {
  const [reading] = judged({ text, says: logOdds.map((own) => ({ logOdds: own })) });
  const window = windowsOf(reading!)[0];
  return window && text.slice(window.start, window.end);
}

describe('windows to quote', () => {
  it('one sentence where its neighbours do not answer: it is read at a glance', () => {
    const text = 'كان الجو باردًا. سافر الكاتب في مايو. نام القط.';
    assert.equal(bestWindow(text, [-3, 3, -2]), 'سافر الكاتب في مايو.');
  });

  it('two where the answer may as well be in the next one', () => {
    const text = 'كان الجو باردًا. سافر الكاتب إلى لندن. كان ذلك في مايو.';
    assert.equal(bestWindow(text, [-3, 2, 1.5]), 'سافر الكاتب إلى لندن. كان ذلك في مايو.');
  });

  it('a pronoun at the start brings the sentence before, which says whom it means', () => {
    const text = 'اختير عبد الرحمن عزام أمينًا. وهو أول من شغل المنصب. ثم استقال.';
    assert.equal(
      bestWindow(text, [-3, 3, -2]),
      'اختير عبد الرحمن عزام أمينًا. وهو أول من شغل المنصب.',
    );
  });

  it('never two paragraphs: a line break within a quote is not how it was printed', () => {
    assert.equal(
      bestWindow('سافر الكاتب إلى لندن.\n\nكان ذلك في مايو.', [2, 1.8]),
      'سافر الكاتب إلى لندن.',
    );
  });

  it('never a heading, which names what its section answers', () => {
    const paragraph = `سافر الكاتب إلى لندن في مايو من تلك السنة، ${'ومكث فيها طويلًا، '.repeat(4)}ثم عاد.`;
    assert.equal(bestWindow(`## سفر الكاتب\n\n${paragraph}`, [2]), paragraph);
  });

  it('an item of a list with its lead-in, which says what the list is of', () => {
    const text = 'المستندات المطلوبة هي:\n- صورة الهوية.\n- صورة شخصية.\n\nوتُسلَّم باليد.';
    assert.equal(
      bestWindow(text, [-1, -1, 3, -3]),
      'المستندات المطلوبة هي:\n- صورة الهوية.\n- صورة شخصية.',
    );
    const whole = 'للنقص أعراض، منها:\n* آلام في العظام.\n* تعب مستمر.\n* ضعف العضلات.';
    assert.equal(bestWindow(`${whole}\n\nويُعالَج بالشمس.`, [-1, 3, -1, -1, -3]), whole);
    const long = `* ${'تعب '.repeat(82).trim()}.`;
    const cut = 'للنقص أعراض، منها:\n* آلام في العظام.';
    assert.equal(bestWindow(`${cut}\n${long}`, [-1, 3, -1]), cut);
  });

  it('a lead-in with its items, and never alone', () => {
    const list = 'المستندات المطلوبة هي:\n- صورة الهوية.\n- صورة شخصية.';
    assert.equal(bestWindow(`${list}\n\nوتُسلَّم باليد.`, [3, -1, -1, -3]), list);
    assert.equal(bestWindow('المستندات المطلوبة هي:', [3]), undefined);
  });

  it('items under a heading with it, as many as fit', () => {
    const list = '## المستندات المطلوبة\n\n- صورة الهوية.\n- شهادة ميلاد.\n- صورة شخصية.';
    const before = 'يصدر الجواز من مكتب الخدمات.';
    assert.equal(bestWindow(`${before}\n\n${list}\n\nوتُسلَّم باليد.`, [-2, -1, 3, -1, -3]), list);
    const long = `- ${'صورة '.repeat(66).trim()}.`;
    const cut = '## المستندات المطلوبة\n\n- صورة الهوية.';
    assert.equal(bestWindow(`${cut}\n${long}`, [3, -1]), cut);
  });

  it('a pronoun at the start of a section with its heading, which says whom it means', () => {
    const sentence = `هو أول أمين للجامعة، ${'وقد شغل المنصب سنوات طويلة، '.repeat(4)}ثم استقال.`;
    assert.equal(
      bestWindow(`## عبد الرحمن عزام\n\n${sentence}`, [3]),
      `## عبد الرحمن عزام\n\n${sentence}`,
    );
  });

  it('nothing that was not read', () => {
    assert.equal(bestWindow('سافر الكاتب. عاد الكاتب.', [-Infinity, -4]), 'عاد الكاتب.');
  });

  it(`never more than ${QUOTE_CHARS_MAX} characters: a longer sentence gives one of its clauses`, () => {
    const clauses = 'سافر الكاتب إلى بلاد بعيدة، وكتب عنها كتابًا، '.repeat(20);
    const says = Array.from({ length: 3 }, () => ({ logOdds: 1 }));
    const [reading] = judged({ text: `${clauses}ثم عاد.`, says });
    for (const { start, end } of windowsOf(reading!)) assert.ok(end - start <= QUOTE_CHARS_MAX);
  });
});

describe('context of a quote', () => {
  const text = 'قبل.\n\nالأولى هنا. الثانية هنا. الثالثة هنا.\n\nبعد.';
  const span = (words: string) => ({
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  });

  it('is its paragraph', () => {
    assert.deepEqual(
      contextOf(text, span('الثانية هنا.')),
      span('الأولى هنا. الثانية هنا. الثالثة هنا.'),
    );
  });

  it('is a sentence either side where the quote is the whole paragraph', () => {
    const { start, end } = contextOf(text, span('الأولى هنا. الثانية هنا. الثالثة هنا.'));
    assert.equal(text.slice(start, end), text);
  });

  it('is a sentence either side where the paragraph is too long to unfold', () => {
    const long = Array.from({ length: 60 }, (_, i) => `هذه هي الجملة رقم ${i} من الفقرة.`).join(
      ' ',
    );
    const quote = 'هذه هي الجملة رقم 30 من الفقرة.';
    const start = long.indexOf(quote);
    const context = contextOf(long, { start, end: start + quote.length });
    assert.equal(
      long.slice(context.start, context.end),
      'هذه هي الجملة رقم 29 من الفقرة. هذه هي الجملة رقم 30 من الفقرة. هذه هي الجملة رقم 31 من الفقرة.',
    );
  });
});
