import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseWindows } from '../../src/answer/choose-windows.ts';
import { checkQuote, makeQuote } from '../../src/answer/quotes.ts';
import { sourceLine } from '../../src/answer/source-line.ts';
import { isOfTwoValues, wholeValue } from '../../src/answer/whole-value.ts';
import { IndexError } from '../../src/errors.ts';
import type { Article, ArticleHead } from '../../src/types.ts';
import { judged } from './support.ts';

const TEXT = 'يُغلق جسر الوادي للصيانة يوم الجمعة 17 مايو 2024.';
const FOOTER = 'تنشر وكالة المدينة أخبار البلديات يوميًا، وترحب بملاحظات القراء.';

const articles = new Map<string, Article>(
  [
    { id: 'bridge', title: 'جسر', text: `${TEXT}\n\n${FOOTER}` },
    { id: 'copy', title: 'نسخة', text: `الرابية - الوكالة: ${TEXT} وتُحوَّل السيارات.` },
    { id: 'pool', title: 'مسبح', text: `يستقبل المسبح الأطفال.\n\n${FOOTER}` },
    { id: 'denial', title: 'نفي', text: `لن ${TEXT}` },
  ].map((article) => [article.id, article]),
);
const read = async (id: string) => articles.get(id);

async function quoteOf(alsoIn: readonly ArticleHead[]) {
  const says = [{ logOdds: 4, answer: '17 مايو 2024' }, { logOdds: -3 }];
  const { text, ...head } = articles.get('bridge')!;
  const [chosen] = chooseWindows(judged({ text, says, head })).quotes;
  return makeQuote({ ...chosen!, alsoIn }, { read, score: 1, contradicted: false });
}

describe('other articles that a quote names', () => {
  it('have its very words', async () => {
    const { alsoIn } = await quoteOf([...articles.values()].filter(({ id }) => id !== 'bridge'));
    assert.deepEqual(
      alsoIn?.map(({ id }) => id),
      ['copy'],
    );
  });

  it('are looked at again where the quote leaves', async () => {
    const quote = await quoteOf([]);
    await checkQuote({ ...quote, alsoIn: [articles.get('copy')!] }, read);
    for (const id of ['pool', 'denial', 'gone']) {
      const other = articles.get(id) ?? { id, title: 'ذهب' };
      await assert.rejects(checkQuote({ ...quote, alsoIn: [other] }, read), IndexError, id);
    }
  });
});

describe('the source of a quote', () => {
  const pages = [
    { start: 0, label: '11' },
    { start: 100, label: '12' },
    { start: 200, label: 'الفصل الثالث' },
  ];
  const file = 'أدلة/دليل الجسر.pdf';

  it('is the file and the page, where an article has no address', () => {
    assert.equal(sourceLine({ file, pages }, 150), 'دليل الجسر.pdf، ص 12');
    assert.equal(sourceLine({ file, pages }, 250), 'دليل الجسر.pdf، الفصل الثالث');
    assert.equal(sourceLine({ file, source: 'وزارة النقل' }, 5), 'وزارة النقل، دليل الجسر.pdf');
    assert.equal(sourceLine({ file, pages }), 'دليل الجسر.pdf', 'no page where none is known');
  });

  it('is the outlet, where it has one', () => {
    const url = 'https://example.com/a';
    assert.equal(sourceLine({ file, url, source: 'صحيفة المرفأ' }, 0), 'صحيفة المرفأ');
    assert.equal(sourceLine({ file, url }, 0), undefined);
    assert.equal(sourceLine({}, 0), undefined);
  });
});

