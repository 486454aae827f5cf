/** Whether two quotes say the same, because two articles print one story, and whether they disagree in it. */
import { splitWords } from '../text/words.ts';
import { SPAN_SURE_MIN } from './limits.ts';
import { differ } from './values.ts';
import type { Window } from './windows.ts';

/** Share of the shorter one's stems that the other has as well: an agency's report with words of each paper's own. */
const SAME_STORY_SHARE = 0.7;
/** For two reports of one thing that were written apart, or of which one was changed. */
const SAME_THING_SHARE = 0.5;

export function isSameStory(a: Window, b: Window): boolean {
  return isOtherArticle(a, b) && sharedStems(a, b) >= SAME_STORY_SHARE;
}

/** Whether two articles answer with different numbers, or different dates, for one thing. */
export function disagree(a: Window, b: Window): boolean {
  const [x, y] = [answerOf(a), answerOf(b)];
  return (
    x !== undefined &&
    y !== undefined &&
    isOtherArticle(a, b) &&
    differ(x, y) &&
    sharedStems(a, b) >= SAME_THING_SHARE
  );
}

/** The words that answer, where the reader is sure of them. */
export function answerOf({ main }: Window): string | undefined {
  const { span, start, text } = main;
  if (span === null || span.probability < SPAN_SURE_MIN) return undefined;
  return text.slice(span.start - start, span.end - start);
}

function isOtherArticle(a: Window, b: Window): boolean {
  return a.passage.hit.chunk.articleId !== b.passage.hit.chunk.articleId;
}

/** The share of the smaller window's stems that the other one has; numbers aside. */
function sharedStems(a: Window, b: Window): number {
  const [x, y] = [stemsOf(a), stemsOf(b)];
  const [small, large] = x.size < y.size ? [x, y] : [y, x];
  let shared = 0;
  for (const stem of small) if (large.has(stem)) shared += 1;
  return small.size === 0 ? 0 : shared / small.size;
}

function stemsOf({ passage, from, to }: Window): Set<string> {
  const words = passage.sentences.slice(from, to).flatMap(({ text }) => splitWords(text));
  return new Set(words.filter(({ surface }) => !/\d/u.test(surface)).map(({ stem }) => stem));
}
