import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOLD_BACK, heldBackBy } from '../../src/answer/hold-back.ts';

const now = new Date('2024-06-01');

function heldBack(
  question: string,
  text: string,
  {
    title = 'عنوان',
    date = '2024-05-01' as string | null,
    heading = undefined as string | undefined,
  } = {},
): string | undefined {
  const quote = {
    text,
    start: 0,
    end: text.length,
    articleId: 'a',
    title,
    source: null,
    url: null,
    date,
    score: 1,
    context: { start: 0, end: text.length },
    emphasis: [],
  };
  const seen = { question, quote, context: text, heading, now, staleAfterDays: 365 };
  return heldBackBy(seen, HOLD_BACK);
}

describe('an answer is held back', () => {
  it('where the year that is asked for stands nowhere near', () => {
    const quote = 'بلغت إيرادات القناة 9.4 مليار دولار في عام 2023.';
    assert.equal(heldBack('كم بلغت إيرادات القناة في 2022؟', quote), 'asked-figure-missing');
    assert.equal(heldBack('كم بلغت إيرادات القناة في ٢٠٢٣؟', quote), undefined);
  });

  it('where another edition, class or carat is told of', () => {
    const other = 'other-number-said';
    const won = (edition: string) => `فاز الشاعر بجائزة الدورة ${edition} للمهرجان.`;
    assert.equal(heldBack('من فاز في الدورة الثالثة؟', won('الرابعة')), other);
    assert.equal(heldBack('من فاز في الدورة الثالثة؟', won('الثالثة عشرة')), other);
    assert.equal(heldBack('من فاز في الدورة الثالثة؟', won('الثالثة')), undefined);
    assert.equal(heldBack('من فاز في الدورة الثالثة؟', won('3')), undefined);
    assert.equal(
      heldBack('من فاز في الدورة الثالثة؟', 'فاز بها سامي.'),
      undefined,
      'none is named',
    );
    const classes = 'تذكرة الدرجة الأولى 20 دينارًا، وتذكرة الدرجة الثانية 12 دينارًا.';
    assert.equal(heldBack('كم سعر تذكرة الدرجة الثانية؟', classes), undefined);
    const both = 'أُلغيت الدرجتان، ثم عادت الدرجة الأولى والثانية.';
    assert.equal(heldBack('متى عادت الدرجة الثانية؟', both), undefined);
    const king = 'شيّدها له أبوه رمسيس الخامس.';
    assert.equal(heldBack('من بنى مقبرة رمسيس السادس؟', king), undefined, 'a part of a name');
    const first = 'تذكرة الدرجة الأولى 20 دينارًا.';
    assert.equal(heldBack('كم سعر تذكرة الدرجة الثانية؟', first), other);
  });

  it('where the decade, the century or the month is another one', () => {
    const missing = 'asked-figure-missing';
    const pilgrims = (when: string) => `بلغ عدد الحجاج مليونًا ${when}.`;
    const asked = 'كم عدد الحجاج في التسعينيات؟';
    assert.equal(heldBack(asked, pilgrims('في الثمانينيات')), missing);
    assert.equal(heldBack(asked, pilgrims('عام 1984')), missing);
    assert.equal(heldBack(asked, pilgrims('عام 1994')), undefined);
    assert.equal(heldBack(asked, pilgrims('في 1994، وقد أُحصوا في 3 مايو 2001')), undefined);
    assert.equal(heldBack(asked, pilgrims('')), undefined, 'no date is named');
    assert.equal(heldBack('كم بلغ التضخم في مارس؟', 'بلغ التضخم 3% في أبريل.'), missing);
  });

  it('not where the title, the heading or the date of the article says the year', () => {
    const quote = 'بلغت الإيرادات 9.4 مليار دولار.';
    const asked = 'كم بلغت الإيرادات في 2022؟';
    assert.equal(heldBack(asked, quote, { title: 'قناة السويس في 2022' }), undefined);
    assert.equal(heldBack(asked, quote, { heading: 'عام 2022' }), undefined);
    assert.equal(heldBack(asked, quote, { date: '2022-12-31' }), undefined);
  });

  it('where the day or the carat is another one', () => {
    const quote = 'سجل الذهب عيار 21 يوم 4 مارس 2024 سعر 3000 جنيه.';
    assert.equal(heldBack('ما سعر الذهب يوم 5 مارس 2024؟', quote), 'asked-figure-missing');
    assert.equal(heldBack('ما سعر الذهب عيار 24؟', quote), 'asked-figure-missing');
    assert.equal(heldBack('ما سعر الذهب عيار 21؟', quote), undefined);
  });

  it('where another year or day is told with the figure, though the asked one stands beside it', () => {
    const other = 'other-date-said';
    const years =
      '- في 2022: بلغت الإيرادات 8 مليارات دولار.\n- في 2023: بلغت الإيرادات 10 مليارات دولار.';
    const within = (question: string, text: string) => heldBack(question, text, { title: years });
    const asked = 'كم بلغت إيرادات القناة في 2022؟';
    assert.equal(within(asked, '- في 2023: بلغت الإيرادات 10 مليارات دولار.'), other);
    assert.equal(within(asked, '- في 2022: بلغت الإيرادات 8 مليارات دولار.'), undefined);
    assert.equal(within(asked, 'بلغت الإيرادات 8 مليارات دولار.'), undefined);
    assert.equal(
      within(asked, 'ارتفعت من 6 مليارات في 2021 إلى 10 في 2023.'),
      undefined,
      'between',
    );
    const days = { title: 'أسعار 4 مارس و5 مارس 2024' };
    const gold = 'كم سعر الغرام يوم 5 مارس 2024؟';
    assert.equal(heldBack(gold, 'سجل الغرام 3000 جنيه يوم 4 مارس 2024.', days), other);
    assert.equal(heldBack(gold, 'سجل الغرام 3000 جنيه يوم 5 مارس 2024.', days), undefined);
    const cups = { title: 'أبطال كأس العالم 2018 و2022' };
    assert.equal(heldBack('من فاز بكأس العالم 2022؟', '• 2018: فرنسا', cups), other);
    assert.equal(heldBack('من فاز بكأس العالم 2022؟', '• 2022: الأرجنتين', cups), undefined);
    assert.equal(
      heldBack('من فاز بكأس العالم 2022؟', 'الأرجنتين، بعد لقبيها في 1978 و1986.', cups),
      undefined,
      'a person is not told with every year',
    );
  });

  it('not where the other calendar says the year', () => {
    const quote = 'افتُتح المستشفى في مارس 2024.';
    assert.equal(heldBack('ماذا افتُتح في عام 1445 هـ؟', quote), undefined);
    assert.equal(heldBack('ماذا افتُتح في عام 1440 هـ؟', quote), 'asked-figure-missing');
  });

  it('not for a small number in words, which an article may leave unsaid', () => {
    assert.equal(heldBack('ما الدول الثلاث التي شاركت؟', 'شاركت مصر والعراق ولبنان.'), undefined);
  });

  it("where today's price or office-holder comes from an old article, or from one without a date", () => {
    const quote = 'بلغ سعر الدولار 30 جنيهًا.';
    const old = 'today-from-old';
    assert.equal(heldBack('كم سعر الدولار اليوم؟', quote, { date: '2023-01-01' }), old);
    assert.equal(heldBack('بكم الدولار', quote, { date: null }), old);
    assert.equal(heldBack('كم سعر الدولار؟', quote, { date: null }), old);
    assert.equal(heldBack('من رئيس الوزراء الحالي؟', 'رئيس الوزراء فلان.', { date: null }), old);
    assert.equal(heldBack('كم سعر الدولار اليوم؟', quote, { date: '2024-05-30' }), undefined);
  });

  it('not where a price of the past is asked for, or a day is a thing', () => {
    const old = { date: '2010-01-01' };
    assert.equal(heldBack('كم كان سعر النفط؟', 'كان سعر النفط 80 دولارًا.', old), undefined);
    assert.equal(heldBack('كم ساعة في اليوم؟', 'في اليوم أربع وعشرون ساعة.', old), undefined);
    assert.equal(heldBack('متى اليوم العالمي للغة العربية؟', 'يحل في 18 ديسمبر.', old), undefined);
  });

  it('where the quote says nothing: it asks, leads on, is boilerplate, or the title once more', () => {
    for (const text of [
      'متى تبدأ إجازة نصف العام؟',
      'تبدأ إجازة نصف العام كما يلي:',
      'اقرأ أيضًا: إجازة نصف العام تبدأ الأحد',
      'إجازة نصف العام',
    ]) {
      const reason = heldBack('متى تبدأ إجازة نصف العام؟', text, { title: 'إجازة نصف العام' });
      assert.equal(reason, 'quote-says-nothing', text);
    }
  });
});

describe("who holds an office today, and a market's price", () => {
  const held = (question: string, date: string | null) =>
    heldBack(question, 'رئيس البلدية نور الدين حمدان.', { date });

  it('are not told outright by an old article, nor by one without a date', () => {
    assert.equal(held('من هو رئيس البلدية؟', '2023-01-01'), 'today-from-old');
    assert.equal(held('من هو رئيس البلدية؟', null), 'today-from-old');
    assert.equal(held('من هو رئيس البلدية؟', '2024-05-01'), undefined);
  });

  it('are of the past where a time is named, or meant', () => {
    assert.equal(held('من أول رئيس للبلدية؟', '2001-01-01'), undefined);
    assert.equal(held('من رئيس البلدية الذي بنى الجسر؟', null), undefined);
    assert.equal(held('كم ثمن تذكرة الراكب في العبّارة؟', '2001-01-01'), undefined);
  });

  it('are old from the age that the settings say', () => {
    const quote = 'رئيس البلدية نور الدين حمدان.';
    const old = (date: string) => heldBack('من هو رئيس البلدية؟', quote, { date });
    assert.equal(old('2023-06-03'), undefined, '364 days');
    assert.equal(old('2023-05-31'), 'today-from-old', '367 days');
  });
});
