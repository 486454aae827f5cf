/** The words of a sentence that may be the answer itself: of the kind asked for, and not merely the question again. */
import type { QuestionKind } from '../types.ts';
import { rangesOfKind, type WordRange } from './kinds.ts';
import type { Sentence } from './passages.ts';
import type { ReadQuestion } from './question.ts';

/** What stands between word i of a sentence and the next, as written. */
export function gapOf({ words, text, start, end }: Sentence): (i: number) => string {
  return (i) => text.slice(words[i]!.end - start, (words[i + 1]?.start ?? end) - start);
}

/** Runs of words of the kind asked for that say something the question does not. */
export function answeringRanges(question: ReadQuestion, sentence: Sentence): WordRange[] {
  const repeated = new Set(sentence.matches.map(({ word }) => word));
  return rangesOfKind(question.kind, sentence.words, gapOf(sentence)).filter(({ from, to }) => {
    for (let i = from; i < to; i += 1) if (!repeated.has(i)) return true;
    return false;
  });
}

/** What `kinds.ts` hardly ever misses; a name, place or reason may stand there unrecognised. */
const CERTAIN_KINDS: ReadonlySet<QuestionKind> = new Set(['when', 'howMany']);

/** Whether a date or amount is asked for and a quote's sentences have none. */
export function lacksKind(question: ReadQuestion, quoted: readonly Sentence[]): boolean {
  return (
    CERTAIN_KINDS.has(question.kind) &&
    quoted.every((sentence) => answeringRanges(question, sentence).length === 0)
  );
}

/** Each word between takes this much off. */
const FALL_PER_WORD = 0.15;

/**
 * How near a run stands to the words of the question in its sentence: the mean over those words of 1 beside (or in) the
 * run, falling with each word between. A word that comes twice counts where it is nearer.
 */
export function nearness({ from, to }: WordRange, { matches }: Sentence): number {
  const best = new Map<number, number>();
  for (const { asked, word, strength } of matches) {
    // What answers mostly comes after what is asked about: «استقال الوزير في يناير».
    const between = word < from ? from - word - 1 : word >= to ? word - to + 1 : 0;
    const near = strength / (1 + FALL_PER_WORD * between);
    best.set(asked, Math.max(best.get(asked) ?? 0, near));
  }
  const all = [...best.values()];
  return all.length === 0 ? 0 : all.reduce((a, b) => a + b, 0) / all.length;
}

/** The run of a quote's sentences that answers best: near many of the question's words; the first where two are as near. */
export function bestAnswer(
  question: ReadQuestion,
  sentences: readonly Sentence[],
): { readonly sentence: Sentence; readonly range: WordRange } | undefined {
  let best: { sentence: Sentence; range: WordRange; near: number } | undefined;
  for (const sentence of sentences) {
    const cover = sentence.found.reduce((sum, strength) => sum + strength, 0);
    for (const range of answeringRanges(question, sentence)) {
      const near = nearness(range, sentence) * cover;
      if (!best || near > best.near) best = { sentence, range, near };
    }
  }
  return best;
}
