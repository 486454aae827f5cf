/**
 * The kind of a word, from its other forms in the word list: a noun occurs with «ال» and without it, a verb has its
 * other persons. Words are search forms. Pure.
 */
import type { Lexicon } from './lexicon.ts';

/** A past-tense verb may be this many times as frequent as its other persons together. */
const PERSONS_SHARE = 8;
/** A verb whose two persons differ more than this many times is a name that begins like one: «تونس» and «يونس». */
const TWO_PERSONS_RATIO = 8;

/** A noun occurs with «ال» and without it; a name has only one of the two, or one of them this many times more often. */
const DEFINITE_RATIO = 16;

/** «الموسم», «لقاح», and not «العراق», «غاليليو»: a word that names nobody by itself. */
export function isCommon(surface: string, lexicon: Lexicon): boolean {
  const bare = surface.replace(/^(?:ال|[بفك]ال|لل)(?=\p{L}{2})/u, '');
  const [without, with_] = [lexicon.count(bare), lexicon.count(`ال${bare}`)];
  return (
    Math.min(without, with_) > 0 &&
    Math.min(without, with_) * DEFINITE_RATIO >= Math.max(without, with_)
  );
}

export function isPresent(word: string, lexicon: Lexicon): boolean {
  // «سيفتتح» of what is to come, «بيشتغل» of the dialects.
  const bare = word.replace(/^[سب](?=[يت]\p{L}{2})/u, '');
  if (!/^[يت]/u.test(bare)) return false;
  const rest = bare.slice(1);
  const he = lexicon.count(`ي${rest}`);
  const she = lexicon.count(`ت${rest}`);
  return Math.min(he, she) > 0 && Math.min(he, she) * TWO_PERSONS_RATIO >= Math.max(he, she);
}

export function hasPersons(he: string, lexicon: Lexicon): boolean {
  const times = lexicon.count(he);
  if (times === 0) return false;
  const past = [`${he}ت`, `${he}وا`];
  // «انتهى»: انتهت
  if (he.endsWith('ي')) past.push(`${he.slice(0, -1)}ت`);
  const total = (forms: readonly string[]) =>
    forms.reduce((sum, form) => sum + lexicon.count(form), 0);
  const inPast = total(past);
  // «انتهى»: ينتهي. «تصفية» is of no verb «صفية».
  const present = he.startsWith('ا') ? `ي${he.slice(1)}` : `ي${he}`;
  return inPast > 0 && (inPast + total([present])) * PERSONS_SHARE >= times;
}

/** «توفي», «توفيت», «بدأوا»: a verb of the past, in any person that the list has. */
export function isPast(word: string, lexicon: Lexicon): boolean {
  if (hasPersons(word, lexicon)) return true;
  const he = word.replace(/(?:ت|وا)$/u, '');
  if (he === word || he.length < 3 || lexicon.count(word) === 0) return false;
  return hasPersons(he, lexicon) || hasPersons(`${he}ي`, lexicon);
}

/** A word that is met no oftener is hardly printed: it may be of a dialect. */
export const SELDOM = 8;

/** «بيتعالج», «هيعيش», «كيتباع», «اتنفى», «كيضر»: shapes of verbs that no article prints. */
export function isDialectVerb(word: string, lexicon: Lexicon): boolean {
  // «بيتزرع»: what is done, by a verb that the list knows.
  const done = /^[بهحك]?[يت]ت(\p{L}{3})$/u.exec(word)?.[1];
  if (done && hasPersons(done, lexicon)) return true;
  if (lexicon.count(word) > SELDOM) return false;
  const short = /^[بهحك]([يت]\p{L}{2})$/u.exec(word)?.[1];
  if (short && lexicon.count(short) > 0) return true;
  return /^(?:[بهحك][يت]\p{L}{3,}|ا[تن]\p{L}{3,4}|ت\p{L}{2,3}ات)$/u.test(word);
}

/** Whether a word has the company or the shape of a verb, in any tense. */
export function isVerbShaped(word: string, lexicon: Lexicon): boolean {
  return isPresent(word, lexicon) || isPast(word, lexicon) || isDialectVerb(word, lexicon);
}
