/** The report at the end of a run: a count for each reason, then each file with its place and what mends it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type CorpusNote, readCorpus } from '../../src/corpus/read.ts';
import { describeReading, readingReport } from '../../src/corpus/report.ts';
import type { CorpusError } from '../../src/errors.ts';
import { archive } from './formats/support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isnad-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function reportOf(files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const errors: CorpusError[] = [];
  const notes: CorpusNote[] = [];
  let articles = 0;
  for await (const item of readCorpus([folder], { onNote: (note) => notes.push(note) })) {
    if ('error' in item) errors.push(item.error);
    else articles += 1;
  }
  return readingReport(articles, errors, notes);
}

const SOUND =
  '---\ntitle: شروط الإعارة\n---\nيستعير القارئ ثلاثة كتب، ويردّها بعد أسبوعين، ويجوز التمديد مرة واحدة إذا لم يطلب الكتاب قارئ آخر.\n';

describe('the report of what came in', () => {
  it('is quiet when all is well', async () => {
    const report = await reportOf({ 'a.md': SOUND, 'README.md': 'لا يُقرأ' });
    assert.equal(report.articles, 1);
    assert.deepEqual(describeReading(report), []);
  });

  it('counts what is wrong by its kind, and names each file, line and part', async () => {
    const report = await reportOf({
      'a.md': SOUND.replace('شروط', 'أول: شروط'),
      'b.md': SOUND.replace('\n---', '\nsorce: النشرة\ndate: غدًا\n---'),
      'c.md': SOUND.replace('\n---', '\ndraft: true\n---'),
      'd.jpg': 'no text',
      'e.zip': archive({
        'one.docx': 'PK',
        'two.docx': 'PK',
        'three.md': '---\ntitle: عنوان\n---\n',
      }),
      'f.jsonl': `{"id":"1","title":"أ","text":""}\n{"id":"2","title":"ب","text":" "}\n`,
      'g.txt': '',
    });
    assert.deepEqual(
      report.reasons.map(({ reason, count, isLoss }) => [reason, count, isLoss]),
      [
        ['draft', 1, true],
        ['left out: is empty', 1, true],
        ['left out: is no Word document, whatever its name says', 2, true],
        ['left out: text: is empty', 3, true],
        ['unread file', 1, true],
        ['duplicate', 1, false],
        ['field left out', 1, false],
        ['repaired', 1, false],
        ['unknown field', 1, false],
      ],
    );
    const at = (reason: string) =>
      report.reasons
        .find((one) => one.reason.includes(reason))!
        .items.map(({ file, line, part }) => [file.slice(folder.length + 1), line, part]);
    assert.deepEqual(at('Word document'), [
      ['e.zip', undefined, 'one.docx'],
      ['e.zip', undefined, 'two.docx'],
    ]);
    assert.deepEqual(at('text: is empty'), [
      ['e.zip', 4, 'three.md'],
      ['f.jsonl', 1, undefined],
      ['f.jsonl', 2, undefined],
    ]);
    const lines = describeReading(report).join('\n').replaceAll(`${folder}/`, '');
    assert.match(lines, /\n {2}e\.zip › two\.docx: is no Word document[^\n]*\n {4}It is damaged/u);
    assert.match(
      lines,
      /\n {2}b\.md:3: sorce: unknown field, ignored; most likely source\n {4}Write source: instead of sorce:\./u,
    );
    assert.match(
      lines,
      /\n {2}b\.md:4: date: "غدًا" is not a date; the field is left out\n {4}Write the date as YYYY-MM-DD/u,
    );
    assert.match(lines, /^draft: 1\n {2}c\.md:3: a draft, left out\n {4}Remove the field draft/u);
  });

  it('lists the first of many, and says where the others are', () => {
    const notes = Array.from({ length: 30 }, (_, i) => ({
      kind: 'unread file' as const,
      file: `${i}.jpg`,
      message: 'not read: no format of articles',
      hint: '',
    }));
    const report = readingReport(0, [], notes);
    assert.equal(report.reasons[0]?.items.length, 30);
    const lines = describeReading(report);
    assert.equal(lines.length, 22);
    assert.match(lines.at(-1)!, /and 10 more; --report FILE names them all/u);
  });
});
