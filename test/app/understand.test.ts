/** What a follow-up means after what was said, and what is no follow-up. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { turnOf } from '../../src/app/turn.ts';
import { understand } from '../../src/app/understand.ts';
import { bundledLexicon } from '../../src/lexicon/bundled.ts';
import type { Answer, Quote } from '../../src/types.ts';

const NONE: Answer = { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs: 0 };
const QUOTE: Quote = {
  ...{ start: 0, end: 0, text: '', articleId: 'a', title: 'ضريح', source: null, url: null },
  ...{ date: null, score: 0.5, emphasis: [], context: { start: 0, end: 0 } },
};
const after = (...questions: readonly string[]) =>
  questions.map((question) => turnOf(question, undefined, bundledLexicon)).reverse();
const meant = (question: string, ...before: readonly string[]) => {
  const understood = understand(question, after(...before), bundledLexicon);
  return understood.kind === 'filled' ? understood.question : understood;
};

describe('a question that leans on what was said', () => {
  const cases: readonly (readonly [before: string, typed: string, meant: string])[] = [
    ['متى ولدت أم كلثوم؟', 'ومتى توفيت؟', 'متى توفيت أم كلثوم؟'],
    ['من هو طه حسين؟', 'وأين درس؟', 'أين درس طه حسين؟'],
    ['ما عاصمة الأردن؟', 'وكم عدد سكانها؟', 'كم عدد سكان الأردن؟'],
    ['ما عاصمة الأردن؟', 'والمساحة؟', 'ما مساحة الأردن؟'],
    ['متى بني برج القاهرة؟', 'طيب مين اللي بناه؟', 'مين اللي بنى برج القاهرة؟'],
    ['متى تأسست منظمة أوبك؟', 'كم عدد أعضائها؟', 'كم عدد أعضاء منظمة أوبك؟'],
    ['كم قمرًا للمشتري؟', 'ومن اكتشفها؟', 'من اكتشف المشتري؟'],
    ['متى ولد أحمد شوقي؟', 'وأين؟', 'أين ولد أحمد شوقي؟'],
    ['ما عاصمة الأردن؟', 'ما أهم الأنهار فيها؟', 'ما أهم الأنهار في الأردن؟'],
    ['من هي مي زيادة؟', 'وما أشهر كتبها؟', 'ما أشهر كتب مي زيادة؟'],
    ['من فاز بكأس آسيا؟', 'ومن كان هدافها؟', 'من كان هداف كأس آسيا؟'],
    ['متى نال السودان استقلاله؟', 'وعن أي دولة استقل؟', 'عن أي دولة استقل السودان؟'],
    ['مين عبد الحليم حافظ؟', 'واتولد فين؟', 'اتولد عبد الحليم حافظ فين؟'],
    ['ما عاصمة تشاد؟', 'وماذا عن مالي؟', 'ما عاصمة مالي؟'],
    ['كم ارتفاع برج بيزا؟', 'وبرج خليفة؟', 'كم ارتفاع برج خليفة؟'],
    ['ما أعراض الحصبة؟', 'هل لها لقاح؟', 'هل للحصبة لقاح؟'],
    ['متى استقلت ليبيا؟', 'وما النظام السياسي هناك؟', 'ما النظام السياسي في ليبيا؟'],
    ['كم قمرًا لزحل؟', 'وكم يبعد عن الأرض؟', 'كم يبعد زحل عن الأرض؟'],
    ['مين سيد درويش؟', 'وكان متجوز مين؟', 'كان سيد درويش متجوز مين؟'],
    ['مين صلاح أبو سيف؟', 'أول فيلم ليه كان إيه؟', 'أول فيلم لصلاح أبو سيف كان إيه؟'],
    ['من هو عمر الخيام؟', 'وأين دفن؟', 'أين دفن عمر الخيام؟'],
    ['ما عاصمة مالي؟ وكم مساحة مالي؟', 'وكم سكانها؟', 'كم سكان مالي؟'],
    ['متى بدأت الثورة الجزائرية؟', 'ومتى انتهت الثورة؟', 'متى انتهت الثورة الجزائرية؟'],
    ['من أسس المسرح القومي؟', 'ولماذا أُغلق؟', 'لماذا أُغلق المسرح القومي؟'],
    ['شو هي الحصبة؟', 'وكيف منعالجها؟', 'كيف منعالج الحصبة؟'],
    ['متى أُعلن استئصال شلل الأطفال؟', 'وما أعراضه؟', 'ما أعراض شلل الأطفال؟'],
    ['فوقاش مات ابن زهر؟', 'وشحال كان فعمرو؟', 'شحال كان فعمر ابن زهر؟'],
    ['متى تم القضاء على شلل الأطفال؟', 'وكيف ينتقل؟', 'كيف ينتقل شلل الأطفال؟'],
    ['مين كسب كأس آسيا 2019؟', 'طب والعراق عمل إيه فيه؟', 'العراق عمل إيه في كأس آسيا 2019؟'],
    ['متى ماتت أسمهان؟', 'بأي سبب؟', 'بأي سبب ماتت أسمهان؟'],
    ['شكون هي فاطمة المرنيسي؟', 'وشنو كتبات؟', 'شنو كتبات فاطمة المرنيسي؟'],
    ['كم قلبًا للأخطبوط؟ ومتى ولد سلفادور دالي؟', 'وما أشهر لوحاته؟', 'ما أشهر لوحات سلفادور دالي؟'],
    ['أين القمر؟', 'وكم يبعد عن الأرض؟', 'كم يبعد القمر عن الأرض؟'],
    ['كم مساحة الأردن؟', 'وقطر؟', 'كم مساحة قطر؟'],
    ['من لحن الأغنية؟', 'ومتى صدرت؟', 'متى صدرت الأغنية؟'],
    ['مين عمر الشريف؟', 'واتولد فين؟', 'اتولد عمر الشريف فين؟'],
    ['من هو بان كي مون؟', 'وأين ولد؟', 'أين ولد بان كي مون؟'],
    ['مين نجيب سرور؟', 'وخدها إمتى؟', 'خد نجيب سرور إمتى؟'],
    ['من هو سعد زغلول؟', 'وكم كان عمره حين مات؟', 'كم كان عمر سعد زغلول حين مات؟'],
    ['ما أعراض حمى النفاس؟', 'وعلاجها؟', 'علاج حمى النفاس؟'],
    ['مين هوي غسان تويني؟', 'وشو كتب؟', 'شو كتب غسان تويني؟'],
    ['متى بنوا جامع السلطان حسن؟', 'وكم طوله؟', 'كم طول جامع السلطان حسن؟'],
    ['ما هو مرض الربو؟', 'وهل يُشفى منه المريض؟', 'هل يُشفى من مرض الربو المريض؟'],
    ['فين كاينة طنجة؟', 'وشحال ساكنيها؟', 'شحال ساكني طنجة؟'],
    ['من هو الظاهر بيبرس؟', 'وحكم مصر كم سنة؟', 'حكم الظاهر بيبرس مصر كم سنة؟'],
    ['من كتب رواية عائد إلى حيفا؟', 'ومتى صدرت؟', 'متى صدرت رواية عائد إلى حيفا؟'],
    ['من أخرج «بين القصرين»؟', 'ومتى عرض؟', 'متى عرض بين القصرين؟'],
    ['من غنى أغنية قارئة الفنجان؟', 'ومن كتب كلماتها؟', 'من كتب كلمات أغنية قارئة الفنجان؟'],
    ['من لحن نشيد موطني؟', 'ومن كتبه؟', 'من كتب نشيد موطني؟'],
    ['ما أشهر كتاب في الطب؟', 'ومن ألفه؟', 'من ألف أشهر كتاب في الطب؟'],
    ['متى انبنت أبراج الكويت؟', 'ومنو اللي صممها؟', 'منو اللي صمم أبراج الكويت؟'],
    ['هو الكاكاو بييجي منين؟', 'وبيتزرع فين؟', 'بيتزرع الكاكاو فين؟'],
    ['مارادونا اتولد فين؟', 'طب جاب كام جون في كاس العالم؟', 'جاب مارادونا كام جون في كاس العالم؟'],
    ['وين هضبة الجولان؟', 'وقديه مساحتها؟', 'قديه مساحة هضبة الجولان؟'],
    ['متى ولد السياب؟', 'وبماذا كان مريضا؟', 'بماذا كان السياب مريضا؟'],
    ['من هو إبراهيم طوقان؟', 'وهل هو أخو شاعرة؟', 'هل إبراهيم طوقان أخو شاعرة؟'],
    ['فين كاينة شفشاون؟', 'وعلاش زرقا؟', 'علاش شفشاون زرقا؟'],
    ['فين كاين برج إيفل؟', 'وشحال فيه من متر؟', 'شحال في برج إيفل من متر؟'],
    ['من مؤلف كتاب كليلة ودمنة؟', 'ومتى طبع أول مرة؟', 'متى طبع كتاب كليلة ودمنة أول مرة؟'],
    ['من هو محمد علي كلاي؟', 'ومتى اعتزل؟', 'متى اعتزل محمد علي كلاي؟'],
    ['من هو نور الدين زنكي؟', 'وأين دفن؟', 'أين دفن نور الدين زنكي؟'],
    ['من كتب الأيام؟ لا، من كتب البؤساء؟', 'ومتى صدرت؟', 'متى صدرت البؤساء؟'],
  ];
  for (const [before, typed, expected] of cases) {
    it(`${before} ${typed}`, () => assert.equal(meant(typed, before), expected));
  }

  it('goes on from what was meant the last time', () => {
    const [first] = after('متى ولد نجيب محفوظ؟');
    const second = turnOf('متى توفي نجيب محفوظ؟', undefined, bundledLexicon, {
      typed: 'ومتى توفي؟',
      about: first!.subjects[0],
    });
    const understood = understand('وأين؟', [second, first!], bundledLexicon);
    assert.deepEqual(understood.kind === 'filled' && understood.question, 'أين توفي نجيب محفوظ؟');
  });

  it('goes on with the spelling that was searched for', () => {
    const searched = { ...NONE, searchedFor: 'متى ولد نجيب محفوظ؟' };
    const turn = turnOf('متى ولد نجيب محفوض؟', searched, bundledLexicon);
    const understood = understand('ومتى توفي؟', [turn], bundledLexicon);
    assert.equal(understood.kind === 'filled' && understood.question, 'متى توفي نجيب محفوظ؟');
  });

  it('goes on from what was perhaps the answer, where it looks like a name', () => {
    const shown = (text: string) => {
      const quote = { ...QUOTE, text, emphasis: [{ start: 0, end: text.length }] };
      const answer: Answer = { ...NONE, kind: 'maybe', confidence: 0.5, quotes: [quote] };
      const turn = turnOf('من بنى تاج محل؟', answer, bundledLexicon);
      const understood = understand('ومتى توفي؟', [turn], bundledLexicon);
      return understood.kind === 'filled' ? understood.question : understood;
    };
    assert.equal(shown('الإمبراطور شاه جهان'), 'متى توفي شاه جهان؟');
    assert.equal(shown('ملك كبير'), 'متى توفي من بنى تاج محل؟');
  });

  it('takes no other name from an answer about the subject itself, and none that only repeats the question', () => {
    const told = (question: string, text: string, next: string) => {
      const quote = { ...QUOTE, text, emphasis: [{ start: 0, end: text.length }] };
      const answer: Answer = { ...NONE, kind: 'answer', confidence: 0.9, quotes: [quote] };
      const turn = turnOf(question, answer, bundledLexicon);
      const understood = understand(next, [turn], bundledLexicon);
      return understood.kind === 'filled' ? understood.question : understood;
    };
    assert.equal(
      told('من هو مصطفى كامل؟', 'زعيم سياسي وكاتب مصري', 'ومتى مات؟'),
      'متى مات مصطفى كامل؟',
    );
    assert.equal(
      told('ما أعمق بحيرة في أفريقيا؟', 'أعمق بحيرة', 'وكم عمقها؟'),
      'كم عمق أعمق بحيرة في أفريقيا؟',
    );
  });

  describe('of whom the quoted sentence names, where the reader marked nobody', () => {
    const told = (question: string, text: string) => {
      const answer: Answer = {
        ...NONE,
        kind: 'maybe',
        confidence: 0.2,
        quotes: [{ ...QUOTE, text }],
      };
      const understood = understand(
        'ومتى ولد؟',
        [turnOf(question, answer, bundledLexicon)],
        bundledLexicon,
      );
      return understood.kind === 'filled' ? understood.question : understood;
    };
    const sentences: readonly (readonly [question: string, text: string, meant: string])[] = [
      [
        'من عزل الحمض النووي؟',
        'كان أول من عزل الحمض الطبيب السويسري فريدريش ميشر، في مدينة توبنغن الألمانية عام 1869.',
        'متى ولد فريدريش ميشر؟',
      ],
      ['من قاد المماليك؟', 'قاد السلطان سيف الدين قطز جيش المماليك.', 'متى ولد سيف الدين قطز؟'],
      ['من فتح الأندلس؟', 'بدأ فتح الأندلس طارق بن زياد سنة 711.', 'متى ولد طارق بن زياد؟'],
      [
        'من اخترع الهاتف؟',
        'اخترع الهاتف ألكسندر غراهام بيل وصنعه توماس واتسون.',
        'متى ولد ألكسندر غراهام بيل؟',
      ],
    ];
    for (const [question, text, expected] of sentences) {
      it(text, () => assert.equal(told(question, text), expected));
    }
    it('asks which of two is meant', () => {
      const text = 'عن الهاتف كتب محمد فوزي، ثم كتب أحمد شوقي.';
      const names = ['محمد فوزي', 'أحمد شوقي'];
      assert.deepEqual(told('من اخترع الهاتف؟', text), { kind: 'unclear', names });
    });
    it('names nobody who stands far from what was asked', () => {
      const text = 'كتب محمد فوزي سنة 1950 مقالًا طويلًا عن مخترع الهاتف.';
      assert.equal(told('من اخترع الهاتف؟', text), 'متى ولد من اخترع الهاتف؟');
    });
    it('names no place and no time, and nobody of whom something else is said', () => {
      const nobody = 'متى ولد من بنى القلعة؟';
      const places = 'بنيت القلعة في مدينة توبنغن في أكتوبر عام 1869.';
      assert.equal(told('من بنى القلعة؟', places), nobody);
      assert.equal(told('من بنى القلعة؟', 'فتح الأندلس طارق بن زياد.'), nobody);
    });
  });

  it('takes the one that its gender fits', () => {
    const before = ['متى ولد طه حسين؟', 'متى تأسست جامعة القاهرة؟'];
    assert.equal(meant('ومتى توفي؟', ...before), 'متى توفي طه حسين؟');
    assert.equal(meant('وكم عدد طلابها؟', ...before), 'كم عدد طلاب جامعة القاهرة؟');
  });

  it('takes the name that the answer gave, where that is what it can mean', () => {
    const [turn] = after('من اخترع الهاتف؟');
    const told = { ...turn!, found: { name: 'ألكسندر غراهام بيل' } };
    const understood = understand('ومتى ولد؟', [told], bundledLexicon);
    assert.equal(
      understood.kind === 'filled' && understood.question,
      'متى ولد ألكسندر غراهام بيل؟',
    );
    const [capital] = after('ما عاصمة المغرب؟');
    const city = { ...capital!, found: { name: 'الرباط' } };
    const river = understand('وأي نهر يمر بهذه المدينة؟', [city], bundledLexicon);
    assert.equal(river.kind === 'filled' && river.question, 'أي نهر يمر بالرباط؟');
  });

  it('is of what was asked for, where no answer named it', () => {
    const unnamed: readonly (readonly [before: string, typed: string, meant: string])[] = [
      ['من اخترع الهاتف؟', 'ومتى ولد؟', 'متى ولد من اخترع الهاتف؟'],
      ['مين اللي بنى القلعة؟', 'ومات إمتى؟', 'مات اللي بنى القلعة إمتى؟'],
      ['من مؤسس الدولة العباسية؟', 'وما جنسيته؟', 'ما جنسية مؤسس الدولة العباسية؟'],
      ['من كتب البؤساء؟', 'وأين عاش هذا الكاتب؟', 'أين عاش من كتب البؤساء؟'],
      ['ما عاصمة المغرب؟', 'وأين تقع هذه المدينة؟', 'أين تقع عاصمة المغرب؟'],
      ['ما أعلى جبل في آسيا؟', 'وكم ارتفاعه؟', 'كم ارتفاع أعلى جبل في آسيا؟'],
      ['ما أعلى جبل في آسيا؟', 'وكم مساحتها؟', 'كم مساحة آسيا؟'],
      ['مين مخترع التليفون؟', 'وهو منين؟', 'مخترع التليفون منين؟'],
      ['من صمّم برج القاهرة؟', 'وأين درس هذا المصمم؟', 'أين درس من صمّم برج القاهرة؟'],
      [
        'ما المدينة التي فيها قصر الحمراء؟',
        'وكم سكان هذه المدينة؟',
        'كم سكان المدينة التي فيها قصر الحمراء؟',
      ],
      ['من أول رائد فضاء عربي؟', 'ومتى صعد إلى الفضاء؟', 'متى صعد أول رائد فضاء عربي إلى الفضاء؟'],
    ];
    for (const [before, typed, expected] of unnamed) assert.equal(meant(typed, before), expected);
    const places: readonly (readonly [before: string, typed: string, meant: string])[] = [
      ['أين ولد موزارت؟', 'وفي أي دولة هذه المدينة؟', 'في أي دولة المدينة التي ولد فيها موزارت؟'],
      [
        'وين مات جبران خليل جبران؟',
        'وكم سكان هالمدينة؟',
        'كم سكان المدينة التي مات فيها جبران خليل جبران؟',
      ],
      ['أين تقع البتراء؟', 'وكم سكان هذه المدينة؟', 'كم سكان البتراء؟'],
      ['عاصمة كولومبيا', 'ارتفاع هذه المدينة', 'ارتفاع عاصمة كولومبيا؟'],
      ['مين اللي اخترع الترانزستور؟', 'وخد نوبل إمتى؟', 'خد اللي اخترع الترانزستور نوبل إمتى؟'],
    ];
    for (const [before, typed, expected] of places) assert.equal(meant(typed, before), expected);
    const led = turnOf('من قاد المسلمين في حطين؟', undefined, bundledLexicon, {
      ...{ typed: 'ومن قاد المسلمين فيها؟', about: { name: 'حطين' } },
    });
    const died = understand('وكيف مات؟', [led], bundledLexicon);
    assert.equal(died.kind === 'filled' && died.question, 'كيف مات من قاد المسلمين في حطين؟');
  });

  it('is asked back where several may be meant', () => {
    const [two] = after('من أكبر، شوقي أم حافظ؟');
    const told = { ...two!, found: { name: 'دمشق' } };
    const understood = understand('ومتى توفي؟', [told], bundledLexicon);
    assert.deepEqual(understood, { kind: 'unclear', names: ['شوقي', 'حافظ'] });
  });

  it('takes «this one» for what was spoken of', () => {
    const poet = 'ما أشهر قصائد هذا الشاعر؟';
    assert.equal(meant(poet, 'متى ولد أحمد شوقي؟'), 'ما أشهر قصائد أحمد شوقي؟');
    assert.equal(meant(poet, 'من هو أحمد شوقي؟'), 'ما أشهر قصائد أحمد شوقي؟');
    const city = meant('وأين تقع هذه المدينة؟', 'من بنى المسرح القومي؟');
    assert.deepEqual(city, { kind: 'unclear', names: [] }, 'nobody is a city');
  });

  it('is asked back where two were named', () => {
    for (const before of ['أيهما أطول، النيل أم الأمازون؟', 'ما الفرق بين النيل والأمازون؟']) {
      assert.deepEqual(meant('وكم طوله؟', before), {
        kind: 'unclear',
        names: ['النيل', 'الأمازون'],
      });
    }
  });

  it('waits for the name, and takes it', () => {
    const waiting = {
      ...turnOf('وكم طوله؟', undefined, bundledLexicon),
      ...{ typed: 'وكم طوله؟', waits: true, subjects: [{ name: 'النيل' }, { name: 'الأمازون' }] },
    };
    assert.equal(answerTo('الأمازون'), 'كم طول الأمازون؟');
    assert.equal(answerTo('نهر الفرات'), 'كم طول نهر الفرات؟', 'one that was not offered');
    assert.equal(answerTo('متى بني السد العالي؟'), undefined, 'a new question');
    function answerTo(typed: string) {
      const understood = understand(typed, [waiting], bundledLexicon);
      return understood.kind === 'filled' ? understood.question : undefined;
    }
  });

  it('is said to lack a name where nothing was spoken of', () => {
    assert.deepEqual(meant('ومتى توفي؟'), { kind: 'unclear', names: [] });
  });

  it('is left to the articles where its noun may be what was done', () => {
    const understood = understand('ومتى تولى العرش؟', after('من هو هنري الثامن؟'), bundledLexicon);
    assert.deepEqual(understood, {
      kind: 'filled',
      question: 'متى تولى هنري الثامن العرش؟',
      about: { name: 'هنري الثامن', gender: 'he' },
      sure: 'likely',
    });
  });
});

describe('a question that stands by itself', () => {
  const before = 'متى ولد نجيب محفوظ؟';
  for (const typed of [
    'متى ولد طه حسين؟',
    'ومن هو ابن رشد؟',
    'وما عاصمة النيجر؟',
    'وقناة بنما طولها كام؟',
    'هو إيه سبب حرب البسوس؟',
    'ما الجائزة التي نالها أحمد زويل؟',
    'أين تقع بيروت؟',
    'متى استقلت الهند؟',
    'متى نالت الجزائر استقلالها؟',
    'من أول من صعد إلى القمر؟',
    'عدد سكان طنجة',
    'من هو أبو العلاء المعري؟',
    'ما هي البرمجة؟',
    'لماذا نتثاءب؟',
    'ولماذا نتنفس؟',
    'وين مكتبة الإسكندرية؟',
    'ومن له الحق في التصويت؟',
    'فيه كام محافظة في مصر؟',
    'ومتى قامت الثورة الصناعية؟',
    'كم لاعبًا شارك في كأس آسيا؟',
    'ومتى انضمت البرتغال إلى الاتحاد؟',
    'ومتى دخل السلطان سليم القاهرة؟',
    'طيب متى وصل الاستعمار الأوروبي إلى كينيا؟',
    'ما الدولة التي عاصمتها أوتاوا؟',
    'من الشاعر الذي قتله شعره؟',
    'وما الدولة التي لها أطول ساحل؟',
    'ما الحيوان الذي لا يشرب؟',
    'فوائد الزنجبيل',
    'شو يعني هيموغلوبين؟',
    'وعادل إمام عنده كام حفيد؟',
    'ومن العداء الذي ربح أطول سباق؟',
    'وكم لاعبًا نال الجائزة؟',
    'وألبانيا داخلة مع الدول الإسلامية في منظمة؟',
    'طيب متى رُزقت أصالة نصري بتوأم؟',
    'وأين تعلمت الفنانة علية؟',
    'ومن هو إله البحار عند الإغريق؟',
    'وأين تقع سبته؟',
    'وأين ولد بان كي مون؟',
    'من هو مؤلف كتاب لا تحزن؟',
    'من الذين نالوا نوبل في الطب؟',
    'هل هو صحيح أن الأرض كروية؟',
    'وليش البحر مالح؟',
  ]) {
    it(typed, () => assert.deepEqual(meant(typed, before), { kind: 'asTyped' }));
  }
});
