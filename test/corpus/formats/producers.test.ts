/** One guide, as several programs saved it: the same sentences come out of every file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixture, notesOf, one, read, recordsOf } from './support.ts';

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
    'guide-chromium.mhtml',
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

describe('exports and tables as programs write them', () => {
  for (const name of ['questions.csv', 'questions.xlsx'])
    it(`${name}: the question is the title, the answer the text`, async () => {
      const records = recordsOf(await read(name, fixture(name))).map(({ record }) => record);
      assert.equal(records.length, 7);
      assert.equal(records[1]?.title, 'كم رسم الاشتراك السنوي؟');
      assert.match(records[1]?.text ?? '', /^رسم الاشتراك السنوي عشرون ريالًا للكبار/u);
    });

  it('a table in windows-1256, printed as sentences', async () => {
    const { record } = await one('prices-1256.tsv', fixture('prices-1256.tsv'));
    assert.match(record.text, /^طباعة صفحة — السعر: ربع ريال، المدة: فورًا\.$/mu);
  });

  it('a blog of WordPress: posts and pages, without drafts and pictures', async () => {
    const items = await read('blog.wxr', fixture('blog.wxr'));
    const records = recordsOf(items).map(({ record }) => record);
    assert.deepEqual(
      records.map(({ title }) => title),
      ['تمديد ساعات العمل في رمضان', 'لقاء نادي القراءة', 'قاعات المكتبة وسعتها'],
    );
    assert.match(records[0]!.text, /• يوم السبت: من الثانية ظهرًا\./u);
    assert.match(records[1]!.text, /من أدب الرحلات\.\s+والدعوة عامة/u);
    assert.match(records[2]!.text, /قاعة الكبار — السعة: 120 مقعدًا\./u);
    assert.equal(records[0]?.author, 'سعاد العلي');
    assert.deepEqual(notesOf(items), ['draft: its status is draft; left out']);
  });

  for (const name of ['result.json', 'messages.html'])
    it(`${name} of Telegram: a reply stands below what it answers`, async () => {
      const records = recordsOf(await read(name, fixture(name))).map(({ record }) => record);
      assert.match(
        records[0]!.text,
        /الخامسة مساء كل أحد[\s\S]*يبدأ الموعد الجديد يوم الأحد 17 آذار/u,
      );
      assert.equal(records[0]?.date, '2024-03-05');
      assert.ok(records.some(({ text }) => text.startsWith('تذكّر البلدية')));
    });

  it('a packed folder: each file by itself', async () => {
    const items = await read('folder.zip', fixture('folder.zip'));
    assert.equal(recordsOf(items).length, 10);
    assert.deepEqual(notesOf(items), ['unread: not a document']);
  });
});
