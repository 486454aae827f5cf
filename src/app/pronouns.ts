/** Pronouns that stand alone or on a preposition, in search form, and what they say of whom is meant. */
import { searchForm } from '../text/normalise.ts';
import { CONJUNCTION } from './lead-in.ts';
import type { Gender } from './reference.ts';
import { isDefinite } from './word-kinds.ts';

export const FREE = new Set(['هو', 'هي', 'هم', 'هما', 'هن', 'هوه', 'هيه', 'هيا', 'هوي', 'هيي']);
export const DEMONSTRATIVES = new Set(
  searchForm(
    'هذا هذه ذلك تلك هذان هذين هاتان هاتين هؤلاء ده دي هاد هادا هادي هاي هذي هيدا هيدي',
  ).split(' '),
);

const PRONOUNS = ['ه', 'ها', 'هم', 'هما', 'هن'];
/** Prepositions, as they are with a pronoun. */
export const PREPOSITIONS = new Map(
  [
    ['في', 'في'],
    ['ب', 'ب'],
    ['ل', 'ل'],
    ['من', 'من'],
    ['عن', 'عن'],
    ['علي', 'على'],
    ['الي', 'إلى'],
    ['مع', 'مع'],
    ['عند', 'عند'],
    ['لدي', 'لدى'],
    ['بين', 'بين'],
    ['حول', 'حول'],
    ['ديال', 'ديال'],
    ['بتاع', 'بتاع'],
    ['تاع', 'تاع'],
    ['معا', 'مع'],
    ['ليل', 'ل'],
  ].flatMap(([with_, alone]) =>
    [...PRONOUNS, ...(/^(?:ديال|بتاع|تاع|عند|مع)$/u.test(with_!) ? ['و'] : [])].map(
      (pronoun) => [`${with_}${pronoun}`, alone!] as const,
    ),
  ),
);
for (const [spoken, written] of [
  ...['إلو', 'إله', 'إلها', 'إلهم', 'ليه', 'ليها', 'ليهم'].map((form) => [form, 'ل']),
  ...['بيه', 'بيها', 'بيهم'].map((form) => [form, 'ب']),
]) {
  PREPOSITIONS.set(searchForm(spoken!), written!);
}
PREPOSITIONS.delete('ليله');

/** «عليه», «وفيها»; «علية» is a name, «إله البحار» a noun. */
export const isWithPreposition = (typed: string, surface: string, next: string | undefined) =>
  !/ة\p{M}*$/u.test(typed) &&
  !(/[إآا]له$/u.test(typed) && isDefinite(next ?? '')) &&
  (PREPOSITIONS.has(surface) || PREPOSITIONS.has(surface.replace(CONJUNCTION, '')));

export const genderOf = (pronoun: string): Gender | undefined =>
  /(?:ها|هي|هن|هيه|هيا|هيي)$/u.test(pronoun)
    ? 'she'
    : /(?:هم|هما)$/u.test(pronoun)
      ? undefined
      : 'he';
export const isSeveral = (pronoun: string) => /(?:هم|هما|هن)$/u.test(pronoun);
