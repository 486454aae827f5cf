/**
 * The people whom a sentence names, if the reader marked none of them. Arabic has no capital letters: a name is a word
 * that the language does not have both with «ال» and without it, and it may have common words before it, which lack
 * the «ال» that an adjective would have after a title. Pure.
 *
 *   الطبيب السويسري │ فريدريش ميشر │ في مدينة │ توبنغن
 *   title           │ name         │ place    │ of the place: passed over
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { monthNamesOf } from '../text/months.ts';
import { isWeekday } from '../text/weekdays.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Answer } from '../types.ts';
import type { Subject } from './subject.ts';
import { isDeed, isDefinite, isVerb, pronounOf } from './word-kinds.ts';

/** After these words comes a place or a time, not a person. */
const BEFORE_PLACES = new Set(['في', 'الي', 'من', 'علي', 'قرب', 'عند', 'حتي', 'منذ', 'نحو', 'بين']);
/** What people are called before their names. */
const BEFORE_NAMES = new Set(
  'الملك الملكه السلطان الامير الاميره الشيخ الخليفه الامام الدكتور الاستاذ الرييس الجنرال'.split(
    ' ',
  ),
);
const WITHIN_NAMES = new Set('بن ابن بنت ابو ابي ام عبد دي دا دو دل فان فون ال لو'.split(' '));
const NAME_WORDS_MAX = 5;

/** A sentence with a smaller share of the question's words is about something else. */
const SHARE_MIN = 0.5;
/** The subject of the question's own verb is at most this many words after it. */
const AFTER_VERB_WORDS = 5;

/**
 * The person after the question's own verb; otherwise all people in the sentence, of whom one may be meant. A person
 * elsewhere in it is as often somebody else.
 *
 * @param question that asks who.
 */
export function peopleInQuotes(question: string, { quotes }: Answer, lexicon: Lexicon): Subject[] {
  const said = askingWords(question).words.filter(
    ({ asks, surface }) => !asks && !isFunctionWord(surface),
  );
  const asked = new Set(said.flatMap(({ surface, stem }) => [surface, stem]));
  for (const { text } of quotes) {
    const words = splitWords(text);
    const stems = new Set(words.map(({ stem }) => stem));
    const shared = said.filter(({ stem }) => stems.has(stem)).length;
    if (said.length === 0 || shared < SHARE_MIN * said.length) continue;
    const people = peopleIn(text, asked, lexicon);
    if (people.length === 0) continue;
    const doer = doerOf(said[0]!, words, text, people);
    if (doer !== undefined) return [{ name: doer }];
    return people.length > 1 ? people.map((name) => ({ name })) : [];
  }
  return [];
}

/** «لحّن الأغنية محمد عبد الوهاب وكتب كلماتها أحمد شوقي»: the first name that follows what was asked. */
function doerOf(
  verb: Word,
  words: readonly Word[],
  text: string,
  people: readonly string[],
): string | undefined {
  const at = words.findIndex(({ stem }) => stem === verb.stem);
  const from = words[at]?.end;
  const end = words[Math.min(at + AFTER_VERB_WORDS, words.length - 1)]?.end;
  if (from === undefined || end === undefined) return undefined;
  return people.find((name) => {
    const place = text.indexOf(name, from);
    return place >= 0 && place < end;
  });
}

/** @param asked words that the question has, as search forms and stems: they are no answer. */
function peopleIn(text: string, asked: ReadonlySet<string>, lexicon: Lexicon): string[] {
  const words = splitWords(text);
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    if (!isOwn(words, at, text, asked, lexicon)) continue;
    const from = beginOf(words, at, text, lexicon);
    let to = at;
    while (continues(words, from, to, text, asked, lexicon)) to += 1;
    // «والي مصر محمد سعيد باشا»: the place goes before the name.
    const begin = isOfPlace(words, from, lexicon) ? from + 1 : from;
    if (isSomebody(words.slice(begin, to + 1))) {
      const name = text.slice(words[begin]!.start, words[to]!.end);
      if (!found.some((other) => other.includes(name) || name.includes(other))) found.push(name);
    }
    at = to;
  }
  return found;
}

function isSomebody(named: readonly Word[]): boolean {
  const [first, second] = named;
  if (!first || named.length > NAME_WORDS_MAX || first.surface === 'الله') return false;
  // Months and days are written like names.
  if ([first, second].some((word) => word && isTime(word.surface))) return false;
  // One word alone is as often a place or a rare word.
  return second !== undefined;
}
const isTime = (surface: string) => monthNamesOf(surface) !== undefined || isWeekday(surface);

