/** What the bot says in Arabic. Each paragraph begins with an Arabic letter; foreign words are in isolates. */

import type { Refusal } from '../../inbox/refusal.ts';
import { arabicCommon } from '../../speech/common-ar.ts';
import { ARTICLES, SECONDS } from '../../speech/counted-ar.ts';
import { isolate } from '../../speech/direction.ts';
import { withinGuillemets } from '../../speech/guillemets.ts';
import { counted, createWords, type Digits, type Forms } from '../../speech/numbers-and-dates.ts';
import type { ArticleLine, Messages, UnreadableKind } from './messages.ts';

const DAYS: Forms = {
  one: 'يوم واحد',
  two: 'يومين',
  few: '{} أيام',
  many: '{} يومًا',
  other: '{} يوم',
};
const RECORDS: Forms = {
  one: 'سجلًّا واحدًا',
  two: 'سجلَّين',
  few: '{} سجلات',
  many: '{} سجلًّا',
  other: '{} سجل',
};

const UNREADABLE: Record<UnreadableKind, string> = {
  voice: 'سعدتُ برسالتك الصوتية، غير أني لا أُحسن الاستماع بعد. اكتب سؤالك وسأبحث لك عن جوابه.',
  photo: 'صورة جميلة، لكني لا أقرأ الصور. اكتب سؤالك نصًّا وسأبحث لك عن جوابه.',
  video: 'شكرًا على المقطع، لكني لا أشاهد المقاطع المصوّرة. اكتب سؤالك نصًّا وسأبحث لك عن جوابه.',
  sticker: 'ملصق لطيف! حين يحضرك سؤال فاكتبه لي وسأبحث لك عن جوابه.',
  document: `وصل الملف، لكني لا أقرأ ما يُرسَل إليّ من ملفات ولا أحتفظ به. إنما أبحث في مصادري عن جواب سؤالك وأنقله بنصّه مع مصدره: اكتب سؤالك، أو اطلب ${isolate('/sources')} لترى ما عندي.`,
  location: 'وصلني موقعك، ولا حاجة لي به ولن أحتفظ به. اكتب سؤالك وسأبحث لك عن جوابه.',
  contact: 'وصلتني جهة الاتصال، ولا حاجة لي بها ولن أحتفظ بها. اكتب سؤالك وسأبحث لك عن جوابه.',
  poll: 'لا أشارك في الاستطلاعات، لكني أجيب عن الأسئلة. اكتب سؤالك وسأبحث لك عن جوابه.',
  other: 'لا أعرف كيف أقرأ هذا النوع من الرسائل. اكتب سؤالك نصًّا وسأبحث لك عن جوابه.',
};

const CHUNKS: Forms = {
  one: 'مقطع واحد',
  two: 'مقطعان',
  few: '{} مقاطع',
  many: '{} مقطعًا',
  other: '{} مقطع',
};
const DOCUMENTS: Forms = {
  one: 'مستند واحد',
  two: 'مستندان',
  few: '{} مستندات',
  many: '{} مستندًا',
  other: '{} مستند',
};
const PARTS: Forms = {
  one: 'جزء واحد',
  two: 'جزءان',
  few: '{} أجزاء',
  many: '{} جزءًا',
  other: '{} جزء',
};

