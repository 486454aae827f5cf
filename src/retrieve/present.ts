/**
 * Whether a question asks about the present: by a word («حاليا», «اليوم»), or because what it asks for changes: a market
 * price or rate, or who holds an office, if no time is named. Patterns are of search forms, marks left out.
 *
 * «من رئيس البلدية؟» is in the present tense: whoever asks means today's, and an old article names a predecessor as
 * confidently as a new one names the successor. «من رئيس البلدية الذي بنى الجسر؟», «من أول رئيس للبلدية؟» are of the past.
 * A market price is another one every day; what a ticket costs («كم ثمن التذكرة؟») stays for years.
 */
import { searchForm } from '../text/normalise.ts';
import { WEEKDAYS } from '../text/weekdays.ts';

export function asksOfPresent(question: string): boolean {
  const form = searchForm(question)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    // «الأمين العام» holds an office, and names no year.
    .replace(GENERAL, '$1');
  if (NOW.test(form) || TODAY.test(form) || STILL.test(form)) return true;
  if (PRICE.test(form) && !PAST.test(form)) return true;
  return (HOLDER.test(form) && !PAST.test(form)) || (OFFICE.test(form) && !PAST_OFFICE.test(form));
}

const any = (words: string) => `(?:${searchForm(words).split(' ').join('|')})`;
const END = '(?= |$)';
const START = '(?:^| )';

const NOW = new RegExp(
  `${START}(?:${any('حاليا حالي الحالي الحالية الآن هالحين الحين للحين دلوقتي دلوقت هلق هلأ هسه هسا دابا توا النهارده الراهن الراهنة الجاري الجارية')}|(?:هذه|هاي) الايام|هذ[اه] (?:ال)?(?:عام|سنه|شهر|اسبوع|موسم))${END}`,
  'u',
);
/** Today, not a day: «كم ساعة في اليوم؟», «متى اليوم العالمي للغة العربية؟», «ما اليوم الذي…». */
const TODAY = new RegExp(
  `(?<!(?:^| )(?:في|ما|اي|هو|ذلك|هذا|نفس|طوال|خلال|من))${START}اليوم(?! (?:ال(?!(?:${WEEKDAYS})(?: |$))|نفسه))${END}`,
  'u',
);

const ASKS = any('بكم وكم كم كام بكام ما ماهو ماهي شو ايش وش شنو شنهو ايه قديش بقديش شحال كيف');
const FILLER = `(?: ${any('هو هي يبلغ تبلغ بلغ بلغت وصل وصلت صار صارت أصبح أصبحت يساوي تساوي آخر أحدث')})?`;
const MARKET_NAMES = any(
  'ذهب فضة دولار يورو جنيه ريال دينار درهم ليرة إسترليني نفط برميل خام برنت غاز بنزين ديزل سولار بيتكوين عملة عملات سهم أسهم',
);
const MARKET = `(?:ال|لل)${MARKET_NAMES}`;
const RATE = any('معدل نسبة سعر قيمة');
const RATED = `(?:ال)?${any('فائدة تضخم بطالة صرف')}`;
const PRICE = new RegExp(
  [
    `${START}${ASKS}${FILLER} ${any('سعر أسعار سعره سعرها')}${END}`,
    `^${any('سعر أسعار')}${END}`,
    `${START}(?:${any('بكم بكام قديش بقديش شحال يساوي تساوي ثمن')}|كم(?: هو| هي)?)(?: ${any('غرام جرام كيلو لتر برميل أونصة أوقية سبيكة ثمن قيمة')})? ${MARKET}${END}`,
    `(?:^|${START}${ASKS}${FILLER} )قيمه ${MARKET}${END}`,
    `${START}${MARKET} ${any('بكم بكام كم كام قديش شحال')}${END}`,
    `${START}${ASKS}${FILLER} ${RATE} ${RATED}${END}`,
  ].join('|'),
  'u',
);

/** A time that is over is named, or meant. */
const TIMES =
  'عام سنة قبل بعد خلال أثناء عهد زمن أيام حرب ثورة معركة عندما حين لما آنذاك وقتها سابق السابق';
const PAST = new RegExp(`${START}${any(`كان كانت ${TIMES}`)}${END}|\\d{4}`, 'u');

const GENERAL = new RegExp(
  `((?:^| )(?:ال)?${any('أمين أمينة مدير مديرة مفتي قائد مدعي نائب')}) (?:ال)?عام(?! \\d)${END}`,
  'gu',
);
const WHO = any('من مين منو منهو منهي شكون اسم مااسم ماسم هو هي يكون تكون اسمه');
const OFFICES = any(
  'رئيس رئيسة وزير وزيرة ملك ملكة أمير أميرة سلطان حاكم محافظ مدير مديرة قائد مرشد أمين أمينة عمدة والي سفير سفيرة مفتي مدرب مدربة نقيب عميد نائب بابا بطريرك ولي شيخ قائمقام متحدث قائم',
);
const HOLDS = any('يرأس يترأس يحكم يدير تدير يدرب يتولى تتولى يقود يشغل ترأس بيدرب بيحكم بيدير');
/** «أمير الشعراء» and «ملك الغابة» rule nothing. */
const OFFICE = new RegExp(
  `^(?:\\p{L}+ ){0,3}?${WHO} (?:ال|لل)?${OFFICES}(?! ${any('الشعراء الغابة المؤمنين البيان بأمر')}(?: |$))${END}`,
  'u',
);
const HOLDER = new RegExp(`^(?:\\p{L}+ ){0,3}?${WHO} (?:(?:الذي|التي|اللي) )?${HOLDS}${END}`, 'u');
const STATES = any(
  'مغلق مغلقة مفتوح مفتوحة متوقف متوقفة مقطوع مقطوعة معطل معطلة معلق معلقة محتجز محتجزة معتقل معتقلة ساري سارية مستمر مستمرة',
);
/** «هل ما زال فلان رئيسا للبلدية؟», «هل لا يزال الجسر مغلقا؟», «هل المطار مفتوح؟» */
const STILL = new RegExp(
  `${START}(?:ما|لا) ?(?:زال|زالت|يزال|تزال) (?:\\p{L}+ )*(?:(?:ال)?${OFFICES}|${STATES})ا?${END}|^هل (?!كان)(?:\\p{L}+ )+${STATES}$`,
  'u',
);
const PAST_OFFICE = new RegExp(
  `${START}${any(`كان كانت أول الأول الثاني الثالث الذي التي اللي الراحل مؤسس يوم عند هجري ${TIMES}`)}${END}|\\d{3,4}`,
  'u',
);
