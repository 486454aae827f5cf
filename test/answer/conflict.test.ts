/** When two sources are said to differ, and what is shown of them then. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseWindows } from '../../src/answer/choose-windows.ts';
import { makeQuote } from '../../src/answer/quotes.ts';
import { judged } from './support.ts';

interface Paper {
  readonly text: string;
  readonly answer: string;
  readonly title?: string;
  readonly date?: string;
  readonly logOdds?: number;
}

const chosen = (...papers: readonly Paper[]) =>
  chooseWindows(
    judged(
      ...papers.map(({ text, answer, title = 'عنوان', date, logOdds = 4 }, i) => ({
        text,
        says: [{ logOdds: logOdds - i / 10, answer }],
        head: { id: `paper-${i}`, title, ...(date && { date }) },
      })),
    ),
  );

/** [why it is no contradiction, the one, the other] */
const NO_CONFLICT: readonly (readonly [string, Paper, Paper])[] = [
  [
    'a year in two calendars',
    { text: 'بُني جامع الربوة سنة ٦٥٨ هـ على يد الأمير بدر الدين.', answer: 'سنة ٦٥٨ هـ' },
    { text: 'يروي الدليل أن جامع الربوة بُني عام ١٢٦٠ م بيد الأمير بدر الدين.', answer: '١٢٦٠' },
  ],
  [
    'a height in two units, which the reader left out',
    { text: 'يبلغ ارتفاع مئذنة جامع الربوة 1500 سنتيمتر.', answer: '1500' },
    { text: 'ارتفاع مئذنة جامع الربوة في المدينة 15 مترًا.', answer: '15' },
  ],
  [
    'a rounded figure, as the word before it says',
    { text: 'حضر مهرجان السدرة نحو 20 فارسًا من الخليج.', answer: '20' },
    { text: 'حضر مهرجان السدرة 22 فارسًا من الخليج.', answer: '22' },
  ],
  [
    'a range of which the reader took the end',
    { text: 'تستغرق الرحلة إلى الجزيرة من 5 إلى 7 ساعات.', answer: '7 ساعات' },
    { text: 'تستغرق الرحلة إلى الجزيرة 6 ساعات.', answer: '6 ساعات' },
  ],
  [
    'a range with a dash, of which it took the beginning',
    { text: 'يكتمل نمو الشجرة في الوادي خلال 5-7 سنوات.', answer: '5' },
    { text: 'يكتمل نمو الشجرة في الوادي خلال 6 سنوات.', answer: '6 سنوات' },
  ],
  [
    'an area in two units',
    { text: 'يقع المسجد على مساحة هكتارين من الأرض.', answer: 'هكتارين' },
    { text: 'يقع المسجد على مساحة 20 ألف متر مربع من الأرض.', answer: '20 ألف متر مربع' },
  ],
  [
    'a decade and a year of it',
    { text: 'توفي الشاعر في التسعينيات ببيروت.', answer: 'التسعينيات' },
    { text: 'توفي الشاعر عام 1994 ببيروت.', answer: '1994' },
  ],
  [
    'a century of one calendar and a year of the other',
    { text: 'بُني السور في القرن السادس الهجري حول القلعة.', answer: 'القرن السادس الهجري' },
    { text: 'بُني السور عام 1187 حول القلعة.', answer: '1187' },
  ],
  [
    'an hour in words and in figures',
    { text: 'تنطلق الحافلة الساعة الثامنة والنصف صباحًا.', answer: 'الثامنة والنصف' },
    { text: 'تنطلق الحافلة الساعة 8:30 صباحًا.', answer: '8:30' },
  ],
  [
    'two currencies',
    { text: 'تبرع بمبلغ 500 دولار للمدرسة.', answer: '500 دولار' },
    { text: 'تبرع بمبلغ 355 دينارًا للمدرسة.', answer: '355 دينارًا' },
  ],
  [
    'two buses that only their numbers tell apart',
    { text: 'تنطلق الحافلة رقم 5 من المحطة الساعة 8:00 صباحًا.', answer: '8:00' },
    { text: 'تنطلق الحافلة رقم 7 من المحطة الساعة 9:00 صباحًا.', answer: '9:00' },
  ],
  [
    'about a year',
    { text: 'بُني الحصن نحو عام 1900 على يد الأمير.', answer: '1900' },
    { text: 'بُني الحصن عام 1898 على يد الأمير.', answer: 'عام 1898' },
  ],
  [
    'at least, which is said after the figure',
    { text: 'قُتل في الانفجار 30 شخصًا على الأقل قرب السوق.', answer: '30' },
    { text: 'قُتل في الانفجار 34 شخصًا قرب السوق.', answer: '34 شخصًا' },
  ],
  [
    'about the forty',
    { text: 'حضر الحفل نحو الـ40 فنانًا من العالم العربي.', answer: '40 فنانًا' },
    { text: 'حضر الحفل 43 فنانًا من العالم العربي.', answer: '43 فنانًا' },
  ],
  [
    'more than, whose verb is before what is counted',
    { text: 'تخطى عدد الحضور 30 شخصًا في الأمسية.', answer: '30 شخصًا' },
    { text: 'بلغ عدد الحضور 34 شخصًا في الأمسية.', answer: '34 شخصًا' },
  ],
  [
    'before a year, which the reader left out',
    { text: 'أُسس النادي قبل عام 1950 في حي البحر.', answer: '1950' },
    { text: 'أُسس النادي سنة 1947 في حي البحر.', answer: 'سنة 1947' },
  ],
  [
    'a birth and a death',
    { text: 'ولد الشاعر في القرية عام 1910.', answer: '1910' },
    { text: 'توفي الشاعر في القرية عام 1977.', answer: '1977' },
  ],
  [
    'when it was built and when it was opened',
    { text: 'بُني مسرح المدينة عام 1960.', answer: '1960' },
    { text: 'افتُتح مسرح المدينة عام 1964.', answer: '1964' },
  ],
  [
    'what is bought and what is sold',
    { text: 'سجّل الدولار للشراء في البنك 30.75 جنيهًا.', answer: '30.75 جنيهًا' },
    { text: 'سجّل الدولار للبيع في البنك 30.85 جنيهًا.', answer: '30.85 جنيهًا' },
  ],
  [
    'matches of two pairs of teams',
    { text: 'فاز الهلال على النصر بهدف في ملعب الملز أمام 20 ألف متفرج.', answer: '20 ألف' },
    { text: 'فاز الاتحاد على الأهلي بهدف في ملعب الجوهرة أمام 45 ألف متفرج.', answer: '45 ألف' },
  ],
  [
    'matches of the same teams, on two days',
    { text: 'فاز الهلال على النصر أمس أمام 20 ألف متفرج.', answer: '20 ألف', date: '2019-05-01' },
    { text: 'فاز الهلال على النصر أمس أمام 45 ألف متفرج.', answer: '45 ألف', date: '2023-05-01' },
  ],
  [
    'exams of two days',
    { text: 'تقدّم لامتحان الرياضيات في المدينة 400 طالب.', answer: '400 طالب' },
    { text: 'تقدّم لامتحان التاريخ في المدينة 380 طالبًا.', answer: '380 طالبًا' },
  ],
  [
    'two editions of one festival',
    { text: 'شارك في الدورة الأولى من المهرجان 40 فنانًا.', answer: '40 فنانًا' },
    { text: 'شارك في الدورة الثانية من المهرجان 65 فنانًا.', answer: '65 فنانًا' },
  ],
  [
    'two towers that only the titles name',
    { text: 'يبلغ ارتفاعه 302 متر فوق الأرض.', answer: '302 متر', title: 'برج المملكة في الرياض' },
    { text: 'يبلغ ارتفاعه 267 مترًا فوق الأرض.', answer: '267 مترًا', title: 'برج الندى في الرياض' },
  ],
  [
    'the weather of two villages',
    { text: 'يسود قرية السلام طقس حار وتبلغ الحرارة العظمى 35 درجة.', answer: '35 درجة' },
    { text: 'يسود قرية النور طقس حار وتبلغ الحرارة العظمى 38 درجة.', answer: '38 درجة' },
  ],
  [
    'the weather of two villages that only the titles name',
    { text: 'تبلغ الحرارة العظمى في القرية 35 درجة.', answer: '35 درجة', title: 'طقس قرية السلام' },
    { text: 'تبلغ الحرارة العظمى في القرية 38 درجة.', answer: '38 درجة', title: 'طقس قرية النور' },
  ],
  [
    'the price of two days',
    { text: 'سجّل غرام الذهب اليوم 3700 جنيه في السوق.', answer: '3700 جنيه', date: '2024-03-02' },
    { text: 'سجّل غرام الذهب اليوم 3580 جنيهًا في السوق.', answer: '3580 جنيهًا', date: '2024-03-03' },
  ],
  [
    'the price of two years',
    { text: 'يبلغ سعر الدولار في المصارف 30 جنيهًا.', answer: '30 جنيهًا', date: '2023-03-02' },
    { text: 'يبلغ سعر الدولار في المصارف 48 جنيهًا.', answer: '48 جنيهًا', date: '2024-03-03' },
  ],
  [
    'the price of a day that nobody names',
    { text: 'يباع غرام الذهب عيار 24 بسعر 70 دينارًا.', answer: '70 دينارًا' },
    { text: 'يباع غرام الذهب عيار 24 بسعر 64 دينارًا.', answer: '64 دينارًا' },
  ],
  [
    'the results of two years that the titles name',
    { text: 'بلغت نسبة النجاح 70%.', answer: '70%', title: 'نتائج الثانوية 2022' },
    { text: 'بلغت نسبة النجاح 82%.', answer: '82%', title: 'نتائج الثانوية 2023' },
  ],
  [
    'the results of two years',
    { text: 'نجح في امتحان الثانوية هذا العام 910 طلاب.', answer: '910', date: '2023-07-01' },
    { text: 'نجح في امتحان الثانوية هذا العام 870 طالبًا.', answer: '870', date: '2024-07-01' },
  ],
  [
    'the figures of two months',
    { text: 'افتُتح هذا الشهر في المنطقة 12 مصنعًا.', answer: '12 مصنعًا', date: '2023-04-02' },
    { text: 'افتُتحت هذا الشهر في المنطقة 9 مصانع.', answer: '9 مصانع', date: '2023-05-02' },
  ],
  [
    'the figures of two weeks',
    { text: 'استقبل المطار هذا الأسبوع 40 رحلة.', answer: '40 رحلة', date: '2024-03-03' },
    { text: 'استقبل المطار هذا الأسبوع 52 رحلة.', answer: '52 رحلة', date: '2024-03-20' },
  ],
  [
    'new cases of two days',
    { text: 'سجلت الوزارة 120 إصابة جديدة.', answer: '120 إصابة', date: '2021-04-02' },
    { text: 'سجلت الوزارة 98 إصابة جديدة.', answer: '98 إصابة', date: '2021-04-09' },
  ],
  [
    'the heat of two days',
    { text: 'تبلغ الحرارة العظمى في الرياض 41 درجة.', answer: '41 درجة', date: '2024-06-03' },
    { text: 'تبلغ الحرارة العظمى في الرياض 44 درجة.', answer: '44 درجة', date: '2024-06-09' },
  ],
  [
    'the oil of two days',
    { text: 'هبط خام برنت إلى 71 دولارًا.', answer: '71 دولارًا', date: '2024-09-03' },
    { text: 'هبط خام برنت إلى 69 دولارًا.', answer: '69 دولارًا', date: '2024-09-10' },
  ],
  [
    'figures of two dates that stand beside them',
    { text: 'بلغ إنتاج المصنع في مارس 2023 من الإسمنت 910 أطنان.', answer: '910 أطنان' },
    { text: 'بلغ إنتاج المصنع في أبريل 2023 من الإسمنت 870 طنًّا.', answer: '870 طنًّا' },
  ],
  [
    'schools of two villages, told by one template',
    { text: 'افتتح المحافظ مدرسة قرية السلام التي تضم 12 فصلًا وملعبًا.', answer: '12 فصلًا' },
    { text: 'افتتح المحافظ مدرسة قرية الكوثر التي تضم 18 فصلًا وملعبًا.', answer: '18 فصلًا' },
  ],
  [
    'one that does not answer',
    { text: 'شاركت في مهرجان السدرة 1,240 مطية من الخليج.', answer: '1,240' },
    { text: 'شاركت في مهرجان السدرة 1,420 مطية من الخليج.', answer: '1,420', logOdds: -0.2 },
  ],
];