const REFUSALS: Record<Refusal, string> = {
  tooLarge:
    'حجمه أكبر مما يسلّمه تيليغرام إلى البوتات، وهو عشرون ميغابايت. قسّمه، أو ضعه في مجلد المقالات.',
  noFormat: `ليس مستندًا أقرؤه. أقرأ مستندات وورد والصفحات المحفوظة والجداول والنصوص، و${isolate('PDF')} و${isolate('EPUB')}، وما يُحزم منها في ${isolate('ZIP')}.`,
  oldOffice: `هو بصيغة أوفيس القديمة. افتحه واحفظه بصيغة ${isolate('docx')} أو ${isolate('xlsx')} ثم أرسله.`,
  locked: 'هو محمي بكلمة مرور. احفظه من دونها ثم أرسله.',
  pictures: `صفحاته صور لا نصّ فيها. مرّره أولًا على برنامج يتعرّف الحروف (${isolate('OCR')}).`,
  falseText: `النصّ المخزَّن فيه غير الذي تعرضه صفحاته، فلو نقلتُه لأخطأت. مرّره أولًا على برنامج يتعرّف الحروف (${isolate('OCR')}).`,
  lostLetters: 'حروفه تالفة ولا تُقرأ. أرسله من أصله الذي صُنع منه.',
  empty: 'ليس فيه نصّ يُقتبَس.',
  tooSlow: 'طالت قراءته فتوقفتُ عنها. لعله تالف أو كبير جدًّا؛ احفظه من جديد أو قسّمه.',
  tooMuch: 'فيه ما يتجاوز حدود المستندات: صفحات أو ملفات أو طبقات كثيرة جدًّا. قسّمه ثم أرسله.',
  damaged: 'هو تالف. احفظه من جديد من البرنامج الذي صُنع به ثم أرسله.',
  sameId: 'عندي مقال آخر بالمعرّف نفسه. غيّر المعرّف أو اسم الملف ثم أرسله.',
  noPage: 'ليس في الصفحة مقال أقرؤه. افتحها في متصفّح واحفظها كاملة، ثم أرسل الملف.',
  unreachable: 'لم أستطع الوصول إلى هذا العنوان. تحقّق منه ثم أعد إرساله.',
  forbidden: 'أصحاب الموقع لا يأذنون للبرامج بقراءة هذه الصفحة.',
  other: 'لم أستطع قراءته. التفصيل في السجل.',
};

const ADMIN_COMMANDS: Messages['adminCommands'] = [
  { command: 'status', description: 'حال البوت وأرقامه' },
  { command: 'why', description: 'كيف اختير الجواب' },
  { command: 'reindex', description: 'ابنِ الفهرس من جديد' },
  { command: 'feedback', description: 'تقييمات الناس، وملفها' },
  { command: 'unanswered', description: 'الأسئلة التي لم أجد جوابها' },
];

