/** What people say around a request: greetings, thanks, wishes, signatures. Data, and a search for it in a message. */
import { Phrases } from './phrases.ts';

/** `salam`: the greeting that has an answer of its own. */
export type Courtesy = 'salam' | 'greeting' | 'wellbeing' | 'thanks' | 'farewell';

/** Spelled as people spell, separated by commas; they are found by their search forms. */
const COURTESIES: Readonly<Record<Courtesy, string>> = {
  salam: `السلام عليكم, السلام عليكم ورحمة الله, السلام عليكم ورحمة الله وبركاته, السلام, سلام, سلام عليكم, سلام الله عليكم, سلام عليك,
    السلام عليك, وعليكم السلام, salam, salam alaikum, assalamu alaikum, salam 3alaykom, salam alaykoum, slm`,
  greeting: `مرحبا, مرحبًا, مرحبا بك, مرحبا بكم, مراحب, يا مرحبا, أهلا, أهلًا, أهلا وسهلا, أهلًا وسهلًا, أهلين, هلا, هلا والله, هلا بك, هلو, هاي, ألو, حياك الله, حياكم الله,
    صباح الخير, صباح النور, صباح الورد, صباحو, صباح الفل, مساء الخير, مساء النور, مساء الورد, يسعد صباحك, يسعد مساك, تحية طيبة, تحية طيبة وبعد, تحياتي لكم, نهارك سعيد, طاب يومك, كل عام وأنتم بخير, رمضان كريم, عيد مبارك, جمعة مباركة,
    hello, hi, hey, hello there, good morning, good evening, marhaba, ahlan, bonjour, salut, bonsoir, sba7 el khir, saba7 el kheir`,
  wellbeing: `كيف حالك, كيف حالكم, كيفك, كيفكم, كيف الحال, كيف الأحوال, كيف صحتك, كيف أنت, كيف أصبحت, شلونك, شلونكم, شخبارك, شخبارك اليوم, ايش اخبارك, وش اخبارك, شو أخبارك, أخبارك إيه, اخبارك, عامل إيه, عاملة إيه, إزيك, ازيكم, ازيك عامل ايه, لاباس, لا باس, لاباس عليك, كيداير, كي داير, واش راك, كي راك, كيف داير, عساك طيب, عساك بخير,
    أرجو أن تكونوا بخير, أتمنى أن تكون بخير, أتمنى أن تكونوا بخير, عساكم بخير, إن شاء الله بخير, how are you, how are you doing, ca va, comment ca va, kifak, ezayak, izayak, labas`,
  thanks: `شكرا, شكرًا, شكرا لك, شكرا لكم, شكرا جزيلا, شكرًا جزيلًا, شكرا جزيلا لك, شكرا جزيلا لكم, شكرا كثيرا, ألف شكر, الف شكر, شكرا مقدما, وشكرا, لك الشكر, لكم الشكر, ولكم الشكر, ولكم جزيل الشكر, لكم جزيل الشكر, مع الشكر, مع جزيل الشكر, مع خالص الشكر, أشكرك, أشكركم, أشكركم جدا, اشكرك جدا, وأشكركم, جزاك الله خيرا, جزاكم الله خيرا, جزاك الله كل خير, جزاكم الله كل خير, وجزاكم الله خيرا, جزاك الله خير, جزاكم الله خير, بارك الله فيك, بارك الله فيكم, وبارك الله فيكم, الله يجزاك خير, الله يجزاك الخير, الله يبارك فيك, الله يبارك فيكم, الله يعطيك العافية, يعطيك العافية, يعطيكم العافية, يعطيك ألف عافية, الله يعافيك, الله يحفظك, الله يسعدك, حفظكم الله, وفقكم الله, وفقك الله, دمتم بخير, دمت بخير, تسلم, تسلمي, تسلموا, تسلم ايدك, يسلمو, يسلموا, مشكور, مشكورة, مشكورين, متشكر, متشكرين, متشكر جدا, ممنون, ممنونك, ممتن لك, لا شكر على واجب, كفيت ووفيت, ما قصرت, ما قصرتم, يكثر خيرك, كتر خيرك, الله يرضى عليك, الله يبارك في عمرك,
    thanks, thank you, thank you so much, thank you very much, thanks a lot, many thanks, thx, ty, merci, merci beaucoup, shukran, choukran, shokran`,
  farewell: `مع السلامة, بسلامة, بالسلامة, وداعا, وداعًا, إلى اللقاء, الى اللقاء, باي, باي باي, في أمان الله, فأمان الله, أراك لاحقا, نراك لاحقا, تصبح على خير, تصبحون على خير, تصبحوا على خير, ليلة سعيدة, سلامات, bye, bye bye, goodbye, good night, see you, au revoir`,
};

