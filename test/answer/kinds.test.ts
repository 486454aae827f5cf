import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bestAnswer } from '../../src/answer/answering.ts';
import { passage, question } from './support.ts';

/** The words of the text that the question's kind of answer is read from. */
async function answering(asked: string, text: string): Promise<string | undefined> {
  const read = await question(asked);
  const best = bestAnswer(read, passage(read, text).sentences);
  if (!best) return undefined;
  const { words } = best.sentence;
  return text.slice(words[best.range.from]!.start, words[best.range.to - 1]!.end);
}

describe('words of the kind that is asked for', () => {
  const cases: [why: string, asked: string, text: string, expected: string | undefined][] = [
    [
      'a date with day, month and year is one answer',
      'متى وُقّع الميثاق؟',
      'وُقّع الميثاق في ٢٢ مارس ١٩٤٥ في القاهرة.',
      '٢٢ مارس ١٩٤٥',
    ],
    ['a year with its word', 'متى تأسس النادي؟', 'تأسس النادي عام 1907 في القاهرة.', 'عام 1907'],
    [
      'of two dates, the one beside the word that is asked for',
      'متى استقال الوزير؟',
      'عُيّن الرجل في مايو 1950، ثم استقال الوزير في يناير 1957.',
      'يناير 1957',
    ],
    [
      'an amount takes its unit along',
      'كم بلغت إيرادات القناة؟',
      'بلغت إيرادات القناة 3.99 مليار دولار.',
      '3.99 مليار دولار',
    ],
    [
      'a number written in words',
      'كم دام الحصار؟',
      'دام الحصار ثلاثة وعشرين يومًا.',
      'ثلاثة وعشرين يومًا',
    ],
    [
      'a year is no amount',
      'كم جنديًّا شارك في المعركة؟',
      'شارك في المعركة سنة 1260 جيش كبير.',
      undefined,
    ],
    [
      'a day of a month is no amount',
      'كم مطية شاركت في السباق؟',
      'بدأ السباق يوم 13 مايو. وشاركت فيه 1,240 مطية.',
      '1,240',
    ],
    [
      'a person after a title',
      'من افتتح المعرض؟',
      'افتتح المعرض الرئيس جمال عبد الناصر.',
      'جمال عبد الناصر',
    ],
    [
      'a father’s name belongs to the person',
      'من شرح الكتاب؟',
      'شرح الكتاب حنين بن إسحاق في بغداد.',
      'حنين بن إسحاق',
    ],
    ['a known place with its preposition', 'أين عُقد المؤتمر؟', 'عُقد المؤتمر بالقاهرة.', 'بالقاهرة'],
    ['a place after its noun', 'أين وُلد الشاعر؟', 'وُلد الشاعر في قرية ميت يعيش.', 'قرية ميت'],
    [
      'a reason begins with its marker',
      'لماذا أُغلق المصنع؟',
      'أُغلق المصنع بسبب ارتفاع كلفة الوقود.',
      'بسبب ارتفاع كلفة الوقود',
    ],
    ['no reason where none is given', 'لماذا أُغلق المصنع؟', 'أُغلق المصنع صباح أمس.', undefined],
  ];
  for (const [why, asked, text, expected] of cases) {
    it(`${why}: «${asked}»`, async () => {
      assert.equal(await answering(asked, text), expected);
    });
  }

  it('does not offer the question’s own words as the answer', async () => {
    assert.equal(await answering('من هو محمود يونس؟', 'محمود يونس، مهندس عسكري.'), undefined);
  });

  it('ends on names that begin before their trigger, with punctuation between', async () => {
    // «فلان، بن» once sent the reader of names back to the word it came from, for ever.
    await answering('من كتب الرسالة؟', 'كتب الرسالة زيد، بن عمرو، ابن، بن.');
  });
});
