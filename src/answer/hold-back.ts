/**
 * Rules that turn an answer into a maybe; none can do the reverse. Each is a thing that the words alone decide and that
 * the reader, which sees no clock and one passage at a time, has no means to see. `npm run evaluate-sets -- --without RULE`
 * measures what each gains.
 */
import { asksOfPresent } from '../retrieve/present.ts';
import { splitWords } from '../text/words.ts';
import type { Quote } from '../types.ts';
import { isOlderThan } from './age.ts';
import { saysNothing } from './quotable.ts';

/** What a rule sees. */
export interface Seen {
  readonly question: string;
  readonly quote: Quote;
  /** The words of `quote.context`. */
  readonly context: string;
  readonly heading: string | undefined;
  readonly now: Date;
  /** From this age on, an article says nothing of today. */
  readonly staleAfterDays: number;
}

export interface HoldBackRule {
  readonly name: string;
  readonly holds: (seen: Seen) => boolean;
}

/** Why an answer is held back: the name of the first rule that holds; undefined where none does. */
export function heldBackBy(seen: Seen, rules: readonly HoldBackRule[]): string | undefined {
  return rules.find(({ holds }) => holds(seen))?.name;
}

/**
 * A question for 2022 is not answered by a figure of 2023, however well the rest fits: the asked-for year, date or
 * number (of two digits and more; «ثلاثة» may well be left unsaid) must stand in the quote or around it.
 */
const askedFigureMissing: HoldBackRule = {
  name: 'asked-figure-missing',
  holds: ({ question, quote, context, heading }) => {
    const asked = figuresOf(question, false);
    if (asked.size === 0) return false;
    const there = figuresOf(
      [quote.title, heading ?? '', context, quote.date?.slice(0, 10) ?? ''].join('\n'),
      true,
    );
    return [...asked].some((figure) => !there.has(figure));
  },
};

/** Numbers of two digits and more, in words as well where `spelled`, and the parts of dates: `month 03`, `day 03-22`. */
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

/** An old price, rate or office-holder is no answer to a question of today; nor is one of which nobody knows when. */
const todayFromOld: HoldBackRule = {
  name: 'today-from-old',
  holds: ({ question, quote, now, staleAfterDays }) =>
    asksOfPresent(question) &&
    (quote.date === null || isOlderThan(quote.date, staleAfterDays, now)),
};

/** The last look at what `quotable.ts` leaves out: a question, a teaser, a lead-in alone, boilerplate, the title. */
const quoteSaysNothing: HoldBackRule = {
  name: 'quote-says-nothing',
  holds: ({ quote }) => saysNothing(quote.text, quote.title),
};

export const HOLD_BACK: readonly HoldBackRule[] = [
  askedFigureMissing,
  todayFromOld,
  quoteSaysNothing,
];
