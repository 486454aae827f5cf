/** Which word segments are brought together, and that scoring them apart changes no score. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FORM_NUMBER } from '../../src/index/postgres/postings.ts';
import { type PostingRow, SegmentRanking, weightedKeys } from '../../src/index/postgres/ranking.ts';
import { planMerges, SEGMENT_CHUNKS_MAX } from '../../src/index/postgres/segments.ts';
import { WordIndexBuilder } from '../../src/words/builder.ts';
import { mergeWordIndex } from '../../src/words/merge.ts';
import { WordIndex } from '../../src/words/word-index.ts';
import type { Form } from '../../src/words/word-tables.ts';
import { chunkByLine, sampleArticle } from './support/articles.ts';
import { termsOf } from './support/publish.ts';

const sized = (sizes: readonly number[]) =>
  sizes.map((slots, i) => ({ id: i + 1, slots, dead: 0 }));

describe('merging word segments', () => {
  it('brings neighbours of like size together, and leaves a large one before small ones', () => {
    assert.deepEqual(planMerges(sized([100, 60])), [[1, 2]]);
    assert.deepEqual(planMerges(sized([1000, 100, 60])), [[2, 3]]);
    assert.deepEqual(planMerges(sized([1000, 100, 10])), []);
    assert.deepEqual(planMerges(sized([SEGMENT_CHUNKS_MAX, SEGMENT_CHUNKS_MAX])), []);
  });

  it('writes one again that is largely dead', () => {
    assert.deepEqual(planMerges([{ id: 7, slots: 100, dead: 21 }]), [[7]]);
    assert.deepEqual(planMerges([{ id: 7, slots: 100, dead: 19 }]), []);
  });

  it('keeps their number to about the logarithm of what was built', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 200 }), (builds) => {
        let segments: { id: number; slots: number; dead: number }[] = [];
        let next = 0;
        for (const slots of builds) {
          next += 1;
          segments.push({ id: next, slots, dead: 0 });
          for (const ids of planMerges(segments)) {
            next += 1;
            const parts = segments.filter(({ id }) => ids.includes(id));
            const at = segments.indexOf(parts[0]!);
            const merged = parts.reduce((sum, part) => sum + part.slots, 0);
            segments.splice(at, parts.length, { id: next, slots: merged, dead: 0 });
          }
          segments = [...segments];
        }
        const total = builds.reduce((sum, slots) => sum + slots, 0);
        assert.equal(
          segments.reduce((sum, { slots }) => sum + slots, 0),
          total,
        );
        assert.ok(segments.length <= Math.log2(total + 1) + 2, `${segments.length} of ${total}`);
      }),
    );
  });
});

describe('scores over segments', () => {
  const chunks = Array.from({ length: 30 }, (_, n) => sampleArticle(n).article).flatMap((article) =>
    chunkByLine(article).map((chunk) => ({ title: article.title, ...chunk })),
  );

  /** Postings as the database keeps them, cut into segments at these chunk numbers. */
  function cut(at: readonly number[]): { ranking: SegmentRanking; rows: PostingRow[] } {
    const bounds = [0, ...at, chunks.length];
    const rows: PostingRow[] = [];
    const removed = [{ first: 5, count: 12 }];
    const segments = bounds.slice(0, -1).map((first, i) => {
      const builder = new WordIndexBuilder();
      for (const [n, chunk] of chunks.slice(first, bounds[i + 1]).entries()) builder.add(n, chunk);
      const words = WordIndex.open(builder.finish());
      for (const form of Object.keys(FORM_NUMBER) as Form[]) {
        for (let row = 0; row < words.tables[form].ends.length; row += 1) {
          rows.push({
            form,
            term: words.term(form, row),
            segment: i,
            chunks: words.tables[form].chunks[row]!,
            postings: words.encodedPostings(form, row),
          });
        }
      }
      return { id: i, first, lengths: words.tables.lengths, titles: words.tables.titles };
    });
    return { ranking: new SegmentRanking(segments, removed), rows };
  }

  it('are those of the embedded index, wherever the cuts are and whatever was removed', () => {
    const whole = new WordIndexBuilder();
    for (const [n, chunk] of chunks.entries()) whole.add(n, chunk);
    const removed = { has: (chunk: number) => chunk >= 5 && chunk < 17 };
    const blob = mergeWordIndex(WordIndex.open(whole.finish()), removed, new WordIndexBuilder());
    const embedded = WordIndex.open(blob);
    const terms = termsOf('أعلن الوزير معرضا في القاهرة رقم 7');
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: chunks.length - 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, (at) => {
        const { ranking, rows } = cut([...at].sort((a, b) => a - b));
        assert.equal(ranking.chunkCount, embedded.chunkCount);
        const found = ranking.search(weightedKeys(terms), rows, 20);
        const wanted = embedded.search(terms, 20);
        assert.deepEqual(
          found.map(({ number, score }) => [number, score.toFixed(5)]),
          wanted.map(({ number, score }) => [number, score.toFixed(5)]),
        );
      }),
      { numRuns: 30 },
    );
  });
});
