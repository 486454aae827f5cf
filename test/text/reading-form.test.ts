import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readingForm } from '../../src/text/reading-form.ts';

/** The rule as `training/` states it, without the way back. */
const obvious = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[\s\x1c-\x1f\x85]+/gu, ' ')
    .replace(/^ | $/gu, '');

describe('the reading form', () => {
  it('drops diacritics, tatweel and controls, and keeps letters as they were written', () => {
    assert.equal(readingForm('  قَـــالَ\u200f\n أحمدُ: «شُكْرًا»  ').text, 'قال أحمد: «شكرا»');
    assert.equal(readingForm('ﷺ ﻻ ２٠').text, 'صلى الله عليه وسلم لا 2٠');
  });

  it('leads back to the original, with the marks on the last letter', () => {
    const original = ' قَالَ  أَحْمَدُ ثم ﻻ';
    const { text, at } = readingForm(original);
    const slice = (word: string) => {
      const start = text.indexOf(word);
      return original.slice(at[start], at[start + word.length]);
    };
    assert.equal(slice('قال'), 'قَالَ');
    assert.equal(slice('أحمد'), 'أَحْمَدُ');
    assert.equal(slice('لا'), 'ﻻ');
    assert.equal(original.slice(at[0], at[text.length]), original.trim());
  });

  it('is the training rule for any text, and its places never go back', () => {
    const character = fc.oneof(
      fc.constantFrom(
        ...'اأيىةء ـًّ\u064f\u0654\u0670\n\u200f\ufeff\u0085\u001c\u00a0aé\u0301ﷺﻻﹰ１🙂가\u1100\u1161\u11a8ｶﾞ',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 30 }), (characters) => {
        const original = characters.join('');
        const { text, at } = readingForm(original);
        assert.equal(text, obvious(original));
        assert.equal(at.length, text.length + 1);
        assert.ok(
          at.every((place, i) => place <= original.length && (i === 0 || place >= at[i - 1]!)),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
