/**
 * What a word of a question is, as far as it matters for what the question leaves out: «ومتى توفي؟» has a verb and
 * nobody, «وكم مساحتها؟» something that every country has. Words are search forms. Pure.
 *
 * No list holds every verb. A word is taken for one if the language has its other persons in proportion:
 * «توفي» has توفيت and يتوفى; «بلجيكا» has no بلجيكات and no يبلجيكا.
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { hasPersons, isDialectVerb, isPast, isPresent, SELDOM } from '../lexicon/shapes.ts';
import { searchForm } from '../text/normalise.ts';

const wordsIn = (list: string) => new Set(searchForm(list).split(' '));

/** Things that are somebody's or something's: alone they are asked of what was spoken of. With «ال» as well. */
const BELONGING = wordsIn(
  `عاصمة سكان مساحة عملة لغة علم رئيس رئيسة حدود مناخ طقس اقتصاد تاريخ سبب أسباب نتيجة نتائج هدف أهداف غاية مقر مؤسس مؤسسة مؤلف كاتب مخترع مكتشف مخرج بطل ملك حاكم وزير مدير مدرب قائد أمين صاحب
   عدد طول عرض ارتفاع عمق عمر سن وزن حجم سعر ثمن قيمة تكلفة كلفة مدة سرعة نسبة درجة حرارة كثافة قطر كتلة بعد مسافة موقع مكان موضع منشأ أصل اسم لقب كنية معنى لون شكل رمز شعار نشيد
   ميلاد ولادة مولد وفاة موت تأسيس بناء إنشاء تشييد توقيع إطلاق افتتاح بداية نهاية موعد استقلال انتهاء مصير قبر مدفن ضريح سيرة حياة نشأة تعليم دراسة جنسية ديانة دين مهنة وظيفة منصب عمل أعمال مؤلفات كتب كتاب روايات رواية أفلام فيلم أغاني أغنية ديوان جوائز جائزة إنجازات إنجاز اكتشافات اكتشاف اختراعات
   زوج زوجة أولاد أبناء ابن ابنة بنت والد والدة أب أم أخ أخت إخوة أسرة عائلة سباب
   أعضاء عضو خليفة هداف فروع فرع أقسام قسم أنواع نوع أجزاء جزء مكونات مميزات ميزة فوائد فائدة أضرار ضرر أعراض علاج دواء خصائص صفات أهمية دور وظائف استخدامات استعمال طريقة شروط مراحل خسائر ضحايا قتلى ميزانية إيرادات أرباح صادرات واردات مدن مدينة أقمار قمر جيران دول`,
);

/** Belongings that are names as well: «عمر مكرم», «عاصمة قطر». */
export const ALSO_NAMES = wordsIn('عمر قطر');

/** Verbs of a life: somebody is asked about, not something. */
const OF_A_LIFE = wordsIn(
  `ولد ولدت يولد توفي توفيت مات ماتت عاش عاشت يعيش تعيش نشأ نشأت تزوج تزوجت درس درست تعلم تعلمت تخرج تخرجت قتل قتلت اغتيل استشهد دفن دفنت اعتزل تقاعد نفي سجن هاجر أسلم انتحر كتب كتبت ألف ألفت حكم حكمت ترك تركت تولى تولت
   اتولد اتولدت انولد انولدت خلق خلقت تزاد تزادت اتوفى اتوفت اندفن اتجوز اتجوزت تجوز تجوزت اتقتل انقتل اشتغل أعدم بيشتغل يشتغل كيخدم تدفن تدفنت`,
);
/** Belongings of a person alone. */
const OF_A_PERSON = wordsIn(
  'عمر سن ميلاد ولادة مولد وفاة جنسية ديانة مهنة منصب زوج زوجة أولاد أبناء ابن ابنة بنت والد والدة أب أم أخ أخت إخوة مؤلفات كتب كتاب روايات رواية أفلام فيلم أغاني ديوان قبر مدفن ضريح خليفة',
);

/** Verbs of what somebody does to something, or takes: the noun after one may be that. */
const TAKING = wordsIn(
  `تولى نال ترك كتب فاز حصل وصل دخل حكم غادر أخذ خسر رزق أسس قاد شارك انضم التحق فقد تسلم استلم أصدر ألف اكتشف اخترع لعب سجل غنى حقق أحرز اعتزل عاد درس تعلم رفض قبل استقال اعتنق أعلن انتقل هاجر شغل ربح كسب ساب مسك خد أخد دخل خرج تستورد يستورد تصدر يصدر تنتج ينتج`,
);
export const isTaking = (verb: string) => isOneOf(TAKING, verb);

