/** Which windows are quoted, best first, and in which other articles each of them stands as well. */
import type { ArticleHead } from '../types.ts';
import type { JudgedPassage } from './judge.ts';
import { AS_GOOD_LOG_ODDS, FURTHER_SHARE_MIN, QUOTES_MAX } from './limits.ts';
import { disagree, isSameStory } from './same-story.ts';
import { byLogOdds, type Window, windowsOf } from './windows.ts';

export interface Chosen {
  readonly window: Window;
  /** Other articles that print the same story, as far as is known. */
  readonly alsoIn: readonly ArticleHead[];
}

export interface Choice {
  /** At most `QUOTES_MAX`; none overlaps or repeats another. */
  readonly quotes: readonly Chosen[];
  /** Which of them give different numbers or dates for one thing; empty, or two and more. */
  readonly conflict: readonly number[];
}

/** @param newest whether of those that answer about as well the newest goes first. */
export function choose(passages: readonly JudgedPassage[], newest: boolean): Choice {
  const candidates = passages.flatMap(windowsOf).sort(byLogOdds);
  const floor = (candidates[0]?.main.own ?? 0) * FURTHER_SHARE_MIN;
  const quotes: { window: Window; alsoIn: Map<string, ArticleHead> }[] = [];
  for (const window of newest ? newestFirst(candidates) : candidates) {
    if (window.main.own < floor) continue;
    if (quotes.some((better) => overlaps(better.window, window))) continue;
    const same = quotes.find((better) => isSameStory(better.window, window));
    if (same && !disagree(same.window, window)) {
      const { article } = window.passage.hit;
      same.alsoIn.set(article.id, article);
    } else if (quotes.length < QUOTES_MAX) {
      const heads = window.passage.hit.alsoIn ?? [];
      quotes.push({ window, alsoIn: new Map(heads.map((head) => [head.id, head])) });
    }
  }
  return {
    quotes: quotes.map(({ window, alsoIn }) => ({ window, alsoIn: [...alsoIn.values()] })),
    conflict: conflictOf(quotes),
  };
}

function overlaps(a: Window, b: Window): boolean {
  return (
    a.passage.hit.chunk.articleId === b.passage.hit.chunk.articleId &&
    a.start < b.end &&
    b.start < a.end
  );
}

/** Of the windows that answer about as well as the best one, the newest first; then the rest as they were. */
function newestFirst(candidates: readonly Window[]): Window[] {
  const floor = (candidates[0]?.main.logOdds ?? 0) - AS_GOOD_LOG_ODDS;
  const date = ({ passage }: Window) => passage.hit.article.date ?? '';
  const asGood = candidates.filter(({ main }) => main.logOdds >= floor);
  const rest = candidates.slice(asGood.length);
  return [...asGood.sort((a, b) => (date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : 0)), ...rest];
}

/** Which quotes give other numbers or dates than another one. */
export function conflictOf(quotes: readonly { readonly window: Window }[]): number[] {
  const indexes = quotes.map((_, i) => i);
  return indexes.filter((i) =>
    indexes.some((j) => j !== i && disagree(quotes[i]!.window, quotes[j]!.window)),
  );
}
