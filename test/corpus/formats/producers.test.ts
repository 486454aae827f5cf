/** One guide, as several programs saved it: the same sentences come out of every file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, one, read } from './support.ts';

const SENTENCES = [
  'افتُتحت مكتبة الوادي العامة في 14 أغسطس 2015 بعد ثلاث سنوات من العمل، وبلغت تكلفتها 1,250,000 ريال',
  'أكثر من ٤٥٬٠٠٠ كتاب باللغات العربية والإنجليزية والفرنسية',
  'تتولى الإدارة لجنة من خمسة أعضاء برئاسة الأستاذة لمياء الحلاق، وتجتمع اللجنة في أول أحد من كل شهر',
  'تطبيق Wadi Reader 2.0 على الهاتف',
  'وأما المسؤول عن الأنشطة فهو الأستاذ علاء الأمين',
];
const LIST =
  '• بطاقة الهوية الوطنية أو الإقامة.\n• صورة شخصية حديثة.\n• رسم الاشتراك السنوي وقدره 20 ريالًا.';
const ROW = 'قاعة الأطفال — الأوقات: من 9 صباحًا إلى 1 ظهرًا، سعر الاشتراك: 10 ريالات.';

/** A PDF keeps no order of marks on one letter. */
const withoutMarks = (text: string) => text.replace(/[\u064b-\u0652]/gu, '');

describe('one guide from several programs', () => {
  for (const name of [
    'guide-libreoffice.docx',
    'guide-pandoc.docx',
    'guide.odt',
    'guide.rtf',
    'guide.epub',
    'guide.html',
  ]) {
    it(name, async () => {
      const { record, outline } = await one(name, fixture(name));
      assert.equal(record.title, 'دليل مكتبة الوادي');
      for (const sentence of SENTENCES) assert.ok(record.text.includes(sentence), sentence);
      for (const item of LIST.split('\n')) assert.ok(record.text.includes(item), item);
      assert.ok(record.text.includes(ROW), ROW);
      const headings = outline ?? [];
      assert.ok(headings.some(({ title }) => title === 'شروط الإعارة'));
      for (const { start, end, title } of headings)
        assert.equal(record.text.slice(start, end), title);
    });
  }

  it('a PDF of LibreOffice: letters in order, lam-alef, numbers, lists, headings and pages', async () => {
    const { record, outline, pages } = await one('guide.pdf', fixture('guide-libreoffice.pdf'));
    assert.equal(record.title, 'دليل مكتبة الوادي');
    const text = withoutMarks(record.text);
    for (const sentence of SENTENCES) assert.ok(text.includes(withoutMarks(sentence)), sentence);
    assert.ok(text.includes('• صورة شخصية حديثة.'));
    assert.ok(outline?.some(({ title }) => title === 'شروط الإعارة'));
    assert.deepEqual(
      pages?.slice(0, 2).map(({ label }) => label),
      ['1', '2'],
    );
  });

  it('a PDF whose text layer is a cipher of what it shows: refused, with what mends it', async () => {
    await assert.rejects(
      read('guide.pdf', fixture('guide-cipher.pdf')),
      (error: Error & { hint: string }) => {
        assert.match(error.message, /text layer does not say what its pages show/u);
        assert.match(error.hint, /ocrmypdf -l ara/u);
        return true;
      },
    );
  });
});
