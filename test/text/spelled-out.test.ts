import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { searchForm } from '../../src/text/normalise.ts';
import { readingForm } from '../../src/text/reading-form.ts';
import { spellOut, spellOutForReading } from '../../src/text/spelled-out.ts';
import { splitWords } from '../../src/text/words.ts';

const formsOf = (text: string) =>
  splitWords(text).flatMap(({ surface, extra }) => [surface, ...(extra ?? [])]);

describe('what two marks stand for', () => {
  it('is as long as what was written, whatever that is', () => {
    const text = fc
      .array(fc.constantFrom(...'هذلكنوىيئأاثم ـ\u0670\u064e\u0654١1-\u{1f600}'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(fc.property(text, (t) => assert.equal(spellOut(t).length, t.length)));
  });

  it('makes two years of what a tatweel parts', () => {
    for (const years of ['1990ـ1995', '١٩٩٠ـ١٩٩٥', '1990ــ1995', '1990 ـ 1995']) {
      assert.deepEqual(
        splitWords(years).map(({ surface }) => surface),
        ['1990', '1995'],
        years,
      );
    }
  });

  it('makes numbers of words in the old spelling', () => {
    assert.ok(formsOf('سَنَةَ ثَلَٰثٍ وَثَمَٰنِينَ').includes('83'));
    assert.ok(formsOf('فِي سَنَةِ ثَلَـٰثِينَ').includes('30'));
  });

  it('are read, with the other signs of old spelling, as the letters and marks that texts of today have', () => {
    const old = 'نُقِشَتۡ سَنَةَ ثَلَٰثٍ بِيَدِ صَٰلِحٍ ٱلنَّجَّارِ';
    const read = spellOutForReading(old);
    assert.equal(read.length, old.length);
    assert.equal(readingForm(read).text, 'نقشت سنة ثلاث بيد صالح النجار');
    assert.equal(searchForm(read), searchForm(old), 'a search form sees no difference');
  });
});
