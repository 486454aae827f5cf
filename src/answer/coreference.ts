/**
 * Whether two claims are coreferent, that is, about one thing, so that other values in them are a contradiction. Two weathers, matches or
 * days told by one template are alike but for their names: if a name, a date or another figure differs as well, they
 * are two things. In doubt they are two: a false "sources differ" costs more trust than a missed one.
 */
import { isStopWord } from '../text/stopwords.ts';
import { WEEKDAYS } from '../text/weekdays.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Claim } from './claim.ts';
import { isPlainYear } from './date-values.ts';
import { type Values, valuesDiffer, valuesOf } from './values.ts';

export interface ReportedClaim {
  readonly claim: Claim;
  readonly title: string;
  /** When it was published; ISO 8601. */
  readonly date: string | undefined;
}

/** Two reports are about one thing if the longer one has this share of the shorter one's words. */
const COREFERENT_SHARE = 0.5;
/** Titles are of one template if this many of the words of the longer one are in the other, in order. */
const SAME_TITLE_SHARE = 0.5;

export function areCoreferent(a: ReportedClaim, b: ReportedClaim): boolean {
  const [x, y] = [a, b].map(({ claim }) => withoutSource(claim.around).filter(says)) as [
    Word[],
    Word[],
  ];
  return (
    share(x, y) >= COREFERENT_SHARE &&
    !hasOtherName(x, y) &&
    !titlesTellApart(a, b) &&
    !valuesTellApart(a.claim, b.claim) &&
    isSameTime(a, b)
  );
}

/** A text under its title. */
export interface TitledText {
  readonly title: string;
  readonly text: string;
}

/** Whether two texts say the same of two entities: the schools of two villages, the weather of two days. */
export function nameOtherEntities(a: TitledText, b: TitledText): boolean {
  if (titlesTellApart(a, b)) return true;
  const [x, y] = [a, b].map(({ text }) => splitWords(text).filter(says)) as [Word[], Word[]];
  return share(x, y) >= COREFERENT_SHARE && hasOtherName(x, y);
}

/** Verbs that any report may choose: they do not distinguish two things. */
const VERBS = new Set(
  `بلغ بلغت وصل وصلت سجل سجلت كان كانت قال قالت ذكر ذكرت اعلن اعلنت افاد افادت اكد اكدت اوضح اوضحت كشف كشفت اضاف اضافت
  شارك شاركت يشارك تشارك ضم ضمت يضم تضم تجاوز تجاوزت قدر قدرت يقدر تقدر حضر حضره شهد شهدت تم
  تاسس تاسست وقع وقعت يروي روي بحسب وفق وفقا حسب نقل نقلت يبلغ تبلغ يصل تصل`
    .trim()
    .split(/\s+/u),
);

/** Whether a word names or describes something: figures, function words and verbs of reporting do not. */
function says({ surface }: Word): boolean {
  const bare = surface.replace(/^[وف](?=\p{L}{3})/u, '');
  return !/\d/u.test(surface) && !isStopWord(surface) && !VERBS.has(surface) && !VERBS.has(bare);
}

const ACCORDING = /^و?(?:بحسب|حسب|حسبما|وفق|وفقا|نقلا)$/u;
const SOURCE_WORDS_MAX = 4;

/** Without «بحسب الدفاع المدني»: the source does not distinguish two things. */
function withoutSource(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (!ACCORDING.test(words[i]!.surface)) {
      kept.push(words[i]!);
      continue;
    }
    // Up to the next mark: no more than a space lies between its words.
    const most = Math.min(i + SOURCE_WORDS_MAX, words.length - 1);
    while (i < most && words[i + 1]!.start - words[i]!.end === 1) i += 1;
  }
  return kept;
}

function share(a: readonly Word[], b: readonly Word[]): number {
  const [x, y] = [new Set(a.map(({ stem }) => stem)), new Set(b.map(({ stem }) => stem))];
  const [small, large] = x.size < y.size ? [x, y] : [y, x];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return small.size === 0 ? 0 : shared / small.size;
}

/** A name has at most this many words. If more words differ, the text is only worded differently. */
const NAME_WORDS_MAX = 2;

/**
 * Whether one has a name where the other has another name:
 *
 *   طقس قرية السلام حار نهارا
 *   طقس قرية النور  حار نهارا       السلام, النور: the words around them are the same
 */
function hasOtherName(a: readonly Word[], b: readonly Word[]): boolean {
  const pairs = [...inCommon(a, b), [a.length, b.length] as const];
  let [i, j] = [0, 0];
  for (const [p, q] of pairs) {
    const [mine, yours] = [a.slice(i, p), b.slice(j, q)];
    const most = i === 0 && j === 0 ? 1 : NAME_WORDS_MAX;
    const isName = ({ length }: readonly Word[]) => length > 0 && length <= most;
    if (isName(mine) && isName(yours) && !isOneWord(mine, yours)) return true;
    [i, j] = [p + 1, q + 1];
  }
  return false;
}

/** Built, raised, established: one event. When it was opened is another. */
const BUILDING = new Set('بني بنيت شيد شيدت انشي انشيت'.split(' '));

/** «تشارك» and «شاركت», «مطية» and «مطايا»: one word in two forms. «بُني» and «شُيّد» say one thing. */
function isOneWord([a]: readonly Word[], [b]: readonly Word[]): boolean {
  if (BUILDING.has(a!.surface) && BUILDING.has(b!.surface)) return true;
  const skeleton = ({ stem }: Word) => stem.replace(/[اويءهتسن]/gu, '');
  return skeleton(a!) === skeleton(b!);
}

