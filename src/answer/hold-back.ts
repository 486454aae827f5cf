/**
 * Rules that turn an answer into a maybe; none can do the reverse. Each covers something that the words decide and that
 * the reader cannot see, because it sees no clock and only one chunk at a time. `npm run evaluate-sets -- --without RULE`
 * measures what each gains.
 */
import { asksOfPresent } from '../retrieve/present.ts';
import { analyseQuestion } from '../retrieve/question.ts';
import { numeralOf } from '../text/numbers.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Quote } from '../types.ts';
import { datesDiffer, datesIn, isPlainYear, yearsIn } from './date-values.ts';
import { ordinalAt } from './periods.ts';
import { saysNothing } from './quotable.ts';
import { isStale } from './staleness.ts';
import { valuesDiffer, valuesOf } from './values.ts';

/** What a rule decides from. */
export interface RuleInput {
  readonly question: string;
  readonly quote: Quote;
  /** The words of `quote.context`. */
  readonly context: string;
  readonly heading: string | undefined;
  readonly now: Date;
  /** From this age on, an article says nothing about today. */
  readonly staleAfterDays: number;
}

export interface HoldBackRule {
  readonly name: string;
  readonly holds: (seen: RuleInput) => boolean;
}

/** Why an answer is held back: the name of the first rule that holds; undefined if none does. */
export function heldBackBy(seen: RuleInput, rules: readonly HoldBackRule[]): string | undefined {
  return rules.find(({ holds }) => holds(seen))?.name;
}

/**
 * A question for 2022 is not answered by a figure of 2023, however well the rest fits: the asked-for year, date or
 * number (of two digits and more; «ثلاثة» may well be left unsaid) must be in the quote or around it.
 */
const askedFigureMissing: HoldBackRule = {
  name: 'asked-figure-missing',
  holds: ({ question, quote, context, heading }) => {
    const asked = figuresOf(question, false);
    if (asked.size === 0) return saysOtherPeriod(question, [quote.title, context].join('\n'));
    if (saysOtherCalendar(question, context)) return false;
    const there = figuresOf(
      [quote.title, heading ?? '', context, quote.date?.slice(0, 10) ?? ''].join('\n'),
      true,
    );
    return [...asked].some((figure) => !there.has(figure));
  },
};

/** Whether the question names 1445 AH and the text a date of 2024, which overlaps it. */
function saysOtherCalendar(question: string, context: string): boolean {
  const [asked, there] = [onlyDates(question), onlyDates(context)];
  const isOther = there.dates.every(({ hijri, gregorian }) =>
    asked.dates.every((date) => hijri !== date.hijri || gregorian !== date.gregorian),
  );
  return asked.dates.length > 0 && there.dates.length > 0 && isOther && !valuesDiffer(asked, there);
}

/** Whether the question names a decade or a century, and the text dates that are all of other ones. */
function saysOtherPeriod(question: string, text: string): boolean {
  const asked = yearsIn(splitWords(question), question).filter(({ years }) => years !== undefined);
  if (asked.length === 0) return false;
  const words = splitWords(text);
  const plain = words.filter(isPlainYear).map(({ surface }) => Number(surface));
  const said = [
    ...datesIn(words, text),
    ...yearsIn(words, text),
    ...plain.map((year) => ({ hijri: false, gregorian: true, year })),
  ];
  return said.length > 0 && asked.every((one) => said.every((other) => datesDiffer(one, other)));
}

const onlyDates = (text: string) => ({ dates: valuesOf(text).dates, numbers: [] });

/**
 * «في 2023: بلغت 10 ملايين» does not answer for 2022, though 2022 is in the line above: a figure, or an item of a
 * list, is of the date that it is told with.
 */
const otherDateSaid: HoldBackRule = {
  name: 'other-date-said',
  holds: ({ question, quote: { text } }) => {
    const isItem = ITEM_OF_A_YEAR.test(text);
    if (!isItem && analyseQuestion(question).kind !== 'howMany') return false;
    return isOfOtherYears(question, text) || isOfOtherDays(question, text);
  },
};

function isOfOtherYears(question: string, text: string): boolean {
  // Whoever asks names the year as they please: «كأس العالم 2022».
  const [asked, said] = [yearsOf(question, true), yearsOf(text)];
  const figures = figuresOf(text, true);
  if (asked.length === 0 || said.length === 0) return false;
  const [first, last] = [Math.min(...said), Math.max(...said)];
  return asked.every((year) => !figures.has(String(year)) && (year < first || year > last));
}