/** Words around them that mean nothing by themselves. */
const AROUND = `يا, أخي, أختي, أخي الكريم, أخي العزيز, إخوتي, إخواني, الإخوة الكرام, أستاذ, أستاذنا, أستاذي, دكتور, صديقي, صديقتي, حبيبي, عزيزي, عزيزتي, يا غالي, غالي, يا طيب, سادتي, السادة الكرام, حضراتكم, حضرتك, والله, جدا, جدًا, كثيرا, كثيرًا, كثير, كتير, أوي, اوي, مرة, لك, لكم, وبعد, أما بعد, مقدما, سلفا, على وقتك, على وقتكم, على المساعدة, على مساعدتكم, على جهودكم, على تعاونكم, على سعة صدركم, على حسن تعاونكم, على الجواب, على الإجابة, على ردك, على ردكم, على اهتمامكم, مرة أخرى, من القلب, من قلبي, اليوم, خيرا, خير, بخير, الحمد لله, إن شاء الله, there, bot, dear, friend, all, again`;

/** A line that begins so is signed, and asks nothing. */
const SIGNATURES = `أخوكم, اخوكم, أختكم, اختكم, أخوك, أختك, محبكم, مع التحية, مع تحياتي, تحياتي, مع خالص التحية, مع أطيب التحيات, وتفضلوا بقبول, وتقبلوا, تقبلوا, المرسل, مقدمه لكم, أرسلت من, أرسل من, تم الإرسال من, مرسل من, التوقيع, sent from, regards, best regards`;

/** Asks whether one may ask: «ممكن سؤال؟», «هل من مجيب؟». */
export const MAY_I_ASK = `ممكن سؤال, ممكن أسأل, ممكن أسألك, ممكن أسألكم, ممكن أسأل سؤال, هل يمكنني أن أسأل, هل لي بسؤال, هل لي أن أسأل, عندي سؤال, لدي سؤال, عندي استفسار, لدي استفسار, لدي سؤال لكم, عندي سؤال لك, لدي سؤال لو سمحتم, هل من مجيب, هل من مساعدة, هل تسمعني, هل أنت هنا, هل أنت موجود, أنت موجود, موجود, ممكن مساعدة, ممكن تساعدني, هل تساعدني, هل يمكنك مساعدتي, ساعدني, ساعدوني, محتاج مساعدة, أحتاج مساعدة, أحتاج مساعدتكم, أرجو المساعدة, أرجو الإفادة, أفيدونا, أفيدوني, أفيدونا أفادكم الله, أفيدوني جزاكم الله خيرا, أرجو الرد, أرجو الرد سريعا, أرجو الإجابة, أرجو الإجابة سريعا, بانتظار ردكم, في انتظار ردكم, وبانتظار ردكم, can i ask you something, can i ask a question, i have a question`;

const list = (phrases: string) => phrases.split(',');

/** The courtesies with their kinds; `around` for words around them. */
export function courtesyPhrases(): Phrases<Courtesy | 'around'> {
  const phrases = new Phrases<Courtesy | 'around'>();
  for (const [kind, said] of Object.entries(COURTESIES)) phrases.add(list(said), kind as Courtesy);
  return phrases.add(list(AROUND), 'around');
}

export const signatures = new Phrases<true>().add(list(SIGNATURES), true);
export const mayIAsk = new Phrases<true>().add(list(MAY_I_ASK), true);
