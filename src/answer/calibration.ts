/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@0ea81a2f85c4',
  temperature: 1.0582,
  behind: 0.43429,
  confidence: {
    bias: -1.0097,
    best: 0.88923,
    any: 0.28282,
  },
  thresholds: {
    answer: 0.78531,
    maybe: 0.046668,
  },
  readMoreBelow: 0.8719,
};
