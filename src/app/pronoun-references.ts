/** What a pronoun or a demonstrative refers with, and what is left of its word: «سكانها» ─► «سكان …». Pure. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { searchForm } from '../text/normalise.ts';
import { CONJUNCTION } from './lead-in.ts';
import { DEMONSTRATIVES, FREE, genderOf, isSeveral, PREPOSITIONS } from './pronouns.ts';
import type { Reference } from './reference.ts';
import { isDefinite, isOfAPerson, isVerb, pronounOf } from './word-kinds.ts';
import type { Token } from './word-roles.ts';

/** «هذا العام» is when, and not which year was spoken of. */
const PERIODS = new Set(
  searchForm('العام السنة الشهر الأسبوع اليوم الموسم الوقت القرن الصباح المساء').split(' '),
);

export function demonstrated(
  text: string,
  tokens: readonly Token[],
  at: number,
  lexicon: Lexicon,
): Reference | undefined {
  const token = tokens[at]!;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  const glued = /^[بلوف]?/u.exec(text.slice(token.start, token.end))?.[0] ?? '';
  const preposition = DEMONSTRATIVES.has(token.surface) ? '' : glued.replace(/[وف]/u, '');
  const within = nounWithin(token.surface, lexicon);
  if (within !== undefined) {
    return {
      form: 'demonstrative',
      at: { start: token.start, end: token.end },
      base: glued.replace(/[وف]/u, ''),
      noun: within,
      person: isOfAPerson(within),
    };
  }
  // «هذه المدينة»; «المدرب ده» of Egypt.
  if (after && isDefinite(after.surface) && !PERIODS.has(after.surface)) {
    const span = { start: token.start, end: after.end };
    return {
      form: 'demonstrative',
      at: span,
      base: preposition,
      noun: after.surface.slice(2),
      person: isOfAPerson(after.surface.slice(2)),
    };
  }
  const ends = after === undefined || after.role !== 'names';
  const period = before && PERIODS.has(before.surface);
  if (before && !period && isDefinite(before.surface) && before.role !== 'asks' && ends) {
    return {
      form: 'demonstrative',
      at: { start: before.start, end: token.end },
      noun: before.surface.slice(2),
    };
  }
  const alone = tokens.every(({ role }) => role !== 'names');
  return alone && !isVerb(token.surface, lexicon)
    ? { form: 'demonstrative', at: { start: token.start, end: token.end }, base: preposition }
    : undefined;
}

/** «هذه», «بهذه», «هالمدينة». */
export const isDemonstrative = (surface: string, lexicon: Lexicon) =>
  DEMONSTRATIVES.has(bareOf(surface)) || nounWithin(surface, lexicon) !== undefined;

/** «مدينة» of «هالمدينة». */
function nounWithin(surface: string, lexicon: Lexicon): string | undefined {
  const noun = /^[بلفو]?هال(\p{L}{2,})$/u.exec(surface)?.[1];
  return noun !== undefined && isCommon(noun, lexicon) && !isCommon(surface, lexicon)
    ? noun
    : undefined;
}

/** «بهذه», «لذلك». */
const bareOf = (surface: string) => surface.replace(/^[بلوف](?=هذ|تلك|ذلك|هؤ|هات)/u, '');

export function pronounIn(text: string, token: Token, lexicon: Lexicon): Reference | undefined {
  const { start, end, surface } = token;
  const at = { start, end };
  const bare = surface.replace(CONJUNCTION, '');
  if (FREE.has(bare)) {
    return { form: 'free', at, gender: genderOf(bare), several: isSeveral(bare) };
  }
  const preposition = PREPOSITIONS.get(surface) ?? PREPOSITIONS.get(bare);
  if (preposition !== undefined) {
    return {
      form: 'preposition',
      at,
      base: preposition,
      gender: genderOf(bare),
      several: isSeveral(bare),
    };
  }
  const typed = text.slice(start, end);
  const leaning = pronounOf(typed.replace(/\p{M}/gu, ''), surface, lexicon);
  if (!leaning) return undefined;
  const { pronoun } = leaning;
  const cut = new RegExp(`${[...pronoun].join('\\p{M}*')}\\p{M}*$`, 'u');
  return {
    form: 'pronoun',
    at,
    base: spelledWithout(typed.replace(cut, ''), leaning.base),
    gender: genderOf(pronoun),
    several: isSeveral(pronoun),
    person: isOfAPerson(leaning.base),
  };
}

/** «عاصمت» ─► «عاصمة», «بنا» ─► «بنى»: how a word ends that has lost its pronoun. */
function spelledWithout(typed: string, base: string): string {
  if (base.endsWith('ه') && /ت\p{M}*$/u.test(typed)) return typed.replace(/ت\p{M}*$/u, 'ة');
  if (base.endsWith('ي') && typed.endsWith('ا')) return `${typed.slice(0, -1)}ى`;
  return typed.replace(/[ئؤ]$/u, 'ء');
}
