/** What a person means by a question, after what was said before. Pure. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { askingWords, isFunctionWord } from '../retrieve/question.ts';
import { KEPT_NOUNS } from '../retrieve/question-words.ts';
import { searchForm } from '../text/normalise.ts';
import { splitWords } from '../text/words.ts';
import { askOfOtherName, completeQuestion } from './complete-question.ts';
import { type Description, descriptionIn, isAboutItself, placeIn } from './description.ts';
import { followUpOf } from './follow-up.ts';
import { withoutLeadIn } from './lead-in.ts';
import type { FollowUp, Sureness } from './reference.ts';
import { type Subject, subjectsOf } from './subject.ts';
import type { Turn } from './turn.ts';
import { isDefinite, isKin, isOfAPerson, isVerb, THAT } from './word-kinds.ts';

export type Understanding =
  /** It is complete by itself. */
  | { readonly kind: 'asTyped' }
  /** Written out with the subject of before. If it is not `sure`, the articles decide. */
  | {
      readonly kind: 'filled';
      readonly question: string;
      readonly about: Subject;
      readonly sure: Sureness;
    }
  /** The bot asks whom or what is meant; no names if there is no subject of before. */
  | { readonly kind: 'unclear'; readonly names: readonly string[] };

const AS_TYPED: Understanding = { kind: 'asTyped' };

/** At most this many names are offered. */
const NAMES_MAX = 3;

/** @param turns the newest first. */
export function understand(
  message: string,
  turns: readonly Turn[],
  lexicon: Lexicon,
): Understanding {
  // «سكانهاا»
  const typed = message.replace(/ا{2,}(?!\p{L})/gu, 'ا');
  const [last] = turns;
  const said = last?.waits && last.typed !== undefined ? nameFor(typed, last, lexicon) : undefined;
  if (said && last?.typed !== undefined) {
    const question = writtenOut(last.typed, said.name, turns.slice(1), lexicon);
    if (question !== undefined) return { kind: 'filled', question, about: said, sure: 'sure' };
  }
  const repeated = repeatedIn(typed, turns, lexicon);
  if (repeated) return repeated;
  const followUp = followUpOf(typed, lexicon);
  if (!followUp) return AS_TYPED;
  const spokenOf = turns.find(isOfSomething);
  if (!spokenOf)
    return followUp.sure === 'sure' && followUp.form !== 'other'
      ? { kind: 'unclear', names: [] }
      : AS_TYPED;
  if (followUp.form === 'other') return otherOf(followUp, spokenOf);
  const meant = meantBy(followUp, turns);
  // A long list is no short question.
  if (meant.length > 1) {
    return {
      kind: 'unclear',
      names: meant.length > NAMES_MAX ? [] : meant.map(({ name }) => name),
    };
  }
  const names = namesFor(followUp, meant[0], spokenOf, turns, lexicon);
  if (!names) return AS_TYPED;
  const [about] = names;
  if (names.length !== 1 || !about) {
    return { kind: 'unclear', names: names.slice(0, NAMES_MAX).map(({ name }) => name) };
  }
  const question = completeQuestion(followUp, about.name, askedIn(spokenOf), lexicon);
  return { kind: 'filled', question, about, sure: followUp.sure };
}

/** Whom or what a question is about: who is named, or what was asked for. Undefined if there is neither. */
function namesFor(
  followUp: FollowUp,
  meant: Subject | undefined,
  spokenOf: Turn,
  turns: readonly Turn[],
  lexicon: Lexicon,
): readonly Subject[] | undefined {
  const described = descriptionIn(askedIn(spokenOf));
  const named = meant ?? described?.subject;
  if (!named) return undefined;
  const asked = described ? [described.subject] : [];
  if (isFound(named, turns)) return [named];
  if (described?.chosen && goesOnOf(described, followUp))
    return spokenOf.found ? [spokenOf.found] : asked;
  // «من اكتشف الأنسولين؟ ومتى ولد؟»: the one who did it, whom no answer named surely.
  const somebody = followUp.person && spokenOf.kind === 'who' && mayName(spokenOf);
  if (somebody && !isPerson(named, turns)) {
    const { people = [] } = spokenOf;
    return people.length > 0 ? people : asked;
  }
  // «هذه المدينة», if the answer to the last question may have been a city that it did not name surely.
  const strange = followUp.noun !== undefined && !hasWord(named.name, followUp.noun);
  if (strange && mayName(spokenOf)) {
    const noun = typedNoun(followUp);
    const place = noun === undefined ? undefined : placeIn(askedIn(spokenOf), noun, lexicon);
    if (place) return [place];
    return mayBe(followUp.noun, spokenOf) ? asked : [];
  }
  return [named];
}

