/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@95dc9ca51e37',
  temperature: 1.1532,
  behind: 0.45911,
  confidence: {
    bias: -0.81009,
    best: 0.93629,
    any: 0.048348,
  },
  thresholds: {
    answer: 0.81443,
    maybe: 0.068907,
  },
  readMoreBelow: 0.89754,
};