/** A word that the language has in one shape alone, and the question does not have. */
function isOwn(
  words: readonly Word[],
  at: number,
  text: string,
  asked: ReadonlySet<string>,
  lexicon: Lexicon,
): boolean {
  const word = words[at]!;
  const { surface, stem } = word;
  if (surface.length < 3 || /[^\p{Script=Arabic}]|\d/u.test(surface)) return false;
  if (asked.has(surface) || asked.has(stem) || isFunctionWord(surface)) return false;
  const typed = text.slice(word.start, word.end).replace(/\p{M}/gu, '');
  if (isCommon(surface, lexicon) || isVerb(surface, lexicon)) return false;
  if (WITHIN_NAMES.has(surface)) return true;
  if (pronounOf(typed, surface, lexicon) || isDeed(surface, lexicon)) return false;
  // «العداءة المغربية»: what somebody is, though seldom written.
  const next = words[at + 1];
  if (isDefinite(surface) && next && isDefinite(next.surface)) return false;
  // «بمدينة», «زميلاه»: a common word with a letter before it or an ending after it; «بلندن» is a place.
  const ending = surface.replace(/(?:ان|ين|ون|ات|اه|يه)$/u, '');
  if (ending !== surface && isKnown(ending, lexicon)) return false;
  return !isGlued(surface, lexicon);
}

function isGlued(surface: string, lexicon: Lexicon): boolean {
  if (!/^[وفبلك]\p{L}{3}/u.test(surface)) return false;
  return isKnown(surface.slice(1), lexicon) || isOftenerWithout(surface, lexicon);
}
/** «بلندن»: its first letter is a preposition, if the rest is written more often without it. */
const isOftenerWithout = (surface: string, lexicon: Lexicon) =>
  lexicon.count(surface.slice(1)) > lexicon.count(surface);
const isKnown = (form: string, lexicon: Lexicon) => form.length > 2 && isCommon(form, lexicon);

/** «سيف الدين قطز» after «السلطان»: where the name begins that has an own word at `at`. */
function beginOf(words: readonly Word[], at: number, text: string, lexicon: Lexicon): number {
  if (at > 0 && WITHIN_NAMES.has(words[at - 1]!.surface) && !parts(text, words, at - 1))
    return at - 1;
  for (let from = at - 1; from > 0 && from >= at - 3; from -= 1) {
    const { surface } = words[from]!;
    if (isFunctionWord(surface) || parts(text, words, from)) return at;
    if (!isDefinite(surface) && isDefinite(words[from - 1]!.surface)) {
      const titled = BEFORE_NAMES.has(words[from - 1]!.surface);
      return titled || !isVerb(surface, lexicon) ? from : at;
    }
  }
  return at;
}

/** Whether the name goes on after the word `at`. */
function continues(
  words: readonly Word[],
  from: number,
  at: number,
  text: string,
  asked: ReadonlySet<string>,
  lexicon: Lexicon,
): boolean {
  const next = words[at + 1];
  if (!next || parts(text, words, at)) return false;
  if (WITHIN_NAMES.has(words[at]!.surface) && !asked.has(next.surface)) return true;
  if (isOwn(words, at + 1, text, asked, lexicon)) return true;
  // «طارق بن زياد», «محمد سعيد باشا», «أحمد عرابي»
  const { surface } = next;
  if (isDefinite(surface) || asked.has(surface)) return false;
  if (WITHIN_NAMES.has(surface)) return at + 2 < words.length && !parts(text, words, at + 1);
  if (at > from || surface.length < 3 || surface.endsWith('ه') || /^و/u.test(surface)) return false;
  if (isGlued(surface, lexicon)) return false;
  return !/\d/u.test(surface) && !isFunctionWord(surface) && !isVerb(surface, lexicon);
}

/** Whether something other than a space is after the word `at`. */
const parts = (text: string, words: readonly Word[], at: number) =>
  /[^\s\p{M}]/u.test(text.slice(words[at]!.end, words[at + 1]?.start));

/** «في توبنغن», «جامعة تورونتو»: a place, or the name of a thing. */
function isOfPlace(words: readonly Word[], from: number, lexicon: Lexicon): boolean {
  const [first, before] = [words[from]!, words[from - 1]?.surface];
  if (/^[بلك]/u.test(first.surface) && isOftenerWithout(first.surface, lexicon)) return true;
  if (before === undefined) return false;
  if (BEFORE_PLACES.has(before)) return true;
  // «يد» in «علي يد» is of somebody.
  if (before === 'يد' || before === 'ايدي' || isDefinite(before) || isVerb(before, lexicon))
    return false;
  return isKnown(before.replace(/^[وفبل](?=\p{L}{3})/u, ''), lexicon);
}