/** «المدينة», of «هذه المدينة» and «هالمدينة». */
function typedNoun({ text, at }: FollowUp): string | undefined {
  const span = text.slice(at.start, at.end);
  return splitWords(span)
    .map(({ start, end }) => span.slice(start, end).replace(/^[بلفو]?ه(?=ال)/u, ''))
    .find((word) => isDefinite(searchForm(word)));
}

/** Whether a pronoun or verb goes on of what was chosen from among many. */
const goesOnOf = ({ ofHer }: Description, { form, gender, person }: FollowUp) =>
  form !== 'belonging' && form !== 'asking' && !person && gender === (ofHer ? 'she' : 'he');

/** «هذا الملك» may be who did something, «هذه المدينة» may not. */
const mayBe = (noun: string | undefined, turn: Turn) =>
  turn.kind !== 'who' ||
  (noun !== undefined && (isKin(noun) || PERSONS.has(noun) || doesIt(noun, askedIn(turn))));

/** «هذا الملحن» of «من لحّن …؟», «هذا المخترع» of «من اخترع …؟». */
const doesIt = (noun: string, question: string) =>
  splitWords(question).some(
    ({ surface }) => surface.length > 2 && noun === `م${surface.replace(/^ا/u, '')}`,
  );
const PERSONS = new Set(searchForm(KEPT_NOUNS.who).split(' '));

const isOfSomething = (turn: Turn) =>
  turn.subjects.length > 0 ||
  turn.found !== undefined ||
  descriptionIn(askedIn(turn)) !== undefined;

const askedIn = ({ question, last = question }: Turn) => last;

/** «ومتى ينتهي الموسم؟» after «موسم الهجن»: the first word of the name alone, with «ال». */
function repeatedIn(
  typed: string,
  turns: readonly Turn[],
  lexicon: Lexicon,
): Understanding | undefined {
  const words = askingWords(typed).words;
  for (const about of turns
    .slice(0, 1)
    .flatMap(({ subjects, beside }) => [...subjects, ...beside])) {
    const [first, ...rest] = splitWords(about.name);
    if (!first || rest.length === 0 || isChosenFrom(first.surface, turns[0]!)) continue;
    const definite = `ال${first.surface.replace(/^ال/u, '')}`;
    const at = words.findIndex(({ surface }) => surface === definite);
    const word = words[at];
    if (!word || rest.some(({ surface }) => words.some((other) => other.surface === surface)))
      continue;
    // «الثورة الصناعية» is another.
    const next = words[at + 1];
    if (next && THAT.has(next.surface)) continue;
    if (next && !next.asks && !isFunctionWord(next.surface) && !isVerb(next.surface, lexicon))
      continue;
    const whole = `${typed.slice(0, word.start)}${about.name}${typed.slice(word.end)}`;
    const question = withoutLeadIn(whole.trim(), lexicon).text;
    return { kind: 'filled', question, about, sure: 'likely' };
  }
  return undefined;
}

/** «فضاء عربي» of «من أول رائد فضاء عربي؟» is no name: what is chosen was asked for. */
const isChosenFrom = (first: string, turn: Turn) =>
  !isDefinite(first) && descriptionIn(askedIn(turn))?.chosen === true;

/** A question that waits for a name, with it; undefined if it lacks none. */
export function writtenOut(
  typed: string,
  name: string,
  before: readonly Turn[],
  lexicon: Lexicon,
): string | undefined {
  const followUp = followUpOf(typed, lexicon);
  return followUp && completeQuestion(followUp, name, before[0] ? askedIn(before[0]) : '', lexicon);
}

/** Whether a question asks for a name: «ما عاصمة صربيا؟», «عاصمة صربيا», and not «متى …؟» or «من هو …؟», whose subject is named. */
const mayName = (turn: Turn) =>
  (turn.kind === 'who' ||
    turn.kind === 'where' ||
    turn.kind === 'what' ||
    (turn.kind === 'other' && descriptionIn(askedIn(turn)) !== undefined)) &&
  !isAboutItself(askedIn(turn), turn.subjects[0]);