/** Verbs of what somebody does to a country or a town: «وحكم مصر كم سنة؟» names what was ruled. */
const TAKING_PLACES = wordsIn('حكم غزا فتح زار احتل حرر');
export const takesPlaces = (verb: string) => isOneOf(TAKING_PLACES, verb);

/** Of these, verbs that take by a preposition: the noun at once after one is who does it. */
const WITHOUT_OBJECT = wordsIn('فاز حصل شارك انضم التحق عاد استقال انتقل هاجر');
export const takesNoObject = (verb: string) => isOneOf(WITHOUT_OBJECT, verb);

/** Whether a list has a verb of the past, or the one that another person of it is of. */
const isOneOf = (verbs: ReadonlySet<string>, verb: string) =>
  verbs.has(verb) ||
  verbs.has(verb.replace(/ات$/u, '')) ||
  verbs.has(verb.replace(/(?:ت|وا)$/u, '')) ||
  verbs.has(verb.replace(/ت$/u, 'ي'));

/** Of these, verbs that are as often said of the thing: «متى اكتشف البترول؟». */
const DONE_TO = wordsIn('كتب أسس ألف اكتشف اخترع سجل أصدر أعلن ترك');
export const mayBeDoneTo = (verb: string) => DONE_TO.has(verb.replace(/ت$/u, ''));

/** Verbs of the dialects, which the list of words lacks. */
const DIALECT_VERBS = wordsIn(
  `اتولد اتولدت انولد انولدت خلق تزاد تزادت اتوفى اتوفت اندفن اتجوز اتجوزت تجوز تجوزت راح راحت جات مشى رجع رجعت جا جه إجا اجت عمل عملت سوى سوت دار دارت قال قالت حكى حكت شاف شافت بلش بلشت بدا بدت ابتدى ابتدت خلص خلصت وقف وقفت سكر سكرت قفل قفلت فتح فتحت انفتح انفتحت اتفتح اتفتحت
   بنى بنت انبنى انبنت اتبنى اتبنت انعمل انعملت اتعمل اتعملت اتأسس اتأسست كسب كسبت ربح ربحت غلب غلبت خد خدت أخد اخدت جاب جابت حط حطت شال شالت لقى لقت ساب سابت مسك مسكت قعد قعدت ضل ضلت صار صارت انلعب انلعبت لعب لعبت عاش عاشت غنى غنت مثل مثلت كتب كتبت طلع طلعت نزل نزلت اتقتل انقتل اشتغل اشتغلت سكن سكنت دخل دخلت خرج خرجت قرا قرات ولى ولات`,
);

/** «أشهر», «أول»: what they choose from follows. */
export const CHOOSING = wordsIn(
  'أول آخر أشهر أكبر أصغر أهم أكثر أقل أعلى أدنى أطول أقصر أفضل أحسن أقدم أحدث أبرز أخطر أجمل أغنى أسرع أبعد أقرب أضخم أشد أكتر أسوأ أغلى أعمق أوسع أعرض أضيق أثقل أخف أقوى أضعف أبرد أسخن أحر أكثف أغزر أندر أرخص أصعب أسهل أعظم أذكى أولى ثاني ثالث كل بعض معظم جميع باقي',
);
/** «وين موجود …», «فين كاينة …», «أيهما …». */
export const PRESENT_AT = wordsIn(
  'موجود موجودة موجودين كاين كاينة كاينين واقع واقعة ساكن ساكنة عايش عايشة محتاج محتاجة عامل عاملة رايح متجوز متجوزة متزوج متزوجة مولود مولودة مدفون مدفونة مبني مبنية مشهور مشهورة معروف معروفة أيهما أيهم أيهن أيها مين منو',
);

/** When, and not what. */
export const TIMES = wordsIn(
  'اليوم السنة العام الشهر الأسبوع الساعة الدقيقة الآن سنويا يوميا شهريا بالضبط تحديدا بالتحديد تقريبا أصلا فعلا عموما بالأساس بالتفصيل ساعتها وقتها حينها يومها آنذاك دلوقتي دلوقت هلق هلأ هسه هسا هسع الحين دابا توا حاليا حين حينما عندما وقتما شتاء صيفا ليلا نهارا',
);

/** «أول», «موجود», «اليوم»: neither a name nor something that has one. */
export const namesNothing = (surface: string) =>
  CHOOSING.has(surface) || PRESENT_AT.has(surface) || TIMES.has(surface);

