/** Whether two quotes say the same, because two articles print one story, and whether they disagree in it. */
import type { Word } from '../text/words.ts';
import { bestAnswer } from './answering.ts';
import type { ReadQuestion } from './question.ts';
import type { Window } from './windows.ts';

/** Share of the shorter one's stems that the other has as well: an agency's report with words of each paper's own. */
const SAME_STORY_SHARE = 0.7;
/** For two reports of one thing that were written apart, or of which one was changed. */
const SAME_THING_SHARE = 0.5;

export function isSameStory(a: Window, b: Window): boolean {
  return isOtherArticle(a, b) && sharedStems(a, b) >= SAME_STORY_SHARE;
}

/** Whether two articles give different numbers, or different dates, for the one thing that is asked for. */
export function disagree(question: ReadQuestion, a: Window, b: Window): boolean {
  if (question.kind !== 'howMany' && question.kind !== 'when') return false;
  if (!isOtherArticle(a, b)) return false;
  if (sharedStems(a, b) < SAME_THING_SHARE) return false;
  const [x, y] = [valuesOf(question, a), valuesOf(question, b)];
  return x.size > 0 && y.size > 0 && ![...x].some((value) => y.has(value));
}

function isOtherArticle(a: Window, b: Window): boolean {
  return a.passage.hit.chunk.articleId !== b.passage.hit.chunk.articleId;
}

/** The share of the smaller window's stems that the other one has; numbers aside. */
export function sharedStems(a: Window, b: Window): number {
  const [x, y] = [stemsOf(a), stemsOf(b)];
  const [small, large] = x.size < y.size ? [x, y] : [y, x];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return small.size === 0 ? 0 : shared / small.size;
}

function stemsOf({ passage, from, to }: Window): Set<string> {
  const words = passage.sentences.slice(from, to).flatMap((sentence) => sentence.words);
  return new Set(words.filter(({ surface }) => !/\d/u.test(surface)).map(({ stem }) => stem));
}

/** The values in the run of words that answers best, in their canonical forms. */
function valuesOf(question: ReadQuestion, { passage, from, to }: Window): Set<string> {
  const best = bestAnswer(question, passage.sentences.slice(from, to));
  if (!best) return new Set();
  return new Set(best.sentence.words.slice(best.range.from, best.range.to).flatMap(valuesOfWord));
}

function valuesOfWord({ surface, extra }: Word): string[] {
  return [surface, ...(extra ?? [])].filter((form) => /\d/u.test(form));
}