/** Whether such a thing was asked of it as only a person does. */
const isPerson = ({ name }: Subject, turns: readonly Turn[]) =>
  turns.some(
    (turn) =>
      turn.subjects.some((subject) => subject.name === name) &&
      (turn.kind === 'who'
        ? !mayName(turn)
        : askingWords(askedIn(turn)).words.some(({ surface }) => isOfAPerson(surface))),
  );

const isFound = ({ name }: Subject, turns: readonly Turn[]) =>
  turns.some(({ found }) => found?.name === name);

function otherOf(followUp: FollowUp, turn: Turn): Understanding {
  const { subjects } = turn;
  const [subject] = subjects;
  const filled = subject && askOfOtherName(followUp, subject.name, askedIn(turn));
  if (!filled || subjects.length > 1) return AS_TYPED;
  const name = followUp.text.slice(followUp.at.start, followUp.at.end);
  return { kind: 'filled', question: filled, about: { name }, sure: followUp.sure };
}

/** Whom a question means; several if the conversation does not tell. */
function meantBy(followUp: FollowUp, turns: readonly Turn[]): readonly Subject[] {
  for (const turn of turns) {
    const meant = meantIn(followUp, turn);
    if (meant.length > 0) return meant;
  }
  // Of a name without a mark of it, the gender is a guess.
  const { subjects = [], found } =
    turns.find((turn) => turn.subjects.length > 0 || turn.found) ?? {};
  return subjects.length > 0 ? subjects : found ? [found] : [];
}

function meantIn(followUp: FollowUp, { subjects, beside, found, kind }: Turn): readonly Subject[] {
  if (followUp.several && subjects.length > 1) {
    return [{ name: subjects.map(({ name }) => name).join(' و') }];
  }
  if (followUp.form === 'demonstrative' && followUp.noun !== undefined) {
    const named = subjects.filter(({ name }) => hasWord(name, followUp.noun!));
    if (named.length > 0) return named;
    if (found) return [found];
  }
  if (followUp.form === 'asking') return subjects.slice(0, 1);
  // «من اكتشف الأنسولين؟ ومتى ولد؟»: the one who did it. «من هو …؟» is of one person from the beginning.
  if (followUp.person && kind === 'who' && subjects.length < 2 && found && agrees(found, followUp))
    return [found];
  const agreeing = subjects.filter((subject) => agrees(subject, followUp));
  if (agreeing.length > 0) return agreeing;
  if (found && agrees(found, followUp)) return [found];
  const [subject] = subjects;
  if (!subject || followUp.gender === undefined) return [];
  // Only what a name shows itself is sure enough to look for another.
  const shown = genderOfName(subject.name);
  if (followUp.gender === 'she') {
    return [...tailOf(subject), ...beside]
      .filter(({ name }) => genderOfName(name) === 'she')
      .slice(0, 1);
  }
  return shown === 'she' ? beside.slice(0, 1) : [];
}

/** «جامعة الدول العربية» of «ميثاق جامعة الدول العربية». */
function tailOf({ name }: Subject): Subject[] {
  const [, second] = splitWords(name);
  return second ? [{ name: name.slice(second.start) }] : [];
}

function agrees({ name, gender }: Subject, followUp: FollowUp): boolean {
  if (followUp.gender === undefined) return true;
  const known = gender ?? genderOfName(name);
  return known === undefined || known === followUp.gender;
}

/** «جامعة», «الثورة» are feminine; of other names nothing is known. */
function genderOfName(name: string): 'she' | undefined {
  const [first] = splitWords(name);
  return first && /ة\p{M}*$/u.test(name.slice(first.start, first.end)) ? 'she' : undefined;
}

const hasWord = (name: string, word: string) =>
  splitWords(name).some(({ surface }) => surface === word || surface === `ال${word}`);

/** The name that was asked back for: one of those that were offered, or a message that is nothing but a name. */
function nameFor(typed: string, { subjects }: Turn, lexicon: Lexicon): Subject | undefined {
  const words = splitWords(typed).map(({ surface }) => surface.replace(/^[وف](?=ال)/u, ''));
  if (words.length === 0 || words.length > NAME_WORDS_MAX) return undefined;
  const offered = subjects.filter(({ name }) =>
    splitWords(name).some(({ surface }) => surface.length > 2 && words.includes(surface)),
  );
  if (offered.length === 1) return offered[0];
  if (/[؟?]/u.test(typed) || followUpOf(typed, lexicon) !== undefined) return undefined;
  const [named] = subjectsOf(typed, [], lexicon).subjects;
  return named && splitWords(named.name).length === words.length ? named : undefined;
}
const NAME_WORDS_MAX = 5;
