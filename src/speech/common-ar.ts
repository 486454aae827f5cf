/** What every front end says in Arabic. Each paragraph begins with an Arabic letter; foreign words are in isolates. */
import type { NotAQuestion } from '../app/message-kind.ts';
import type { AnswerKind } from '../types.ts';
import type { CommonWords } from './common.ts';
import { ARTICLES, OUTLETS } from './counted-ar.ts';
import { isolate } from './direction.ts';
import { counted, createWords, type Digits, type Forms } from './numbers-and-dates.ts';

const SALAM = 'وعليكم السلام ورحمة الله وبركاته.';
const OF_MANY_ARTICLES = { published: 'نشرتها', inPrint: 'نُشرت', allFrom: 'وكلها' };
/** How one and two articles are spoken of. */
const OF_ARTICLES: Readonly<Record<number, typeof OF_MANY_ARTICLES>> = {
  1: { published: 'نشرته', inPrint: 'نُشر', allFrom: 'وهو' },
  2: { published: 'نشرتهما', inPrint: 'نُشرا', allFrom: 'وكلاهما' },
};

const NOT_A_QUESTION: Record<Exclude<NotAQuestion, 'whatDoYouHave'>, string> = {
  salam: `${SALAM} ما سؤالك؟`,
  greeting: 'أهلًا وسهلًا بك. ما سؤالك؟',
  wellbeing: 'بخير والحمد لله، وأرجو أن تكون كذلك. ما سؤالك؟',
  thanks: 'على الرحب والسعة. وإن خطر لك سؤال آخر فاكتبه.',
  praise: 'سرّني كلامك. وإن خطر لك سؤال آخر فاكتبه.',
  sorry: 'لا بأس عليك. ما سؤالك؟',
  farewell: 'في أمان الله. أنا هنا متى احتجت إليّ.',
  mayIAsk: 'تفضّل، اكتب سؤالك وسأبحث لك عن جوابه.',
  called: 'نعم، أنا هنا. ما سؤالك؟',
  acknowledged: 'حسنًا. متى حضرك سؤال فاكتبه.',
  laughter: 'أضحك الله سنّك. متى حضرك سؤال فاكتبه.',
  insult: 'يؤسفني أن خيّبتُ ظنّك. اكتب سؤالك بعبارة أخرى، وسأبذل جهدي.',
  whoAreYou:
    'أنا إسناد، برنامج يجيب عن الأسئلة بنصّ المقالات: أبحث فيها عن سؤالك، وأنقل إليك موضع الجواب حرفًا بحرف مع مصدره، ولا أزيد عليه من عندي.',
  whatCanYouDo: `اسألني عن شخص أو مكان أو حدث: متى؟ وأين؟ ومن؟ وكم؟ ولماذا؟ فأبحث في مقالاتي، وأجيبك بنصّ ما جاء فيها مع مصدره، وإن لم أجد جوابًا قلت لك ذلك.`,
  emoji: 'أفهم الكلمات خيرًا مما أفهم الرموز. إن كان عندك سؤال فاكتبه.',
  link: 'لا أفتح الروابط، وإنما أجيب من المقالات التي عندي. اكتب ما تريد أن تعرفه، وسأبحث لك عنه.',
  opinion:
    'لا أُبدي رأيًا في نصّ، ولا أحكم بصحته، ولا ألخّصه؛ وإنما أنقل ما تقوله مصادري. اسألني عن أمر بعينه ورد فيه، مثل: متى وقع ذلك؟ أو: من قاله؟ وسأبحث لك عمّا نُشر عنه.',
  article:
    'وصلني نصّ طويل ولم أتبيّن فيه سؤالًا. اكتب في سطر واحد ما تريد أن تعرفه، مثل: متى وقع ذلك؟ أو: من قاله؟ وسأبحث عن جوابه في مقالاتي.',
  noWords: 'لم أتبيّن في رسالتك سؤالًا. اكتب بكلماتك ما تريد أن تعرفه، وسأبحث لك عنه.',
};

const NOT_IN_ARABIC: Record<Parameters<CommonWords['notInArabic']>[0], string> = {
  english: `يبدو أن سؤالك بالإنجليزية، ومقالاتي بالعربية. اكتبه بالعربية، وسأبحث لك عن جوابه. (${isolate('My articles are in Arabic; please ask in Arabic.')})`,
  french: `يبدو أن سؤالك بالفرنسية، ومقالاتي بالعربية. اكتبه بالعربية، وسأبحث لك عن جوابه. (${isolate('Mes articles sont en arabe ; posez votre question en arabe.')})`,
  latin: 'كتبتَ سؤالك بحروف لاتينية، ومقالاتي بالعربية. اكتبه بحروف عربية، وسأبحث لك عن جوابه.',
};

