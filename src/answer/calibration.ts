/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@8334b591156c',
  temperature: 1.1309,
  behind: 0.45822,
  confidence: {
    bias: -0.66785,
    best: 0.86463,
    any: 0.029083,
  },
  thresholds: {
    answer: 0.83039,
    maybe: 0.097489,
  },
  readMoreBelow: 0.99,
};
