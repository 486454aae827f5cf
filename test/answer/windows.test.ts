import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contextOf } from '../../src/answer/context.ts';
import { QUOTE_CHARS_MAX } from '../../src/answer/limits.ts';
import { windowsOf } from '../../src/answer/windows.ts';
import { passage, question } from './support.ts';

async function bestWindow(text: string, probabilities: readonly number[]): Promise<string> {
  const made = passage(await question('متى سافر الكاتب؟'), text);
  assert.equal(made.sentences.length, probabilities.length, 'the test and the splitter disagree');
  const { start, end } = windowsOf(made, probabilities)[0]!;
  return text.slice(start, end);
}

describe('windows to quote', () => {
  it('one sentence where its neighbours add next to nothing: it is read at a glance', async () => {
    const text = 'كان الجو باردًا. سافر الكاتب في مايو. نام القط.';
    assert.equal(await bestWindow(text, [0.01, 0.9, 0.02]), 'سافر الكاتب في مايو.');
  });

  it('two where the answer may as well be in the next one', async () => {
    const text = 'كان الجو باردًا. سافر الكاتب إلى لندن. كان ذلك في مايو.';
    assert.equal(
      await bestWindow(text, [0.05, 0.5, 0.4]),
      'سافر الكاتب إلى لندن. كان ذلك في مايو.',
    );
  });

  it('a pronoun at the start brings the sentence before, which says whom it means', async () => {
    const text = 'اختير عبد الرحمن عزام أمينًا. وهو أول من شغل المنصب. ثم استقال.';
    assert.equal(
      await bestWindow(text, [0.01, 0.9, 0.05]),
      'اختير عبد الرحمن عزام أمينًا. وهو أول من شغل المنصب.',
    );
  });

  it('never two paragraphs: a line break within a quote is not how it was printed', async () => {
    const text = 'سافر الكاتب إلى لندن.\n\nكان ذلك في مايو.';
    assert.equal(await bestWindow(text, [0.5, 0.45]), 'سافر الكاتب إلى لندن.');
  });

  it('never a heading, which names what its section answers', async () => {
    const text = `## سفر الكاتب\n\nسافر الكاتب إلى لندن في مايو من تلك السنة، ${'ومكث فيها طويلًا، '.repeat(4)}ثم عاد.`;
    assert.match(await bestWindow(text, [0.9, 0.1]), /^سافر الكاتب/u);
  });

  it(`never more than ${QUOTE_CHARS_MAX} characters: a longer sentence gives one of its clauses`, async () => {
    const text = `${'سافر الكاتب إلى بلاد بعيدة، وكتب عنها كتابًا، '.repeat(20)}ثم عاد.`;
    const made = passage(await question('متى سافر الكاتب؟'), text);
    for (const { start, end } of windowsOf(
      made,
      made.sentences.map(() => 0.1),
    )) {
      assert.ok(end - start <= QUOTE_CHARS_MAX);
    }
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
