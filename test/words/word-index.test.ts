import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { IndexError } from '../../src/errors.ts';
import { splitWords } from '../../src/text/words.ts';
import type { QueryTerm } from '../../src/types.ts';
import { type WordFields, WordIndexBuilder } from '../../src/words/builder.ts';
import { WORD_RANKING } from '../../src/words/formula.ts';
import { mergeWordIndex } from '../../src/words/merge.ts';
import { WordIndex } from '../../src/words/word-index.ts';
import { seededRandom } from '../../tools/lib/random.ts';

const VOCABULARY =
  'نهر النيل ينبع من بحيرة فيكتوريا ويصب في البحر المتوسط القاهرة عاصمة مصر وتقع على ضفافه المدن والقرى كتاب الكتاب كتب مكتبة وزير الوزير سفر سافر'.split(
    ' ',
  );

function randomChunks(count: number, seed: number): WordFields[] {
  const next = seededRandom(seed);
  const words = (most: number) =>
    Array.from(
      { length: 1 + Math.floor(next() * most) },
      // Squared, so that some words are common and others rare, as in a language.
      () => VOCABULARY[Math.floor(next() ** 2 * VOCABULARY.length)],
    ).join(' ');
  return Array.from({ length: count }, () => ({
    title: words(4),
    heading: next() < 0.3 ? words(3) : undefined,
    text: words(60),
  }));
}

function build(chunks: readonly WordFields[], numbers = chunks.map((_, i) => i)): Uint8Array {
  const builder = new WordIndexBuilder();
  for (const [i, chunk] of chunks.entries()) builder.add(numbers[i]!, chunk);
  return builder.finish();
}

const termsOf = (question: string): QueryTerm[] =>
  splitWords(question).map(({ surface, stem }) => ({ surface, stem, weight: 1 }));

/** The obvious BM25, straight from the formula. */
function obviousBm25(chunks: readonly WordFields[], terms: readonly QueryTerm[]): number[] {
  const { k1, b, titleWeight, titleDecay, headingWeight } = WORD_RANKING;
  const scores = chunks.map(() => 0);
  for (const form of ['surface', 'stem'] as const) {
    const split = (text = '') => splitWords(text).flatMap((w) => [w[form], ...(w.extra ?? [])]);
    const fields = chunks.map((c) => [split(c.text), split(c.title), split(c.heading)] as const);
    const lengths = chunks.map((c) => splitWords(c.text).length);
    const average = lengths.reduce((a, n) => a + n) / lengths.length;
    for (const term of terms) {
      const count = (words: readonly string[]) => words.filter((w) => w === term[form]).length;
      const n = fields.filter((f) => f.some((words) => count(words) > 0)).length;
      const idf = Math.log(1 + (chunks.length - n + 0.5) / (n + 0.5));
      for (const [i, [body, titleWords, headingWords]] of fields.entries()) {
        const tf = Math.min(count(body), 15) / (1 - b + (b * lengths[i]!) / average);
        const title =
          count(titleWords) > 0 ? titleWeight / (1 + titleDecay * (titleWords.length - 1)) : 0;
        const heading = count(headingWords) > 0 ? headingWeight : 0;
        const gain = (tf * (k1 + 1)) / (tf + k1) + title + heading;
        scores[i]! += term.weight * WORD_RANKING[form] * idf * gain;
      }
    }
  }
  return scores;
}

