/** What is remembered of a conversation: a few questions and what each was about. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { askingWords } from '../retrieve/question.ts';
import { splitWords } from '../text/words.ts';
import type { Answer, QuestionKind } from '../types.ts';
import { isAboutItself } from './description.ts';
import { foundIn } from './found-name.ts';
import { peopleInQuotes } from './people-in-quotes.ts';
import { type Subject, subjectsOf } from './subject.ts';

export interface Turn {
  /** The question as it was understood. */
  readonly question: string;
  /** The last of several questions, if they ask for different things: follow-ups are about it. */
  readonly last?: string;
  readonly kind: QuestionKind;
  /** Whom or what it was about; several if it does not choose among them, none if it names nothing. */
  readonly subjects: readonly Subject[];
  /** Other names in it. */
  readonly beside: readonly Subject[];
  /** A name that an answer gave: «بلغراد» for «ما عاصمة صربيا؟». */
  readonly found?: Subject;
  /** The people in the answer to «من …؟», if it does not tell which of them is the answer. */
  readonly people?: readonly Subject[];
  /** What was typed, if that was understood as something else, or waits for a name. */
  readonly typed?: string;
  /** Set if the bot asked whom the person means: the next message may tell. */
  readonly waits?: boolean;
}

/** Turns that are remembered of one conversation. */
export const TURNS_MAX = 4;
/** After this, people have forgotten too what they were talking about. */
export const REMEMBERED_MS = 30 * 60_000;

/**
 * @param question as it was understood; its names are spelled as they were searched for, if it was mended.
 * @param about what the question was written out with.
 */
export function turnOf(
  question: string,
  answer: Answer | undefined,
  lexicon: Lexicon,
  { typed, about }: { typed?: string; about?: Subject | undefined } = {},
): Turn {
  const said = answer?.searchedFor ?? question;
  const titles = answer?.quotes.map(({ title }) => title) ?? [];
  const last = lastOf(said, lexicon);
  const named = subjectsOf(last, titles, lexicon);
  const { kind } = askingWords(last);
  const found =
    answer && !isAboutItself(last, named.subjects[0]) ? foundIn(last, answer, lexicon) : undefined;
  const people = answer && !found && kind === 'who' ? peopleInQuotes(last, answer, lexicon) : [];
  return {
    question: said,
    ...(last === said ? {} : { last }),
    kind,
    subjects: about ? [about] : named.subjects,
    beside: named.beside,
    ...(found ? { found } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(typed === undefined ? {} : { typed }),
  };
}

const CORRECTION = /^(?:لا|أقصد|اقصد|قصدي|أعني|اعني)(?!\p{L})[\s،,:]*/u;

/** «متى تأسس الأهلي؟ ومن أسس الزمالك؟»: the second; «متى استقلت غانا؟ ومتى استقلت هايتي؟» is of both. */
function lastOf(text: string, lexicon: Lexicon): string {
  const questions = text.split(/(?<=[؟?])/u).filter((part) => splitWords(part).length > 0);
  const said = questions.at(-1)?.trim();
  const [first, last] = [questions.at(0), said?.replace(CORRECTION, '')];
  if (questions.length < 2 || !first || !last) return text;
  if (last !== said) return last;
  return frameOf(first, lexicon) === frameOf(last, lexicon) ? text : last;
}

/** What a question says besides its subjects. */
function frameOf(question: string, lexicon: Lexicon): string {
  const { subjects } = subjectsOf(question, [], lexicon);
  const named = new Set(
    subjects.flatMap(({ name }) => splitWords(name).map(({ surface }) => surface)),
  );
  return splitWords(question)
    .map(({ surface }) => surface.replace(/^و(?=\p{L}{2})/u, ''))
    .filter((surface) => !named.has(surface))
    .join(' ');
}
