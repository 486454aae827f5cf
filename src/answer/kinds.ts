/**
 * Which words of a sentence are of the kind that a question asks for: dates, amounts, people, places, reasons,
 * manners. Rules a person can follow, not a tagger: they decide what is set in bold and count for little more
 * than a hint when sentences are weighed.
 */
import { monthNamesOf } from '../text/dates.ts';
import { numeralOf } from '../text/numbers.ts';
import { isStopWord } from '../text/stopwords.ts';
import type { Word } from '../text/words.ts';
import type { QuestionKind } from '../types.ts';
import {
  MANNER_WORDS,
  NAME_PARTS,
  PERSON_TITLES,
  PLACE_NAMES,
  PLACE_NOUNS,
  PLACE_PREPOSITIONS,
  REASON_WORDS,
  UNIT_WORDS,
} from './names.ts';

/** Words `from` to `to` (exclusive) of a sentence. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A name has at most so many words; what goes on longer is a clause. */
const NAME_WORDS_MAX = 4;

/** The runs of words of the wanted kind, in order, not overlapping. */
export function rangesOfKind(
  kind: QuestionKind,
  words: readonly Word[],
  text: TextBetween,
): WordRange[] {
  switch (kind) {
    case 'when':
      return runs(words, text, (i) => isDateWord(words, i));
    case 'howMany':
      return amounts(words, text);
    case 'who':
      return names(words, text);
    case 'where':
      return places(words, text);
    case 'why':
      return clausesAfter(words, text, REASON_WORDS);
    case 'how':
      return clausesAfter(words, text, MANNER_WORDS);
    default:
      return [];
  }
}

/** What stands between word i and the next, as written. */
export type TextBetween = (i: number) => string;

/** Neighbouring words that hold, as long as only spaces, hyphens or slashes stand between them. */
function runs(
  words: readonly Word[],
  text: TextBetween,
  holds: (i: number) => boolean,
): WordRange[] {
  const found: WordRange[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (!holds(i)) continue;
    const from = i;
    while (i + 1 < words.length && holds(i + 1) && /^[\s\p{Pd}/٪%.,٬٫]*$/u.test(text(i))) i += 1;
    found.push({ from, to: i + 1 });
  }
  return found.filter(({ from, to }) =>
    words.slice(from, to).some((_, k) => isAnchor(words, from + k)),
  );
}

/** Numbers with their units, less those that are part of a date. */
function amounts(words: readonly Word[], text: TextBetween): WordRange[] {
  const dates = runs(words, text, (i) => isDateWord(words, i)).filter(({ from, to }) =>
    words.slice(from, to).some((_, k) => isMonth(words, from + k) || isYear(words, from + k)),
  );
  return runs(words, text, (i) => isAmountWord(words, i)).filter(
    (run) => !dates.some(({ from, to }) => run.from < to && from < run.to),
  );
}

const YEAR_WORDS = new Set([
  'عام',
  'سنه',
  'العام',
  'لعام',
  'لسنه',
  'بعام',
  'عامي',
  'وعام',
  'وسنه',
  'قرن',
  'القرن',
  'شهر',
  'يوم',
  'يومي',
  'مساء',
  'صباح',
  'ليله',
  'منتصف',
  'فجر',
  'هـ',
  'ه',
  'م',
  'ق',
]);
const WEEKDAYS = new Set(['السبت', 'الاحد', 'الاثنين', 'الثلاثاء', 'الاربعاء', 'الخميس', 'الجمعه']);

/** A word that makes a run a date or an amount by itself, not only beside one. */
function isAnchor(words: readonly Word[], i: number): boolean {
  const { surface, extra } = words[i]!;
  return numeral(words, i) || isMonth(words, i) || WEEKDAYS.has(surface) || extra !== undefined;
}

function isDateWord(words: readonly Word[], i: number): boolean {
  const { surface } = words[i]!;
  if (YEAR_WORDS.has(surface) || WEEKDAYS.has(surface) || isMonth(words, i)) return true;
  if (isYear(words, i)) return true;
  // A number is part of a date beside a month, a year's word or another part of one.
  return (
    numeral(words, i) &&
    [i - 2, i - 1, i + 1, i + 2].some(
      (k) => k >= 0 && k < words.length && (isMonth(words, k) || YEAR_WORDS.has(words[k]!.surface)),
    )
  );
}

function isMonth(words: readonly Word[], i: number): boolean {
  const names = monthNamesOf(words[i]!.surface);
  if (!names) return false;
  const unambiguous = names.some(
    ({ ambiguous, next }) => !ambiguous && (next === undefined || words[i + 1]?.surface === next),
  );
  return unambiguous || (words[i]!.extra?.some((form) => /^h?[md]\d/u.test(form)) ?? false);
}

