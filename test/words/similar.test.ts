import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { WordIndexBuilder } from '../../src/words/builder.ts';
import { EditPattern, slipCost } from '../../src/words/similar.ts';
import { WordIndex } from '../../src/words/word-index.ts';

function indexOf(...texts: string[]): WordIndex {
  const builder = new WordIndexBuilder();
  for (const [i, text] of texts.entries()) builder.add(i, { title: 'عنوان', text });
  return WordIndex.open(builder.finish());
}

function editDistance(a: string, b: string): number {
  const letters = Uint16Array.from(b, (letter) => letter.charCodeAt(0));
  return new EditPattern(a).distance(letters, 0, letters.length);
}

/** The textbook recursion, without a table. */
function obviousDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const choices = [
    obviousDistance(a.slice(1), b) + 1,
    obviousDistance(a, b.slice(1)) + 1,
    obviousDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
    choices.push(obviousDistance(a.slice(2), b.slice(2)) + 1);
  }
  return Math.min(...choices);
}

describe('edit distance', () => {
  const word = fc.string({ unit: fc.constantFrom('ا', 'ب', 'ت'), maxLength: 5 });

  it('agrees with the textbook', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b), obviousDistance(a, b));
      }),
    );
  });

  it('holds for the longest word that is mended', () => {
    assert.equal(editDistance('ن'.repeat(32), `${'ن'.repeat(30)}م`), 2);
  });
});

describe('cost of a slip', () => {
  it('is less for letters that sound alike or lie side by side than for others', () => {
    assert.ok(slipCost('ضهر', 'ظهر') < slipCost('كهر', 'ظهر'));
    assert.ok(slipCost('متاب', 'كتاب') < slipCost('رتاب', 'كتاب'));
  });

  it('is less for neighbours swapped than for two letters replaced', () => {
    assert.ok(slipCost('كاتب', 'كتاب') < 1);
  });
});

describe('similar words', () => {
  it('come by likelihood: the commoner of two at one distance first', () => {
    const index = indexOf('مدينة', 'مدينة', 'مدينة', 'مديحة');
    const [first, second] = index.similarWords('مديثه', 5);
    assert.equal(first?.word, 'مدينه');
    assert.equal(first?.chunks, 3);
    assert.equal(first?.distance, 1);
    assert.equal(second?.word, 'مديحه');
  });

  it('put two letters swapped, or one left out, before a commoner word with another letter', () => {
    const swapped = indexOf('الربيع العربي', 'الرابع', 'الجزء الرابع', 'الملك الرابع');
    assert.equal(swapped.similarWords('الريبع', 1)[0]?.word, 'الربيع');
    const leftOut = indexOf('مدينة القاهرة', 'القادر', 'عبد القادر', 'الأمير عبد القادر');
    assert.equal(leftOut.similarWords('القاهر', 1)[0]?.word, 'القاهره');
  });

  it('put a much commoner word first all the same', () => {
    const index = indexOf('الربيع', ...Array.from({ length: 30 }, () => 'الرابع'));
    assert.equal(index.similarWords('الريبع', 1)[0]?.word, 'الرابع');
  });

  it('never include the word itself', () => {
    const index = indexOf('مدينة مدينتي');
    assert.ok(index.similarWords('مدينه', 9).every(({ word }) => word !== 'مدينه'));
  });

  it('lie two edits away for long words alone', () => {
    const index = indexOf('الاسكندرية', 'قلم');
    assert.equal(index.similarWords('الاسكدنريا', 3)[0]?.distance, 2);
    assert.deepEqual(index.similarWords('قيل', 3), []);
  });

  it('are not words of which two letters are others', () => {
    const index = indexOf('الثورة الإيرانية', 'بمشاركة');
    assert.deepEqual(index.similarWords('الشيشانيه', 3), []);
    assert.deepEqual(index.similarWords('بمعارضه', 3), []);
  });

  it('are words of which two letters were left out', () => {
    const index = indexOf('عاصمة الأوروغواي');
    assert.equal(index.similarWords('الاورغوي', 3)[0]?.word, 'الاوروغواي');
  });

  it('are not sought for words of two letters', () => {
    assert.deepEqual(indexOf('من عن ان').similarWords('تن', 5), []);
  });

  it('are those that a search of the whole vocabulary finds', () => {
    const words = 'كتاب كاتب كتب مكتب مكتبة كتابة كتيب كذاب قلم اقلام مقلمة'.split(' ');
    const index = indexOf(...words);
    const typed = fc.string({
      unit: fc.constantFrom('ك', 'ت', 'ا', 'ب', 'م'),
      minLength: 3,
      maxLength: 6,
    });
    fc.assert(
      fc.property(typed, (surface) => {
        const known = words.map((word) => word.replace('ة', 'ه'));
        const expected = known.filter((word) => editDistance(surface, word) === 1).sort();
        const found = index
          .similarWords(surface, 20)
          .map(({ word }) => word)
          .sort();
        assert.deepEqual(found, expected);
      }),
    );
  });
});
