/** Damaged documents give articles or a reason, never anything else. `npm run mutate` reads thousands more. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { FormatError } from '../../../src/corpus/formats/format.ts';
import { readDocument } from '../../../src/corpus/formats/reader.ts';
import { mutate, outcomeOf } from '../../../tools/lib/mutate.ts';
import { seededRandom } from '../../../tools/lib/random.ts';
import { fixture, recordsOf } from './support.ts';

const RUNS = 12;

const folder = mkdtempSync(join(tmpdir(), 'isnad-hostile-'));
after(() => rmSync(folder, { recursive: true }));

describe('damaged documents', () => {
  for (const name of [
    'guide-pandoc.docx',
    'guide.odt',
    'guide.rtf',
    'guide.epub',
    'guide.html',
    'guide-chromium.mhtml',
    'hugo.md',
    'notice.mdx',
    'notice.txt',
    'news.json',
    'news.jsonl',
    'news.jsonl.gz',
    'questions.csv',
    'questions.xlsx',
    'prices-1256.tsv',
    'blog.wxr',
    'result.json',
    'messages.html',
    'folder.zip',
  ]) {
    it(name, async () => {
      const random = seededRandom(1);
      for (let run = 0; run < RUNS; run++) {
        const file = join(folder, `${run}-${name}`);
        writeFileSync(file, mutate(fixture(name), random));
        const { became, errors } = await outcomeOf(file);
        assert.match(became, /^(?:read|refused)$/u, `copy ${run}`);
        for (const { hint } of errors) assert.notEqual(hint, '');
      }
    });
  }

  it('a cipher of letters is refused when part of it is lost, too', async () => {
    const random = seededRandom(1);
    const copies = Array.from({ length: 110 }, () => mutate(fixture('guide-cipher.pdf'), random));
    // In these whole pages, or the table that says which letters are meant, are gone.
    for (const copy of [14, 67, 109])
      await assert.rejects(readDocument('a.pdf', copies[copy]!), FormatError, `copy ${copy}`);
  });

  it('one that takes too long is given up, and the next one is read', async () => {
    await assert.rejects(readDocument('a.rtf', fixture('guide.rtf'), 0), /not read after/u);
    assert.equal(recordsOf(await readDocument('a.rtf', fixture('guide.rtf'))).length, 1);
  });
});
