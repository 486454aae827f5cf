/**
 * Retrieval shows a story once, however many papers print it. Where a number or a date is asked for, the other papers
 * are looked up again: they may print another one.
 */
import type { Retriever } from '../retrieve/retrieve.ts';
import { type Choice, type Chosen, conflictOf } from './choose.ts';
import { QUOTES_MAX } from './limits.ts';
import { Matcher } from './matcher.ts';
import { readPassage } from './passages.ts';
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

/** The sentence of an article that says most nearly what the window says. It is as likely to answer as that. */
async function versionIn(
  articleId: string,
  window: Window,
  question: ReadQuestion,
  retriever: Pick<Retriever, 'retrieve'>,
): Promise<Window | undefined> {
  const hits = await retriever.retrieve(question, VERSIONS_MAX, { articleId });
  const matcher = new Matcher(question.askedWords);
  const main: Window = {
    ...window,
    from: window.passage.sentences.indexOf(window.main),
    to: window.passage.sentences.indexOf(window.main) + 1,
  };
  const versions = hits.flatMap((hit) => {
    const passage = readPassage(hit, matcher);
    return passage.sentences.map((sentence, s): Window => {
      const { start, end } = sentence;
      return {
        passage,
        from: s,
        to: s + 1,
        main: sentence,
        probability: window.probability,
        start,
        end,
      };
    });
  });
  return versions
    .map((version) => ({ version, shared: sharedStems(main, version) }))
    .sort((a, b) => b.shared - a.shared || a.version.start - b.version.start)[0]?.version;
}
