import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heldForm, holdsWords } from '../../src/text/held-words.ts';

const WORDS = 'يُغلق جسر الوادي يوم 17 مايو.';

/** [a text, whether it says the words, why] */
const CASES: readonly (readonly [string, boolean, string])[] = [
  [WORDS, true, 'the same'],
  ['يغلق جسر الوادى يوم ١٧ مايو', true, 'spelled otherwise'],
  ['خبر.\nيُغلق جسر الوادي يوم 17 مايو\nخبر.', true, 'a line of its own'],
  ['عنوان بلا نقطة\nيُغلق جسر الوادي يوم 17 مايو.', true, 'under a heading'],
  ['الرابية - وكالة المدينة: يُغلق جسر الوادي يوم 17 مايو، وفق بيان.', true, 'after a dateline'],
  ['- يُغلق جسر الوادي يوم 17 مايو', true, 'as an item'],
  ['قال: «يُغلق جسر الوادي يوم 17 مايو».', true, 'as somebody said'],
  ['لن يُغلق جسر الوادي يوم 17 مايو.', false, 'the opposite'],
  ['نفى أن «يُغلق جسر الوادي يوم 17 مايو».', false, 'denied'],
  ['إذا أمطرت، يُغلق جسر الوادي يوم 17 مايو.', false, 'under a condition'],
  ['يُغلق جسر الوادي يوم 17 مايو المقبل.', false, 'more is said of the last word'],
  ['يُغلق جسر الوادي يوم 18 مايو.', false, 'another day'],
  ['يُغلق جسر الوادي يوم 17 مايو؟', false, 'asked'],
  ['كتب: «يُغلق جسر الوادي يوم 17 مايو؟!»', false, 'asked within marks'],
];

describe('the very words', () => {
  for (const [text, holds, why] of CASES) {
    it(`${holds ? 'are' : 'are not'} in «${text}»: ${why}`, () => {
      assert.equal(holdsWords(heldForm(text), heldForm(WORDS)), holds);
    });
  }

  it('end where a number ends', () => {
    const words = heldForm('بلغ العدد 15');
    for (const text of ['بلغ العدد 150', 'بلغ العدد 15.5', 'بلغ العدد 15%', 'بلغ العدد 15 ألفًا'])
      assert.equal(holdsWords(heldForm(text), words), false, text);
    assert.equal(holdsWords(heldForm('بلغ العدد 15%.'), heldForm('بلغ العدد 15%')), true);
  });

  it('are held by nothing where there are none', () => {
    assert.equal(holdsWords(heldForm(WORDS), heldForm(' … ')), false);
  });
});