describe('words that answer', () => {
  /** [sentence, what the reader says, the whole of it] */
  const cases: readonly (readonly [string, string, string])[] = [
    ['افتُتح المتحف في ربيع 2019، ورُمّم في صيف 2022.', '2019', 'ربيع 2019'],
    ['افتُتح المتحف في ربيع 2019، ورُمّم في صيف 2022.', 'صيف', 'صيف 2022'],
    ['الزيارة تستغرق نصف ساعة.', 'ساعة', 'نصف ساعة'],
    ['الزيارة تستغرق نصف ساعة.', 'نصف', 'نصف ساعة'],
    ['الزيارة تستغرق ساعة ونصف الساعة.', 'ساعة', 'ساعة ونصف الساعة'],
    ['الزيارة تستغرق ساعة ونصفًا.', 'ساعة', 'ساعة ونصفًا'],
    ['ثمن الدخول درهم واحد، والزيارة قصيرة.', 'درهم', 'درهم واحد'],
    ['وأجرة السيارة دينار واحد لكل متر.', 'واحد لكل متر', 'دينار واحد لكل متر'],
    ['افتُتح المتحف في مايو 2019.', '2019', 'مايو 2019'],
    ['افتُتح المتحف يوم 17 مايو 2019.', 'مايو', '17 مايو 2019'],
    ['افتُتح المتحف عام 2019 في مايو.', '2019', '2019'],
    ['يخزن السد 12 مليون متر مكعب من الماء.', '12', '12 مليون'],
    ['يخزن السد 12 مليون متر مكعب من الماء.', '12 مليون متر', '12 مليون متر مكعب'],
    ['زار القلعة 15 ألف زائر.', 'ألف زائر', '15 ألف زائر'],
    ['زار القلعة نصف مليون زائر.', 'مليون', 'نصف مليون'],
    ['بلغت نسبة النجاح 64% هذا العام.', '64', '64%'],
    ['يضم المتحف قاعتين للعرض.', 'قاعتين', 'قاعتين'],
    ['افتُتح المتحف في صيف عام 2017.', '2017', 'صيف عام 2017'],
    ['افتُتح المتحف في صيف عام 2017.', 'صيف', 'صيف عام 2017'],
    ['تولى القضاء 1990ـ1995 ثم اعتزل.', '1995', '1990ـ1995'],
    ['تستغرق الرحلة من 5 إلى 7 أيام.', '7 أيام', '5 إلى 7 أيام'],
    ['بلغت النسبة 12.5 في المئة من السكان.', '12.5', '12.5 في المئة'],
    ['يعمل ثلاثة أرباع السكان.', 'أرباع السكان', 'ثلاثة أرباع السكان'],
    ['بُني الجامع سنة 1340 هـ في البلدة.', '1340', '1340 هـ'],
    ['يفتح السوق الساعة الثامنة والنصف مساء.', 'الثامنة', 'الثامنة والنصف'],
    ['يدرس فيها خمسة آلاف وثلاثمئة طالب.', 'خمسة', 'خمسة آلاف وثلاثمئة'],
    ['يدرس فيها خمسة عشر طالبًا.', 'خمسة', 'خمسة عشر'],
    ['بُني الحصن في القرن التاسع عشر فوق التل.', 'التاسع', 'القرن التاسع عشر'],
    ['بُني الحصن في القرن الثامن الهجري.', 'الثامن', 'القرن الثامن'],
    ['شُيدت المكتبة مطلع عام 1973 بجوار السوق.', '1973', 'مطلع عام 1973'],
    ['فاز بنصف الأصوات في 3 دوائر من 12 دائرة.', '12 دائرة', '12 دائرة'],
  ];
  for (const [text, said, whole] of cases) {
    it(`«${said}» of «${text}» are «${whole}»`, () => {
      const start = text.indexOf(said);
      const { start: from, end } = wholeValue(text, { start, end: start + said.length });
      assert.equal(text.slice(from, end), whole);
    });
  }

  it('are not bold where they are two values of a table, of which either may answer', async () => {
    const bold = async (text: string, answer: string) => {
      const [reading] = judged({ text, says: [{ logOdds: 4, answer }], head: { id: 'bus' } });
      const [chosen] = chooseWindows([reading!]).quotes;
      const of = async () => ({ id: 'bus', title: 'حافلات', text });
      const { emphasis } = await makeQuote(chosen!, { read: of, score: 1, contradicted: false });
      return emphasis.map(({ start, end }) => text.slice(start, end));
    };
    assert.deepEqual(await bold('الأولى 6:30 5', '6:30 5'), []);
    assert.deepEqual(await bold('الأولى 5 6:30', '5 6:30'), []);
    assert.deepEqual(await bold('الأولى 6:30 5', '5'), ['5']);
    for (const one of ['5/3/2024 10:30', '3 500 000', '15 ألفًا', '6:30 صباحًا', '02 612 3456'])
      assert.equal(isOfTwoValues(one), false, one);
  });
});
