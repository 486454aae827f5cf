import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import type { QuestionKind } from '../../src/types.ts';

const KINDS: Readonly<Record<QuestionKind, readonly string[]>> = {
  who: [
    'من هو ابن الهيثم؟',
    'مين اخترع الهاتف؟',
    'منو مؤسس الدولة؟',
    'شكون كتب الرواية؟',
    'من كتب المقدمة؟',
    'ومن بنى القلعة؟',
    'ما اسم رئيس الوزراء؟',
    'لمن أهدى الكتاب؟',
  ],
  when: [
    'متى ولد؟',
    'إمتى اتبنى السد؟',
    'في أي عام تأسست الجامعة؟',
    'وقتاش بدات الحرب؟',
    'سنة كام حصل الزلزال؟',
    'ما تاريخ الاستقلال؟',
    'ايمتى بلشت الثورة؟',
    'فُتحت القناة متى؟',
    'منذ متى يدرّس؟',
  ],
  where: [
    'أين تقع البتراء؟',
    'فين السد العالي؟',
    'وين صارت المعركة؟',
    'في أي مدينة ولد؟',
    'ما عاصمة تشيلي؟',
    'من أين ينبع النيل؟',
    'ماهي عاصمة قطر؟',
    'بأي محافظة الأهرامات؟',
  ],
  howMany: [
    'كم عدد السكان؟',
    'كام واحد حضر؟',
    'قديش طول النهر؟',
    'شحال كلف المشروع؟',
    'بكام التذكرة؟',
    'ما مساحة السودان؟',
    'جم عدد سكان صلالة؟',
    'ما هو ارتفاع البرج؟',
    'كم كلّف؟',
  ],
  why: [
    'لماذا استقال؟',
    'ليه سقطت الحكومة؟',
    'ليش تأجلت المباراة؟',
    'علاش خرجوا؟',
    'ما سبب الوفاة؟',
    'لأي سبب أُغلق المصنع؟',
    'ما الذي دفعه إلى الرحيل؟',
  ],
  how: ['كيف مات؟', 'إزاي اتبنى الهرم؟', 'كيفاش وصلو؟', 'شلون صعد الجبل؟', 'بأي طريقة عبر النهر؟'],
  yesNo: ['هل إسبانيا مملكة؟', 'واش كاين ملعب؟', 'قياس السكر يفطّر الصائم ولا لا؟'],
  what: [
    'ما هي الطاقة؟',
    'شو هو الكسوف؟',
    'وش معنى الاسم؟',
    'ايش اكتشف؟',
    'شنو يصدّر المغرب؟',
    'إيه أكبر بحيرة؟',
    'ماذا اخترع؟',
    'مااسم السفينة؟',
  ],
  other: ['السد العالي', 'حدثنا عن النيل', 'الرجل من مصر ما زال حيًّا'],
};

describe('kind of a question', () => {
  for (const [kind, questions] of Object.entries(KINDS)) {
    it(`is ${kind}`, () => {
      for (const question of questions) {
        assert.equal(analyseQuestion(question).kind, kind, question);
      }
    });
  }

  it('is the more telling of two', () => {
    assert.equal(analyseQuestion('ما اسم السفينة وفي أي عام غرقت؟').kind, 'when');
  });
});

const wordsOf = (question: string) => analyseQuestion(question).words.map(({ surface }) => surface);

describe('words of a question', () => {
  it('are those that name its subject', () => {
    assert.deepEqual(wordsOf('في أي عام تأسست جامعة القاهرة؟'), ['تاسست', 'جامعه', 'القاهره']);
    assert.deepEqual(wordsOf('مين هو اللي بنى السد العالي؟'), ['بني', 'السد', 'العالي']);
  });

  it('leave courtesies out, at either end', () => {
    assert.deepEqual(wordsOf('السلام عليكم، ممكن تقولي فين تقع البتراء لو سمحت؟'), [
      'تقع',
      'البتراء',
    ]);
    assert.deepEqual(wordsOf('عايز أعرف إمتى اتبنى السد'), ['اتبني', 'السد']);
  });

  it('keep a word of courtesy that names a thing', () => {
    assert.ok(wordsOf('متى وُقّعت معاهدة سلام بين البلدين؟').includes('سلام'));
  });

  it('keep a noun of measure, because the article will print it', () => {
    assert.deepEqual(wordsOf('ما مساحة السودان؟'), ['مساحه', 'السودان']);
  });

  it('keep «من» and «ما» out whatever they mean', () => {
    assert.deepEqual(wordsOf('من هو الملك الذي جاء من بلاد ما وراء النهر؟'), [
      'الملك',
      'جاء',
      'بلاد',
      'وراء',
      'النهر',
    ]);
  });

  it('are all words where nothing else is left', () => {
    assert.ok(wordsOf('من هو؟').length > 0);
  });

  it('are none where there are no words', () => {
    assert.deepEqual(wordsOf('؟؟ …'), []);
    assert.deepEqual(analyseQuestion('').terms, []);
  });

  it('know their places in what was typed', () => {
    const text = 'لماذا أُغلقتِ القناةُ؟';
    const { words } = analyseQuestion(text);
    assert.deepEqual(
      words.map(({ start, end }) => text.slice(start, end)),
      ['أُغلقتِ', 'القناةُ'],
    );
  });
});

describe('terms of a question', () => {
  it('add standard words for those of a dialect, with less weight', () => {
    const { terms } = analyseQuestion('الكاتب مات إمتى؟');
    const died = terms.find(({ surface }) => surface === 'توفي');
    assert.ok(died && died.weight < 1);
    assert.equal(terms.find(({ surface }) => surface === 'مات')?.weight, 1);
  });

  it('add the digits of a number written in words', () => {
    const { terms } = analyseQuestion('من فاز بثلاثة وعشرين لقبا؟');
    assert.ok(terms.some(({ surface }) => surface === '23'));
  });
});

describe('asking for the latest', () => {
  it('is noticed', () => {
    assert.ok(analyseQuestion('ما آخر أخبار القناة؟').wantsLatest);
    assert.ok(analyseQuestion('كم سعر الذهب دلوقتي؟').wantsLatest);
    assert.ok(analyseQuestion('ما الجديد في قضية القناة؟').wantsLatest);
    assert.ok(!analyseQuestion('متى افتتحت القناة؟').wantsLatest);
  });
});
