/**
 * Retrieval shows a story once, however many papers print it. Where a number or a date is asked for, the other papers
 * are looked up again: they may print another one.
 */
import type { Retriever } from '../retrieve/retrieve.ts';
import { bestAnswer } from './answering.ts';
import { type Choice, type Chosen, conflictOf } from './choose.ts';
import { QUOTES_MAX } from './limits.ts';
import { Matcher } from './matcher.ts';
import { type Passage, readPassage, type Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';
import { disagree, sharedStems } from './same-story.ts';
import type { Window } from './windows.ts';

/** Passages of another paper's article among which its version is sought. */
const VERSIONS_MAX = 4;

/** The choice with the versions that disagree with its first quote put beside it. */
export async function withOtherVersions(
  question: ReadQuestion,
  choice: Choice,
  retriever: Pick<Retriever, 'retrieve'>,
): Promise<Choice> {
  const [first, ...rest] = choice.quotes;
  if (!first || (question.kind !== 'howMany' && question.kind !== 'when')) return choice;
  const differing: Chosen[] = [];
  for (const { id } of first.alsoIn) {
    const version = await versionIn(id, first.window, question, retriever);
    if (version && disagree(question, first.window, version)) {
      differing.push({ window: version, alsoIn: [] });
    }
  }
  if (differing.length === 0) return choice;
  const differ = new Set(differing.map(({ window }) => window.passage.hit.article.id));
  const alsoIn = first.alsoIn.filter(({ id }) => !differ.has(id));
  const quotes = [{ ...first, alsoIn }, ...differing, ...rest].slice(0, QUOTES_MAX);
  return { quotes, conflict: conflictOf(question, quotes) };
}

/** What an article says where the window's answer stands, as one sentence. It is as likely to answer as the window. */
async function versionIn(
  articleId: string,
  window: Window,
  question: ReadQuestion,
  retriever: Pick<Retriever, 'retrieve'>,
): Promise<Window | undefined> {
  const sentences = window.passage.sentences.slice(window.from, window.to);
  const answering = bestAnswer(question, sentences)?.sentence;
  if (!answering) return undefined;
  const own = oneSentence(window.passage, answering, window.probability);
  const matcher = new Matcher(question.askedWords);
  const hits = await retriever.retrieve(question, VERSIONS_MAX, { articleId });
  return hits
    .flatMap((hit) => {
      const passage = readPassage(hit, matcher);
      return passage.sentences.map((other) => oneSentence(passage, other, window.probability));
    })
    .map((version) => ({ version, shared: sharedStems(own, version) }))
    .sort((a, b) => b.shared - a.shared || a.version.start - b.version.start)[0]?.version;
}

function oneSentence(passage: Passage, main: Sentence, probability: number): Window {
  const from = passage.sentences.indexOf(main);
  return { passage, from, to: from + 1, main, probability, start: main.start, end: main.end };
}
