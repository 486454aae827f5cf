/** A quote's address leads to its words, also if the article has changed since. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markOf, quotePath } from '../../src/app/quote-address.ts';
import { findQuote } from '../../src/web/article/quote-place.ts';
import { readQuoteParams } from '../../src/web/params.ts';

const TEXT = 'افتُتح الجسر سنة 1932. وبلغ طوله 1149 مترًا. ويعبره اليوم مئتا ألف سيارة.';
const QUOTE = 'وبلغ طوله 1149 مترًا.';
const start = TEXT.indexOf(QUOTE);
const bold = TEXT.indexOf('1149');
const wanted = {
  start,
  end: start + QUOTE.length,
  mark: markOf(QUOTE),
  emphasis: [{ start: bold, end: bold + 4 }],
};

describe('the address of a quote', () => {
  it('is read as it was written', () => {
    const url = new URL(quotePath({ articleId: 'جسر/1', ...wanted }), 'http://localhost');
    assert.equal(decodeURIComponent(url.pathname), '/article/جسر/1');
    assert.equal(url.pathname.split('/').length, 3);
    assert.deepEqual(readQuoteParams(Object.fromEntries(url.searchParams)), wanted);
  });

  it('whatever else is no quote', () => {
    for (const q of ['', '5-5', '9-3', '-1-3', '1-99999999999', '1-3; x', '١-٣']) {
      assert.equal(readQuoteParams({ q, m: wanted.mark }), undefined, q);
    }
    assert.equal(readQuoteParams({ q: '1-3', m: '<script>' }), undefined);
  });
});

describe('a quote in its article', () => {
  it('stands where it did', () => {
    assert.deepEqual(findQuote(TEXT, wanted), {
      state: 'here',
      start,
      end: start + QUOTE.length,
      emphasis: wanted.emphasis,
    });
  });

  it('is found again where the article grew before it, its bold words with it', () => {
    const longer = `تصحيح: نُشر الخبر أول مرة أمس. ${TEXT}`;
    const found = findQuote(longer, wanted);
    assert.ok(found.state === 'moved');
    assert.equal(longer.slice(found.start, found.end), QUOTE);
    assert.deepEqual(
      found.emphasis.map((span) => longer.slice(span.start, span.end)),
      ['1149'],
    );
  });

  it('is said to be gone where its words changed', () => {
    assert.deepEqual(findQuote(TEXT.replace('1149', '1150'), wanted), { state: 'changed' });
    assert.deepEqual(findQuote('', wanted), { state: 'changed' });
  });

  it('bold passages outside it, or across one another, are left out', () => {
    const emphasis = [
      { start: 0, end: 5 },
      { start: bold, end: bold + 4 },
      { start: bold + 2, end: bold + 6 },
    ];
    const found = findQuote(TEXT, { ...wanted, emphasis });
    assert.ok(found.state === 'here');
    assert.deepEqual(found.emphasis, wanted.emphasis);
  });

  it('is found again where its sentence now begins otherwise', () => {
    const longer = `افتُتح الجسر سنة 1932. وذكر الأرشيف أنه طال انتظاره، ${QUOTE} ويعبره اليوم مئتا ألف سيارة.`;
    const found = findQuote(longer, wanted);
    assert.ok(found.state === 'moved');
    assert.equal(longer.slice(found.start, found.end), QUOTE);
  });

  it('that stands there twice is the one nearest to its old place', () => {
    const twice = `${QUOTE} ${'جملة أخرى من المقال. '.repeat(20)}${QUOTE} انتهى.`;
    const found = findQuote(twice, { ...wanted, start: 400, end: 400 + QUOTE.length });
    assert.ok(found.state === 'moved');
    assert.equal(found.start, twice.lastIndexOf(QUOTE));
  });

  it('is missed in a long article without it', () => {
    const long = 'هذه جملة من مقال طويل. '.repeat(40_000);
    assert.equal(findQuote(long, wanted).state, 'changed');
  });
});
