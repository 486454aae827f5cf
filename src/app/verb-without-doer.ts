/** Verbs that do not say who does it, and what only belongs to something: «متى تولى العرش؟», «عدد الزوار؟». Pure. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { searchForm } from '../text/normalise.ts';
import { isPreposition } from '../text/stopwords.ts';
import type { Reference } from './reference.ts';
import {
  COUNTS,
  isDefinite,
  isKin,
  isOfAPerson,
  isOfHer,
  isTaking,
  mayBeDoneTo,
  THAT,
  takesNoObject,
  takesPlaces,
  WAS,
} from './word-kinds.ts';
import { DOERS, type Token } from './word-roles.ts';

/**
 * «متى نالت استقلالها؟», «كم دولة يمر بها؟»: the question leaves out who did it, and the pronoun means that, or what is counted.
 * «أين يقع مقرها؟» has it.
 */
export function besideVerb(
  tokens: readonly Token[],
  verb: Token,
  { start, end }: Token,
  pronoun: Reference,
  lexicon: Lexicon,
): Reference {
  const does = afterVerb(verb, lexicon);
  const next = tokens[tokens.indexOf(verb) + 1];
  const counted = tokens.some(({ role, end: to }) => role === 'asked' && to <= verb.start);
  if (counted && pronoun.form === 'preposition' && does.gender !== pronoun.gender) {
    return { ...does, at: { start: end, end } };
  }
  const own = pronoun.form === 'pronoun' && next?.start === start && !isKin(pronoun.base ?? '');
  return own && does.gender === pronoun.gender ? does : pronoun;
}

export const afterVerb = ({ end, surface }: Token, lexicon: Lexicon): Reference => ({
  form: 'verb',
  at: { start: end, end },
  gender: isOfHer(surface, lexicon) ? 'she' : 'he',
  person: isOfAPerson(surface),
});

/**
 * «متى تولى العرش؟», «كم يبعد عن الشمس؟»: what follows the verb is as likely what somebody did. «من اخترع البنسلين؟» asks
 * for the one who did it, and leaves out nobody.
 */
export function withoutDoer(
  text: string,
  tokens: readonly Token[],
  verb: Token,
  names: readonly Token[],
  continues: boolean,
  lexicon: Lexicon,
): Reference | undefined {
  const at = tokens.indexOf(verb);
  const before = beforeVerb(tokens, verb);
  const counted = before?.role === 'asked' && !isTaking(verb.surface);
  if (counted || names.some(({ start }) => start < verb.start)) return undefined;
  if (isOfThat(tokens, verb)) return undefined;
  const ofDoer = before?.role === 'asks' && before.surface !== 'هل' && DOERS.has(before.surface);
  // «من الذين نالوا …؟»
  const ofThose =
    before !== undefined && THAT.has(before.surface) && beforeVerb(tokens, before)?.role === 'asks';
  if (ofDoer || ofThose) return undefined;
  const counting = tokens[at + 1];
  if (counting?.role === 'asks' && COUNTS.has(counting.surface)) {
    // «جاب كام جون في كاس العالم؟»: what is counted follows, and the rest is after a preposition.
    const alone = names.every((name) => name.role === 'names' && isWithin(tokens, name));
    return alone ? { ...afterVerb(verb, lexicon), sure: continues ? 'sure' : 'likely' } : undefined;
  }
  const after = tokens.slice(at + 1).filter(({ role }) => role !== 'asks');
  const said = after.filter(({ role }) => role !== 'function');
  const [next] = after;
  const [name] = said;
  if (!next || !name || !isWritten(text, name) || said.length > TAKEN_WORDS_MAX) return undefined;
  if (isCountedDoer(tokens, verb)) return undefined;
  const direct = !isPreposition(next.surface);
  if (isPassive(text.slice(verb.start, verb.end)) && direct) return undefined;
  const reference = {
    ...afterVerb(verb, lexicon),
    sure: continues ? 'likely' : 'perhaps',
  } as const;
  if (isPreposition(next.surface) || /^(?:[بف]ال|لل)/u.test(name.surface)) {
    const unknown = continues || (said.length === 1 && isTaking(verb.surface));
    return unknown || PRESENT_OF_PLACE.test(verb.surface) ? reference : undefined;
  }
  const named = said.filter(({ role }) => role === 'names');
  if (continues && takesPlaces(verb.surface) && named.length === 1 && name === named[0])
    return reference;
  if (!isTaking(verb.surface) || hasDoer(verb, after)) return undefined;
  // «ومتى اخترعت الطباعة؟»: it is what was done.
  const doneTo = mayBeDoneTo(verb.surface);
  if (doneTo && reference.gender === 'she' && name.surface.endsWith('ه')) return undefined;
  if (PRIZES.has(name.surface)) return { ...reference, person: true, sure: 'likely' };
  const won = isCommon(name.surface, lexicon);
  if (continues && (won || name.role === 'belonging') && !doneTo) return reference;
  return said.length === 1 && name.role === 'names' && isDefinite(name.surface)
    ? reference
    : undefined;
}

