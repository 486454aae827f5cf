/** What is said to the bot and asks nothing of the articles: data, and the reading of a message that is nothing else. */
import { type Courtesy, courtesyPhrases, MAY_I_ASK } from '../retrieve/courtesies.ts';
import type { Phrases } from '../retrieve/phrases.ts';
import { askingWords } from '../retrieve/question.ts';
import { fromEnglishKeys } from '../text/keyboard-layout.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords } from '../text/words.ts';

/** What a message of small talk is, the most telling first: «السلام عليكم، من أنت؟» asks who. */
const KINDS = [
  ...([
    'insult',
    'whoAreYou',
    'whatDoYouHave',
    'whatCanYouDo',
    'mayIAsk',
    'thanks',
    'praise',
    'sorry',
  ] as const),
  ...([
    'farewell',
    'wellbeing',
    'salam',
    'greeting',
    'laughter',
    'called',
    'acknowledged',
  ] as const),
] as const;
export type Talk = (typeof KINDS)[number];

const PHRASES: Readonly<Record<Exclude<Talk, Courtesy | 'mayIAsk' | 'laughter'>, string>> = {
  // A name for an animal is one only to somebody: «حمار» alone may be asked about.
  insult: `غبي, غبية, يا غبي, أنت غبي, انت غبي, بوت غبي, أغبى بوت, يا حمار, أنت حمار, انت حمار, يا كلب, أنت كلب, انت كلب, يا حيوان, أنت حيوان, انت حيوان, يا أحمق, أحمق, أنت أحمق, يا تافه, تافه, أنت تافه, يا فاشل, فاشل, أنت فاشل, انت فاشل, سخيف, أنت سخيف, يا سخيف, متخلف, أنت متخلف, يا متخلف, زبالة, أنت زبالة, انت زبالة, زفت, زي الزفت, خرا, تفو, تفو عليك, قليل أدب, يا قليل الأدب, اخرس, انقلع, انقلعي, روح موت, الله يلعنك, لعنك الله, تبا لك, تبًّا لك, ما تفهم, لا تفهم, لا تفهم شيئا, ما تفهم شي, ما بتفهم, مش فاهم حاجة, مالك فايدة, ما منك فايدة, ما لك فائدة, بلا فائدة, لا فائدة منك, عديم الفائدة, كذاب, يا كذاب, أنت كذاب, انت كذاب,
    stupid, you are stupid, stupid bot, idiot, you idiot, dumb, useless, shut up, fuck you, fuck off, fuck, tu es nul, imbecile`,
  whoAreYou: `من أنت, من انت, من أنتم, من تكون, من أنت يا, ومن أنت, مين أنت, مين انت, مين إنت, انت مين, أنت مين, إنت مين, منو انت, انت منو, شكون انت, شكون نتا, ما اسمك, ما هو اسمك, ايش اسمك, شو اسمك, وش اسمك, شنو اسمك, اسمك ايه, اسمك إيه, عرف بنفسك, عرفني بنفسك, عرفنا بنفسك, عرفني عليك, تكلم عن نفسك, ما أنت, هل أنت روبوت, هل انت روبوت, أنت روبوت, انت روبوت, هل أنت بوت, انت بوت, أنت بوت, هل أنت إنسان, هل انت انسان, أنت إنسان, انت انسان, انت بشر, هل أنت بشر, هل أنت حقيقي, هل أنت ذكاء اصطناعي, انت ذكاء اصطناعي, من صنعك, من برمجك, من طورك, مين عملك, مين برمجك, مين صنعك,
    who are you, what are you, what is your name, whats your name, your name, are you a bot, are you a robot, are you human, are you real, qui es tu, qui etes vous, tu es qui, min enta, men enta, man anta, meen enta, meen inta`,
  whatDoYouHave: `عم تعرف, عم أسألك, عن ماذا أسألك, عم أسأل, عما تعرف, عن ماذا تعرف, ماذا تعرف, ما الذي تعرفه, ما مصادرك, ما هي مصادرك, ما هي المصادر, ما المصادر, مصادرك, من أين مصادرك, ما مصادر معلوماتك, ما مصدر معلوماتك, من أين معلوماتك, من أين تأتي معلوماتك, من أين تأتي بمعلوماتك, من أين تأتي بالأجوبة, من أين لك هذا, من أين تعرف, ماذا لديك, ماذا عندك, ما عندك, ما الذي عندك, ما الذي لديك, ماذا يوجد عندك, ما المقالات التي عندك, كم مقالا عندك, كم مقال عندك, كم عدد مقالاتك, ما مقالاتك, ما المواضيع, ما الموضوعات, ما مواضيعك, ما موضوعاتك, ما المواضيع التي تعرفها, ما الموضوعات التي تعرفها, في ماذا أسألك, بماذا أسألك, ماذا أسألك, ماذا أسأل, أعطني مثالا, أعطني أمثلة, أمثلة, مثال, أعطني أسئلة, اقترح أسئلة, اقترح سؤالا,
    بتعرف ايه, بتعرف إيه, تعرف ايه, تعرف إيه, عندك ايه, عندك إيه, ايه مصادرك, إيه مصادرك, مصادرك ايه, مصادرك إيه, منين بتجيب معلوماتك, بتجيب معلوماتك منين, اسألك عن ايه, أسألك في ايه, شو بتعرف, شو عندك, شو مصادرك, من وين مصادرك, من وين معلوماتك, عن شو بسألك, ايش عندك, ايش تعرف, ايش مصادرك, وش عندك, وش تعرف, وش مصادرك, شنو عندك, شنو تعرف, شنو مصادرك, اش عندك, شنو كتعرف, منين كتجيب المعلومات,
    what do you know, what do you have, what are your sources, your sources, what can i ask, what can i ask you, examples, quelles sont tes sources, que sais tu`,
  whatCanYouDo: `ماذا تفعل, ماذا تعمل, ماذا تستطيع, ماذا تستطيع أن تفعل, ماذا يمكنك أن تفعل, ماذا تقدم, ماذا تقدم لي, ما الذي تستطيع, ما الذي تستطيع فعله, ما الذي يمكنك فعله, ما وظيفتك, ما هي وظيفتك, ما عملك, ما هو عملك, ما فائدتك, ما هي فائدتك, ما قدراتك, ما هي قدراتك, بماذا تساعدني, فيك تساعدني, بتقدر تساعدني, تقدر تساعدني, بماذا يمكنك مساعدتي, كيف تساعدني, كيف يمكنك مساعدتي, كيف تعمل, كيف يعمل البوت, كيف يعمل هذا البوت, كيف أستعملك, كيف أستخدمك, كيف استخدم البوت, كيف أستعمل البوت, كيف أسألك, كيف أسأل, بتعمل ايه, بتعمل إيه, تقدر تعمل ايه, تقدر تعمل إيه, ايه اللي تقدر تعمله, بتشتغل ازاي, شو بتعمل, شو فيك تعمل, شو بتقدر تعمل, وش تسوي, وش تقدر تسوي, ايش تسوي, ايش تقدر تسوي, شنو تسوي, شنو تقدر تسوي, اش كدير, شنو كدير, مساعدة, المساعدة, تعليمات, التعليمات,
    help, what can you do, what do you do, how do you work, how does this work, how can you help, how can you help me, que peux tu faire, aide`,
  praise: `أحسنت, احسنت, أحسنتم, برافو, رائع, رائعة, ممتاز, ممتازة, عظيم, مذهل, جواب رائع, جواب ممتاز, إجابة رائعة, إجابة ممتازة, أنت رائع, انت رائع, أنت ذكي, انت ذكي, بوت رائع, بوت جميل, بوت ممتاز, ما شاء الله, ما شاء الله عليك, ما شاء الله تبارك الله, تبارك الله, عاشت ايدك, أبدعت, مبدع, كفو, أحبك, احبك, بحبك, great, excellent, good bot, well done, awesome, perfect, nice, bravo, wow, i love you`,
  sorry: `آسف, اسف, آسفة, أنا آسف, انا اسف, معذرة, عذرا, عذرًا, أعتذر, اعتذر, أعتذر منك, سامحني, العفو منك, sorry, i am sorry, pardon, desole`,
  called: `يا بوت, يا إسناد, بوت, إسناد, أيها البوت, يا روبوت`,
  acknowledged: `تمام, حسنا, حسنًا, ماشي, أوكي, اوكي, اوك, أوك, طيب, نعم, لا, أيوه, ايوه, ايوا, أجل, بلى, كلا, صح, صحيح, فهمت, مفهوم, واضح, عفوا, عفوًا, لا شيء, ولا شي, لا شي, تجربة, تست, ok, okay, k, yes, no, yep, fine, test, oui, non`,
};

