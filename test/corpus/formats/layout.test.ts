/** A page as Chromium prints it: a title, two columns, a table, and letters with marks that only `/ActualText` names. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readDocument } from '../../../src/corpus/formats/reader.ts';
import { recordsOf } from './support.ts';

describe('a page of a PDF with two columns', async () => {
  const bytes = readFileSync('test/corpus/formats/layout/two-columns-chromium.pdf');
  const [found] = recordsOf(await readDocument('a.pdf', new Uint8Array(bytes)));
  const { text, title } = found!.record;

  it('is read from the right column to the left one, and what stands below them comes last', () => {
    assert.equal(title, 'دليل حديقة الميناء');
    const order = [
      'يصف هذا',
      'المواعيد\n',
      'إدارة الحديقة.',
      'الأشجار\n',
      'السوق القديم.',
      'الأسعار\n',
      'نقدًا',
    ];
    const places = order.map((words) => text.indexOf(words));
    assert.ok(
      places.every((place) => place >= 0),
      JSON.stringify(places),
    );
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(text.includes('تفتح الحديقة أبوابها في الثامنة صباحًا كل يوم، وتغلقها في العاشرة'));
  });

  it('has its headings', () => {
    const headings = found!.outline?.map(({ title: line }) => line);
    assert.deepEqual(headings, ['المواعيد', 'الأشجار', 'الأسعار']);
  });

  it('has the letters that stand under marks', () => {
    const letters = text.replace(/\p{M}/gu, '');
    for (const word of ['ويخصص صباح', 'وتقلم الأشجار', 'بستانيا', 'وتدفع الأسعار'])
      assert.ok(letters.includes(word), word);
  });
});
