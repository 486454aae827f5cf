import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { QUESTION_CHARS_MAX } from '../../src/answer/limits.ts';
import { cutQuestion } from '../../src/answer/question.ts';
import { searchForm } from '../../src/text/normalise.ts';
import { question } from './support.ts';

describe('a question made ready', () => {
  it('goes to the reader with its typing errors mended, and else as it was typed', async () => {
    const { asked, searchedFor } = await question('متى تأسست جامعة الدول العربية؟');
    assert.equal(asked, 'متى تأسست جامعة الدول العربية؟');
    assert.equal(searchedFor, undefined);
  });

  it('is left alone where it is short', () => {
    assert.equal(cutQuestion('  متى وُلد؟ '), 'متى وُلد؟');
  });

  it('where it is long, is cut to the last sentence that asks', () => {
    const story = 'قرأت أمس مقالًا طويلًا عن القناة وتاريخها وحفرها وتأميمها. '.repeat(10);
    assert.equal(cutQuestion(`${story}فمتى أُممت القناة؟`), 'فمتى أُممت القناة؟');
  });

  it('where nothing in it asks, is cut between words', () => {
    const cut = cutQuestion('كلمة '.repeat(200));
    assert.match(cut, /^(?:كلمة )+كلمة$/u);
  });

  it('never exceeds the limit, in letters or in search form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.nat(30), (text, n) => {
        // One ﷺ is eighteen letters in search form.
        const cut = cutQuestion(text + 'ﷺ'.repeat(n));
        assert.ok(cut.length <= QUESTION_CHARS_MAX);
        assert.ok(searchForm(cut).length <= QUESTION_CHARS_MAX);
      }),
    );
  });
});
