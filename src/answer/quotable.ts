/**
 * Sentences that answer nothing, however well their words fit: a question, a teaser for another article, boilerplate, a
 * lead-in without its items, the title again. They are read, because the words after «متى تأسست؟» may answer, but they
 * are never quoted.
 */
import { bulletLength } from '../text/headings.ts';
import { monthNamesOf } from '../text/months.ts';
import { searchForm } from '../text/normalise.ts';
import { sliceOf } from '../text/slice.ts';
import { isWeekday } from '../text/weekdays.ts';
import type { Span } from '../types.ts';
import { type Reading, type Sentence, textBetween } from './reading.ts';

/** Only words and single spaces. */
function wordsOf(text: string): string {
  return searchForm(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Also a line «ما المستندات المطلوبة» that nothing ends; «ما زال»، «من المقرر»، «كم من مرة» ask nothing. */
function isQuestion(text: string): boolean {
  if (/[؟?][!.…»”"')\]\s]*$/u.test(text)) return true;
  return !isWhole(text) && !/[:،؛,]/u.test(text) && ASKING_LINE.test(wordsOf(text));
}

const ASKING_LINE =
  /^(?:(?:هل|كيف|متي|اين|لماذا|كم(?! من )|من (?:هو|هي)|ما (?:هو|هي|هما)) |ما ال)\p{L}|^ما (?:شروط|اسباب|سبب|اعراض|خطوات|طريقه|موعد|سعر|معني|انواع|فوائد|علاج) /u;

/** «منها:» promises what comes after it. */
export function isLeadIn(text: string): boolean {
  return (
    /[:：]["»”)\s]*$/u.test(text) ||
    /(?:^| )(?:[كم]?ما (?:يلي|ياتي)|كالتالي|كالاتي|منها (?:التالي|الاتي)|علي (?:النحو|الشكل) (?:التالي|الاتي))$/u.test(
      wordsOf(text),
    ) ||
    (!isWhole(text) && THE_FOLLOWING.test(wordsOf(text)))
  );
}

/** «الشروط التالية»; not «اليوم التالي». */
const THE_FOLLOWING =
  /(?:^| )[وبل]?ال(?!(?:يوم|ليله|صباح|اسبوع|شهر|عام|سنه|موسم|عقد|قرن|ساعه|دقيقه|مره|جوله|دوره|مرحله|مباراه|طابق|جيل) )\p{L}+ (?:التالي|الاتي)ه?$/u;

/** Patterns of how a line of words begins. */
function begins(...patterns: readonly string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})(?: |$)`, 'u');
}

/** Imperatives, and what only a list of links says. */
const TEASER = begins(
  '(?:اقرا|اقراوا|اقري|اقريي|طالع|طالعوا|انظر|راجع|تصفح)(?: ي)? (?:ايضا|كذلك|المزيد|هنا|التفاصيل)',
  '(?:مواضيع|موضوعات|اخبار|مقالات|روابط) (?:ذات صله|متعلقه|مرتبطه|مشابهه|قد تهمك|قد تعجبك)',
  '(?:خبر|مقال|موضوع) ذو صله',
  '(?:المزيد من|روابط) (?:الاخبار|المقالات|المواضيع|مفيده|سريعه)$',
  '(?:اخترنا|نرشح) (?:لك|لكم)',
  'ننصحكم? (?:بقراءه|بالاطلاع)',
  'قد (?:يهمك|تهمك|يعجبك)',
  'لا (?:تفوت|تفوتوا|تفوتك|يفوتك|يفوتكم)',
  '(?:اضغط|اضغطوا|انقر|انقروا) (?:هنا|علي)',
  'و?(?:للمزيد|لمزيد من|للاطلاع|للاشتراك|لقراءه|لمتابعه|لمشاهده|للتفاصيل|للتقديم|للتسجيل|للتحميل|رابط)(?: .*)? (?:هنا|اضغط|اضغطوا|انقر|انقروا|انضم|انضموا|اشتركوا|الرابط|التالي|حمل|حملوا|تابعونا|زوروا)',
);
/** Words of buttons and labels: nothing follows them. */
const LABEL = begins(
  '(?:طباعه|ارسال? لصديق|حجم الخط|المزيد|الوسوم|(?:ال)?اكثر (?:قراءه|مشاهده|تداولا)|الرابط المختصر|تم نسخ الرابط|جاري? التحميل)$',
  '(?:تحميل|عرض|شاهد|مشاهده|لقراءه|قراءه|للاطلاع علي) المزيد(?: من (?:الاخبار|التفاصيل|المقالات))?$',
  '(?:العوده|الرجوع) (?:الي |ل)(?:ال)?(?:اعلي|رييسيه|صفحه الرييسيه)(?: الصفحه)?$',
  '(?:\\d+ تعليق(?:ات)?|(?:اضف|اكتب|اترك) تعليق(?:ا|ك)?)$',
  '(?:سجل|تسجيل) (?:دخولك|الدخول)(?: للتعليق)?$',
  '(?:سجل (?:دخولك|الدخول)|يرجي (?:الاشتراك|التسجيل|تسجيل الدخول)) (?:لمتابعه|لقراءه|لاكمال)(?: .*)?$',
  '(?:الخبر|المقال|الموضوع) (?:السابق|التالي)$',
  '(?:اكمل|تابع|متابعه|واصل) القراءه$',
  'هييه التحرير$',
  '(?:مشاركه|شارك) (?:علي|عبر) \\p{L}+$',
  '(?:(?:مده |وقت )?(?:ال)?قراءه )?\\d+ (?:دقيقه|دقايق)(?: (?:لل)?قراءه)$',
  '(?:مده |وقت )?القراءه \\d+ (?:دقيقه|دقايق)$',
  '(?:التفاصيل|المزيد) (?:في|عبر)(?: .*)? (?:التالي|التاليه|الرابط)$',
  'يمكن(?:ك|كم)(?: \\p{L}+)+ (?:عبر|من|علي) (?:هنا|الرابط)(?: التالي)?$',
);
/** These words also begin sentences that tell something. They tease only if a mark, or nothing, follows. */
const TEASER_OR_VERB = begins(
  '(?:شاهد|شاهدوا|تابع|تابعوا|استمع) (?:ايضا|كذلك|المزيد|هنا|التفاصيل|الفيديو|الصور)',
  '(?:(?:ال)?تفاصيل(?: الكامله)?|رابط) ل?(?:ال)?(?:موعد|مواعيد|سعر|اسعار|نتيجه|نتايج|امتحانات|استعلام|تقديم|تسجيل)',
);
/** «تعرّف على موعد صرف المعاشات»: says that the date is told, and not the date. */
const PROMISE = begins(
  '(?:و?تعرف|تعرفوا|تعرفي|اعرف|اليك|اليكم|ننشر|ننشر لكم) (?:علي |الي )?(?:موعد|مواعيد|سعر|اسعار|تفاصيل|طريقه|خطوات|شروط|ابرز|اهم|كيفيه|رابط|اماكن|نتيجه|نتائج|حقيقه|قصه|سبب|اسباب|قيمه|حاله|جدول|قائمه)',
  'و?(?:س?نستعرض|س?نقدم|س?نرصد|س?نوضح|س?نعرض|ننشر|س?نتعرف|يستعرض|تستعرض|يرصد|ترصد)(?: .*)? (?:السطور|الاسطر|التقرير|الفقرات|المقال|القائمه) (?:التاليه|التالي|الاتيه|الاتي|القادمه)',
  'و?س?(?:نستعرض|نقدم|نرصد|نوضح|نعرض|نتعرف)(?: .*)? هذا (?:المقال|التقرير)',
  'و?(?:في|خلال|عبر|من خلال) (?:هذا (?:المقال|التقرير|الموضوع)|هذه السطور|(?:السطور|الاسطر|الفقرات) (?:التاليه|القادمه|الاتيه)) س?[ني](?:تعرف|ستعرض|قدم|رصد|وضح|عرض|نشر|تناول|جيب)',
  'كل ما (?:تريد|تود|تحتاج الي) معرفته?',
  'و?فيما يلي(?: \\p{L}+)*$',
);
const CHANNEL =
  '(?:قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|مجموعتنا|نشرتنا|النشره|واتساب|تلغرام|تيليجرام|فيسبوك|تويتر|يوتيوب|انستغرام|انستجرام)';
const BOILERPLATE = begins(
  '(?:جميع|كل|كافه) (?:ال)?حقوق (?:\\p{L}+ )*محفوظه',
  'حقوق (?:النشر|الطبع)(?: \\p{L}+)* محفوظه',
  'حقوق (?:النشر|الطبع)(?: \\d+)?$',
  '(?:تابعونا|تابعنا) (?:علي|عبر)',
  `(?:تابع|تابعوا|انضم|انضموا|اشترك|اشتركوا)(?: \\p{L}+){0,5} ${CHANNEL}(?: \\p{L}+){0,2}$`,
  'تابعوا (?:صفحتنا|صفحاتنا|قناتنا|حسابنا)',
  '(?:اشترك|اشتركوا) (?:الان|في (?:نشرتنا|قناتنا|النشره))',
  '(?:حمل|حملوا|نزل|نزلوا) (?:تطبيقنا|التطبيق|تطبيق \\p{L}+(?: \\p{L}+)?(?: الان| مجانا)?$)',
  '(?:شارك|انشر) (?:هذا )?(?:الخبر|المقال|الموضوع)(?:$| (?:علي|عبر|مع)(?= ))',
  'نسخ الرابط',
  '(?:للتواصل|تواصل) مع (?:ال)?(?:كاتبه?|محرر|تحرير)',
  '(?:لا يجوز|لا يسمح|يمنع|يحظر) (?:نسخ|النسخ|نقل|اقتباس|نشر|ب?اعاده (?:ال)?نشر)',
  '(?:سياسه الخصوصيه|شروط الاستخدام|اتصل بنا|من نحن|خريطه الموقع)(?: \\p{L}+){0,5}$',
  '(?:نستخدم|يستخدم (?:هذا )?(?:الموقع|موقعنا)|هذا الموقع يستخدم) (?:\\p{L}+ )?ملفات (?:تعريف الارتباط|الكوكيز)',
  '(?:تنويه |ملاحظه )?(?:جميع |كل |كافه )?(?:الاراء|المقالات|التعليقات) (?:الوارده|المنشوره)(?: \\p{L}+)* (?:راي|اراء|تعبر)',
  '(?:هذا )?(?:المقال|المقاله)(?: \\p{L}+){0,2} [يت]عبر(?: \\p{L}+)? عن راي (?:كاتب|صاحب|الموقع|الصحيفه|الجريده)\\p{L}*',
  'هذا (?:الخبر|المقال|المحتوي) منقول',
  '(?:اعلان|اعلانات|للاعلان(?: معنا)?|لا توجد تعليقات|التعليقات(?: (?:\\d+|مغلقه))?)$',
);
/** Labels of what surrounds an article on its page, before a colon, a bar, two dots or a dash; and breadcrumbs. */
const LABELLED =
  /^[\s>*•●▪◦|«"([-]*(?:(?:(?:و?في سياق متصل )?اقرا(?: في \p{L}+){0,2}|المزيد|ذات صله|الاكثر (?:قراءه|مشاهده|تداولا)|(?:ال)?كلمات (?:ال)?(?:مفتاحيه|دلاليه)|(?:ال)?وسوم|(?:ال)?مصدر(?: الصوره)?|تصوير|كتبت?|بقلم|اعداد|تحرير|مراجعه|(?:ال)?محرر|(?:ال)?كاتب(?: المقال)?|(?:ال)?تصنيف|القسم|عدد (?:المشاهدات|القراءات|الزيارات|التعليقات)|رقم الايداع|(?:مده|وقت) القراءه|تاريخ النشر|تم النشر(?: في)?|اخر تحديث|(?:المقال|الخبر) (?:التالي|السابق)|(?:شاهد )?(?:بالفيديو|بالصور)|شاهد|فيديو|صور|read (?:more|also)|see also|related|tags?)\s*(?:[:|]|\.\.|[-–—] )|الرييسيه\s*["|>/]|المزيد\s*"|[^.]{0,60}©)/u;

/** «نُشر في 5 مارس 2024»: only when a page was made. */
function isStamp(words: string): boolean {
  const date = STAMP.exec(words)?.[1];
  return date?.split(' ').every(isOfDate) ?? false;
}

const STAMP =
  /^(?:تم )?(?:ال)?(?:نشرت?|تاريخ النشر|حدثت?|اخر تحديث)(?: (?:في|بتاريخ|يوم|الساعه))* (.+)$/u;

function isOfDate(word: string): boolean {
  return (
    /^(?:\d+|ص|م|ه|صباحا|مساء|الساعه|في|و|بتوقيت|الاول|الثاني)$/u.test(word) ||
    isWeekday(word) ||
    monthNamesOf(word) !== undefined
  );
}

function isTeaser(text: string): boolean {
  const words = wordsOf(text);
  if (TEASER.test(words) || PROMISE.test(words) || LABELLED.test(searchForm(text))) return true;
  const isMarked = /^[^:|.،]{0,24}(?:[:|]|\.\.)/u.test(text);
  return TEASER_OR_VERB.test(words) && (isMarked || !isWhole(text));
}

/** Whether words, quoted alone, say nothing. */
export function saysNothing(text: string, title: string): boolean {
  const isTitle = wordsOf(text) === wordsOf(title) && !/[.!…]\s*$/u.test(text);
  return (
    isTitle ||
    isQuestion(text) ||
    isLeadIn(text) ||
    isTeaser(text) ||
    BOILERPLATE.test(wordsOf(text)) ||
    LABEL.test(wordsOf(text)) ||
    (!isWhole(text) && isStamp(wordsOf(text)))
  );
}

/** For each sentence of a chunk, whether it may answer. */
export function quotableIn<S extends Sentence>(reading: Reading<S>): boolean[] {
  const { hit, sentences } = reading;
  let teasers: 'none' | 'section' | 'lines' = 'none';
  return sentences.map(({ text }, s) => {
    const heading = headingAbove(reading, s)?.title ?? (s === 0 ? headingOver(reading) : undefined);
    if (heading !== undefined) teasers = isTeaser(heading) ? 'section' : 'none';
    // A line «اقرأ أيضًا» that is no heading announces titles, up to the next whole sentence.
    else if (s > 0 && isTeaser(sentences[s - 1]!.text)) teasers = 'lines';
    if (teasers === 'lines' && isWhole(text) && !isItem(text)) teasers = 'none';
    if (teasers !== 'none') return false;
    // What a lead-in promises makes it worth quoting.
    if (isLeadIn(text)) return leadsOn(reading, s) && !isTeaser(text);
    return !saysNothing(text, isAtTop(reading, s) ? hit.article.title : '');
  });
}

/** What joins the headings of a chunk (`Chunk.heading`). */
const HEADINGS = / [›·] /u;

/** The heading right above a sentence in its chunk, as a span of the article. */
export function headingAbove<S extends Sentence>(
  { hit: { chunk }, sentences }: Reading<S>,
  s: number,
): (Span & { readonly title: string }) | undefined {
  const from = sentences[s - 1]?.end ?? chunk.start;
  const gap = sliceOf(chunk, { start: from, end: sentences[s]!.start });
  const line = /[^\n\r\u2028\u2029]*$/u.exec(gap.trimEnd())![0].trim();
  // A plain text still has its marks.
  const title = line.replace(/^[#=]+\s*|\s*[#=]+$/gu, '');
  if (title === '' || !(chunk.heading ?? '').split(HEADINGS).includes(title)) return undefined;
  const start = from + gap.lastIndexOf(line);
  return { start, end: start + line.length, title };
}

/** The nearest heading that a chunk begins under, if that does not come later in it. */
function headingOver<S extends Sentence>(reading: Reading<S>): string {
  const { chunk } = reading.hit;
  const first = (chunk.heading ?? '').split(' · ')[0]!.split(' › ').at(-1)!;
  const isBelow = reading.sentences.some((_, s) => headingAbove(reading, s)?.title === first);
  return isBelow ? '' : first;
}

export function isItem(text: string): boolean {
  return bulletLength(text) > 0;
}

function isWhole(text: string): boolean {
  return /[.!…][»”"')\]\s]*$/u.test(text);
}

function leadsOn<S extends Sentence>(reading: Reading<S>, s: number): boolean {
  const [own, next] = [reading.sentences[s]!, reading.sentences[s + 1]];
  return next !== undefined && textBetween(reading, own, next).trim() === '';
}

/** Many bodies begin with their title once more. */
function isAtTop<S extends Sentence>({ hit, sentences }: Reading<S>, s: number): boolean {
  return s === 0 && hit.chunk.position === 0 && sentences[0]!.start === hit.chunk.start;
}
