/** Cleaning: what Telegram does to a text before anyone sees it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanFormattedText, isEmptyText, isWellFormed, splitsPair } from '../src/text.ts';

const clean = (text: string) => cleanFormattedText({ text, entities: [] }).text;

describe('cleaning', () => {
  it('control characters become spaces, the line feed stays, the carriage return goes', () => {
    assert.equal(clean('أ\tب\u0000ج\r\nد'), 'أ ب ج\nد');
  });
  it('line separators and embedding controls go', () => {
    assert.equal(clean('أ\u2028\u202a\u202e\u202cب'), 'أب');
  });
  it('isolates and single direction marks stay', () => {
    assert.equal(clean('\u2066BBC\u2069 \u200fأ'), '\u2066BBC\u2069 \u200fأ');
  });
  it('of a run of direction marks the last remains', () => {
    assert.equal(clean('أ\u200f\u200e\u200fب'), 'أ\u200c\u200c\u200fب');
  });
  it('three combining signs go, Arabic marks stay', () => {
    assert.equal(clean('ا\u030a\u0333\u033fبَّ'), 'ابَّ');
  });
  it('trims both ends', () => {
    assert.equal(clean(' \n نص \n '), 'نص');
  });
  it('does not trim an entity at the beginning, but drops one over white space alone', () => {
    const bold = { type: 'bold' as const, offset: 1, length: 3 };
    assert.deepEqual(cleanFormattedText({ text: '  نص ', entities: [bold] }), {
      text: ' نص',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
    const blank = { type: 'bold' as const, offset: 0, length: 1 };
    assert.deepEqual(cleanFormattedText({ text: '  نص ', entities: [blank] }), {
      text: 'نص',
      entities: [],
    });
  });
  it('moves entities along with what is removed before them', () => {
    const bold = { type: 'bold' as const, offset: 3, length: 2 };
    const { text, entities } = cleanFormattedText({ text: 'أ\r\rبج د', entities: [bold] });
    assert.equal(text.slice(entities[0]!.offset, entities[0]!.offset + entities[0]!.length), 'بج');
  });

  it('is done once: cleaning a clean text changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = clean(text);
        assert.equal(clean(once), once);
      }),
    );
  });
  it('keeps every entity within the text and over the same words', () => {
    const alphabet = fc.constantFrom(
      'أ',
      'ب',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u2028',
      '\u200f',
      '\u200e',
      '😀',
    );
    const texts = fc.array(alphabet, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (characters, a, b) => {
        const start = a % characters.length;
        const count = 1 + (b % (characters.length - start));
        const text = characters.join('');
        const offset = characters.slice(0, start).join('').length;
        const { length } = characters.slice(start, start + count).join('');
        const cleaned = cleanFormattedText({ text, entities: [{ type: 'bold', offset, length }] });
        const letters = (s: string) => s.replace(/[^أب😀]/gu, '');
        const words = letters(text.slice(offset, offset + length));
        const [entity] = cleaned.entities;
        if (entity === undefined) {
          assert.equal(words, '');
          return;
        }
        assert.ok(entity.length > 0 && entity.offset >= 0);
        assert.ok(entity.offset + entity.length <= cleaned.text.length);
        assert.equal(
          letters(cleaned.text.slice(entity.offset, entity.offset + entity.length)),
          words,
        );
      }),
    );
  });
});

describe('characters', () => {
  it('nothing to see is empty', () => {
    for (const text of ['', ' \n', '\u200b\u200f\u00a0', '\u3000\ufeff', '\u{e0020}']) {
      assert.equal(isEmptyText(text), true, JSON.stringify(text));
    }
    for (const text of ['.', ' أ', '\u064b', '😀']) assert.equal(isEmptyText(text), false);
  });
  it('well formed means no half of a pair alone', () => {
    assert.equal(isWellFormed('😀'), true);
    assert.equal(isWellFormed('\ud83d'), false);
    assert.equal(isWellFormed('\ude00\ud83d'), false);
  });
  it('knows where a cut would part a pair', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((i) => splitsPair('أ😀', i)),
      [false, false, true, false],
    );
  });
});
