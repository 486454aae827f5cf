/** Whether two windows say the same, because two articles print one story, and whether they disagree in what answers. */
import { meanOneDay } from '../text/of-a-day.ts';
import { saidWords, saysWords } from '../text/said-words.ts';
import { sliceOf } from '../text/slice.ts';
import { claimOf } from './claim.ts';
import { ANSWERS_MIN } from './limits.ts';
import { isSameThing } from './same-thing.ts';
import { textValuesDiffer } from './values.ts';
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
  if (!x || !y || !textValuesDiffer(x.answer, y.answer)) return false;
  return isSameThing({ claim: x, ...headOf(a) }, { claim: y, ...headOf(b) });
}

function headOf({ reading }: Window) {
  const { title, date } = reading.hit.article;
  return { title, date };
}

function isOtherArticle(a: Window, b: Window): boolean {
  return a.reading.hit.chunk.articleId !== b.reading.hit.chunk.articleId;
}

function textOf({ reading, start, end }: Window): string {
  const { chunk } = reading.hit;
  return sliceOf(chunk, { start, end });
}
