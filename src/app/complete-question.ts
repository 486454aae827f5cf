/** Writes a question out with the name that it lacks: «وكم عدد سكانها؟» ─► «كم عدد سكان غانا؟». Pure. */

import type { Lexicon } from '../lexicon/lexicon.ts';
import { isCommon } from '../lexicon/shapes.ts';
import { askingWords } from '../retrieve/question.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords } from '../text/words.ts';
import { wordsWithin } from '../text/words-within.ts';
import type { FollowUp } from './reference.ts';
import { isDefinite, isVerb } from './word-kinds.ts';

/** @param last the question before, for one that has nothing but its asking. */
export function completeQuestion(
  followUp: FollowUp,
  name: string,
  last: string,
  lexicon: Lexicon,
): string {
  const { text, at, form, base, needsWhat } = followUp;
  if (form === 'asking') return ended(`${bare(text)} ${withoutAsking(last)}`);
  const before = text.slice(0, at.start);
  const after = text.slice(at.end);
  switch (form) {
    case 'first':
      return ended(`${name} ${text}`);
    case 'predicate':
      return ended(`${before}${name} ${after}`);
    case 'verb':
      return ended(`${agreeing(before, followUp, name, lexicon)} ${name}${after}`);
    case 'belonging':
    case 'pronoun':
      return ended(`${needsWhat ? 'ما ' : ''}${before}${base} ${name}${after}`);
    case 'preposition':
    case 'demonstrative':
      return ended(`${before}${joined(base, name)}${after}`);
    default:
      return ended(`${before}${name}${after}`);
  }
}

/** «متى افتتحت» of «السد»: nouns with «ال» and without ة are masculine, but for a few. */
function agreeing(before: string, { gender }: FollowUp, name: string, lexicon: Lexicon): string {
  const [head] = splitWords(name);
  const typed = head ? name.slice(head.start, head.end).replace(/\p{M}/gu, '') : '';
  const isMasculine =
    head !== undefined &&
    isDefinite(head.surface) &&
    isCommon(head.surface, lexicon) &&
    !/(?:ة|ى|اء|ات)$/u.test(typed) &&
    !FEMININE.has(head.surface.replace(/^ال/u, ''));
  const verb = splitWords(before).at(-1);
  if (gender !== 'she' || !isMasculine || !verb) return before;
  const his = [verb.surface.replace(/ت$/u, ''), verb.surface.replace(/^ت/u, 'ي')].find(
    (form) => form !== verb.surface && lexicon.count(form) > 0 && isVerb(form, lexicon),
  );
  if (his === undefined) return before;
  return his.startsWith('ي')
    ? `${before.slice(0, verb.start)}ي${before.slice(verb.start + 1)}`
    : before.trimEnd().replace(/ت\p{M}*$/u, '');
}

const FEMININE = new Set(
  searchForm('شمس أرض حرب نار دار بئر نفس يد عين سوق طريق روح ريح سن ساق كأس فأس سماء حال').split(
    ' ',
  ),
);

/** The last question, asked of another name; undefined if that name is not in it. */
export function askOfOtherName(
  { text, at }: FollowUp,
  name: string,
  last: string,
): string | undefined {
  // The question may spell the name in another way than the article's title.
  const place = wordsWithin(
    splitWords(name).map(({ surface }) => surface),
    last,
  );
  if (!place) return undefined;
  const other = text.slice(at.start, at.end);
  return ended(`${last.slice(0, place.start)}${other}${last.slice(place.end)}`);
}

/** «ل» and «الهرم» are «للهرم»; «في» stands alone. */
function joined(preposition: string, name: string): string {
  if (preposition === 'ل' && name.startsWith('ال')) return `لل${name.slice(2)}`;
  if (preposition.length === 1) return `${preposition}${name}`;
  return preposition === '' ? name : `${preposition} ${name}`;
}

/** What a question says besides asking. */
function withoutAsking(question: string): string {
  const kept = askingWords(question).words.filter(({ asks }) => !asks);
  return kept.map(({ start, end }) => question.slice(start, end)).join(' ');
}

const bare = (text: string) => text.replace(/[\s؟?.!،]+$/u, '');
const ended = (text: string) => `${bare(text.replace(/\s+/gu, ' ').trim())}؟`;
