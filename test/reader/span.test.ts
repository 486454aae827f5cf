import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CLASSES, likeliestSpan, likeliestTokens, trimAnswer } from '../../src/reader/span.ts';
import { tokenise } from '../../src/reader/tokens.ts';
import { readingForm } from '../../src/text/reading-form.ts';

/** Words as pieces, each cut after its second letter: what a trained tokenizer does, but predictable. */
const classifier = {
  pieces: (text: string) =>
    text === ''
      ? []
      : `▁${text.replaceAll(' ', '▁')}`
          .match(/▁?[^▁]{0,2}/gsu)!
          .filter(Boolean)
          .map((piece, id) => ({ id, text: piece })),
};

describe('tokens of a text', () => {
  it('lead back to the original, diacritics and all', () => {
    const text = '  قالَ  «الــوزيرُ» ';
    const { starts, ends } = tokenise(classifier, text);
    const pieces = starts.map((start, i) => text.slice(start, ends[i]));
    assert.equal(starts[0], 2);
    assert.equal(ends.at(-1), text.length - 1);
    assert.deepEqual(pieces.slice(0, 2), ['قا', 'لَ']);
  });

  it('cover the reading form, in order, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { starts, ends } = tokenise(classifier, text);
        const covered = starts.map((start, i) => text.slice(start, ends[i])).join('');
        for (const [i, start] of starts.entries()) assert.ok(start <= ends[i]!);
        const wanted = readingForm(text).text.replaceAll('▁', ' ');
        assert.equal(readingForm(covered).text.replaceAll('▁', ' '), wanted);
      }),
    );
  });
});

describe('the likeliest span', () => {
  /** Logits of a row that is one mark and one sentence. */
  function logitsOf(tokens: number, begin: number, end: number): Float32Array {
    const logits = new Float32Array((tokens + 1) * CLASSES);
    logits[(begin + 1) * CLASSES + 1] = 10;
    logits[(end + 1) * CLASSES + 2] = 10;
    return logits;
  }

  it('is a slice of the sentence', () => {
    const sentence = 'وُلِدَ في ١٢ مايو.';
    const tokenised = tokenise(classifier, sentence);
    const tokens = tokenised.ids.length;
    const first = tokenised.starts.findIndex((start) => sentence.slice(start).startsWith(' ١٢'));
    const place = { mark: 0, tokens, tokenised };
    const span = likeliestSpan(logitsOf(tokens, first, tokens - 1), place, sentence)!;
    assert.equal(sentence.slice(span.start, span.end), '١٢ مايو');
    assert.ok(span.probability > 0.9 && span.probability < 1);
  });

  it('never ends before it begins', () => {
    const place = { mark: 0, tokens: 5, tokenised: { ids: [], starts: [], ends: [] } };
    const { first, last, probability } = likeliestTokens(logitsOf(5, 3, 1), place)!;
    assert.ok(first <= last);
    assert.ok(probability < 0.01);
  });

  it('is none in a sentence without words', () => {
    const place = { mark: 0, tokens: 0, tokenised: { ids: [], starts: [], ends: [] } };
    assert.equal(likeliestSpan(new Float32Array(CLASSES), place, ''), null);
  });
});

describe('the edges of an answer', () => {
  const trimmed = (text: string) => {
    const { start, end } = trimAnswer(text, 0, text.length);
    return text.slice(start, end);
  };
  const cases: readonly (readonly [string, string])[] = [
    [' ١٢ مايو. ', '١٢ مايو'],
    ['«نجيب محفوظ»', 'نجيب محفوظ'],
    ['«نجيب محفوظ', 'نجيب محفوظ'],
    ['نجيب محفوظ»،', 'نجيب محفوظ'],
    ['رواية «الثلاثية»', 'رواية «الثلاثية»'],
    ['«الثلاثية» و«الحرافيش»', '«الثلاثية» و«الحرافيش»'],
    ['القاهرة (مصر)', 'القاهرة (مصر)'],
    ['(القاهرة', 'القاهرة'],
    ['"قال"', 'قال'],
    ['٣٫٥ %', '٣٫٥ %'],
    ['\u200f١٢\u200f', '١٢'],
    ['«»', ''],
    ['"', ''],
    ['؟!', ''],
    ['', ''],
  ];
  for (const [text, wanted] of cases) {
    it(`of ${JSON.stringify(text)}`, () => assert.equal(trimmed(text), wanted));
  }
});
