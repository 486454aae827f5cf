/**
 * Whom or what a question asks for, if no answer named it: «من بنى تاج محل؟ ومتى توفي؟» is of «من بنى تاج محل»,
 * «ما أعلى جبل في أفريقيا؟ وكم ارتفاعه؟» of «أعلى جبل في أفريقيا». Pure.
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { askingWords } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords } from '../text/words.ts';
import type { Subject } from './subject.ts';
import {
  CHOOSING,
  isBelonging,
  isDefinite,
  isListedVerb,
  isVerb,
  LOCATED,
  THAT,
  WAS,
} from './word-kinds.ts';

export interface Description {
  readonly subject: Subject;
  /** «أعلى جبل …»: chosen from many, so that a follow-up is about it. */
  readonly chosen: boolean;
  /** Whether what is chosen is feminine: «أكبر مدينة». */
  readonly ofHer: boolean;
}

const WHO = /^و?من$/u;
const WHO_SPOKEN = /^و?(?:مين|منو|شكون)$/u;
const WHAT = /^و?(?:ما|ماهي|ماهو|شو|ايه|وش|ايش|شنو|اشنو)$/u;

/** Undefined if a question does not ask for a name, or not in its first words. */
export function descriptionIn(question: string): Description | undefined {
  const { words } = askingWords(question);
  const lead = words.findIndex(({ asks }) => !asks);
  const asker = words[0]?.surface ?? '';
  // «ما الدولة التي تستضيف …»: the noun that is asked for.
  const that = words.findIndex(({ surface }) => THAT.has(surface));
  const noun = words[that - 1];
  if (noun?.asks && isDefinite(noun.surface) && that < lead) {
    const rest = question.slice(noun.start).replace(/[\s؟?.!،]+$/u, '');
    return { subject: { name: rest }, chosen: false, ofHer: false };
  }
  // «عاصمة كولومبيا», where nothing asks.
  const bare = lead === 0 && isBelonging(asker) && !isDefinite(asker) && words.length > 1;
  if (bare && words.every(({ asks }) => !asks)) {
    const name = question.replace(/[\s؟?.!،]+$/u, '').trim();
    return { subject: { name }, chosen: false, ofHer: false };
  }
  if (lead < 1 || words.slice(lead).some(({ asks }) => asks)) return undefined;
  const from = lead + Number(WAS.has(words[lead]!.surface));
  const [first, second] = words.slice(from);
  if (!first || !second) return undefined;
  const text = question.slice(first.start).replace(/[\s؟?.!،]+$/u, '');
  const chosen = CHOOSING.has(first.surface);
  const who = WHO.test(asker) || WHO_SPOKEN.test(asker);
  const named =
    chosen ||
    // «مين كتب …»: who wrote, and not which books.
    (isBelonging(first.surface) && !(who && isListedVerb(first.surface))) ||
    (isDefinite(first.surface) && THAT.has(second.surface));
  const ofHer = chosen && /(?:ه|ات)$/u.test(second.surface);
  const is = (name: string) => ({ subject: { name }, chosen, ofHer });
  if (named && (who || WHAT.test(asker))) return is(text);
  // «من بنى …», «اللي بنى …»: by what they did.
  if (isDefinite(first.surface)) return undefined;
  if (WHO.test(asker)) return is(`من ${text}`);
  return WHO_SPOKEN.test(asker) ? is(`اللي ${text}`) : undefined;
}

const WHO_IS = /^و?(?:من|مين|منو|شكون|ما|شو|شنو|ايش|وش) ?ه[وي][ها]?(?: |$)/u;

/** «من هو …؟», «مين عبد الحليم حافظ؟», «أين تقع البتراء؟»: the subject itself is asked about, and the answer names no other. */
export function isAboutItself(question: string, subject: Subject | undefined): boolean {
  if (WHO_IS.test(searchForm(question))) return true;
  const { words, kind } = askingWords(question);
  const first = words.findIndex(({ asks }) => !asks);
  const [name] = splitWords(subject?.name ?? '');
  if (first < 1 || kind === 'other' || !name) return false;
  // «أين يقع مقر الاتحاد؟» is of another place.
  const located = kind === 'where' && LOCATED.has(words[first]!.surface);
  const at = located ? first + 1 : first;
  return words[at]?.surface === name.surface;
}

/**
 * «المدينة التي ولد فيها موزارت», of «أين ولد موزارت؟».
 *
 * @param noun as it is typed, with «ال».
 */
export function placeIn(question: string, noun: string, lexicon: Lexicon): Subject | undefined {
  const { words, kind } = askingWords(question);
  const at = words.findIndex(({ asks }) => !asks);
  const [verb, rest] = at < 0 ? [] : words.slice(at);
  if (kind !== 'where' || !verb || !rest || WAS.has(verb.surface)) return undefined;
  if (!isVerb(verb.surface, lexicon)) return undefined;
  const [that, there] = /ة\p{M}*$/u.test(noun) ? ['التي', 'فيها'] : ['الذي', 'فيه'];
  const named = question.slice(rest.start).replace(/[\s؟?.!،]+$/u, '');
  return { name: `${noun} ${that} ${question.slice(verb.start, verb.end)} ${there} ${named}` };
}
