/**
 * How far the reader's word is trusted. Made by `npm run calibrate` on held-out questions; do not edit.
 * Until a reader is fitted the identity stands here, under an id that no reader has.
 */
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = {
  readerId: 'none',
  temperature: 1,
  confidence: { bias: 0, best: 1, any: 0 },
  thresholds: { answer: 0.9, maybe: 0.1 },
  readMoreBelow: 0.95,
};
