/** Whether two windows say the same, because two articles print one story, and whether they disagree in what answers. */
import { meanOneDay } from '../text/of-a-day.ts';
import { saidWords, saysWords } from '../text/said-words.ts';
import { claimOf } from './claim.ts';
import { ANSWERS_MIN } from './limits.ts';
import { isSameThing } from './same-thing.ts';
import { differ } from './values.ts';
import type { Window } from './windows.ts';

/** Whether one of them says all that the other does. */
export function isSameStory(a: Window, b: Window): boolean {
  if (!isOtherArticle(a, b)) return false;
  const [x, y] = [saidWords(textOf(a)), saidWords(textOf(b))];
  if (!saysWords(x, y) && !saysWords(y, x)) return false;
  return meanOneDay(textOf(a), headOf(a).date, headOf(b).date);
}

/** Whether two articles both answer, with different numbers, or different dates, for one thing. */
export function disagree(a: Window, b: Window): boolean {
  if (!isOtherArticle(a, b) || Math.min(a.main.own, b.main.own) < ANSWERS_MIN) return false;
  const [x, y] = [claimOf(a), claimOf(b)];
  if (!x || !y || !differ(x.answer, y.answer)) return false;
  return isSameThing({ claim: x, ...headOf(a) }, { claim: y, ...headOf(b) });
}

function headOf({ passage }: Window) {
  const { title, date } = passage.hit.article;
  return { title, date };
}

function isOtherArticle(a: Window, b: Window): boolean {
  return a.passage.hit.chunk.articleId !== b.passage.hit.chunk.articleId;
}

function textOf({ passage, start, end }: Window): string {
  const { chunk } = passage.hit;
  return chunk.text.slice(start - chunk.start, end - chunk.start);
}
