/**
 * Whom or what a question is about, so that the next one can be about the same. Pure.
 *
 *   متى │ نال  │ نجيب محفوظ │ جائزة نوبل          من انتصر، │ قطز │ أم │ بيبرس
 *   asks│ verb │ subject    │ begins another noun            │ one │    │ another
 */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { splitWords } from '../text/words.ts';
import { wordsWithin } from '../text/words-within.ts';
import type { QuestionKind } from '../types.ts';
import type { Gender } from './reference.ts';
import { endOfTitle, isWork } from './titles.ts';
import {
  ALSO_NAMES,
  CHOOSING,
  isAroundKi,
  isBelonging,
  isCounting,
  isDeed,
  isDefinite,
  isListedVerb,
  isOfHer,
  isVerb,
  MEASURES,
  namesNothing,
  pronounOf,
  THAT,
} from './word-kinds.ts';

export interface Subject {
  readonly name: string;
  /** As far as the question tells. */
  readonly gender?: Gender;
}

/** Between two that are compared. */
const OR = new Set(['او', 'ولا', 'والا']);
const NAME_WORDS_MAX = 7;
/** Words within one name. */
const WITHIN_NAMES = new Set('بن ابن ابو ال ابي ذو دي دا دو دل فان فون عبد'.split(' '));
/** «محمد علي», and not «على». */
const ALI = 'علي';
/** «زين الدين» */
const FAITH = 'الدين';
/** No verb follows these: «من هو عادل إمام؟», «في عين جالوت». */
const BEFORE_NOUNS = new Set('ام او ولا والا في من علي الي عن مع بين عند منذ حتي'.split(' '));
/** «أمين عام» */
const GENERAL = new Set(['عام', 'عامه', 'سابق', 'حالي']);
const BETWEEN = new Set(['بين', 'قارن', 'قارنوا', 'الفرق', 'فرق', 'مقارنه']);

interface Run {
  readonly name: string;
  /** Where it begins in the question. */
  readonly start: number;
  readonly words: number;
  /** The word before it. */
  readonly after: string | undefined;
  readonly gender?: Gender;
}

/**
 * @param question as it was understood.
 * @param titles of the articles that answered it: «نجيب محفوظ: ابن الجمالية» tells where a name ends.
 */
export function subjectsOf(
  question: string,
  titles: readonly string[],
  lexicon: Lexicon,
): { readonly subjects: readonly Subject[]; readonly beside: readonly Subject[] } {
  const own = runsOf(question, lexicon);
  // «متى هبط الإنسان على القمر؟»: what others have may be all that is named.
  const runs = own.length > 0 ? own : runsOf(question, lexicon, { belongings: true });
  const compared = apart(comparedIn(question, runs), titles);
  const chosen = compared.length > 0 ? compared : runs.slice(0, 1);
  const subject = (run: Run, name = run.name): Subject =>
    run.gender ? { name, gender: run.gender } : { name };
  return {
    subjects: chosen.map((run) =>
      subject(run, compared.length > 1 ? run.name : asInTitle(run.name, titles)),
    ),
    beside: runs.filter((run) => !chosen.includes(run)).map((run) => subject(run)),
  };
}

/** Without those that are one: «روميو وجولييت», and what was asked of twice. */
function apart(compared: readonly Run[], titles: readonly string[]): readonly Run[] {
  const [first, second] = compared;
  if (!first || !second) return compared;
  const [a, b] = [first, second].map(({ name }) => splitWords(name).map(({ surface }) => surface));
  const both = [...a!, `و${b![0]}`, ...b!.slice(1)];
  const titled = titles.some((title) => wordsWithin(both, title));
  const twice = b![0] === a!.at(-1);
  if (second.after === 'و' && (titled || twice))
    return [{ ...first, name: `${first.name} و${second.name}` }];
  return a!.every((word) => b!.includes(word)) ? [first] : compared;
}

