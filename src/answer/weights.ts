/** Set by hand, for now. */
import type { Weights } from './model.ts';

export const SENTENCE_WEIGHTS: Weights = {
  cover: 3,
  coverAround: 1,
  coverOnlyHere: 1,
  rarestHere: 0.5,
  phrase: 1,
  cosine: 3,
  kindHere: 0.5,
  kindNear: 1.5,
  defines: 1.5,
  first: 0.3,
  heading: -1.5,
  asks: -1,
  short: -0.7,
  long: 0.5,
};

export const PASSAGE_WEIGHTS: Weights = {
  wordsOfIdeal: 3,
  wordsOfBest: 2,
  cosine: 5,
  sentenceCosine: 2,
  cover: 2,
  coverTitle: 0.5,
  titleAsked: 0.5,
  coverSentence: 1,
  rarestMissing: -1,
  kindHere: 0.5,
  lead: 0.3,
};

export const NONE_WEIGHTS: Weights = { bias: 4.5 };

export const THRESHOLDS = { answer: 0.5, maybe: 0.2 };