/** [what differs, the one, the other] */
const CONFLICT: readonly (readonly [string, Paper, Paper])[] = [
  [
    'a number',
    { text: 'شاركت في مهرجان السدرة هذا العام 1,240 مطية من الخليج.', answer: '1,240' },
    { text: 'وتشارك هذا العام في مهرجان السدرة 1,420 مطية.', answer: '1,420 مطية' },
  ],
  [
    'a year',
    { text: 'بُني جامع الربوة سنة 1260 م على يد الأمير بدر الدين.', answer: '1260' },
    { text: 'شُيّد جامع الربوة عام 1290 م على يد الأمير بدر الدين.', answer: 'عام 1290 م' },
  ],
  [
    'a year, in two calendars',
    { text: 'بُني جامع الربوة سنة ٦٥٨ هـ على يد الأمير بدر الدين.', answer: 'سنة ٦٥٨ هـ' },
    { text: 'بُني جامع الربوة عام 1290 م على يد الأمير بدر الدين.', answer: 'عام 1290 م' },
  ],
  [
    'a length, in two units',
    { text: 'يبلغ ارتفاع مئذنة جامع الربوة 1500 سنتيمتر.', answer: '1500 سنتيمتر' },
    { text: 'ارتفاع مئذنة جامع الربوة في المدينة 18 مترًا.', answer: '18 مترًا' },
  ],
  [
    'a dual and a number',
    { text: 'تستغرق رحلة العبّارة إلى الجزيرة ساعتين.', answer: 'ساعتين' },
    { text: 'تستغرق رحلة العبّارة من الميناء إلى الجزيرة 3 ساعات.', answer: '3 ساعات' },
  ],
  [
    'a percentage, by its sign and in words',
    { text: 'بلغت نسبة النجاح في الثانوية هذا العام 80%.', answer: '80', date: '2024-07-01' },
    {
      text: 'وصلت نسبة النجاح في الثانوية هذا العام إلى 86 في المئة.',
      answer: '86 في المئة',
      date: '2024-07-02',
    },
  ],
  [
    'the figures of one week',
    { text: 'استقبل المطار هذا الأسبوع 40 رحلة.', answer: '40 رحلة', date: '2024-03-03' },
    { text: 'استقبل المطار هذا الأسبوع 52 رحلة.', answer: '52 رحلة', date: '2024-03-05' },
  ],
  [
    'a decade and a year of another',
    { text: 'شُيدت المكتبة في سبعينيات القرن الماضي بجوار السوق.', answer: 'سبعينيات' },
    { text: 'شُيدت المكتبة سنة 1985 بجوار السوق.', answer: 'سنة 1985' },
  ],
  [
    'the dead of one accident',
    { text: 'قُتل في حادث القطار قرب البلدة 10 أشخاص.', answer: '10 أشخاص', date: '2024-03-02' },
    { text: 'ارتفع عدد قتلى حادث القطار قرب البلدة إلى 12 شخصًا.', answer: '12 شخصًا' },
  ],
  [
    'what two witnesses say of one fire',
    { text: 'أصيب في حريق سوق الخشب 14 عاملًا، بحسب الدفاع المدني.', answer: '14 عاملًا' },
    { text: 'أصيب في حريق سوق الخشب 19 عاملًا، وفق مستشفى المدينة.', answer: '19 عاملًا' },
  ],
];

