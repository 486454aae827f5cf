/** The reader's thread: whatever it is given, it answers with content or with a reason. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FetchError } from '../../src/errors.ts';
import { DocumentReader } from '../../src/fetch/reader.ts';
import { newspaperPage, rss } from './site.ts';

const input = (body: Uint8Array) => ({
  body,
  contentType: 'text/html',
  url: 'http://example.org/a',
  now: new Date('2025-06-01T00:00:00Z'),
});

describe('DocumentReader', () => {
  it('survives documents in which bytes were changed, moved and cut off', async () => {
    const reader = new DocumentReader();
    const feed = rss([{ link: '/a', title: 'خبر' }, { link: '/b' }]) as { body: string };
    const originals = [newspaperPage(), feed.body].map((text) => Buffer.from(text));
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const change = fc.tuple(share, share, fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(change, { minLength: 1, maxLength: 20 }),
        share,
        async (original, changes, cut) => {
          const body = Buffer.from(original);
          for (const [at, from, byte] of changes) {
            const place = Math.floor(at * body.length);
            if (byte < 128) body[place] = byte * 2;
            else body.copy(body, place, Math.floor(from * body.length));
          }
          const kept = cut < 0.2 ? body.subarray(0, Math.floor(cut * 5 * body.length)) : body;
          try {
            const content = await reader.read(input(kept), 20_000);
            assert.ok(!('draft' in content) || content.draft.text.length > 0);
          } catch (error) {
            assert.ok(error instanceof FetchError, String(error));
            assert.notEqual(error.message, '');
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('reads one document after the other, in the order of the calls', async () => {
    const reader = new DocumentReader();
    const titles = ['الأول', 'الثاني', 'الثالث'];
    const contents = await Promise.all(
      titles.map((title) => reader.read(input(Buffer.from(newspaperPage({ title }))), 20_000)),
    );
    assert.deepEqual(
      contents.map((content) => 'draft' in content && content.draft.title),
      titles,
    );
  });
});