/** «في كاس العالم»: a name after a preposition, and its further words. */
function isWithin(tokens: readonly Token[], name: Token): boolean {
  const before = tokens.slice(0, tokens.indexOf(name)).findLast(({ role }) => role !== 'names');
  return before !== undefined && isPreposition(before.surface);
}

/**
 * Whether the noun after a taking verb is who takes: «متى فازت السعودية بالكأس؟», since nobody wins a noun without its
 * preposition; «متى تولت الملكة إليزابيث الحكم؟», since a noun with «ال» has nothing without it after it.
 */
function hasDoer(verb: Token, [name, next, ...rest]: readonly Token[]): boolean {
  if (!name || name.role === 'pronoun') return false;
  if (takesNoObject(verb.surface)) return true;
  if (!next) return false;
  const after = [next, ...rest];
  if (!isDefinite(name.surface)) {
    // «دخل رقص العمود نوادي أوروبا»
    const closing = after.findIndex(({ surface }) => isDefinite(surface));
    const second =
      closing < 0 ? undefined : after.slice(closing).find(({ surface }) => !isDefinite(surface));
    return second?.role === 'names' || second?.role === 'belonging';
  }
  // «وصل الربيع العربي إلى ليبيا»: its adjectives are passed over.
  const noun = after.find(({ surface }) => !isDefinite(surface));
  if (noun?.surface === 'الي' || noun?.role === 'names') return true;
  return noun?.role === 'belonging' && noun === next;
}

const beforeVerb = (tokens: readonly Token[], verb: Token) =>
  tokens.slice(0, tokens.indexOf(verb)).findLast(({ surface }) => !WAS.has(surface));

/** «من العداء الذي ربح السباق؟», «ما الحيوان الذي لا ينام؟» ask for the one who does; «مين اللي فاز؟» asks it of something. */
export function isOfThat(tokens: readonly Token[], verb: Token): boolean {
  const at = tokens.indexOf(verb);
  const that = tokens.findLastIndex(({ surface }, i) => i < at && THAT.has(surface));
  const between = tokens.slice(that + 1, at);
  return (
    isDefinite(tokens[that - 1]?.surface ?? '') && between.every(({ role }) => role === 'function')
  );
}

/** «كم لاعبًا نال الجائزة؟»: who is counted did it; years and times did not. */
export function isCountedDoer(tokens: readonly Token[], verb: Token): boolean {
  const counted = beforeVerb(tokens, verb);
  const next = tokens[tokens.indexOf(verb) + 1];
  if (counted?.role !== 'asked' || COUNTED_TIMES.has(counted.surface)) return false;
  return isTaking(verb.surface) && next !== undefined && next.role !== 'function';
}

/** More words than so name who does it, too. */
const TAKEN_WORDS_MAX = 4;
const COUNTED_TIMES = new Set(searchForm('سنة عام شهر يوم أسبوع ساعة مرة').split(' '));
/** «رُزقت», «يُسمح», if the vowel is written. */
const isPassive = (typed: string) => /^\p{L}\u064f/u.test(typed);

/** Names that win nothing themselves. */
const PRIZES = new Set(searchForm('نوبل أوسكار بوكر بوليتزر').split(' '));
/** «يبعد عن», «تنتقل من»: of a thing that was spoken of. */
const PRESENT_OF_PLACE = /^[يت](?:بعد|قع|نتقل|ختلف)/u;

const isWritten = (text: string, { start, end }: Token) =>
  /^\p{L}+$/u.test(text.slice(start, end).replace(/\p{M}/gu, ''));

const COUNTED_OF = new Set(searchForm('عدد نسبة أسماء قائمة').split(' '));
/** «عدد الزوار؟» of what? */
export function ofThat(
  text: string,
  tokens: readonly Token[],
  names: readonly Token[],
  lexicon: Lexicon,
): Reference | undefined {
  const [name] = names;
  const before = name && tokens[tokens.indexOf(name) - 1];
  const alone = tokens.every(
    ({ role }) => role === 'asks' || role === 'belonging' || role === 'names',
  );
  if (!name || !alone || names.length > 1 || before?.role !== 'belonging') return undefined;
  if (!COUNTED_OF.has(before.surface) || !/^ال/u.test(name.surface)) return undefined;
  if (name !== tokens.at(-1) || !isCommon(name.surface, lexicon)) return undefined;
  const needsWhat = !tokens.some(({ role }) => role === 'asks');
  return { ...ofWhat(text, name, needsWhat), sure: 'perhaps' };
}

/** «عدد السكان» ─► «عدد سكان …». */
export function ofWhat(
  text: string,
  { start, end, surface }: Token,
  needsWhat: boolean,
): Reference {
  const typed = text.slice(start, end);
  const base = surface.startsWith('ال') ? typed.replace(/^ال/u, '') : typed;
  return { form: 'belonging', at: { start, end }, base, person: isOfAPerson(base), needsWhat };
}