const phrases: Phrases<Talk | 'around'> = courtesyPhrases();
for (const [kind, said] of [...Object.entries(PHRASES), ['mayIAsk', MAY_I_ASK]]) {
  phrases.add(said!.split(','), kind as Talk);
}
const LAUGHTER = /^(?:ه{2,}|خ{3,}|(?:ha|he|hi){2,}h?|lo+l|mdr)$/u;
/** Said around small talk too, if it is no courtesy. */
const LEANING = new Set(['و', 'انت', 'يا']);

export interface SmallTalk {
  readonly what: Talk;
  /** Whether «السلام عليكم» was said together with something else. */
  readonly salam: boolean;
}

const HAVE = new Set(
  'عندك عندكم عندكو لديك لديكم تعرف تعرفون بتعرف بتعرفوا كتعرف تعرفه'.split(' '),
);
const THINGS = new Set(
  searchForm(
    'مواضيع المواضيع موضوعات الموضوعات مصادر المصادر مقالات المقالات معلومات المعلومات أسئلة الأسئلة أخبار الأخبار مجالات المجالات مواد المواد',
  ).split(' '),
);
const BETWEEN = new Set(searchForm('من في عن اللي التي الذي يلي هي هو كلها').split(' '));

/** «ايش عندك من مواضيع؟»: asks what there is, in any words for it. */
function asksWhatThereIs(text: string): boolean {
  const { words } = askingWords(text);
  const asks = words.some((word) => word.asks);
  const said = words.filter((word) => !word.asks && !BETWEEN.has(word.surface));
  const have = said.filter(({ surface }) => HAVE.has(surface));
  return (
    asks && have.length > 0 && said.every(({ surface }) => HAVE.has(surface) || THINGS.has(surface))
  );
}

