/** What the page says in Arabic. */
import { arabicCommon } from '../../speech/common-ar.ts';
import { ARTICLES, OUTLETS, SECONDS } from '../../speech/counted-ar.ts';
import { counted, createWords, type Digits, type Forms } from '../../speech/numbers-and-dates.ts';
import type { PageWords } from './page-words.ts';

/** After «في»: the genitive. */
const IN_ARTICLES: Forms = { ...ARTICLES, two: 'مقالين' };
const FROM_SOURCES: Forms = { zero: 'مصادر شتى', ...OUTLETS };
const FOUND: Forms = { ...ARTICLES, one: 'مقالًا واحدًا', two: 'مقالين' };

export function arabicPage(digits: Digits): PageWords {
  const w = createWords('ar', digits);
  const count = (number: number, forms: Forms) => counted('ar', number, w.value(number), forms);
  return {
    ...arabicCommon(digits),
    siteName: 'إسناد',
    tagline: 'اسأل، تُجبك المقالات بنصّها',
    pitch:
      'لا يؤلّف إسناد جوابًا. ينقل إليك موضع الجواب حرفًا بحرف، ويفتح لك المقال عنده لتقرأه في سياقه. فإن لم يجد قال: لم أجد.',
    skipToContent: 'انتقل إلى المحتوى',
    otherLanguage: 'English',

    navAsk: 'اسأل',
    navArticles: 'المقالات',
    navSources: 'المصادر',
    navLabel: 'أقسام الموقع',

    questionLabel: 'سؤالك',
    questionPlaceholder: 'اكتب سؤالك',
    askButton: 'اسأل',
    examplesTitle: 'جرّب أن تسأل',
    newestTitle: 'أحدث المقالات',
    allArticles: 'المقالات كلها',
    visitTitle: 'أسئلتك في هذه الزيارة',
    corpusSize: (articles, sources) =>
      `أبحث لك في ${count(articles, IN_ARTICLES)} من ${count(sources, FROM_SOURCES)}.`,
    reading: 'أقرأ المقالات بحثًا عن الجواب',

    answerTitle: 'الجواب',
    shortLabel: 'الجواب',
    quoteLabel: 'النصّ',
    conflictSide: 'قول مختلف',
    elsewhereLead: 'لم أجد الجواب في ذلك المقال، ووجدته في غيره.',
    elsewhereMaybeLead:
      'لم أجد الجواب في ذلك المقال. وهذا أقرب ما وجدته في غيره، ولستُ على يقين أن فيه جوابك.',
    alsoIn: 'ونُشر أيضًا في',
    original: 'المقال في موقعه',
    copy: 'انسخ مع المصدر',
    copied: 'نُسخ',
    context: 'ما حوله',
    noneHint: 'جرّب أن تذكر اسم الشخص أو المكان أو الحدث كما يرد في الأخبار.',
    nearestTitle: 'أقرب المقالات إلى سؤالك',
    followLabel: 'سؤال متابعة',
    followPlaceholder: 'وماذا بعد؟',
    followHint: 'اسأل كما تسأل في حديث: «ومتى توفي؟»، «وكم عددهم؟».',
    newQuestion: 'سؤال جديد',
    withinLead: 'أبحث أولًا في مقال',
    withinAll: 'ابحث في المقالات كلها',

    quoteHere: 'الاقتباس معلَّم في موضعه من المقال.',
    quoteMoved: 'تغيّر المقال منذ أُخذ الاقتباس. ما زال فيه بنصّه، وهو معلَّم في موضعه الجديد.',
    quoteChanged: 'تغيّر المقال منذ أُخذ الاقتباس، ولم يعد فيه بنصّه. هذا ما في المقال اليوم.',
    toQuote: 'انتقل إليه',
    askWithin: 'اسأل في هذا المقال',
    askWithinPlaceholder: 'ماذا تريد أن تعرف منه؟',
    by: 'بقلم',
    file: 'الملف',
    contents: 'في هذا المقال',
    pageLabel: (label) => (/^\p{Nd}+$/u.test(label) ? `صفحة ${w.value(label)}` : label),
    citation: ({ title, source, date }) =>
      [`«${title}»`, source, date && w.date(date).replace(/[\u2066-\u2069]/gu, '')]
        .filter(Boolean)
        .join('، '),

    articlesTitle: 'المقالات',
    titleQuery: 'كلمة من العنوان',
    outlet: 'المصدر',
    anyOutlet: 'كل المصادر',
    from: 'من تاريخ',
    to: 'إلى تاريخ',
    filterButton: 'ابحث',
    clearFilter: 'أظهرها كلها',
    found: (articles) => `وجدت ${count(articles, FOUND)}.`,
    foundNone: 'لا مقال بهذه الصفة. جرّب كلمة واحدة من العنوان، أو وسّع التاريخ.',
    previous: 'الأحدث',
    next: 'الأقدم',
    pageOf: (page, pages) => `الصفحة ${w.value(page)} من ${w.value(pages)}`,
    pagesLabel: 'صفحات القائمة',
    sourcesTitle: 'المصادر',
    noSource: 'بلا مصدر مذكور',
    newestOn: 'أحدثها',
    articles: (number) => count(number, ARTICLES),
    date: (iso) => w.date(iso),
    number: (value) => w.value(value),

    notFoundTitle: 'لا توجد صفحة بهذا العنوان',
    notFoundHint: 'لعل في العنوان خطأ، أو نُقلت الصفحة.',
    articleGoneTitle: 'لم يعد هذا المقال عندي',
    articleGoneHint: 'حُذف من المقالات أو نُقل. اسأل من جديد، أو تصفّح المقالات.',
    errorTitle: 'حدث خلل عندي',
    errorHint: 'أعتذر إليك. أعد المحاولة بعد قليل.',
    busyTitle: 'الأسئلة كثيرة الآن',
    busyHint: 'أعد سؤالك بعد لحظات من فضلك.',
    slowDown: (seconds) =>
      `تمهّل قليلًا من فضلك، فقد بلغتَ حدّ الأسئلة في الدقيقة. اسأل بعد ${count(seconds, SECONDS)}.`,
    tooLongTitle: 'سؤالك أطول مما أستطيع قراءته',
    tooLongHint: 'اختصره في بضعة أسطر، فيكفي منه ما تريد أن تعرفه.',
    privateTitle: 'هذه المقالات لأصحابها',
    privateHint: 'اكتب كلمة الدخول التي أعطاك إياها القائمون عليها.',
    tokenLabel: 'كلمة الدخول',
    tokenWrong: 'ليست هذه كلمة الدخول. راجعها وأعد المحاولة.',
    enterButton: 'ادخل',
    backHome: 'عُد إلى صفحة السؤال',
    footer:
      'كل اقتباس هنا منقول من مقاله حرفًا بحرف. والجواب قول صاحب المقال، فارجع إليه قبل أن تبني عليه.',
  };
}
