/** What is remembered of a conversation: a few questions and what each was about. */
import type { Lexicon } from '../lexicon/lexicon.ts';
import { askingWords } from '../retrieve/question.ts';
import type { Answer, QuestionKind } from '../types.ts';
import { shownIn } from './shown.ts';
import { foundIn, type Subject, subjectsOf } from './subject.ts';

export interface Turn {
  /** The question as it was understood. */
  readonly question: string;
  readonly kind: QuestionKind;
  /** Whom or what it was about; several where it does not choose among them, none where it names nothing. */
  readonly subjects: readonly Subject[];
  /** What else it named. */
  readonly beside: readonly Subject[];
  /** A name that an answer gave: «بلغراد» for «ما عاصمة صربيا؟». */
  readonly found?: Subject;
  /** Whom the answer to «من …؟» speaks of, where it is not told which of them is asked for. */
  readonly shown?: readonly Subject[];
  /** What was typed, where that was understood as something else, or waits for a name. */
  readonly typed?: string;
  /** Set where the person was asked back whom they mean: the next message may say it. */
  readonly waits?: boolean;
}

/** Turns that are remembered of one conversation. */
export const TURNS_MAX = 4;
/** After this, people have forgotten too what they were talking about. */
export const REMEMBERED_MS = 30 * 60_000;

/**
 * @param question as it was understood; its names are spelled as they were searched for, where it was mended.
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
  const named = subjectsOf(said, titles, lexicon);
  const { kind } = askingWords(said);
  const found = answer && foundIn(answer, kind, lexicon);
  const shown = answer && !found && kind === 'who' ? shownIn(said, answer, lexicon) : [];
  return {
    question: said,
    kind,
    subjects: about ? [about] : named.subjects,
    beside: named.beside,
    ...(found ? { found } : {}),
    ...(shown.length > 0 ? { shown } : {}),
    ...(typed === undefined ? {} : { typed }),
  };
}
