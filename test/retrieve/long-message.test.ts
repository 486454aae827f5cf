/** What a message asks, set free of what people say around it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { directQuestion, findRequest } from '../../src/retrieve/long-message.ts';
import { searchForm } from '../../src/text/normalise.ts';

const MAX = 400;
const request = (text: string) => findRequest(text, MAX).text;

const STORY =
  'أنا طالب في السنة الثالثة وأعد بحثًا عن المنظمات الإقليمية، وقد قرأت كثيرًا عن الأمم المتحدة والاتحاد الأفريقي ومنظمة التعاون الإسلامي، ووجدت أن أستاذي يسأل دائمًا عن المقرات وتنقلها بين العواصم بسبب الحروب والمقاطعات السياسية. ';
/** As people type on a telephone: no mark from beginning to end. */
const BREATHLESS =
  'السلام عليكم ورحمة الله وبركاته انا طالب في كلية الاداب قسم التاريخ وعندي بحث مطلوب مني قبل نهاية الفصل والدكتور شدد علينا في المصادر وانا دورت في كتب كثيرة ومواقع كثيرة وما لقيت شي واضح والوقت ضيق علي وزملائي كلهم خلصوا بحوثهم وانا الوحيد اللي باقي وحاولت اتواصل مع المكتبة المركزية وما رد علي احد من الموظفين هناك فقلت اجرب حظي هنا معكم لعل وعسى ';

