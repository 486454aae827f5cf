/** Lines put together from signs that were drawn one by one, as programs draw them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Glyph } from '../../../src/corpus/formats/pdf-glyph.ts';
import {
  directionOf,
  fromLeftParagraph,
  segmentsOf,
} from '../../../src/corpus/formats/pdf-lines.ts';
import { takeTables } from '../../../src/corpus/formats/pdf-tables.ts';

const WIDTH = 5;

/** Signs from left to right; a space in the list leaves a gap, and no sign. */
function drawn(signs: readonly string[], { x = 0, y = 100, size = 10, gap = 0 } = {}): Glyph[] {
  return signs.flatMap((text, i) => {
    const x0 = x + i * (WIDTH + gap);
    return text === ' ' ? [] : [{ text, x0, x1: x0 + WIDTH, y, size, bold: false }];
  });
}

/** As the page shows Arabic: the first letter on the right. */
const shown = (text: string) => [...text].reverse();
const lineOf = (glyphs: readonly Glyph[]) => segmentsOf(glyphs).map(({ text }) => text);

describe('a line of a PDF', () => {
  it('is read from the right, whatever order its signs are named in', () => {
    const signs = drawn(shown('المكتبة العامة'));
    assert.deepEqual(lineOf(signs), ['المكتبة العامة']);
    assert.deepEqual(lineOf(signs.toReversed()), ['المكتبة العامة']);
  });

  it('has lam before alef, although one sign of both is described the other way round', () => {
    for (const [described, word] of [
      ['إل', 'الإنتاجية'],
      ['\ufef9', 'الإنتاجية'],
      ['لإ', 'الإنتاجية'],
    ] as const)
      assert.deepEqual(lineOf(drawn(['ة', 'ي', 'ج', 'ا', 'ت', 'ن', described, 'ا'])), [word]);
  });

  it('has numbers as they are read: dates, amounts, per cent, years, a telephone', () => {
    for (const [visual, text] of [
      ['%18 ةدايزب', 'بزيادة 18%'],
      ['2022/2023 مسوم', 'موسم 2022/2023'],
      ['1,250,000 غلبمب', 'بمبلغ 1,250,000'],
      // What is typed 1939-1945 stands the other way round among Arabic words.
      ['1945-1939 برحلا', 'الحرب 1939-1945'],
      // Whoever put a mark of direction there meant it so.
      ['1939-1945 برحلا', 'الحرب 1939-1945'],
      ['5551234-06 فتاهلا', 'الهاتف 06-5551234'],
      ['06-5551234 فتاهلا', 'الهاتف 06-5551234'],
      ['Olive Track 3.1 قيبطت', 'تطبيق Olive Track 3.1'],
      ['H1N1 مث COVID-19 ةسلج', 'جلسة COVID-19 ثم H1N1'],
    ] as const)
      assert.deepEqual(lineOf(drawn([...visual])), [text]);
  });

  it('joins letters that are spaced, and words that are stretched', () => {
    const spaced = [...'التعريفات'].reverse();
    assert.deepEqual(lineOf(drawn(spaced, { gap: 4 })), ['التعريفات']);
    assert.deepEqual(lineOf(drawn(['ب', 'ـ', 'ج', 'ـ', 'ي'], { gap: 3 })), ['يجب']);
    // LibreOffice stretches with signs that it gives no letter.
    assert.deepEqual(lineOf(drawn(['ب', '\u0004', 'ج', 'ي'])), ['يجب']);
  });

  it('has no space where a sign is drawn upon it, as XeTeX does within a number', () => {
    const number = drawn([...'5551234-06'], { x: 0 });
    const space = { ...number[7]!, text: ' ' };
    const signs = [
      ...number.slice(0, 7),
      space,
      ...number.slice(7),
      ...drawn([' ', ...shown('الهاتف')], { x: 50 }),
    ];
    assert.deepEqual(lineOf(signs), ['الهاتف 06-5551234']);
  });

  it('has a space where a lam-alef is drawn upon the one beside it, as LibreOffice does', () => {
    const [before, after] = [drawn(shown('تحرقها'), { x: 0 }), drawn(shown('حتى'), { x: 46 })];
    const spaces = [30, 33.2].map((x0) => ({ ...before[0]!, text: ' ', x0, x1: x0 + 3 }));
    const lamAlef = { ...before[0]!, text: 'لا', x0: 33, x1: 43.5 };
    assert.deepEqual(lineOf([...spaces, ...before, lamAlef, ...after]), ['حتى لا تحرقها']);
  });

  it('has its numbers where they belong, although they are drawn over its words, as Qt does', () => {
    const [word, rest] = [drawn(shown('دنانير'), { x: 20 }), drawn(shown('خمسة'), { x: 80 })];
    const space = { ...word[0]!, text: ' ', x0: 50, x1: 53 };
    const over = drawn(['5'], { x: 24 });
    assert.deepEqual(lineOf([space, ...word.toReversed(), ...over]), ['5 دنانير']);
    const item = drawn(['.', '1'], { x: 85 });
    assert.deepEqual(lineOf([...rest.toReversed(), ...item]), ['1. خمسة']);
  });

  it('has its words apart where they are drawn together to fill the line', () => {
    const words = ['أما', 'القاعة', 'الثالثة', 'فللصيد', 'واللؤلؤ'];
    let x = 0;
    const signs = words.toReversed().flatMap((word) => {
      const some = drawn(shown(word), { x });
      x = some.at(-1)!.x1 + 1.5;
      return some;
    });
    assert.deepEqual(lineOf(signs), [words.join(' ')]);
  });

  it('leaves out the mark of a note, and keeps a power', () => {
    const note = (word: string, digit: string) => [
      ...drawn(shown(word), { x: 10 }),
      { text: digit, x0: 6, x1: 9, y: 104, size: 6, bold: false },
      ...drawn(shown('نص طويل قبل'), { x: 10 + WIDTH * (word.length + 1) }),
    ];
    assert.deepEqual(lineOf(note('التأسيس', '1')), ['نص طويل قبل التأسيس']);
    assert.deepEqual(lineOf(note('كم', '2')), ['نص طويل قبل كم²']);
  });

  it('has its own marks, although those of the column beside it are as high', () => {
    const low = drawn(shown('ذهبنا معا'), { x: 200, y: 100 });
    const high = drawn(shown('المدينة'), { x: 20, y: 107 });
    // From top to bottom it is nearer to the other line.
    const tanween = { text: '\u064b', x0: 206, x1: 209, y: 106, size: 10, bold: false };
    const [alef, ...letters] = low;
    assert.deepEqual(lineOf([...high, alef!, tanween, ...letters]), ['المدينة', 'ذهبنا معًا']);
  });

  it('has the mark of a note, although a column beside it is set in its size', () => {
    const note = { text: '3', x0: 196, x1: 199, y: 104, size: 6, bold: false };
    const beside = drawn(shown('بحسب سجل السنة الماضية'), { x: 20, size: 6 });
    const line = drawn(shown('ساعة.'), { x: 200 });
    const above = drawn(shown('وقال رئيس المجلس إنها الأولى من نوعها في البلاد'), { y: 300 });
    assert.ok(lineOf([...above, ...beside, note, ...line]).includes('ساعة.'));
    const own = { ...note, x0: 250, x1: 253 };
    assert.ok(lineOf([own, ...drawn(shown('عدل'), { x: 232 })]).includes('3. عدل'));
  });

  it('keeps the sign of a Hijri year, which stretches no word', () => {
    assert.deepEqual(lineOf(drawn([...'ةدايز ـه1443 ةنس'])), ['سنة 1443هـ زيادة']);
    assert.deepEqual(lineOf(drawn([...'يفو ـه 1443 ةنس'])), ['سنة 1443 هـ وفي']);
    assert.deepEqual(lineOf(drawn(shown('الشهـر'))), ['الشهر']);
  });

  it('ends with what ends it, in a paragraph that runs from the left', () => {
    assert.equal(
      fromLeftParagraph('.ألا تقل الكمية عن 150 كيلوغراما .1'),
      '1. ألا تقل الكمية عن 150 كيلوغراما.',
    );
    assert.equal(fromLeftParagraph('.»لأن الأحماض ترتفع'), 'لأن الأحماض ترتفع».');
    assert.equal(fromLeftParagraph('يستعمل تطبيق Olive Track 3.1'), 'يستعمل تطبيق Olive Track 3.1');
  });

  it('has Latin words where they belong, in a paragraph that runs from the left', () => {
    for (const [visual, text] of [
      [
        'فظوملا لمعتسي Wadi Reader 2.0 بتكلا ةءارقل.',
        'يستعمل الموظف Wadi Reader 2.0 لقراءة الكتب.',
      ],
      ['ةعاقلا يف ناك COVID-19 ضرم.', 'كان في القاعة COVID-19 مرض.'],
      [
        'ىلإ جاتحي Windows 11 وأ Ubuntu 22.04 زاهج يوقلا.',
        'يحتاج إلى Windows 11 أو Ubuntu 22.04 القوي جهاز.',
      ],
      ['1911 ةنس ةنيفسلا تقرغ Orient Star.', 'غرقت السفينة سنة 1911 Orient Star.'],
      ['1. قيبطت Olive Track.', '1. تطبيق Olive Track.'],
    ] as const)
      assert.deepEqual(
        segmentsOf(drawn([...visual])).map(({ fromLeft }) => fromLeft),
        [text],
      );
  });

  it('tells which way its paragraph runs by what ends the sentence', () => {
    assert.equal(directionOf('.قبل الزيارة'), 'left');
    assert.equal(directionOf('قبل الزيارة.'), 'right');
    assert.equal(directionOf('قبل الزيارة'), undefined);
  });

  it('is cells where lines are drawn between them, however close they stand', () => {
    const rules = [0, 45, 90].flatMap((at) => [
      { x0: at, x1: at, y0: 80, y1: 120 },
      { x0: 0, x1: 90, y0: 80 + (at * 40) / 90, y1: 80 + (at * 40) / 90 },
    ]);
    const row = (right: string, left: string, y: number) => [
      ...drawn(shown(left), { x: 44 - WIDTH * left.length, y }),
      ...drawn(shown(right), { x: 46, y }),
    ];
    const glyphs = [...row('الصنف', 'السعر', 106), ...row('بكر', 'غال', 86)];
    const { tables, rest } = takeTables(glyphs, rules);
    assert.deepEqual(tables[0]?.rows, [
      ['الصنف', 'السعر'],
      ['بكر', 'غال'],
    ]);
    assert.deepEqual(rest, []);
  });
});
