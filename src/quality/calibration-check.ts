/** Checks the confidence of answers on questions whose answers are known. Pure. */
import { type Outcome, quoteHits } from './metrics.ts';

/** Fewer tell nothing: with 30 the share that is right is known to about a tenth. */
export const JUDGED_MIN = 30;
/** In standard deviations: by chance alone, one corpus in a hundred is farther off. */
const FAR = 2.6;

export interface CalibrationCheck {
  /** Answers with a quote that could be judged. */
  readonly judged: number;
  /** Mean confidence of these. */
  readonly confidence: number;
  /** Share of these whose first quote answers. */
  readonly right: number;
  readonly verdict: 'fits' | 'too sure' | 'too modest' | 'too few';
}

/** Judges each answer that quotes, if the question names its answers or is known to have none. */
export function checkCalibration(outcomes: readonly Outcome[]): CalibrationCheck {
  const judged = outcomes.flatMap((outcome) => {
    const { question, answer } = outcome;
    const isKnown = question.relevant.length === 0 || (question.answers?.length ?? 0) > 0;
    if (!answer || answer.quotes.length === 0 || !isKnown) return [];
    return [{ confidence: answer.confidence, right: quoteHits(1, outcome) ? 1 : 0 }];
  });
  const count = judged.length;
  const expected = judged.reduce((sum, one) => sum + one.confidence, 0);
  const right = judged.reduce<number>((sum, one) => sum + one.right, 0);
  // Of a sum of independent chances, each right with the probability that it says.
  const deviation = Math.sqrt(judged.reduce((sum, { confidence: c }) => sum + c * (1 - c), 0));
  const off = right - expected;
  const verdict =
    count < JUDGED_MIN
      ? 'too few'
      : Math.abs(off) <= FAR * deviation
        ? 'fits'
        : off < 0
          ? 'too sure'
          : 'too modest';
  return { judged: count, confidence: expected / count || 0, right: right / count || 0, verdict };
}
