/**
 * What each word of a question does in it.
 *
 *   كم   │ مساحة     │ الكويت          مين  │ اللي     │ بناه
 *   asks │ belonging │ names           asks │ function │ pronoun
 *
 * Pure.
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon, isPresent } from '../lexicon/shapes.ts';
import { type askingWords, isFunctionWord } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import type { Word } from '../text/words.ts';
import { FREE, isWithPreposition, PREPOSITIONS } from './pronouns.ts';
import { endOfTitle } from './titles.ts';
import {
  ALSO_NAMES,
  CHOOSING,
  COUNTS,
  isAroundKi,
  isBelonging,
  isDefinite,
  isListedVerb,
  isTaking,
  isVerb,
  MEASURES,
  namesNothing,
  pronounOf,
  THAT,
} from './word-kinds.ts';

export type Role = 'asks' | 'function' | 'pronoun' | 'verb' | 'belonging' | 'asked' | 'names';
export interface Token extends Word {
  readonly role: Role;
}

/** After these a verb has its doer, or its noun is the doer: «من بنى السد؟», «ماذا حقق المنتخب؟». */
export const DOERS = new Set(
  searchForm('من مين منو شكون منهو اللي الذي التي ماذا شو ايش وش شنو ايه هل').split(' '),
);

/** «من كتب كلماتها؟»: whether the word at a place is done by whom the question asks for. */
export function asksForDoer(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before?.role === 'asks' || before?.surface === 'اللي'
    ? before.surface !== 'هل' && DOERS.has(before.surface)
    : false;
}

/** «ليه» asks why, unless something else asks: «أول فيلم ليه كان إيه؟». */
const WHY_OR_HIS = 'ليه';
/** «شو يعني كوليسترول؟» */
const MEANS = 'يعني';
const TIME = 'مره';

/** What each word is. */
export function rolesOf(
  text: string,
  { words, kind }: ReturnType<typeof askingWords>,
  lexicon: Lexicon,
): Token[] {
  const tokens: Token[] = [];
  let titleEnds = 0;
  const surfaces = words.map(({ surface }) => surface);
  const asking = words.filter(({ asks }) => asks);
  const isAsking = ({ asks, surface }: (typeof words)[number]) =>
    asks && (surface !== WHY_OR_HIS || asking.length === 1);
  const leans = words.some(
    ({ surface, start, end, asks }, at) =>
      (isWithPreposition(text.slice(start, end), surface, words[at + 1]?.surface) &&
        !(asks && asking.length === 1)) ||
      pronounOf(text.slice(start, end).replace(/\p{M}/gu, ''), surface, lexicon) !== undefined,
  );
  for (const [at, word] of words.entries()) {
    const before = tokens[at - 1];
    const place = {
      counted: before?.role === 'asks' && COUNTS.has(before.surface),
      chosen: before !== undefined && CHOOSING.has(before.surface),
      last: at === words.length - 1,
      only: words.length === 1,
      isIt: before !== undefined && FREE.has(before.surface),
      ofIt: before?.role === 'belonging' && !isDefinite(before.surface),
      beforePronoun: PREPOSITIONS.has(words[at + 1]?.surface ?? '') && before?.role === 'asked',
      next: words[at + 1]?.surface,
      first: before === undefined || before.role === 'asks',
      afterVerb: before?.role === 'verb',
      afterAsking: before?.role === 'asks' && !DOERS.has(before.surface),
      meant: before?.surface === MEANS,
      whether: before?.surface === 'هل',
      howMany: asking.some(({ surface }) => COUNTS.has(surface)),
      asksForDoer: asksForDoer(tokens, at),
    };
    titleEnds = Math.max(titleEnds, endOfTitle(text, words, at, kind));
    const role =
      at < titleEnds || isAroundKi(surfaces, at, lexicon)
        ? 'names'
        : roleOf(text, { ...word, asks: isAsking(word) }, place, leans, lexicon);
    tokens.push({ ...word, role });
  }
  return tokens;
}

/** A name that occurs more often than this may follow the asking: «أين تونس؟». */
const KNOWN_NAME = 64;

interface Place {
  /** After «كم», «أي». */
  readonly counted: boolean;
  /** After «أول», «أشهر». */
  readonly chosen: boolean;
  readonly last: boolean;
  readonly only: boolean;
  /** After «هو»: what it is, and no verb. */
  readonly isIt: boolean;
  /** After a noun that something has. */
  readonly ofIt: boolean;
  /** «أمين عام لها» */
  readonly beforePronoun: boolean;
  readonly next: string | undefined;
  readonly first: boolean;
  readonly afterVerb: boolean;
  /** After «متى», and not «من»: «فقد» is a verb there. */
  readonly afterAsking: boolean;
  /** After «يعني». */
  readonly meant: boolean;
  /** After «هل». */
  readonly whether: boolean;
  /** Where something counts. */
  readonly howMany: boolean;
  readonly asksForDoer: boolean;
}

function roleOf(
  text: string,
  word: Word & { readonly asks: boolean },
  place: Place,
  /** Whether the question has a pronoun. */
  leans: boolean,
  lexicon: Lexicon,
): Role {
  const { surface, start, end } = word;
  if (FREE.has(surface) && !word.asks) return 'pronoun';
  if (word.asks) return 'asks';
  if (isWithPreposition(text.slice(start, end), surface, place.next)) return 'pronoun';
  const done = place.afterAsking && isTaking(surface);
  const typed = text.slice(start, end).replace(/\p{M}/gu, '');
  // «علية», «يعني كوليسترول»
  const little = isFunctionWord(surface) && !typed.endsWith('ة');
  if (!done && (little || namesNothing(surface))) return 'function';
  if (place.meant) return 'names';
  const leaning = pronounOf(typed, surface, lexicon);
  // A verb follows «متى», «لماذا», «كيف» at once, or else a noun with «ال».
  const strange = place.afterAsking && !isDefinite(surface) && !isCommon(surface, lexicon);
  const alone = strange && place.last && lexicon.count(surface) <= KNOWN_NAME;
  const whether = place.whether && /^[يت]\p{L}{3}/u.test(surface) && !isCommon(surface, lexicon);
  const verb = !place.isIt && (isVerb(surface, lexicon) || done || alone || whether);
  // «شحال ساكنيها؟»: what is counted has no «ها».
  const hers = place.last && leaning?.pronoun === 'ها';
  if (leaning && (!place.counted || hers || isBelonging(leaning.base))) return 'pronoun';
  // «لماذا نتثاءب؟» is of all of us.
  if (alone && /^ن\p{L}{3}/u.test(surface)) return 'names';
  if (place.counted) {
    const plain = isListedVerb(surface) || isPresent(surface, lexicon);
    const does = verb && ((place.last && !surface.endsWith('ا')) || plain);
    return does ? 'verb' : 'asked';
  }
  // «أول مرة»
  if (place.chosen && surface === TIME) return 'function';
  if (place.chosen) return leans ? 'asked' : 'names';
  if (MEASURES.has(surface) && place.howMany) return 'asked';
  if (place.beforePronoun) return 'asked';
  if (THAT.has(place.next ?? '') && place.first && isDefinite(surface)) return 'asked';
  // «عاصمة قطر», «وقطر؟»
  const name = ALSO_NAMES.has(surface) && place.last && (place.ofIt || place.only);
  // «من كتب …؟» is no book.
  if (place.asksForDoer && isListedVerb(surface)) return 'verb';
  if (isBelonging(surface) && !name) return 'belonging';
  return verb && !place.ofIt && !place.afterVerb ? 'verb' : 'names';
}
