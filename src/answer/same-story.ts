/** Whether two windows say the same, because two articles print one story. */
import { meanOneDay } from '../text/of-a-day.ts';
import { saidWords, saysWords } from '../text/said-words.ts';
import { sliceOf } from '../text/slice.ts';
import { isOtherArticle, type Window } from './windows.ts';

/** Whether one of them says all that the other does. */
export function isSameStory(a: Window, b: Window): boolean {
  if (!isOtherArticle(a, b)) return false;
  const [x, y] = [saidWords(textOf(a)), saidWords(textOf(b))];
  if (!saysWords(x, y) && !saysWords(y, x)) return false;
  return meanOneDay(textOf(a), dateOf(a), dateOf(b));
}

function dateOf({ reading }: Window): string | undefined {
  return reading.hit.article.date;
}

function textOf({ reading, start, end }: Window): string {
  const { chunk } = reading.hit;
  return sliceOf(chunk, { start, end });
}