/** The stretches of a question that name something. */
function runsOf(
  question: string,
  lexicon: Lexicon,
  { belongings = false }: { belongings?: boolean } = {},
): Run[] {
  const { words, kind } = askingWords(question);
  const surfaces = words.map(({ surface }) => surface);
  // «عادل إمام اتولد سنة كام؟»: if a name comes first, a verb ends it; if the asking does, a name may look like one.
  const namesFirst = words[0]?.asks === false && !isListedVerb(surfaces[0]!);
  const runs: Run[] = [];
  let open:
    | {
        start: number;
        from: number;
        end: number;
        prefix: string;
        words: number;
        after: string | undefined;
        gender?: Gender;
      }
    | undefined;
  let skipsAdjectives = false as boolean;
  const close = () => {
    if (open) {
      const { start, from, end, prefix, ...rest } = open;
      runs.push({ ...rest, start, name: prefix + question.slice(from, end) });
    }
    open = undefined;
  };
  let titleEnds = 0;
  for (const [at, word] of words.entries()) {
    if (at < titleEnds) continue;
    const { surface, start, end, asks } = word;
    const [before, next] = [words[at - 1], words[at + 1]];
    titleEnds = endOfTitle(question, words, at, kind);
    if (titleEnds > at) {
      close();
      const name = question.slice(start, words[titleEnds - 1]!.end);
      runs.push({ name, start, words: titleEnds - at, after: before?.surface });
      continue;
    }
    const typed = question.slice(start, end).replace(/\p{M}/gu, '');
    if (before && /[،,;؛؟?.:]/u.test(question.slice(before.end, start))) close();
    const or = OR.has(surface) || (surface === 'ام' && open !== undefined);
    if (asks || or || THAT.has(surface) || surface === 'الي' || BETWEEN.has(surface)) {
      close();
      skipsAdjectives = false;
      continue;
    }
    const begins =
      surface === 'ابن' ||
      surface === 'ابو' ||
      surface === 'ام' ||
      (typed === ALI && before?.asks === true && kind === 'who') ||
      (next?.surface === FAITH && !isDefinite(surface) && !isBelonging(surface)) ||
      isAroundKi(surfaces, at, lexicon);
    const within = open !== undefined && (WITHIN_NAMES.has(surface) || typed === ALI);
    if (!begins && !within && isLittle(surface)) {
      close();
      skipsAdjectives = false;
      continue;
    }
    // «كم كأسًا», «شحال من كأس»
    const asker = before?.surface === 'من' ? words[at - 2] : before;
    const counted = asker?.asks === true && isCounting(asker.surface);
    const asked = next !== undefined && THAT.has(next.surface) && (before?.asks ?? true);
    const leans = pronounOf(typed, surface, lexicon) !== undefined;
    // «عمر المختار», «عاصمة قطر»; «كم قطر المريخ؟» is a measure.
    const measured = before?.asks === true && !/^(?:من|مين|منو|شكون|هو)$/u.test(before.surface);
    const also =
      ALSO_NAMES.has(surface) &&
      next !== undefined &&
      !next.asks &&
      !measured &&
      !(open && isDefinite(next.surface));
    const titled = isWork(words, at);
    const belongs =
      !begins && !also && !titled && isBelonging(surface) && !(belongings && isDefinite(surface));
    if (open === undefined) {
      const ofDefinite: boolean =
        skipsAdjectives && isDefinite(surface) && !surface.startsWith('لل');
      skipsAdjectives = belongs && isDefinite(surface) ? true : ofDefinite;
      const isIt =
        before !== undefined &&
        (/^ه[وي]$/u.test(before.surface) || (!before.asks && BEFORE_NOUNS.has(before.surface)));
      // «أعراض حمى الضنك»
      const had =
        before !== undefined && isBelonging(before.surface) && !isDefinite(before.surface);
      const verb =
        !begins &&
        !isIt &&
        !had &&
        at + 1 < words.length &&
        (at > 0 || !namesFirst) &&
        isVerb(surface, lexicon);
      const general = GENERAL.has(surface) && before !== undefined && isBelonging(before.surface);
      if (general) continue;
      // «من فك رموز …», «مين اللي لحن …»: what was done, or who does it; «استئصال الجدري»: the deed, and not «أبراج».
      const beforeNoun =
        next !== undefined && !next.asks && !isLittle(next.surface) && !THAT.has(next.surface);
      const nouns = words
        .slice(at)
        .findIndex(({ asks, surface: other }) => asks || isLittle(other));
      const many = nouns < 0 ? words.length - at : nouns;
      // «من لحن الأغنية؟»; «مين عمر الشريف؟» is one name.
      const deedOfTwo =
        many === 2 &&
        next !== undefined &&
        isDefinite(next.surface) &&
        isCommon(next.surface, lexicon);
      const who = before?.asks === true && kind === 'who' && !also && (many > 2 || deedOfTwo);
      const does = (who || (before && THAT.has(before.surface))) && isCommon(surface, lexicon);
      // «القضاء على الجدري»
      const upon = next?.surface === 'علي' && isDefinite(surface) && isCommon(surface, lexicon);
      if (upon) continue;
      const deed =
        (does && !isDefinite(surface)) || (isDeed(surface, lexicon) && !typed.startsWith('أ'));
      // «أعلى جبل في آسيا»
      const picked =
        before !== undefined &&
        CHOOSING.has(before.surface) &&
        question.slice(before.end, start).trim() === '' &&
        !isDefinite(surface) &&
        isCommon(surface, lexicon);
      const measures = kind === 'howMany' && MEASURES.has(surface);
      if (counted || measures || picked || asked || belongs || leans || ofDefinite || verb)
        continue;
      if (beforeNoun && !begins && deed) continue;
    } else if (
      leans ||
      (belongs && !isDefinite(surface)) ||
      (namesFirst && isVerb(surface, lexicon) && !(next && isListedVerb(next.surface)))
    ) {
      close();
      continue;
    }
    // «من هو بيليه؟»
    const whole = before?.asks === true && FREE.test(before.surface);
    const cut = whole ? 0 : gluedBefore(surface, lexicon);
    if (cut > 0 && !surface.startsWith('ك')) close();
    const and = open !== undefined && isJoined(surface, lexicon);
    if (and) close();
    if (open) {
      open = { ...open, end, words: open.words + 1 };
    } else {
      const from = start + (and ? 1 : cut);
      const after = and ? 'و' : before?.surface;
      open = {
        start,
        from,
        end,
        // «للكربون» is of «الكربون».
        prefix: surface.startsWith('لل') ? 'ال' : '',
        words: 1,
        after,
        ...(cut > 0 ? {} : genderBefore(before?.surface, kind, lexicon)),
      };
    }
    if (open.words >= NAME_WORDS_MAX) close();
  }
  close();
  return runs;
}

