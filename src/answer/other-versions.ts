/**
 * Retrieval shows a story once, however many papers print it. Where the answer is a number or a date, the other papers
 * are read as well: they may print another one.
 */
import type { Retriever } from '../retrieve/retrieve.ts';
import { type Choice, type Chosen, conflictOf } from './choose.ts';
import { type JudgedPassage, judge } from './judge.ts';
import { QUOTES_MAX } from './limits.ts';
import { passagesOf } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import type { ReadPassage } from './read.ts';
import { answerOf, disagree } from './same-story.ts';
import { valuesOf } from './values.ts';
import { windowsOf } from './windows.ts';

/** Other papers whose version is read, the first passage of each. */
const VERSIONS_MAX = 2;

export interface VersionParts {
  readonly retriever: Pick<Retriever, 'retrieve'>;
  readonly read: (passages: ReturnType<typeof passagesOf>) => Promise<ReadPassage[]>;
  readonly temperature: number;
}

/** The choice with the versions that disagree with its first quote put beside it. @throws ReaderError */
export async function withOtherVersions(
  question: ReadQuestion,
  choice: Choice,
  parts: VersionParts,
): Promise<Choice> {
  const [first, ...rest] = choice.quotes;
  const answer = first && answerOf(first.window);
  if (answer === undefined || !hasValue(answer) || first!.alsoIn.length === 0) return choice;
  const passages = await versions(question, first!, parts);
  const differing = passages
    .flatMap((passage) => windowsOf(passage).slice(0, 1))
    .filter((window) => disagree(first!.window, window))
    .map((window): Chosen => ({ window, alsoIn: [] }));
  if (differing.length === 0) return choice;
  const differ = new Set(differing.map(({ window }) => window.passage.hit.article.id));
  const alsoIn = first!.alsoIn.filter(({ id }) => !differ.has(id));
  const quotes = [{ ...first!, alsoIn }, ...differing, ...rest].slice(0, QUOTES_MAX);
  return { quotes, conflict: conflictOf(quotes) };
}

async function versions(
  question: ReadQuestion,
  { alsoIn }: Chosen,
  { retriever, read, temperature }: VersionParts,
): Promise<readonly JudgedPassage[]> {
  const found = await Promise.all(
    alsoIn
      .slice(0, VERSIONS_MAX)
      .map(({ id }) => retriever.retrieve(question, 1, { articleId: id })),
  );
  return judge(await read(passagesOf(found.flat())), { temperature }).passages;
}

function hasValue(answer: string): boolean {
  const { dates, numbers } = valuesOf(answer);
  return dates.length + numbers.length > 0;
}
