/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@345b29e5bd7b',
  temperature: 1.0377,
  behind: 0.43746,
  confidence: {
    bias: -0.78977,
    best: 0.84344,
    any: 0.089529,
  },
  thresholds: {
    answer: 0.78098,
    maybe: 0.066757,
  },
  readMoreBelow: 0.94324,
};