function isOfOtherDays(question: string, text: string): boolean {
  const [asked, said] = [question, text].map((of) =>
    [...figuresOf(of, true)].filter((figure) => figure.includes('day')),
  ) as [string[], string[]];
  return asked.length > 0 && said.length > 0 && !asked.some((day) => said.includes(day));
}

/** «- في 2023: …», «• 2018 — …» */
const ITEM_OF_A_YEAR = /^[\s•●▪◦*-]*(?:[وف]?في )?(?:عام |سنة |العام )?[12٠-٩]\p{Nd}{3}\s*[:–—-]/u;
const YEAR_AFTER =
  /^[وفبلك]?(?:في|عام|سنه|العام|السنه|منذ|حتي|الي|من|بين|مطلع|نهايه|ربيع|صيف|خريف|شتاء|قبل|بعد|اوائل|اواخر|منتصف)$/u;

/** Numbers that can only be years: of four plain digits, after a word that precedes years, or at the very beginning. */
function yearsOf(text: string, anywhere = false): number[] {
  const words = splitWords(text);
  return words.flatMap((word, i) => {
    const before = words.slice(Math.max(0, i - 2), i);
    const isYear =
      anywhere ||
      before.length === 0 ||
      YEAR_AFTER.test(before.at(-1)!.surface) ||
      before.some(({ extra }) => extra?.some((form) => /^h?[md]\d/u.test(form)));
    return isPlainYear(word) && isYear ? [Number(word.surface)] : [];
  });
}

/** Numbers of two digits and more, in words as well if `spelled`, and the parts of dates: `month 03`, `day 03-22`. */
function figuresOf(text: string, spelled: boolean): Set<string> {
  const figures = new Set<string>();
  for (const { surface, extra } of splitWords(text)) {
    for (const form of [surface, ...(extra ?? [])]) {
      const [, hijri, year, month, day] =
        /^(h?)[md](?:(\d{3,4})-)?(\d\d)(?:-(\d\d))?$/u.exec(form) ?? [];
      if (month !== undefined) {
        if (year !== undefined) figures.add(year);
        figures.add(`${hijri}month ${month}`);
        if (day !== undefined) figures.add(`${hijri}day ${month}-${day}`);
      }
    }
    for (const form of spelled ? [surface, ...(extra ?? [])] : [surface])
      if (/^\d{2,}(?:\.\d+)?$/u.test(form)) figures.add(form);
  }
  return figures;
}

/** «الدورة الرابعة» does not answer for «الدورة الثالثة», nor the first class for the second. */
const otherNumberSaid: HoldBackRule = {
  name: 'other-number-said',
  holds: ({ question, quote: { text } }) => {
    const said = numberedIn(text);
    return [...numberedIn(question)].some(([noun, asked]) => {
      const numbers = said.get(noun) ?? [];
      return numbers.length > 0 && !asked.some((number) => numbers.includes(number));
    });
  },
};

/** By the stem of a noun with «ال», the ordinals after it: «الجولة الخامسة»; a king's number («رمسيس السادس») is part of his name. */
function numberedIn(text: string): Map<string, readonly number[]> {
  const words = splitWords(text);
  const numbered = new Map<string, readonly number[]>();
  words.forEach(({ surface, stem }, i) => {
    if (!/^(?:[وفبلك]?ال|لل)\p{L}{2}/u.test(surface)) return;
    for (let at = i + 1; isOrdinal(words[at]) && (at === i + 1 || isAndThe(words[at])); at += 1)
      numbered.set(stem, [...(numbered.get(stem) ?? []), ordinalAt(words, at)!]);
  });
  return numbered;
}

const isOrdinal = (word: Word | undefined) => numeralOf(word?.surface ?? '')?.kind === 'ordinal';
/** «والخامس» after «الرابع» */
const isAndThe = (word: Word | undefined) => numeralOf(word?.surface ?? '')?.prefix === 'وال';

/** An old price, rate or office-holder is no answer to a question of today; nor is one without a date. */
const todayFromOld: HoldBackRule = {
  name: 'today-from-old',
  holds: ({ question, quote, now, staleAfterDays }) =>
    asksOfPresent(question) && (quote.date === null || isStale(quote.date, staleAfterDays, now)),
};

/** The last look at what `quotable.ts` leaves out: a question, a teaser, a lead-in alone, boilerplate, the title. */
const quoteSaysNothing: HoldBackRule = {
  name: 'quote-says-nothing',
  holds: ({ quote }) => saysNothing(quote.text, quote.title),
};

export const HOLD_BACK: readonly HoldBackRule[] = [
  askedFigureMissing,
  otherDateSaid,
  otherNumberSaid,
  todayFromOld,
  quoteSaysNothing,
];