describe('a request', () => {
  const cases: readonly (readonly [name: string, message: string, request: string])[] = [
    [
      'by itself stays as it is',
      'متى تأسست جامعة الدول العربية؟',
      'متى تأسست جامعة الدول العربية؟',
    ],
    ['loses the spaces around it', '  متى وُلد؟ ', 'متى وُلد؟'],
    [
      'comes after a greeting',
      'السلام عليكم ورحمة الله وبركاته، متى تأسست جامعة الدول العربية؟',
      'متى تأسست جامعة الدول العربية؟',
    ],
    [
      'comes after a greeting without a mark',
      'السلام عليكم متى تأسست جامعة الدول العربية',
      'متى تأسست جامعة الدول العربية',
    ],
    [
      'comes after a greeting, and a question that only asks how one is',
      'مرحبا. كيف حالكم؟ كم طول نهر النيل؟',
      'كم طول نهر النيل؟',
    ],
    ['comes after asking to ask', 'ممكن سؤال؟ كم طول نهر النيل؟', 'كم طول نهر النيل؟'],
    [
      'comes before thanks',
      'كم طول نهر النيل؟ وشكرًا جزيلًا لكم، جزاكم الله خيرًا.',
      'كم طول نهر النيل؟',
    ],
    ['comes before thanks in one breath', 'كم طول نهر النيل وشكرا', 'كم طول نهر النيل'],
    ['comes before a signature', 'كم طول نهر النيل؟\nأخوكم سالم من عدن', 'كم طول نهر النيل؟'],
    [
      'comes last, after a story, without a question mark',
      `${STORY}${STORY}أريد أن أعرف المدينة التي نُقل إليها مقر جامعة الدول العربية بعد تعليق عضوية مصر`,
      'أريد أن أعرف المدينة التي نُقل إليها مقر جامعة الدول العربية بعد تعليق عضوية مصر',
    ],
    [
      'comes first, before a story',
      `متى أُممت قناة السويس؟ ${STORY}${STORY}`,
      'متى أُممت قناة السويس؟',
    ],
    [
      'comes between two halves of a story',
      `${STORY}متى أُممت قناة السويس؟ ${STORY}أخوكم أحمد`,
      'متى أُممت قناة السويس؟',
    ],
    [
      'comes at the end of one breath, after the phrase that leads up to it',
      `${BREATHLESS}بدي اعرف متى تاسست جامعة الدول العربية وين كان مقرها الاول وجزاكم الله خير`,
      'بدي اعرف متى تاسست جامعة الدول العربية وين كان مقرها الاول',
    ],
    [
      'comes at the end of one breath, by a word that asks',
      `${BREATHLESS}متى تاسست جامعة الدول العربية`,
      'متى تاسست جامعة الدول العربية',
    ],
    [
      'is two questions in a row, and both are kept',
      `${STORY}متى بدأ حفر قناة السويس؟ ومتى افتتحت؟`,
      'متى بدأ حفر قناة السويس؟ ومتى افتتحت؟',
    ],
    [
      'that names no subject takes along what was said before it',
      'قرأت أمس عن نجيب محفوظ. متى ولد؟',
      'قرأت أمس عن نجيب محفوظ. متى ولد؟',
    ],
    [
      'that names no subject takes along the question before it',
      'من هو نجيب محفوظ؟ أحب رواياته. وأين ولد؟',
      'من هو نجيب محفوظ؟ وأين ولد؟',
    ],
    [
      'that names no subject takes along what explains it',
      'متى ولد؟ أقصد نجيب محفوظ.',
      'متى ولد؟ أقصد نجيب محفوظ.',
    ],
    [
      'whose pronoun stands for its own noun needs nothing else',
      'أحب التاريخ. ما المدينة التي نُقل إليها مقر جامعة الدول العربية؟',
      'ما المدينة التي نُقل إليها مقر جامعة الدول العربية؟',
    ],
    ['may be a name alone', 'نجيب محفوظ', 'نجيب محفوظ'],
    ['that begins with the word for peace keeps it', 'سلام كامب ديفيد', 'سلام كامب ديفيد'],
    [
      'in a dialect',
      'يا جماعة انا كنت بقرا عن قناة السويس امبارح. نفسي أعرف مين اللي امم قناة السويس. متشكر جدا',
      'نفسي أعرف مين اللي امم قناة السويس.',
    ],
  ];
  for (const [name, message, expected] of cases) {
    it(name, () => assert.equal(request(message), expected));
  }

  it('tells whether anything asks, and whether more than courtesies was left out', () => {
    const of = (text: string) => {
      const { asks, cut } = findRequest(text, MAX);
      return { asks, cut };
    };
    assert.deepEqual(of('السلام عليكم، كم طول النيل؟ شكرا'), { asks: true, cut: false });
    assert.deepEqual(of(`${STORY}كم طول نهر النيل؟`), { asks: true, cut: true });
    assert.deepEqual(of('نجيب محفوظ'), { asks: false, cut: false });
    assert.deepEqual(of(STORY.repeat(3)), { asks: false, cut: true });
  });

  it('keeps a name at the end that is a greeting elsewhere', () => {
    for (const asked of [
      'من يدير مدرسة قرية السلام؟',
      'متى وُقّعت معاهدة السلام',
      'من رئيس لجنة السلام اليوم؟',
      'أين تقع بلدة مرحبا؟',
    ])
      assert.equal(request(asked), asked);
    assert.equal(request('من يدير مدرسة القرية؟ سلام'), 'من يدير مدرسة القرية؟');
    assert.equal(request('من يدير مدرسة القرية وشكرا'), 'من يدير مدرسة القرية');
    assert.equal(request('من يدير مدرسة القرية السلام عليكم'), 'من يدير مدرسة القرية');
  });

  it('where nothing asks, is cut between words', () => {
    assert.match(request('كلمة '.repeat(200)), /^(?:كلمة )+كلمة$/u);
  });

  it('is found in the longest message that Telegram carries', () => {
    const long = STORY.repeat(Math.floor(4_060 / STORY.length));
    assert.equal(request(`${long}كم طول نهر النيل`), 'كم طول نهر النيل');
  });

  it('never exceeds the limit, in letters or in search form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.nat(30), (text, n) => {
        // One ﷺ is eighteen letters in search form.
        const found = request(text + 'ﷺ'.repeat(n));
        assert.ok(found.length <= MAX);
        assert.ok(searchForm(found).length <= MAX);
      }),
    );
  });
});

describe('a request that is told', () => {
  for (const [told, asked] of [
    ['أريد أن أعرف متى تأسست الجامعة', 'متى تأسست الجامعة'],
    ['عايز أعرف مين اللي بنى السد؟', 'مين اللي بنى السد؟'],
    ['أريد معرفة المدينة التي نُقل إليها المقر', 'ما المدينة التي نُقل إليها المقر'],
    ['أبحث عن معلومات عن التضخم', 'أبحث عن معلومات عن التضخم'],
    ['هل تعرف نجيب محفوظ؟', 'هل تعرف نجيب محفوظ؟'],
    ['متى تأسست الجامعة؟', 'متى تأسست الجامعة؟'],
  ] as const) {
    it(`${told} is asked outright`, () => assert.equal(directQuestion(told), asked));
  }
});