export const isLittle = (surface: string) =>
  isFunctionWord(surface) || FREE.test(surface) || namesNothing(surface);

/** «هوه», as some spell «هو». */
const FREE = /^ه[وي](?:ه|ا|ي)?$/u;

/** «والنيل الأزرق», «وبيرترام»: another one, not more of the name. */
function isJoined(surface: string, lexicon: Lexicon): boolean {
  if (!/^و\p{L}{3}/u.test(surface)) return false;
  const bare = surface.slice(1);
  return (
    isDefinite(bare) || lexicon.count(surface) === 0 || lexicon.count(bare) > lexicon.count(surface)
  );
}

/** How many letters before a name are not of it: «لهنري», «بفيينا», «للكويت». */
function gluedBefore(surface: string, lexicon: Lexicon): number {
  if (/^لل\p{L}{2}/u.test(surface)) return 2;
  if (/^(?:بال|كال)\p{L}{2}/u.test(surface)) return 1;
  // «فالمغرب», and not «فالنسيا».
  if (/^فال\p{L}{2}/u.test(surface) && lexicon.count(surface.slice(1)) >= lexicon.count(surface))
    return 1;
  if (!/^[بلك]\p{L}{3}/u.test(surface)) return 0;
  return lexicon.count(surface.slice(1)) > 2 * lexicon.count(surface) ? 1 : 0;
}

function genderBefore(
  previous: string | undefined,
  kind: QuestionKind,
  lexicon: Lexicon,
): { gender?: Gender } {
  if (previous === undefined) return {};
  if (previous === 'هو') return { gender: 'he' };
  if (previous === 'هي') return { gender: 'she' };
  // «من بنى البتراء؟»: the verb is of who built it.
  if (kind === 'who' || CHOOSING.has(previous) || !isVerb(previous, lexicon)) return {};
  return { gender: isOfHer(previous, lexicon) ? 'she' : 'he' };
}

/** The runs among which a question does not choose. */
function comparedIn(question: string, runs: readonly Run[]): readonly Run[] {
  const surfaces = splitWords(question).map(({ surface }) => surface);
  if (surfaces.some((surface) => BETWEEN.has(surface))) {
    const joined = runs.filter(({ after }, at) => after === 'و' || runs[at + 1]?.after === 'و');
    if (joined.length > 1) return joined;
  }
  const or = runs.findIndex(
    ({ after }, at) => at > 0 && after !== undefined && (OR.has(after) || after === 'ام'),
  );
  if (or > 0) return [runs[or - 1]!, runs[or]!];
  const and = runs.findIndex(({ after }) => after === 'و');
  if (and > 0) return [runs[and - 1]!, runs[and]!];
  // «متى استقلت غانا؟ ومتى استقلت هايتي؟»
  const questions = question.split(/[؟?]/u).filter((part) => part.trim() !== '');
  if (questions.length > 1 && runs.length > 1) {
    const at = (run: Run) => question.slice(0, run.start).split(/[؟?]/u).length;
    const first = runs.find((run) => at(run) === 1);
    const second = runs.find((run) => at(run) > 1);
    if (first && second) return [first, second];
  }
  return [];
}

/** The longest beginning of a name that is in a title, as the title spells it; the name if none of two words does. */
function asInTitle(name: string, titles: readonly string[]): string {
  const asked = splitWords(name);
  for (let length = asked.length; length >= Math.min(2, asked.length); length -= 1) {
    const wanted = asked.slice(0, length).map(({ surface }) => surface);
    for (const title of titles) {
      const place = wordsWithin(wanted, title);
      if (place) return title.slice(place.start, place.end);
    }
  }
  return name;
}