/** What is counted, or chosen from, follows at once: «كم رواية», «أي نهر». */
export const COUNTS = wordsIn('كم كام شحال قديش قديه أي بأي لأي عأي أنهي أنهو جم اشمن شكثر');
/** «كم», «وكم» */
export const isCounting = (surface: string) => COUNTS.has(surface.replace(/^و/u, ''));
/** What an amount is counted in. */
export const MEASURES = wordsIn(
  'متر كيلومتر كيلو سنتيمتر ميل قدم طن كيلوغرام كيلوجرام غرام جرام لتر هكتار فدان دونم مربع مكعب درجة',
);
/** Works, whose titles follow: «رواية عائد إلى حيفا». */
export const WORKS = wordsIn(
  'رواية كتاب فيلم مسلسل مسرحية قصيدة أغنية نشيد ديوان لوحة قصة ملحمة مجلة برنامج',
);
/** «أين تقع البتراء؟» is of the place itself. */
export const LOCATED = wordsIn(
  'تقع يقع بتقع بيقع كتقع توجد يوجد موجود موجودة كاين كاينة واقع واقعة',
);

/** «من وين كان؟» */
export const WAS = wordsIn('كان كانت يكون تكون');
export const THAT = wordsIn('الذي التي الذين اللي يلي');

/** «الهرم» is a thing whatever «هرم» is; «التقى» is a verb. */
export const isDefinite = (surface: string) =>
  /^(?:ال|لل)\p{L}{2}/u.test(surface) && !MET.test(surface);
const MET = /^(?:التقي|التقت|التقوا|التحق|التحقت|التزم|التزمت|التهم|التهمت)$/u;

export function isBelonging(surface: string): boolean {
  return BELONGING.has(surface) || (surface.startsWith('ال') && BELONGING.has(surface.slice(2)));
}

/** Belongings that are somebody themselves: «خليفته» did something, «منصبه» did not. */
const KIN = wordsIn(
  'زوج زوجة أولاد أبناء ابن ابنة بنت والد والدة أب أم أخ أخت إخوة أسرة عائلة خليفة رئيس رئيسة مؤسس مؤلف كاتب مخترع مخرج بطل ملك حاكم وزير مدير مدرب قائد أمين صاحب سكان أعضاء',
);
export const isKin = (word: string) => KIN.has(searchForm(word));

export const isOfAPerson = (surface: string) => OF_A_PERSON.has(surface) || OF_A_LIFE.has(surface);

/** Verbs that no name looks like. */
export const isListedVerb = (surface: string) =>
  OF_A_LIFE.has(surface) || DIALECT_VERBS.has(surface);

/** «بنوا» of بنى. */
function isOfMany(surface: string): boolean {
  const weak = /^(\p{L}{2,})وا$/u.exec(surface)?.[1];
  return weak !== undefined && (isListedVerb(`${weak}ي`) || isListedVerb(weak));
}

export function isVerb(surface: string, lexicon: Lexicon): boolean {
  if (isDefinite(surface)) return false;
  if (isListedVerb(surface) || isOfMany(surface)) return true;
  if (surface.length < 3 || surface.endsWith('ه')) return false;
  if (MET.test(surface) || isOfADialect(surface, lexicon)) return true;
  return isPresent(surface, lexicon) || isPast(surface, lexicon);
}

/** «توفيت», «تقع»: of what is feminine; «توفي» is not, though it begins with a ت. */
export function isOfHer(verb: string, lexicon: Lexicon): boolean {
  // «مات» has ماتت.
  return (
    (verb.endsWith('ت') && lexicon.count(`${verb}ت`) === 0) ||
    (/^[سبكهح]?ت/u.test(verb) && isPresent(verb.replace(/^[كهح](?=ت)/u, ''), lexicon))
  );
}

/** Also «ربحات»: shapes of verbs that no article prints. */
function isOfADialect(word: string, lexicon: Lexicon): boolean {
  const she = /^(\p{L}{3,})ات$/u.exec(word)?.[1];
  const past = she !== undefined && (isListedVerb(she) || hasPersons(she, lexicon));
  return (past && lexicon.count(word) <= SELDOM) || isDialectVerb(word, lexicon);
}