/** Places of words that both have, in order: a longest common subsequence. Windows have about sixty words at most. */
function inCommon(a: readonly Word[], b: readonly Word[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i]!.stem === b[j]!.stem
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i]!.stem === b[j]!.stem) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

/** «طقس قرية السلام» and «طقس قرية النور» above bodies that name no village. */
function titlesTellApart(
  { title: one }: Pick<ReportedClaim, 'title'>,
  { title: another }: Pick<ReportedClaim, 'title'>,
): boolean {
  const [a, b] = [splitWords(one).filter(says), splitWords(another).filter(says)];
  const common = inCommon(a, b).length;
  const isTemplate = common > 0 && common >= SAME_TITLE_SHARE * Math.max(a.length, b.length);
  if (!isTemplate) return false;
  return (
    hasOtherName(a, b) ||
    otherDates(valuesOf(one), valuesOf(another)) ||
    areOfOtherYears(one, another)
  );
}

/** «نتائج الثانوية 2022», «نتائج الثانوية 2023» */
function areOfOtherYears(one: string, another: string): boolean {
  const [a, b] = [one, another].map((title) =>
    splitWords(title).flatMap((word) => (isPlainYear(word) ? [Number(word.surface)] : [])),
  ) as [number[], number[]];
  const isRecent = (year: number) => year >= RECENT_YEARS_FROM;
  const others = a.length > 0 && b.length > 0 && !a.some((year) => b.includes(year));
  return others && [...a, ...b].every(isRecent);
}

/** An earlier figure of four digits may as well count something. */
const RECENT_YEARS_FROM = 1900;

function otherDates(a: Values, b: Values): boolean {
  return valuesDiffer({ dates: a.dates, numbers: [] }, { dates: b.dates, numbers: [] });
}

/** Whether the other dates or figures of one thing and the same differ, though those that answer are left out. */
function valuesTellApart(a: Claim, b: Claim): boolean {
  const [x, y] = [valuesAround(a), valuesAround(b)];
  if (otherDates(x, y)) return true;
  return x.numbers.some((number) => {
    const alike = y.numbers.filter(
      ({ counted, unit }) =>
        counted === number.counted && unit?.dimension === number.unit?.dimension,
    );
    const own = { dates: [], numbers: [number] };
    return (
      alike.length > 0 && alike.every((each) => valuesDiffer(own, { dates: [], numbers: [each] }))
    );
  });
}

function valuesAround({ around }: Claim): Values {
  return valuesOf(around.map(({ surface }) => surface).join(' '));
}

const DAY_MS = 86_400_000;

/** Things that differ from one such period to the next, by their words or by kind; and whether two dates are in one period. */
const TIMES: readonly {
  readonly pattern: RegExp;
  readonly isOne: (a: string, b: string) => boolean;
  /** If the day is not known, it counts as another day. Other times count as the year or month of printing. */
  readonly needsDates: boolean;
}[] = [
  {
    pattern: new RegExp(
      `(?:^| )(?:[وفبل]?(?:اليوم|امس|غدا|الليله|مساء|صباح|حاليا|الان|الساعات الماضيه|ال(?:${WEEKDAYS}))|24 ساعه|[وفبلك]{0,2}(?:ال)?(?:سعر|اسعار|صرف|حراره|طقس|موشر|نقطه|نقاط|خام|برنت|برميل|اوقيه|اونصه|(?:حاله|حالات|اصابه|اصابات|وفاه|وفيات) (?:ال)?جديده))(?= |$)`,
      'u',
    ),
    isOne: (a, b) => a.slice(0, 'yyyy-mm-dd'.length) === b.slice(0, 'yyyy-mm-dd'.length),
    needsDates: true,
  },
  {
    pattern: thisOrThat('اسبوع'),
    isOne: (a, b) => Math.abs(Date.parse(a) - Date.parse(b)) < 7 * DAY_MS,
    needsDates: false,
  },
  {
    pattern: thisOrThat('شهر'),
    isOne: (a, b) => a.slice(0, 'yyyy-mm'.length) === b.slice(0, 'yyyy-mm'.length),
    needsDates: false,
  },
  {
    pattern: thisOrThat('عام|سنه|موسم'),
    isOne: (a, b) => a.slice(0, 'yyyy'.length) === b.slice(0, 'yyyy'.length),
    needsDates: false,
  },
];

/** «هذا الشهر», «الشهر الماضي» */
function thisOrThat(nouns: string): RegExp {
  const which = '(?:الحالي|الجاري|الماضي|المقبل|المنصرم|القادم)ه?';
  return new RegExp(`(?:^| )[بلو]?(?:هذ[اه] ال(?:${nouns})|ال(?:${nouns}) ${which})(?= |$)`, 'u');
}

/** «اليوم» is another day in each paper, and a price another one every day: of which day must be known there. */
function isSameTime(a: ReportedClaim, b: ReportedClaim): boolean {
  const time = TIMES.find(({ pattern }) => [a, b].every(({ claim }) => pattern.test(claim.line)));
  if (!time) return true;
  if (!a.date || !b.date) return !time.needsDates;
  return time.isOne(a.date, b.date);
}