/** Words after which a bare number from 1000 to 2100 is a year. */
const YEAR_CUES = new Set([
  'في',
  'منذ',
  'حتي',
  'بين',
  'من',
  'الي',
  'قبل',
  'بعد',
  'وفي',
  'ومنذ',
  'وحتي',
]);

function isYear(words: readonly Word[], i: number): boolean {
  const { surface, start, end } = words[i]!;
  // 1,240 is written with a separator, and no year is.
  if (!/^\d{3,4}$/u.test(surface) || end - start > surface.length) return false;
  const [before, after] = [words[i - 1], words[i + 1]].map((word) => word?.surface ?? '') as [
    string,
    string,
  ];
  if (YEAR_WORDS.has(before) || YEAR_WORDS.has(after)) return true;
  const value = Number(surface);
  if (value < 1000 || value > 2100 || UNIT_WORDS.has(after)) return false;
  // Before a noun it counts that noun: «1500 كتاب».
  return (
    YEAR_CUES.has(before) || (i > 0 && isMonth(words, i - 1)) || after === '' || isStopWord(after)
  );
}

function numeral(words: readonly Word[], i: number): boolean {
  const found = numeralOf(words[i]!.surface);
  return found !== undefined && found.kind !== 'and' && found.kind !== 'ordinal' && !found.bound;
}

function isAmountWord(words: readonly Word[], i: number): boolean {
  if (numeral(words, i)) return true;
  const { surface } = words[i]!;
  const bound = numeralOf(surface);
  if (bound && bound.kind !== 'ordinal') return i > 0 && numeral(words, i - 1);
  // The unit goes with its number: 3.99 مليار دولار.
  return (
    UNIT_WORDS.has(surface) &&
    i > 0 &&
    (numeral(words, i - 1) || UNIT_WORDS.has(words[i - 1]!.surface))
  );
}

function names(words: readonly Word[], text: TextBetween): WordRange[] {
  const found: WordRange[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const titled = PERSON_TITLES.has(words[i]!.surface);
    if (!titled && !NAME_PARTS.has(words[i]!.surface)) continue;
    let from = titled ? i + 1 : i;
    // «طبيب اسمه فلان»: the family name before بن belongs to it.
    if (
      !titled &&
      from > 0 &&
      /^(?:بن|ابن)$/u.test(words[from]!.surface) &&
      isNameWord(words, from - 1)
    )
      from -= 1;
    let to = from;
    while (
      to < words.length &&
      to - from < NAME_WORDS_MAX &&
      isNameWord(words, to) &&
      (to === from || /^\s*[«"]?\s*$/u.test(text(to - 1)))
    )
      to += 1;
    if (to > from) {
      found.push({ from, to });
      // The name may have begun before word i.
      i = Math.max(i, to - 1);
    }
  }
  return found;
}

/** Could be part of a name: a word that is no function word and no number. */
function isNameWord(words: readonly Word[], i: number): boolean {
  const { surface } = words[i]!;
  return (
    !/\d/u.test(surface) &&
    surface.length > 1 &&
    !isStopWord(surface) &&
    !PERSON_TITLES.has(surface)
  );
}

function places(words: readonly Word[], text: TextBetween): WordRange[] {
  const found: WordRange[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const { surface } = words[i]!;
    const noun = PLACE_NOUNS.has(surface);
    if (!noun && !PLACE_NAMES.has(surface)) continue;
    const from = i;
    let to = i + 1;
    while (
      to < words.length &&
      to - from < NAME_WORDS_MAX &&
      /^\s*$/u.test(text(to - 1)) &&
      (PLACE_NAMES.has(words[to]!.surface) ||
        PLACE_NOUNS.has(words[to]!.surface) ||
        (noun && to === from + 1 && isNameWord(words, to)))
    )
      to += 1;
    if (noun && to === from + 1) continue;
    found.push({ from, to });
    i = to - 1;
  }
  return found;
}

/** After these prepositions stands a place more often than not. */
export function hasPlacePreposition(words: readonly Word[]): boolean {
  return words.some(({ surface }) => PLACE_PREPOSITIONS.has(surface));
}

/** From a marker to the end of its clause, at most so many words. */
const CLAUSE_WORDS_MAX = 14;

function clausesAfter(
  words: readonly Word[],
  text: TextBetween,
  markers: ReadonlySet<string>,
): WordRange[] {
  const found: WordRange[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (!markers.has(words[i]!.surface)) continue;
    let to = i + 1;
    while (to < words.length && to - i < CLAUSE_WORDS_MAX && !/[.؛;:؟?!]/u.test(text(to - 1)))
      to += 1;
    if (to - i >= 2) found.push({ from: i, to });
    i = to - 1;
  }
  return found;
}