/** «استئصال الجدري», «إنتاج الزيت»: what is done to the thing that is asked about. */
export function isDeed(surface: string, lexicon: Lexicon): boolean {
  const bare = surface.replace(/^ال/u, '');
  return (
    lexicon.count(bare) > 0 &&
    (SEEKS.test(bare) || (DEED.test(bare) && lexicon.count(`ال${bare}`) > 0))
  );
}
const SEEKS = /^است\p{L}{2,3}ا\p{L}$/u;
const DEED = /^(?:ا\p{L}{2,3}ا\p{L}|ت\p{L}{2}ي\p{L})$/u;

/** «بان كي مون»: a «كي» before anything but a verb of the present is within a name, whatever its neighbours are. */
export function isAroundKi(surfaces: readonly string[], at: number, lexicon: Lexicon): boolean {
  const ki = [at, at - 1, at + 1].find((place) => surfaces[place] === 'كي');
  const [before, after] = ki === undefined ? [] : [surfaces[ki - 1], surfaces[ki + 1]];
  return before !== undefined && after !== undefined && !isPresent(after, lexicon);
}

/** A pronoun attached to a word. */
export interface Leaning {
  /** The word without it, in search form. */
  readonly base: string;
  readonly pronoun: 'ه' | 'ها' | 'هما' | 'هم' | 'هن' | 'و';
}

/** Names that end like a word with a pronoun. */
const NO_PRONOUN = wordsIn(
  'أبها مها سها بها طه عبده وجه مياه الله فقه شبه منبه شاه أبو أخو عمرو ذو',
);

/**
 * The pronoun that is attached to a noun or verb; undefined if there is none. A «ة» is no pronoun, and neither is a «ه»
 * that is more likely a «ة» without its dots: «جامعه».
 *
 * @param typed the word as it is, without marks.
 */
export function pronounOf(typed: string, surface: string, lexicon: Lexicon): Leaning | undefined {
  // «ألفه» has no «ال».
  const definite = isDefinite(surface) && !typed.startsWith('أل');
  if (definite || NO_PRONOUN.has(surface) || /[ةى]$/u.test(typed)) return undefined;
  // «شركسيه» without its dots, or «مده».
  if (/\p{L}{2}يه$/u.test(surface) || BELONGING.has(surface)) return undefined;
  const found = /^(\p{L}{2,})(ها|هما|هم|هن|ه|و)$/u.exec(surface);
  if (!found) return undefined;
  const base = found[1]!;
  const pronoun = found[2] as Leaning['pronoun'];
  // «مدرستها» is of مدرسة; «بناها» of بنى.
  const bases = [base];
  if (base.endsWith('ت')) bases.unshift(`${base.slice(0, -1)}ه`);
  if (base.endsWith('ا')) bases.push(`${base.slice(0, -1)}ي`);
  // «أعضائها», «أبناؤه»
  if (/ا[يو]$/u.test(base)) bases.push(`${base.slice(0, -1)}ء`);
  // «فعمرو», as «في» is written in the Maghreb.
  const listed = bases.find(
    (form) => BELONGING.has(form) || BELONGING.has(form.replace(/^ف/u, '')),
  );
  if (listed !== undefined) return { base: listed, pronoun };
  if (pronoun === 'و') return undefined;
  const known = bases
    .filter((form) => form.length > 2 && lexicon.count(form) > 0)
    .sort((a, b) => lexicon.count(b) - lexicon.count(a))[0];
  // The dialects have words with a pronoun that no list has: «مسمينها», «بيعالجوه».
  const unheard =
    (lexicon.count(surface) === 0 && /\p{L}{3}(?:ها|وه)$/u.test(surface)) ||
    (typed.endsWith('ه') && isWithPronoun(base, lexicon) && lexicon.count(surface) <= SELDOM);
  // «خدها»
  if (known === undefined && isListedVerb(base)) return { base, pronoun };
  if (known === undefined) return unheard ? { base, pronoun } : undefined;
  // «درهم» is no «در» of theirs.
  const chance = pronoun === 'ها' || pronoun === 'هما' ? 0 : lexicon.count(surface);
  // «سبته»: nobody has «سبتها».
  const alone = pronoun === 'ه' && lexicon.count(`${base}ها`) === 0 && !isVerb(base, lexicon);
  return lexicon.count(known) >= chance && !alone ? { base: known, pronoun } : undefined;
}

/** «بنحسب», «نعالج», «يستخدم»: a verb of the present, which something is done to. */
function isWithPronoun(base: string, lexicon: Lexicon): boolean {
  const rest = /^[بهحك]?[نيت](\p{L}{3,})$/u.exec(base)?.[1];
  return rest !== undefined && lexicon.count(`ي${rest}`) > 0;
}
