import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { QUESTION_CHARS_MAX } from '../../src/answer/limits.ts';
import { cutQuestion } from '../../src/answer/question.ts';
import { searchForm } from '../../src/text/normalise.ts';
import { question } from './support.ts';

describe('a question made ready', () => {
  it('shares out 1 among its words', async () => {
    const { askedWords } = await question('متى تأسست جامعة الدول العربية؟');
    const sum = askedWords.reduce((so, { share }) => so + share, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.equal(askedWords.length, 4);
  });

  it('takes a dialect word and its standard meaning for one word', async () => {
    // «اتولد» is searched as «ولد» as well; finding either is finding the word.
    const { askedWords } = await question('إمتى اتولد نجيب محفوظ؟');
    assert.equal(askedWords.length, 3);
    assert.deepEqual(
      askedWords[0]!.forms.map(({ surface }) => surface),
      ['اتولد', 'ولد'],
    );
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
