import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asksOfPresent } from '../../src/retrieve/present.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';

const PRESENT: readonly string[] = [
  'من رئيس الوزراء حاليا؟',
  'أين يقيم الكاتب الآن؟',
  'شو الطقس هلق بعمان؟',
  'كم سعر الدولار اليوم؟',
  'ما أسعار الذهب اليوم في السوق؟',
  'كم سعر غرام الذهب اليوم الجمعة؟',
  'اليوم كم سعر البنزين؟',
  'كم سعر الدولار؟',
  'ما هو سعر صرف اليورو؟',
  'سعر الذهب عيار 21',
  'بكم الدولار',
  'الدولار بكام؟',
  'كم يساوي الدولار بالجنيه؟',
  'ما معدل البطالة في الأردن؟',
  'كم نسبة الفائدة في البنك المركزي؟',
  'من هو رئيس بلدية وادي الزيتون؟',
  'من رئيس فرنسا؟',
  'مين وزير التعليم؟',
  'ما اسم محافظ الإسكندرية؟',
  'من يرأس البلدية؟',
  'مين اللي بيدرب المنتخب؟',
  'من مدير مدرسة قرية الأمل؟',
];
const NOT_PRESENT: readonly string[] = [
  'كم ساعة في اليوم؟',
  'متى اليوم العالمي للغة العربية؟',
  'ما اليوم الذي وقع فيه الزلزال؟',
  'كم كان سعر النفط؟',
  'كم بلغ سعر الدولار في 2016؟',
  'كم سعر الخبز في برلين عام 1923؟',
  'كم ثمن تذكرة العبّارة؟',
  'كم دينارًا تبرع به التاجر؟',
  'لماذا ارتفع سعر القمح؟',
  'من أول رئيس لمصر؟',
  'من رئيس الوزراء الذي استقال بعد حرب السويس؟',
  'منو رئيس وزراء بريطانيا اللي استقال عقب حرب السويس؟',
  'من كان ملك المغرب سنة 1956؟',
  'من مدرب المنتخب في مونديال 1982؟',
  'من مؤلف الكتاب؟',
  'من فاز بالكأس؟',
  'ما عدد سكان المدينة؟',
];

describe('a question of how things stand now', () => {
  for (const question of PRESENT) {
    it(`is «${question}»`, () => {
      assert.equal(asksOfPresent(question), true);
      assert.equal(analyseQuestion(question).wantsLatest, true, 'so that the newest is read');
    });
  }
  for (const question of NOT_PRESENT) {
    it(`is not «${question}»`, () => assert.equal(asksOfPresent(question), false));
  }
});
