import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../src/answer/judge.ts';
import { quotableIn, saysNothing } from '../../src/answer/quotable.ts';
import { readAll } from '../../src/answer/read-hits.ts';
import { sentencesOf } from '../../src/answer/reading.ts';
import { hitOn, readerThat } from './support.ts';

/** The sentences of a text that may be quoted. */
function quotable(text: string, title = 'عنوان'): string[] {
  const hit = hitOn(text, { title });
  const sentences = sentencesOf(hit);
  const may = quotableIn({ hit, sentences });
  return sentences.filter((_, s) => may[s]).map((sentence) => sentence.text);
}

const BODY = 'افتُتحت السينما يوم 5 مارس 2024.';

describe('what may be quoted', () => {
  it('is no question, though what comes after it may answer', () => {
    assert.deepEqual(quotable('متى افتُتحت السينما؟ في مارس 2024.'), ['في مارس 2024.']);
    assert.deepEqual(quotable(`وسأل: «متى تُفتح السينما؟»\n${BODY}`), [BODY]);
  });

  it('is no teaser for another article', () => {
    for (const teaser of [
      'اقرأ أيضًا: ما موعد نزول رواتب شهر أبريل 2024؟',
      'اقرأ أيضا: موعد نزول الرواتب 25 أبريل',
      'شاهد أيضًا | موعد نزول الرواتب 25 أبريل',
      'قد يهمك: موعد نزول الرواتب 25 أبريل',
      'للمزيد عن مواعيد الرواتب اضغط هنا',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${teaser}`), [BODY], teaser);
  });

  it('is no furniture of a page, by what labels it', () => {
    for (const line of [
      'المزيد: موعد نزول الرواتب 25 أبريل',
      'ذات صلة | موعد نزول الرواتب 25 أبريل',
      'الأكثر قراءة: موعد نزول الرواتب',
      'اخترنا لكم موعد نزول الرواتب 25 أبريل',
      'نرشح لك.. موعد نزول الرواتب 25 أبريل',
      'المقال السابق: موعد نزول الرواتب 25 أبريل',
      'شاهد بالفيديو: افتتاح السينما',
      'كلمات مفتاحية: سينما، رواتب',
      'المصدر: وكالات',
      'آخر تحديث: 5 مارس 2024',
      'حمّل تطبيق الصحيفة الآن',
      'يُمنع نسخ هذه المادة أو إعادة نشرها',
      'وفي سياق متصل اقرأ: موعد نزول الرواتب 25 أبريل',
      'خبر ذو صلة: موعد نزول الرواتب 25 أبريل',
      'لا تفوّت: موعد نزول الرواتب 25 أبريل',
      'ننصحك بقراءة: موعد نزول الرواتب',
      'للتقديم اضغط هنا',
      'رابط التسجيل من هنا',
      'شاهد الفيديو',
      'شاهد: افتتاح السينما يوم 5 مارس',
      'فيديو | افتتاح السينما يوم 5 مارس',
      'اقرئي أيضًا: موعد نزول الرواتب 25 أبريل',
      'إعداد: أحمد سالم',
      'مدة القراءة: 3 دقائق',
      'المزيد من الأخبار',
      'الرئيسية » أخبار » محليات',
      'تاريخ النشر: 5 مارس 2024',
      'نُشر في 5 مارس 2024 10:30 ص',
      'آخر تحديث الثلاثاء 5 آذار 2024',
      'كتب: أحمد سالم',
      'بقلم: أحمد سالم',
      'التعليقات (5)',
      'لا توجد تعليقات',
      'إعلان',
      'اقرأ/ي أيضًا: موعد نزول الرواتب 25 أبريل',
      'لمتابعة آخر الأخبار انضموا إلى قناتنا على تلغرام',
      'يمكنكم متابعة التفاصيل عبر الرابط التالي',
      'التفاصيل في التقرير التالي',
      'للاطلاع على المزيد من التفاصيل',
      'للتواصل مع الكاتب أرسل رسالة تبدأ بالرمز (100)',
      'الأكثر قراءة',
      'العودة إلى الأعلى',
      '0 تعليق',
      'أضف تعليقك',
      'سجّل دخولك للتعليق',
      'مشاركة عبر واتساب',
      'تم نسخ الرابط',
      '3 دقائق للقراءة',
      'تنويه: الآراء الواردة لا تعبر بالضرورة عن رأي الموقع',
      'هذا الموقع يستخدم ملفات تعريف الارتباط',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${line}`), [BODY], line);
  });

  it('is no promise that something is told further on', () => {
    for (const line of [
      'تعرّف على موعد صرف معاشات أبريل.',
      'نستعرض لكم في السطور التالية موعد صرف معاشات أبريل.',
      'وفيما يلي أبرز الشروط المطلوبة.',
      'وجاءت الأسعار على النحو التالي',
      'وجاءت الأسعار على الشكل التالي',
      'ونذكر منها الآتي',
      'نستعرض معكم في هذا المقال موعد صرف المعاشات',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${line}`), [BODY], line);
  });

  it('is no line that asks without a question mark', () => {
    for (const line of [
      'ما المستندات المطلوبة لاستخراج الجواز',
      'ما شروط التسجيل في الدورة',
      'كم يبلغ سعر الذهب اليوم',
      'هل تعرف متى ينزل الراتب؟!',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${line}`), [BODY], line);
  });

  it('is what tells something in words that begin like those', () => {
    for (const line of [
      'شاهد أيضًا 400 طالب العرض أمس.',
      'تابعت الوزارة صرف الرواتب يوم 27 مارس.',
      'تعرّف العلماء على 12 نوعًا جديدًا.',
      'المصدر الرئيس للدخل هو السياحة.',
      'حمل تطبيق النقل 40 ألف مستخدم في أسبوع.',
      'اشترك في السباق 40 فارسًا.',
      'شارك هذا العام 40 فارسًا.',
      'فيما يلي الأسعار: عيار 21 بسعر 3700 جنيه.',
      'ما زال الجسر مغلقًا',
      'من المقرر افتتاح الجسر في مايو',
      'كم من مرة أُغلق الجسر بسبب الثلوج',
      'يُمنع الدخول بعد الساعة التاسعة',
      'متى بلغ الطفل السابعة دخل المدرسة.',
      'شارك المقال في الجائزة ونال 5000 دينار.',
      'نشر في 1920 ديوانه الأول.',
      'نُشر الكتاب في 5 مارس 2024 في القاهرة',
      'انضم إلى النادي 40 لاعبًا',
      'تابعوا المباراة من المدرجات وعددهم 40 ألفًا',
      'يستعرض هذا المقال تاريخ المدينة منذ بُنيت عام 762',
      'للتقديم شرطان: العمر والشهادة.',
      'صور الفنان 40 لوحة.',
      'إعداد الطعام يستغرق ساعة.',
      'القسم الثاني يبدأ يوم الأحد.',
      'مدة القراءة في النادي ساعة واحدة.',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${line}`), [BODY, line], line);
  });

  it('is nothing under a heading, or a line, that announces teasers', () => {
    const titles = '- إجازة نصف العام تبدأ الأحد 7 يناير\n- سعر التذكرة 5 دنانير';
    for (const above of ['## اقرأ أيضًا', '## مواضيع ذات صلة', 'اقرأ أيضًا:', 'أخبار ذات صلة'])
      assert.deepEqual(quotable(`${BODY}\n\n${above}\n\n${titles}`), [BODY], above);
  });

  it('is what a body goes on with after a teaser', () => {
    const more = 'وحضر الافتتاح عدد كبير من الأهالي.';
    assert.deepEqual(quotable(`اقرأ أيضًا: موعد الرواتب\n\n${more}`), [more]);
    assert.deepEqual(quotable(`## اقرأ أيضًا\n\nموعد الرواتب\n\n## الافتتاح\n\n${more}`), [more]);
  });

  it('is no boilerplate', () => {
    for (const line of [
      'جميع الحقوق محفوظة لصحيفة المركز 2024',
      'حقوق النشر محفوظة 2024',
      'تابعونا على مواقع التواصل',
      'اشتركوا في النشرة لتصلكم الأخبار',
      '© 2024 صحيفة المركز',
      'انضموا إلينا على واتساب',
      'اشترك في قناة صحيفة المركز على يوتيوب',
      'يستخدم الموقع ملفات تعريف الارتباط',
      'الآراء الواردة في التعليقات تعبر عن أصحابها',
      'هذا الخبر منقول من صحيفة المركز',
    ])
      assert.deepEqual(quotable(`${BODY}\n\n${line}`), [BODY], line);
  });

  it('is no lead-in of which nothing is left', () => {
    assert.deepEqual(quotable(`${BODY}\n\nوحضر الافتتاح كل من:`), [BODY]);
    assert.deepEqual(quotable(`${BODY}\n\nوالشروط كما يلي`), [BODY]);
    assert.equal(quotable('وحضر الافتتاح كل من:\n- مدير السينما.').length, 2);
  });

  it('is not the title once more, unless the body says it as a sentence', () => {
    const title = 'افتتاح السينما في مارس 2024';
    assert.deepEqual(quotable(`${title}\n${BODY}`, title), [BODY]);
    assert.deepEqual(quotable(`${title}.\n${BODY}`, title), [`${title}.`, BODY]);
  });

  it('is everything that says something', () => {
    for (const text of [
      BODY,
      'للمزيد من المعلومات يُتصل بالرقم 1234.',
      'تابع الفريق تدريباته في المدينة.',
      'وقال: متى نعود؟ لا أحد يعلم متى.',
      'حمل العمال الحجارة إلى السفينة.',
      'طباعة الكتب بدأت في حلب سنة 1706.',
      'المزيد من المياه وصل إلى السد.',
      'يمكن المشاة من هنا أن يعبروا إلى الرصيف.',
    ])
      assert.ok(!saysNothing(text, 'عنوان'), text);
  });

  it('leaves no share of the chance to what may not', async () => {
    const reader = readerThat(() => ({ logOdds: 5, span: { start: 0, end: 3, probability: 0.9 } }));
    const hits = [hitOn('متى تبدأ الإجازة؟\n\nجميع الحقوق محفوظة 2024')];
    const { best, any } = judge(await readAll('متى تبدأ الإجازة؟', hits, reader), {
      temperature: 1,
      behind: 0,
    });
    assert.deepEqual({ best, any }, { best: 0, any: 0 });
  });
});
