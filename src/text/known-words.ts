/**
 * Whether a text reads as Arabic at all. Letters alone do not tell: a PDF's text layer can be a cipher of Arabic
 * letters, and reversed Arabic is Arabic letters too. Words do: a fifth to a third of any prose are the few hundred
 * words below.
 */
import { searchForm } from './normalise.ts';
import { isStopWord } from './stopwords.ts';

/** Everyday words of news, law, handbooks and encyclopedias, written down for this. */
const EVERYDAY = `
يوم سنة عام شهر أسبوع ساعة صباح مساء أمس غدا اليوم الآن العام الماضي المقبل القادم الحالي السنة الشهر الأسبوع
قال قالت أضاف أكد أوضح أشار ذكر أعلن يقول تقول قالوا تم يتم تمت كانا أصبح يجب يمكن ينبغي يوجد توجد جاء جاءت عمل يعمل
بلغ بلغت بدأ بدأت يبدأ وصل قدم قام قامت يقوم تقوم أدى شهد شهدت افتتح وافق اتفق أجرى تولى ولد توفي عاش كتب نشر صدر
أول الأول الأولى ثاني الثاني الثانية ثالث الثالث الثالثة آخر الأخير الأخيرة الأخرى أخرى واحد واحدة اثنان ثلاثة أربعة خمسة
عشرة مئة ألف مليون مليار عدد العدد نسبة المئة أكثر أقل أكبر أصغر كبير كبيرة صغير جديد جديدة الجديد الجديدة قديم كثير قليل
جميع معظم بعضهم عدة عديد العديد كافة أحد إحدى أحدهم وقد فقد كما ولا وما فلا إضافة بالإضافة وفقا حسب طبقا بسبب نتيجة لذلك
الدولة دولة البلاد بلد المدينة مدينة القرية منطقة المنطقة العالم العربية العربي العرب الملك الرئيس رئيس الوزير وزير وزارة
الوزارة مجلس المجلس الحكومة حكومة لجنة اللجنة هيئة الهيئة إدارة الإدارة مدير المدير شركة الشركة مؤسسة المؤسسة جامعة الجامعة
مدرسة المدرسة كلية الكلية طالب الطالب الطلاب الطلبة كتاب الكتاب مكتبة المكتبة مركز المركز مكتب بنك البنك مستشفى حي شارع
الناس الإنسان الشخص أشخاص رجل امرأة طفل الأطفال النساء المرأة الرجال أهل الشعب المواطنين العمل العاملين العامل الموظف موظف
القانون قانون النظام نظام المادة مادة الفقرة اللائحة قرار القرار أحكام الأحكام حق الحق حقوق عقد العقد طلب الطلب شروط الشروط
المشروع مشروع برنامج البرنامج خطة الخطة خدمة الخدمة الخدمات خدمات التعليم الصحة الاقتصاد الأمن الدفاع التجارة المال الصناعة
المياه الماء الأرض البحر الهواء الغذاء الزراعة الطاقة النفط الكهرباء السيارات البيت بيت المنزل الطريق السوق
الله الحياة الدين الإسلام الإسلامية النبي محمد القرآن الصلاة المسجد اللغة لغة الشعر الأدب الفن العلم العلوم التاريخ تاريخ
صورة شكل الشكل نوع أنواع جزء الجزء قسم القسم مجموعة المجموعة الفصل الباب مثال المثال طريقة الطريقة كيفية المعلومات معلومات
البيانات بيانات الموقع موقع رقم الرقم اسم الاسم عنوان العنوان مبلغ المبلغ سعر السعر دينار ريال درهم جنيه دولار
كيلومتر متر طول ارتفاع مساحة سكان عاصمة شمال جنوب شرق غرب وسط منتصف داخل خارج أمام فوق تحت بداية نهاية فترة مدة مرة
المستخدم الجهاز الملف التطبيق الصفحة الشاشة البرمجيات الحاسوب الإنترنت الهاتف البريد
السعودية مصر العراق سوريا الأردن لبنان فلسطين المغرب الجزائر تونس ليبيا السودان اليمن الكويت قطر الإمارات البحرين عمان
`;

const KNOWN: ReadonlySet<string> = new Set(
  searchForm(EVERYDAY)
    .trim()
    .split(' ')
    .filter((word) => word.length > 1),
);

const PREFIX = /^(?:و|ف)?(?:لل|بال|كال|ب|ل|ك)?/u;

/** Whether a word in search form is one of the few hundred that every Arabic text is full of. */
export function isFrequentWord(surface: string): boolean {
  if (surface.length < 2) return false;
  if (KNOWN.has(surface) || isStopWord(surface)) return true;
  const rest = surface.replace(PREFIX, '');
  return rest.length > 2 && rest !== surface && (KNOWN.has(rest) || KNOWN.has(`ال${rest}`));
}

const ARABIC_WORD = /[\u0621-\u064a]{2,}/gu;

/** Share of a text's Arabic words that everyday words make up, 0 to 1; 0 if it has none. */
export function knownShare(text: string): number {
  const { known, words } = countKnown(text);
  return words === 0 ? 0 : known / words;
}

/** How many Arabic words of two letters or more a text has, and how many of them are everyday words. */
export function countKnown(text: string): { known: number; words: number } {
  let known = 0;
  let words = 0;
  for (const [word] of searchForm(text).matchAll(ARABIC_WORD)) {
    words += 1;
    if (isFrequentWord(word)) known += 1;
  }
  return { known, words };
}