describe('word index', () => {
  const chunks = randomChunks(300, 7);
  const bytes = build(chunks);

  it('scores as the obvious BM25 does', () => {
    const index = WordIndex.open(bytes);
    for (const question of ['منبع نهر النيل', 'عاصمة مصر', 'كتب الوزير كتب', 'في من على']) {
      const terms = termsOf(question);
      const expected = obviousBm25(chunks, terms);
      const found = index.search(terms, chunks.length);
      assert.equal(found.length, expected.filter((score) => score > 0).length);
      for (const { number: chunk, score } of found) {
        assert.ok(Math.abs(score - expected[chunk]!) < 1e-4, `${question}: chunk ${chunk}`);
      }
    }
  });

  it('returns the best few in the order of the whole list', () => {
    const index = WordIndex.open(bytes);
    const terms = termsOf('نهر النيل في مصر');
    const all = index.search(terms, 1000);
    assert.deepEqual(index.search(terms, 7), all.slice(0, 7));
    assert.deepEqual(index.search(terms, 0), []);
    for (let i = 1; i < all.length; i += 1) {
      const [before, after] = [all[i - 1]!, all[i]!];
      assert.ok(
        before.score > after.score ||
          (before.score === after.score && before.number < after.number),
      );
    }
  });

  it('forgets one question before the next', () => {
    const index = WordIndex.open(bytes);
    const first = index.search(termsOf('القاهرة'), 50);
    index.search(termsOf('نهر النيل كتاب'), 50);
    assert.deepEqual(index.search(termsOf('القاهرة'), 50), first);
  });

  it('returns allowed chunks alone', () => {
    const index = WordIndex.open(bytes);
    const terms = termsOf('نهر النيل');
    const even = index.search(terms, 1000, (chunk) => chunk % 2 === 0);
    assert.deepEqual(
      even,
      index.search(terms, 1000).filter(({ number }) => number % 2 === 0),
    );
  });

  it('finds a chunk by its title alone, and prefers the word in the text as well', () => {
    const index = WordIndex.open(
      build([
        { title: 'السد العالي', text: 'بُني في ستينيات القرن الماضي' },
        { title: 'أسوان', text: 'مدينة في جنوب البلاد' },
        { title: 'السد العالي', text: 'السد العالي في أسوان' },
      ]),
    );
    assert.deepEqual(
      index.search(termsOf('السد العالي'), 10).map(({ number }) => number),
      [2, 0],
    );
  });

  it('ranks a rare word above a common one', () => {
    const common = Array.from({ length: 20 }, () => ({ title: 'خبر', text: 'قال الوزير في بيان' }));
    const index = WordIndex.open(build([...common, { title: 'خبر', text: 'زلزال في البحر' }]));
    assert.equal(index.search(termsOf('الوزير زلزال'), 1)[0]?.number, 20);
  });

  it('counts in how many chunks a form occurs', () => {
    const index = WordIndex.open(
      build([
        { title: 'أ', text: 'كتاب الكتاب' },
        { title: 'ب', text: 'كتاب' },
      ]),
    );
    assert.equal(index.chunkFrequency('surface', 'كتاب'), 2);
    assert.equal(index.chunkFrequency('surface', 'الكتاب'), 1);
    assert.equal(index.chunkFrequency('surface', 'قلم'), 0);
    assert.equal(index.chunkFrequency('surface', ''), 0);
  });

  it('gives equal bytes for equal chunks, and opens at any offset', () => {
    assert.deepEqual(build(chunks), bytes);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const terms = termsOf('نهر');
    assert.deepEqual(
      WordIndex.open(shifted.subarray(3)).search(terms, 9),
      WordIndex.open(bytes).search(terms, 9),
    );
  });

  it('holds nothing where there are no chunks', () => {
    const index = WordIndex.open(build([]));
    assert.deepEqual(index.search(termsOf('نهر'), 5), []);
    assert.deepEqual(index.similarWords('نهر', 5), []);
  });

  it('cuts what is too long to be a word, on both sides', () => {
    const long = 'ن'.repeat(200_000);
    const index = WordIndex.open(build([{ title: 'عنوان', text: `كلمة ${long}` }]));
    assert.equal(index.search(termsOf(long), 5).length, 1);
  });

  it('refuses a chunk number that does not rise', () => {
    const builder = new WordIndexBuilder();
    builder.add(3, { title: 'أ', text: 'ب' });
    assert.throws(() => builder.add(3, { title: 'أ', text: 'ب' }), RangeError);
  });
});

describe('damaged word index', () => {
  const bytes = build(randomChunks(40, 3));

  it('is refused wherever a byte is changed', () => {
    const damage = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(damage, ([at, flip]) => {
        const damaged = bytes.slice();
        damaged[at]! ^= flip;
        assert.throws(() => WordIndex.open(damaged), IndexError);
      }),
    );
  });

  it('is refused wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        assert.throws(() => WordIndex.open(bytes.slice(0, length)), IndexError);
      }),
    );
  });
});

describe('merged word index', () => {
  it('has the bytes of one rebuilt, whatever goes and comes', () => {
    const chunks = randomChunks(120, 11);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.uniqueArray(fc.nat(119), { maxLength: 60 }),
        fc.nat(3),
        (oldCount, gone, gap) => {
          const removed = new Set(gone);
          const old = WordIndex.open(build(chunks.slice(0, oldCount)));
          const added = new WordIndexBuilder();
          const kept: number[] = [];
          for (let i = 0; i < chunks.length; i += 1) {
            if (i >= oldCount) added.add(i + gap, chunks[i]!);
            if (i >= oldCount || !removed.has(i)) kept.push(i);
          }
          const rebuilt = build(
            kept.map((i) => chunks[i]!),
            kept.map((i) => (i >= oldCount ? i + gap : i)),
          );
          assert.deepEqual(mergeWordIndex(old, removed, added), rebuilt);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses an added chunk whose number is taken', () => {
    const old = WordIndex.open(build(randomChunks(3, 1)));
    const added = new WordIndexBuilder();
    added.add(2, { title: 'أ', text: 'ب' });
    assert.throws(() => mergeWordIndex(old, new Set(), added), RangeError);
  });
});