const PART_LEADS: Record<AnswerKind, readonly [string, string]> = {
  answer: ['جواب سؤالك الأول:', 'وجواب سؤالك الثاني:'],
  maybe: [
    'أقرب ما وجدته إلى سؤالك الأول، ولستُ على يقين أن فيه جوابه:',
    'وأقرب ما وجدته إلى سؤالك الثاني، ولستُ على يقين أن فيه جوابه:',
  ],
  none: ['لم أجد في مقالاتي جوابًا عن سؤالك الأول.', 'ولم أجد في مقالاتي جوابًا عن سؤالك الثاني.'],
};

export function arabicCommon(digits: Digits): CommonWords {
  const w = createWords('ar', digits);
  const count = (number: number, forms: Forms) => counted('ar', number, w.value(number), forms);
  return {
    language: 'ar',
    direction: 'rtl',
    unreadLead:
      'تعذّرت عليّ قراءة المقالات الآن، فهذه أقرب الفقرات إلى سؤالك من غير أن أقرأها، وقد لا يكون فيها جوابه:',
    maybeLead: 'لستُ على يقين، لكن هذا أقرب ما وجدته إلى سؤالك، وقد لا يكون فيه جوابه:',
    conflictLead: 'تختلف المصادر في هذا، وهذه أقوالها كما وردت:',
    publishedIn(date) {
      const month = w.month(date);
      return month && `هذا ما نُشر في ${month}.`;
    },
    searchedForLabel: 'بحثت عن:',
    understoodLabel: 'فهمت سؤالك:',
    buttonAsTyped: 'لا، ابحث كما كتبت',
    whichOne: (names) =>
      `${names.length > 2 ? 'أيَّها' : 'أيَّهما'} تقصد: ${names.map(isolate).join(' أم ')}؟`,
    nameLacking: 'عمّن تسأل، أو عن أي شيء؟ اكتب الاسم وحده، أو أعد السؤال كاملًا.',
    partLead: (at, kind) => PART_LEADS[kind][at === 0 ? 0 : 1],
    partAsBefore: (kind) =>
      kind === 'answer'
        ? 'والاقتباس نفسه يجيب عن سؤالك الثاني.'
        : 'والاقتباس نفسه أقرب ما وجدته إلى سؤالك الثاني، ولستُ على يقين أن فيه جوابه.',
    buttonInPlace: 'اقرأه في موضعه',
    noneLead: 'لم أجد في مقالاتي ما يجيب عن هذا السؤال، ولن أجيبك بالظن.',
    tryWordsLead: 'كلمات قد تقرّبك من الجواب:',
    wordSeparator: '، ',
    unknownWords: (words) =>
      `لا يرد ذكر ${words.map((word) => `«${isolate(word)}»`).join(' ولا ')} في المصادر.`,
    notInArabic: (language) => NOT_IN_ARABIC[language],
    notAQuestion: (what, salam) =>
      salam ? `${SALAM} ${NOT_A_QUESTION[what]}` : NOT_A_QUESTION[what],
    overview({ articles, outlets, outletsTotal, from, to, subjects, examples }, salam) {
      if (articles === 0) return salam ? `${SALAM} ليس عندي مقالات بعد.` : 'ليس عندي مقالات بعد.';
      const names = outlets.map(isolate).join('، ');
      const { published, inPrint, allFrom } = OF_ARTICLES[articles] ?? OF_MANY_ARTICLES;
      const whose =
        outletsTotal === 0
          ? ''
          : outletsTotal <= outlets.length
            ? ` ${published}: ${names}`
            : `، ${inPrint} في ${count(outletsTotal, OUTLETS)}، منها: ${names}`;
      const [first, last] = [w.month(from), w.month(to)];
      const span =
        !first || !last
          ? ''
          : first === last
            ? `${allFrom} من ${first}.`
            : `وأقدمها من ${first}، وأحدثها من ${last}.`;
      return [
        `${salam ? `${SALAM} ` : ''}عندي ${count(articles, ARTICLES)}${whose}.`,
        span,
        subjects.length === 0 ? '' : `ومن موضوعاتها: ${subjects.map(isolate).join('، ')}.`,
        ...(examples.length === 0
          ? []
          : ['', 'اسألني مثلًا:', ...examples.map((example) => `• ${isolate(example)}`)]),
      ]
        .filter((line, at, lines) => line !== '' || (lines[at - 1] ?? '') !== '')
        .join('\n');
    },
    articlesAway:
      'لا أستطيع الوصول إلى المقالات الآن، وأعتذر إليك. أعد سؤالك بعد دقيقة أو دقيقتين من فضلك.',
    sourcesEmpty: 'ليس عندي مقالات بعد.',
  };
}
