/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@39641438b469',
  temperature: 0.92723,
  behind: 0,
  confidence: {
    bias: -0.96604,
    best: 0.87343,
    any: 0.16186,
  },
  thresholds: {
    answer: 0.80731,
    maybe: 0.10608,
  },
  readMoreBelow: 0.75489,
};