export function arabic(digits: Digits): Messages {
  const common = arabicCommon(digits);
  const w = createWords('ar', digits);
  const count = (number: number, forms: Forms) => counted('ar', number, w.value(number), forms);
  const megabytes = (bytes: number) => `${w.decimal(bytes / 2 ** 20, 1)} ميغابايت`;
  const articleLine = ({ title, outlet, date }: ArticleLine) =>
    [`«${isolate(withinGuillemets(title))}»`, outlet && isolate(outlet), w.date(date)]
      .filter(Boolean)
      .join('، ');

  return {
    ...common,
    notAQuestion(what, salam) {
      const said = common.notAQuestion(what, salam);
      return what === 'whatCanYouDo' ? `${said}\nلمعرفة سائر ما أستطيع: ${isolate('/help')}` : said;
    },
    overview(overview, salam) {
      const said = common.overview(overview, salam);
      return overview.articles === 0 ? said : `${said}\n\nلتصفّح المقالات: ${isolate('/sources')}`;
    },

    elsewhereLead: 'لم أجد الجواب في المقال الذي رددتَ عليه، ووجدته في غيره:',
    elsewhereMaybeLead:
      'لم أجد الجواب في المقال الذي رددتَ عليه. وهذا أقرب ما وجدته في غيره، ولستُ على يقين أن فيه جوابك:',
    titleLine: (title) => `من مقال «${isolate(withinGuillemets(title))}»`,
    sourceLine(outlet, date) {
      const day = w.date(date);
      if (outlet && day) return `المصدر: ${isolate(outlet)}، ${day}`;
      if (outlet) return `المصدر: ${isolate(outlet)}`;
      return day ? `التاريخ: ${day}` : '';
    },
    alsoInLead: 'ونُشر الخبر أيضًا في:',
    listItem: (article) => `• ${articleLine(article)}`,
    contextLead: 'السياق:',
    contextCut: 'اقتُطع السياق لتسعه رسالة واحدة؛ افتح المقال لتقرأه كاملًا.',
    quoteTooLong: 'الموضع الذي فيه الجواب أطول من أن تسعه رسالة؛ افتح المقال لتقرأه.',
    pageOf: (page, pages) => `المصدر ${w.value(page)} من ${w.value(pages)}`,
    passageOf: (page, pages) => `الموضع ${w.value(page)} من ${w.value(pages)} في المقال نفسه`,

    buttonOpen: 'افتح المقال',
    buttonContext: 'أظهر السياق',
    buttonHideContext: 'أخفِ السياق',
    buttonSources: (number) => `مصادر أخرى (${w.value(number)})`,
    buttonPassages: (number) => `مواضع أخرى (${w.value(number)})`,
    buttonPrevious: 'السابق',
    buttonNext: 'التالي',
    buttonBackToAnswer: 'عُد إلى الجواب',
    buttonBackToList: 'عُد إلى القائمة',
    articleButton: (position, title) => `مقال ${w.value(position)}: ${isolate(title)}`,

    nearestLead: 'أقرب المقالات إلى سؤالك:',
    noneHint: `جرّب أن تذكر اسم الشخص أو المكان أو الحدث كما يرد في الأخبار، أو اطلب ${isolate('/sources')} لترى ما عندي.`,
    askForQuestion: 'ما سؤالك؟ اكتبه ردًّا على هذه الرسالة.',
    askPlaceholder: 'اكتب سؤالك هنا',
    error: (reference) =>
      `أعتذر إليك، حدث خلل عندي ولم أستطع أن أجيب. أعد المحاولة بعد قليل، فإن تكرر الخلل فأخبر القائمين على البوت بالرقم ${isolate(reference)}.`,
    rateLimited: (waitSeconds, kept) =>
      kept
        ? `تمهّل قليلًا من فضلك، فقد بلغتَ حدّ الأسئلة في الدقيقة. سؤالك محفوظ عندي فلا تُعده، وسأجيبك عنه بعد ${count(waitSeconds, SECONDS)}.`
        : `تمهّل قليلًا من فضلك، فقد بلغتَ حدّ الأسئلة في الدقيقة. يسعدني أن أجيبك بعد ${count(waitSeconds, SECONDS)}.`,
    tooManyWaiting: 'لديّ من أسئلة هذه المحادثة ما لم أفرغ منه بعد. انتظر حتى أجيب عنها، ثم اسأل.',
    unreadable: (kind) => UNREADABLE[kind],

    start: (name) =>
      [
        name ? `أهلًا بك يا ${isolate(name)}.` : 'أهلًا بك.',
        'أنا إسناد: تسألني فأبحث في مقالاتي، وأجيبك بنصّ ما جاء فيها حرفًا بحرف، وأدلّك على موضعه. وإن لم أجد جوابًا قلت لك ذلك.',
        '',
        `اكتب سؤالك الآن، أو اطلب ${isolate('/help')} لتعرف ما أستطيع.`,
      ].join('\n'),
    help: (username, admin) =>
      [
        'اكتب سؤالك بكلماتك، وسأردّ عليه بنصّ من مقال، والكلمات التي تجيب بخط عريض.',
        '',
        'للمتابعة: أتذكّر ما كنّا نتحدث عنه، فاسأل: «ومتى توفي؟» أو «وأين؟»، وسأخبرك كيف فهمت سؤالك.',
        'للسؤال في مقال بعينه: رُدّ على جوابي بسؤال آخر، فأبحث عنه في المقال نفسه أولًا.',
        'للتصحيح: عدّل رسالتك فأعدّل جوابي.',
        `في المجموعات: اكتب ${isolate(`/ask@${username}`)} ثم سؤالك، أو رُدّ على رسالة من رسائلي.`,
        `في أي محادثة: اكتب ${isolate(`@${username}`)} ثم سؤالك، واختر الاقتباس الذي تريد إرساله.`,
        '',
        `لتصفّح المقالات: ${isolate('/sources')}`,
        `للبحث في عناوينها: ${isolate('/sources')} ثم كلمة من العنوان`,
        `للتعريف بي: ${isolate('/about')}`,
        `للخصوصية: ${isolate('/privacy')}`,
        `لحذف بياناتك: ${isolate('/forget')}`,
        `لاختيار لغة كلامي: ${isolate('/language')}`,
        ...(admin
          ? [
              '',
              'ولك، لأنك من القائمين على البوت:',
              '• إضافة مصدر: أرسل إليّ ملفًا أو رابطًا، أو أعِد توجيه منشور من قناة.',
              ...ADMIN_COMMANDS.map(
                ({ command, description }) => `• ${description}: ${isolate(`/${command}`)}`,
              ),
            ]
          : []),
      ].join('\n'),
    groupGreeting: (username) =>
      `السلام عليكم. أنا إسناد، أجيب بنصّ المقالات وأدلّ على مصدره. لا أقرأ حديثكم؛ فإذا أردتم سؤالي فاكتبوا ${isolate(`/ask@${username}`)} ثم السؤال، أو رُدّوا على رسالة من رسائلي.`,
    about: ({ articles, builtAt, sourceUrl }) =>
      [
        'إسناد يجيب عن الأسئلة بكلمات المقالات نفسها، لا يزيد عليها ولا ينقص منها، ويذكر مع كل جواب عنوان المقال وناشره وتاريخه. فإذا لم يجد جوابًا قال: لم أجد.',
        '',
        `عندي الآن ${count(articles, ARTICLES)}، وآخر تحديث لها ${w.dateTime(builtAt)}.`,
        'والجواب قول صاحب المقال لا قولي، فارجع إلى المقال قبل أن تبني عليه.',
        ...(sourceUrl ? ['', `الشيفرة المصدرية: ${isolate(sourceUrl)}`] : []),
      ].join('\n'),
    privacy: ({ retentionDays, storeQuestions }) =>
      [
        'ما الذي أحتفظ به؟',
        `أحفظ أيَّ رسالة أجبتُ عنها ومن أيّ مقال، لأعدّل الجواب إذا عدّلت سؤالك ولتعمل الأزرار، وأحفظ تقييمك للأجوبة، وعدد أسئلتك في الدقيقة، واللغة التي اخترتها. وأحذف ذلك كله بعد ${count(retentionDays, DAYS)}.`,
        'رقمك ورقم المحادثة لا أكتبهما كما هما، بل بصمة لا يُعرف منها صاحبها.',
        storeQuestions
          ? 'وأحفظ كذلك نصّ السؤال الذي أجبتُ عنه، ليُراجَع الجواب ويُحسَّن. واسمك لا أحفظه.'
          : 'نصّ سؤالك لا أحفظه بعد ذلك. وما ينتظر دوره من الأسئلة يُخزَّن مشفَّرًا ثم يُمحى.',
        'ولأفهم أسئلة المتابعة أتذكّر آخر أسئلتك وما كانت عنه نحو نصف ساعة، ويُخزَّن ذلك مشفَّرًا ثم يُمحى.',
        'ولا أرسل شيئًا من ذلك إلى أحد.',
        '',
        `لحذف ما يخصّك في أي وقت: ${isolate('/forget')}`,
      ].join('\n'),
    forgotten: (rows) =>
      rows === 0
        ? 'ليس عندي شيء عنك لأحذفه.'
        : `تمّ. حذفتُ كل ما كان عندي عنك: ${count(rows, RECORDS)}، ونسيتُ ما كنّا نتحدث عنه. وأزرار أجوبتي السابقة لن تعمل بعد الآن.`,
    languageLead: 'بأي لغة أخاطبك؟ أما الاقتباسات فتبقى بالعربية كما نُشرت.',
    languageChosen: 'حسنًا، سأخاطبك بالعربية.',
    unknownCommand: `لا أعرف هذا الأمر. اكتب سؤالك مباشرة، أو اطلب ${isolate('/help')} لترى الأوامر.`,
    sourcesLead: (total) => `عندي ${count(total, ARTICLES)}، أحدثها أولًا:`,
    sourcesFound: (total) =>
      `وجدت ${count(total, { ...ARTICLES, two: 'مقالين', one: 'مقالًا واحدًا' })}:`,
    sourcesQueryLabel: 'بحثت في العناوين عن:',
    sourcesNone: `لم أجد مقالًا في عنوانه هذه الكلمات. جرّب كلمة واحدة، أو اطلب ${isolate('/sources')} وحدها لترى المقالات كلها.`,
    sourcesHint: 'اختر مقالًا لتعرف عنه وتسأل فيه.',
    articleLine,
    articleHint: 'رُدّ على هذه الرسالة بسؤالك لأبحث عن جوابه في هذا المقال.',

    thanksUp: 'شكرًا لك، سرّني أنه أفادك.',
    thanksDown: 'شكرًا على صراحتك، سنراجع هذا الجواب.',
    expired: 'مضى على هذا الجواب زمن ولم أعد أحفظه. اسأل من جديد وسأجيبك.',
    articleChanged: 'تغيّر المقال منذ ذلك الجواب. اسأل من جديد لتقرأ نصّه الحالي.',
    noticeError: 'أعتذر إليك، حدث خلل. أعد المحاولة بعد قليل.',
    noticeRateLimited: 'تمهّل قليلًا من فضلك، ثم أعد المحاولة.',

    inlineStart: 'تعرّف إلى إسناد',
    inlineNone: 'لا جواب عندي عن هذا السؤال',

    status: (f) => [
      `المقالات: ${w.value(f.articles)}`,
      `المقاطع: ${w.value(f.chunks)}`,
      `جيل الفهرس: ${w.value(f.generation)}، بُني ${w.dateTime(f.builtAt)}، ${megabytes(f.indexBytes)}`,
      `النموذج: ${isolate(f.model)}`,
      `مدة التشغيل: ${w.duration(f.uptimeMs)}`,
      f.p50Ms === undefined || f.p95Ms === undefined
        ? 'زمن الجواب: لم يُقَس بعد'
        : `زمن الجواب: الوسيط ${w.decimal(f.p50Ms, 1)} مللي ثانية، والمئين ${w.value(95)} ${w.decimal(f.p95Ms, 1)} مللي ثانية`,
      `الأجوبة منذ التشغيل: ${w.value(f.answered)}`,
      `في الانتظار: ${w.value(f.queued)}`,
      `الذاكرة: ${megabytes(f.memoryBytes)}`,
    ],
    whyUsage: 'اكتب السؤال بعد الأمر، أو رُدّ بالأمر على رسالة فيها سؤال، لأشرح كيف اختير الجواب.',
    whyLead: (f) =>
      `نوع السؤال: ${isolate(f.kind)}، والثقة ${w.percent(f.confidence)}. حدّ الجواب ${w.percent(f.answer)}، وحدّ الاحتمال ${w.percent(f.maybe)}.`,
    whyTerms: (terms) => `كلمات البحث: ${terms.map(isolate).join('، ')}`,
    whyReader: (f) =>
      [
        `القارئ: ${isolate(f.id)}. احتمال أن تجيب أرجحُ جملة ${w.percent(f.best)}، وأن يكون الجواب في إحدى الجمل ${w.percent(f.any)}.`,
        ...(f.heldBack === undefined
          ? []
          : [`عُرض على أنه احتمال لا جواب، والقاعدة: ${isolate(f.heldBack)}`]),
      ].join('\n'),
    whyCandidate: (c) =>
      [
        `مرشّح: «${isolate(c.title)}»، درجته في البحث ${w.decimal(c.fusedScore, 3)}`,
        `ترتيبه: بالكلمات ${c.wordRank === undefined ? 'خارج القائمة' : w.value(c.wordRank)}، وبالمعنى ${c.vectorRank === undefined ? 'خارج القائمة' : w.value(c.vectorRank)}`,
        ...(c.sentences.length === 0 ? ['لم يُقرأ، فقد كفى ما قُرئ قبله.'] : []),
        ...c.sentences.map(
          ({ text, logOdds, probability, span }) =>
            `• الاحتمال ${w.percent(probability)}، ولوغاريتم الأرجحية ${w.decimal(logOdds, 2)}: «${isolate(text)}»${span === undefined ? '' : `، والجواب فيها: ${isolate(span)}`}`,
        ),
      ].join('\n'),
    whyNothing: 'لم يُرشَّح شيء لهذا السؤال.',
    reindexStarted: 'بدأتُ بناء الفهرس من جديد. أبقى أجيب من الفهرس الحالي حتى يكتمل.',
    reindexProgress: (stage, done, total) =>
      total > 0
        ? `يُبنى الفهرس: ${isolate(stage)}، ${w.value(done)} من ${w.value(total)} (${w.percent(done / total)})`
        : `يُبنى الفهرس: ${isolate(stage)}، ${w.value(done)}`,
    reindexDone: (f) =>
      `اكتمل الفهرس الجديد: ${count(f.articles, ARTICLES)}، والمقاطع ${w.value(f.chunks)}، في ${w.duration(f.tookMs)}.`,
    reindexFailed: (reference) =>
      `تعذّر بناء الفهرس، وما زلت أجيب من الفهرس السابق. التفصيل في السجل برقم ${isolate(reference)}.`,
    reindexUnchanged: (articles) =>
      `لم يتغيّر شيء منذ آخر بناء، فبقي الفهرس كما هو: ${count(articles, ARTICLES)}.`,
    reindexBusy: 'يُبنى الفهرس الآن؛ انتظر حتى يكتمل.',
    additionsReading: 'وصل ما أرسلت، وأنا أقرؤه الآن.',
    additionsIndexing: (documents) =>
      `قرأتُه (${count(documents, DOCUMENTS)})، وأُدخله في الفهرس. أبقى أجيب من الفهرس الحالي حتى يكتمل.`,
    additionStored: ({ title, articles, chunks }) =>
      [
        `أُضيف: «${isolate(withinGuillemets(title))}»`,
        articles > 1 && `وما معه: ${count(articles, ARTICLES)}`,
        chunks !== undefined && count(chunks, CHUNKS),
      ]
        .filter(Boolean)
        .join('، '),
    additionKnown: (title) => `عندي من قبل: «${isolate(withinGuillemets(title))}»`,
    additionRefused: (name, why) => `لم يُضَف «${isolate(withinGuillemets(name))}»: ${REFUSALS[why]}`,
    additionPartly: (parts, why) =>
      `ولم يُقرأ منه ${count(parts, PARTS)}، وأول ما لم يُقرأ: ${REFUSALS[why]}`,
    additionsPublic:
      'ومن الآن قد يُنقَل من هذا النصّ إلى كل من يسأل. فإن كان فيه ما لا يصحّ أن يُنشر فاحذفه.',
    additionsMore: (documents) => `وغير ذلك: ${count(documents, DOCUMENTS)}.`,
    additionsGate: (reference) =>
      `لم يُضَف شيء: ساءت بالفهرس الجديد أجوبةُ أسئلة الفحص، فأبقيتُ الفهرس السابق ونحّيتُ ما أرسلت. تجده في المستندات المضافة، والتفصيل في السجل برقم ${isolate(reference)}.`,
    additionsFailed: (reference) =>
      `حفظتُ ما أرسلت، لكن الفهرس لم يكتمل، فلا يُقتبَس منه بعد. سيدخل مع البناء التالي، ولك أن تطلبه الآن: ${isolate('/reindex')}. والتفصيل في السجل برقم ${isolate(reference)}.`,
    buttonDocuments: (documents) => `المستندات المضافة (${w.value(documents)})`,
    documentsTitle: 'المستندات المضافة',
    buttonRemove: 'احذفه من المصادر',
    buttonRemoveSure: 'نعم، احذفه',
    buttonKeep: 'لا، أبقِه',
    buttonRestore: 'أعِده إلى المصادر',
    documentsLead: (documents) =>
      `ما أُضيف من هذه المحادثات: ${count(documents, DOCUMENTS)}، أحدثها أولًا.`,
    documentsNone: 'لم يُضَف مستند من المحادثة بعد. أرسل إليّ ملفًا أو رابطًا لأضيفه.',
    documentLine: (title, isRemoved) =>
      `«${isolate(withinGuillemets(title))}»${isRemoved ? '، محذوف' : ''}`,
    documentButton: (position, title) => `مستند ${w.value(position)}: ${isolate(title)}`,
    documentCard: (d) =>
      [
        `«${isolate(withinGuillemets(d.title))}»`,
        `الملف: ${isolate(d.name)}، ${megabytes(d.bytes)}`,
        `فيه: ${count(d.articles, ARTICLES)}`,
        `أرسله ${isolate(d.sentBy)}، ${w.dateTime(d.sentAt)}`,
        d.isRemoved ? 'حُذف من المصادر، ولك أن تعيده.' : 'قد يُنقَل منه إلى كل من يسأل.',
      ].join('\n'),
    documentRemoveSure: (title, articles) =>
      articles > 1
        ? `أأحذف «${isolate(withinGuillemets(title))}» وكل ما جاء معه في الملف (${count(articles, ARTICLES)})؟ لن يُقتبَس منه بعد ذلك، ولك أن تعيده متى شئت.`
        : `أأحذف «${isolate(withinGuillemets(title))}»؟ لن يُقتبَس منه بعد ذلك، ولك أن تعيده متى شئت.`,
    documentRemoving: (title) =>
      `أحذف «${isolate(withinGuillemets(title))}»، ويُبنى الفهرس من دونه الآن.`,
    documentRemoved: (title) =>
      `حُذف «${isolate(withinGuillemets(title))}»، ولن يُقتبَس منه. ولك أن تعيده متى شئت.`,
    documentStillServed: (title, reference) =>
      `نحّيتُ «${isolate(withinGuillemets(title))}»، لكن الفهرس الجديد لم يُنشَر، فقد يُقتبَس منه إلى أن يُبنى: ${isolate('/reindex')}. والتفصيل في السجل برقم ${isolate(reference)}.`,
    documentRestoring: (title) =>
      `أعيد «${isolate(withinGuillemets(title))}»، ويُبنى الفهرس به الآن.`,
    feedback: (f) =>
      [
        `الأجوبة المقيَّمة: ${w.value(f.answers)}`,
        `أعجبت: ${w.value(f.up)}`,
        `لم تعجب: ${w.value(f.down)}`,
      ].join('\n'),
    unanswered: (questions) => `الأسئلة التي لم أجد جوابها في المقالات: ${w.value(questions)}`,
    unansweredNone: 'ليس عندي سؤال محفوظ لم أجد جوابه.',
    feedbackNone: 'لم يقيّم أحد جوابًا بعد.',
    feedbackWithoutQuestions: `نصوص الأسئلة غير محفوظة؛ لحفظها في ما يأتي اضبط ${isolate('STORE_QUESTIONS=true')}.`,

    botName: 'إسناد',
    botDescription:
      'اسأل بالعربية، وسأجيبك بنصّ مقال حرفًا بحرف، وأدلّك على موضعه وناشره وتاريخه. وإن لم أجد جوابًا قلت لك ذلك.\n\nاكتب سؤالك، أو رُدّ على جوابي لتسأل في المقال نفسه.',
    botShortDescription: 'أجيب عن سؤالك بنصّ مقال حرفًا بحرف، وأدلّك على مصدره.',
    commands: [
      { command: 'ask', description: 'اسأل سؤالًا' },
      { command: 'sources', description: 'تصفّح المقالات أو ابحث في عناوينها' },
      { command: 'help', description: 'ما أستطيعه وكيف تستعملني' },
      { command: 'about', description: 'من أنا وماذا عندي' },
      { command: 'privacy', description: 'ما أحتفظ به وما لا أحتفظ به' },
      { command: 'forget', description: 'احذف ما عندي عنك' },
      { command: 'language', description: 'اختر لغة كلامي' },
    ],
    adminCommands: ADMIN_COMMANDS,
  };
}
