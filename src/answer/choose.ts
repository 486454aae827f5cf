/** Which windows are quoted, best first, and in which other articles each of them stands as well. */
import type { ArticleHead } from '../types.ts';
import { FURTHER_SHARE_MIN, NEWER_SHARE_MIN, QUOTABLE_PASSAGES_MAX, QUOTES_MAX } from './limits.ts';
import type { ReadQuestion } from './question.ts';
import { disagree, isSameStory } from './same-story.ts';
import type { Weighed } from './weigh.ts';
import { type Window, windowsOf } from './windows.ts';

export interface Chosen {
  readonly window: Window;
  readonly alsoIn: readonly ArticleHead[];
}

export interface Choice {
  /** At most `QUOTES_MAX`; none overlaps or repeats another. */
  readonly quotes: readonly Chosen[];
  /** Which of them give different numbers or dates for one thing; empty, or two and more. */
  readonly conflict: readonly number[];
}

export function choose(question: ReadQuestion, { passages }: Weighed): Choice {
  const candidates = passages
    .slice(0, QUOTABLE_PASSAGES_MAX)
    .flatMap(({ passage, probabilities }) => windowsOf(passage, probabilities))
    .sort((a, b) => b.probability - a.probability);
  const floor = (candidates[0]?.probability ?? 0) * FURTHER_SHARE_MIN;
  const quotes: { window: Window; alsoIn: Map<string, ArticleHead> }[] = [];
  for (const window of candidates) {
    if (window.probability < floor) break;
    if (quotes.some((better) => overlaps(better.window, window))) continue;
    const same = quotes.find((better) => isSameStory(better.window, window));
    if (same && !disagree(question, same.window, window)) {
      const { article } = window.passage.hit;
      same.alsoIn.set(article.id, article);
    } else if (quotes.length < QUOTES_MAX) {
      const heads = window.passage.hit.alsoIn ?? [];
      quotes.push({ window, alsoIn: new Map(heads.map((head) => [head.id, head])) });
    }
  }
  if (question.wantsLatest) newestFirst(quotes);
  return {
    quotes: quotes.map(({ window, alsoIn }) => ({ window, alsoIn: [...alsoIn.values()] })),
    conflict: conflictOf(question, quotes),
  };
}

function overlaps(a: Window, b: Window): boolean {
  return (
    a.passage.hit.chunk.articleId === b.passage.hit.chunk.articleId &&
    a.start < b.end &&
    b.start < a.end
  );
}

/** Of the quotes that are nearly as likely as the best one, the newest first. */
function newestFirst(quotes: { readonly window: Window }[]): void {
  const floor = (quotes[0]?.window.probability ?? 0) * NEWER_SHARE_MIN;
  const date = ({ window }: { readonly window: Window }) => window.passage.hit.article.date ?? '';
  const near = quotes.filter(({ window }) => window.probability >= floor);
  near.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0));
  quotes.splice(0, near.length, ...near);
}

/** Which quotes give other numbers or dates than another one. */
export function conflictOf(
  question: ReadQuestion,
  quotes: readonly { readonly window: Window }[],
): number[] {
  const indexes = quotes.map((_, i) => i);
  return indexes.filter((i) =>
    indexes.some((j) => j !== i && disagree(question, quotes[i]!.window, quotes[j]!.window)),
  );
}
