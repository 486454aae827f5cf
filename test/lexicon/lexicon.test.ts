import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bundledLexicon, WORDS_FILE } from '../../src/lexicon/bundled.ts';
import { isKnownWord } from '../../src/lexicon/forms.ts';
import type { Lexicon } from '../../src/lexicon/lexicon.ts';
import { PackedLexicon, packWords } from '../../src/lexicon/packed.ts';
import { lexiconOf } from '../support/lexicon-of.ts';

/** What every word list must do; `كتاب` is in it about 2,048 times, `كتابه` 128 times, «زغطفشخ» never. */
function contract(name: string, lexicon: Lexicon): void {
  it(`${name}: counts listed words, and nothing else`, () => {
    assert.equal(lexicon.count('كتاب'), 2048);
    assert.equal(lexicon.count('كتابه'), 128);
    for (const other of ['', 'ك', 'كتا', 'كتابها', 'زغطفشخ', 'Latin', 'constructor', '١٢']) {
      assert.equal(lexicon.count(other), 0, other);
    }
  });
}

describe('a word list', () => {
  const counts = { كتاب: 2048, كتابه: 128 };
  contract('in memory', lexiconOf(counts));
  contract('packed', new PackedLexicon(packWords(new Map(Object.entries({ ...counts, كتب: 3 })))));

  it('packed, is the list that was packed, for any list', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'ابتكه'),
      minLength: 2,
      maxLength: 7,
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 400 }), fc.array(word), (listed, others) => {
        const map = new Map(listed.map((one, i) => [one, 2 ** (i % 20)]));
        const packed = new PackedLexicon(packWords(map));
        assert.equal(packed.words, map.size);
        for (const one of [...listed, ...others])
          assert.equal(packed.count(one), map.get(one) ?? 0);
      }),
      { numRuns: 100 },
    );
  });

  it('packed, takes search forms alone', () => {
    for (const wrong of ['كِتاب', 'Latin', 'ا', 'ا'.repeat(25)]) {
      assert.throws(() => packWords(new Map([[wrong, 1]])), RangeError, wrong);
    }
  });
});

describe('the words that come with the project', () => {
  it('are at most a megabyte', () => assert.ok(statSync(WORDS_FILE).size <= 1e6));

  it('hold common words and their forms, and no slips', () => {
    for (const word of ['فاز', 'تاسست', 'ترقيه', 'مدرسه', 'النفقه', 'وسيستقبلهم']) {
      assert.ok(isKnownWord(word, bundledLexicon), word);
    }
    for (const slip of ['حفطر', 'مدرصه', 'تامييم', 'زغطفشخ']) {
      assert.ok(!isKnownWord(slip, bundledLexicon), slip);
    }
  });
});

describe('a form of a known word', () => {
  const lexicon = lexiconOf({ مدرسه: 4096, كتاب: 4096, مستشفي: 64, علماء: 64, نسج: 4, قصر: 4096 });
  for (const [form, why] of [
    ['وبالكتاب', 'prefixes'],
    ['كتابهما', 'a pronoun'],
    ['فكتابها', 'both'],
    ['مدرستهم', 'ة opens before a pronoun'],
    ['مدرستان', 'a dual'],
    ['مستشفاه', 'ى is ا before a pronoun'],
    ['علما', 'the hamza at the end left out'],
    ['قصرها', 'of a common word of three letters'],
  ] as const) {
    it(`is known: ${why}`, () => assert.ok(isKnownWord(form, lexicon)));
  }

  it('is not known where the rest is short and rare, or is no word', () => {
    for (const other of ['نسجها', 'كتلب', 'وكتلبها', 'ها']) {
      assert.ok(!isKnownWord(other, lexicon), other);
    }
  });
});
