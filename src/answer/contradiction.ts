/** Whether two windows contradict each other. */
import { claimOf } from './claim.ts';
import { areCoreferent } from './coreference.ts';
import { ANSWERS_MIN } from './limits.ts';
import { textValuesDiffer } from './values.ts';
import { isOtherArticle, type Window } from './windows.ts';

/** Whether two articles both answer, with different numbers, or different dates, for one thing. */
export function contradict(a: Window, b: Window): boolean {
  if (!isOtherArticle(a, b) || Math.min(a.main.own, b.main.own) < ANSWERS_MIN) return false;
  const [x, y] = [claimOf(a), claimOf(b)];
  if (!x || !y || !textValuesDiffer(x.answer, y.answer)) return false;
  return areCoreferent({ claim: x, ...headOf(a) }, { claim: y, ...headOf(b) });
}

function headOf({ reading }: Window) {
  const { title, date } = reading.hit.article;
  return { title, date };
}
