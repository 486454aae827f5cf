/** Titles of works in a question: «رواية عائد إلى حيفا», «بين القصرين» in its marks. Pure. */
import type { askingWords } from '../retrieve/question.ts';
import { isPreposition } from '../text/stopwords.ts';
import type { QuestionKind } from '../types.ts';
import { CHOOSING, isCounting, THAT, WORKS } from './word-kinds.ts';

/** «رواية عائد …»: a work before its title; «أول فيلم», «كم كتاب», «كتاب عن …» are before none. */
export function isWork(words: readonly Asked[], at: number): boolean {
  const [before, { surface }, next] = [words[at - 1], words[at]!, words[at + 1]];
  if (!WORKS.has(surface) || !next || next.asks || isPreposition(next.surface)) return false;
  const counted = before?.asks === true && isCounting(before.surface);
  return !counted && !(before && CHOOSING.has(before.surface));
}
type Asked = ReturnType<typeof askingWords>['words'][number];

/**
 * Where a title ends that begins at a word, as the index after its last word; 0 if none begins there. Marks enclose it, or
 * whoever asks who made a work names it until the end: «من كتب رواية عائد إلى حيفا؟».
 */
export function endOfTitle(
  question: string,
  words: readonly Asked[],
  at: number,
  kind: QuestionKind,
): number {
  const from = words[at]!.start;
  const opening = /[«“"]\s*$/u.test(question.slice(words[at - 1]?.end ?? 0, from));
  if (opening) {
    const to = question.slice(from).search(/[»”"]/u);
    return to < 0 ? 0 : words.findLastIndex(({ end }) => end <= from + to) + 1;
  }
  if (kind !== 'who' || !isWork(words, at)) return 0;
  const end = words.findIndex(
    ({ asks, surface, start }, i) =>
      i > at &&
      (asks || THAT.has(surface) || /[،,;؛؟?.:]/u.test(question.slice(words[i - 1]!.end, start))),
  );
  return end < 0 ? words.length : end;
}