describe('two sources do not differ by', () => {
  for (const [why, one, another] of NO_CONFLICT) {
    it(why, () => assert.deepEqual(chosen(one, another).conflict, []));
  }
});

describe('two sources differ in', () => {
  for (const [what, one, another] of CONFLICT) {
    it(what, () => assert.deepEqual(chosen(one, another).conflict, [0, 1]));
  }

  const older = { ...CONFLICT[0]![1], date: '2024-11-15' };
  const newer = { ...CONFLICT[0]![2], date: '2024-11-16' };

  it('what they say side by side, the newer first, the others after them', () => {
    const { quotes } = chosen(
      older,
      { text: 'نام القط.', answer: 'القط', date: '2025-01-01' },
      newer,
    );
    assert.deepEqual(
      quotes.map(({ window }) => window.reading.hit.article.id),
      ['paper-2', 'paper-0', 'paper-1'],
    );
  });

  it('a value that is bold, and nothing else', async () => {
    const text = 'بدأ المهرجان في مايو. شاركت فيه 1,240 مطية من الخليج.';
    const says = [
      { logOdds: 2, answer: 'مايو' },
      { logOdds: 3, answer: '1,240' },
    ];
    const [reading] = judged({ text, says, head: { id: 'a' } });
    const [first] = chooseWindows([reading!]).quotes;
    const read = async () => ({ id: 'a', title: 'عنوان', text });
    const bold = async (contradicted: boolean) => {
      const { emphasis } = await makeQuote(first!, { read, score: 1, contradicted });
      return emphasis.map(({ start, end }) => text.slice(start, end));
    };
    assert.deepEqual(await bold(true), ['1,240']);
    assert.deepEqual(await bold(false), ['مايو', '1,240']);
  });
});
