/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'isnad-reader-ar@8334b591156c',
  temperature: 1.1629,
  behind: 0.5631,
  confidence: {
    bias: -0.42313,
    best: 0.85584,
    any: -0.0063041,
  },
  thresholds: {
    answer: 0.80786,
    maybe: 0.15625,
  },
  readMoreBelow: 0.9,
};
