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

/** Chromium again: narrow ruled cells, notes, columns that go on from page to page, headers and page numbers. */
describe('a report of several pages', async () => {
  const bytes = readFileSync('test/corpus/formats/layout/report-chromium.pdf');
  const [found] = recordsOf(await readDocument('a.pdf', new Uint8Array(bytes)));
  const text = found!.record.text.replace(/\p{M}/gu, '');
  const says = (sentence: string) => assert.ok(text.includes(sentence), sentence);

  it('keeps numbers as they are read, a telephone’s included', () => {
    says(
      'ورقم هاتفها 06-5551234، وبريدها info@zaytoun.example، ورأس مالها المدفوع 1,250,000 دينار',
    );
    says('(أي ما يعادل نحو ١٫٧ مليون دولار)');
    says('موسم 2022/2023 ما مجموعه 412.5 طنا، بزيادة 18% على الموسم السابق');
  });

  it('leaves out the marks of notes, and keeps the notes', () => {
    says('وهي أعلى كمية منذ التأسيس. وتعمل');
    says('1. كانت أعلى كمية سجلت قبل ذلك 398 طنا في موسم 2014.');
  });

  it('reads the cells of a table that stand close to one another', () => {
    says('بكر ممتاز — العبوة: 16 لترا، السعر بالدينار: 95.');
    says('زيت عادي — العبوة: 5 لترات، السعر بالدينار: 22.');
  });

  it('reads columns on, from the foot of one page to the head of the next', () => {
    says('ويتألف من تسعة أعضاء تنتخبهم الهيئة العامة لمدة ثلاث سنوات');
    says('المحامي إلياس الأسعد منذ عام 2017، ويساعده في ذلك موظفان متفرغان.');
    says('ولكل عضو أن يطلع على دفاتر التعاونية خلال أوقات الدوام الرسمي');
  });

  it('joins what is stretched or spaced, and leaves out what runs at the edges of pages', () => {
    says('رابعا: الخدمات\n');
    says('ويغلق باب التسجيل قبل موعد الدورة');
    says('يمول ثلثاها');
    assert.doesNotMatch(text, /صفحة \d/u);
    assert.equal(text.split('تقرير تعاونية الزيتون').length, 1);
  });
});