/** Undefined if a message says anything more. */
export function readSmallTalk(text: string): SmallTalk | undefined {
  const arabic = /\p{Script=Arabic}/u.test(text);
  const said = readWords(text) ?? (arabic ? undefined : readWords(fromEnglishKeys(text)));
  return said ?? (asksWhatThereIs(text) ? { what: 'whatDoYouHave', salam: false } : undefined);
}

function readWords(text: string): SmallTalk | undefined {
  const surfaces = splitWords(text).map(({ surface }) => surface);
  const kinds = new Set<Talk>();
  for (let at = 0; at < surfaces.length; ) {
    // «السلام عليكم خويا»: one more word after a greeting is whom it greets.
    const greets =
      at > 0 && at === surfaces.length - 1 && (kinds.has('salam') || kinds.has('greeting'));
    const length = take(surfaces, at, kinds) || (greets && !isAsking(surfaces[at]!) ? 1 : 0);
    if (length === 0) return undefined;
    at += length;
  }
  const what = KINDS.find((kind) => kinds.has(kind));
  return what && { what, salam: what !== 'salam' && kinds.has('salam') };
}

const isAsking = (word: string) => askingWords(word).kind !== 'other';

/** How many words at `at` are small talk; what they are goes into `kinds`. */
function take(surfaces: readonly string[], at: number, kinds: Set<Talk>): number {
  const word = surfaces[at]!;
  const found = phrases.at(surfaces, at);
  if (found) {
    if (found.value !== 'around') kinds.add(found.value);
    return found.length;
  }
  if (LAUGHTER.test(word)) {
    kinds.add('laughter');
    return 1;
  }
  // «شكرا يا سالم»: whoever is called by name, something was said to them before.
  if (at > 0 && surfaces[at - 1] === 'يا' && kinds.size > 0) return 1;
  // «وشكرا»: a conjunction may lean on the word.
  const bare = [word.slice(1), ...surfaces.slice(at + 1)];
  if (/^[وف]\p{L}{2}/u.test(word) && phrases.at(bare, 0)) return take(bare, 0, kinds);
  return LEANING.has(word) ? 1 : 0;
}
