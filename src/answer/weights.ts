/** Made by scripts/fit-answer.ts; set by hand for now. */
import type { AnswerModel } from './model.ts';

export const ANSWER_MODEL: AnswerModel = {
  sentence: {},
  passage: {},
  none: {},
  confidence: { bias: 0, quote: 1, any: 0 },
  thresholds: { answer: 0.5, maybe: 0.15 },
};
