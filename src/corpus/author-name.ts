/**
 * The name of an article's author, from the text that a page prints in its place. There are accounts, desks, agencies,
 * places and figures too. Anything that is not certainly a name is left out.
 */
import { lineIfAny } from './html.ts';

/** What is before a name. A translator or a photographer is not the author. */
const LED_IN =
  /^(?:(?:بقلم|كتبت?(?:ه|ها)?|إعداد|اعداد|تحرير|الكاتبة?|بواسطة|by|author)(?:\s*[:/|–-]\s*|\s+)|(?:تغطية|متابعة|تقرير|حوار|حاور(?:ه|ها|ته|تها))\s*[:/|–-]\s*)/iu;
const NOT_THE_AUTHOR =
  /^(?:ترجمة|تصوير|إشراف|اشراف|مراجعة|المصدر|تاريخ|نشر|شارك|منذ|قبل|مشاهدات|photo|source|posted|published|updated)(?:$|\s|[:/|–-])/iu;
/** Accounts, what a program prints if nobody is named, and agencies that have names like people's. */
const ACCOUNT =
  /^(?:(?:wp|super|site|web)?[ _-]?(?:admin|administrator|editor|root|user|guest|master|staff)(?: user)?|by|author|كتبت?|كتبه|بقلم|إعداد|اعداد|تقرير|تغطية|حوار|خبر|unknown|anonymous|null|undefined|none|nil|n\/a|أدمن|ادمن|مجهولة?|غير معروف|لا يوجد|بدون|(?:اسم ال)?(?:كاتبة?|كاتب مجهول)|رويترز|واس|وام|كونا|بترا|سانا|سبأ|شينخوا|سبوتنيك|فرانس برس|أسوشيتد برس|reuters|afp|agenc(?:y|ies))$/iu;
/** Desks, agencies and outlets: whatever is after such a word. */
const DESK =
  /^(?:و?(?:ال)?(?:وكال(?:ة|ات)|صحيفة|جريدة|مجلة|موقع|قناة|شبكة|إذاعة|بوابة|منصة|قسم|فريق|أسرة|اسرة|هيئة (?:ال)?تحرير|غرفة|مكتب|إدارة|ادارة|مدير (?:ال)?(?:موقع|تحرير)|محررو?ن?|تحرير|مراسلو?ن?|مراسلنا|مراسلة|مشرف|متابعات?|أخبار|اخبار|خاص)|آخر|اخر|(?:the )?(?:\p{L}+ )?(?:news ?desk|newsroom|(?:news|editorial|web|online) (?:team|staff|desk)|staff (?:writer|reporter)|correspondents?))(?=$|[\s,،|–-])/iu;
/** A word that outlets have in their names, and people do not: «سكاي نيوز عربية», «الجزيرة نت», «العربية.نت». */
const OUTLET_WORD =
  /(?:^|[\s.])(?:نيوز|نت|كوم|برس|أونلاين|اونلاين|بالعربية|تي في|بي بي سي|news|press|agence|media|online|tv)(?=$|[\s.])|france-presse|\+/iu;
/** Names of places that are a single word without «ال»; «عمان», «تونس» and others are first names as well, but rare ones. */
const PLACE =
  /^(?:مصر|لبنان|سوريا|سورية|فلسطين|تونس|ليبيا|قطر|عمان|عُمان|موريتانيا|تركيا|إيران|فرنسا|بريطانيا|أمريكا|أميركا|ألمانيا|روسيا|جدة|مكة|تبوك|نجران|جازان|أبها|حائل|بيروت|دمشق|حلب|حمص|بغداد|أربيل|رام الله|غزة|نابلس|صنعاء|عدن|مسقط|دبي|أبوظبي|أبو ظبي|طرابلس|بنغازي|صفاقس|وهران|فاس|مراكش|طنجة|نواكشوط|أسوان|طنطا|باريس|لندن|واشنطن|نيويورك|موسكو|طهران|أنقرة|إسطنبول|جنيف|برلين|روما|مدريد|بكين)$/u;
/** أ ف ب, د.ب.أ: an agency's letters. */
const LETTERS = /^(?:\p{L}[\s.]+){1,3}\p{L}\.?$/u;
const NAME_CHARS_MAX = 100;

/** Undefined if it is no name, or may be none: «القاهرة», or «أحمد - القاهرة», of which either may be a place. */
export function authorName(html: string | undefined): string | undefined {
  const printed = lineIfAny(html)
    ?.replace(/\p{M}/gu, '')
    .replace(/^[([]\s*(.*?)\s*[)\]]$/u, '$1');
  if (!printed || NOT_THE_AUTHOR.test(printed)) return undefined;
  const name = printed.replace(LED_IN, '');
  if (name.length > NAME_CHARS_MAX || !/\p{L}{2}/u.test(name)) return undefined;
  if (/:\/\/|@|^(?:www\.|https?:)|\p{Nd}|\s[|/–-]\s/iu.test(name)) return undefined;
  // A single word with «ال» is a place as often.
  if (/^ال\p{L}+$/u.test(name) || LETTERS.test(name)) return undefined;
  return [ACCOUNT, DESK, OUTLET_WORD, PLACE].some((none) => none.test(name)) ? undefined : name;
}
