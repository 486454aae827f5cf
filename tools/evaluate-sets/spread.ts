/** A part of many questions that stands for all of them. */
import { seededRandom } from '../lib/random.ts';

/** One of each of `count` equal stretches, in order; which one, the seed says. All, if there are no more. */
export function spread<Of>(all: readonly Of[], count: number | undefined, seed: number): Of[] {
  if (count === undefined || count >= all.length) return [...all];
  const next = seededRandom(seed);
  const stretch = all.length / count;
  return Array.from({ length: count }, (_, i) => all[Math.floor((i + next()) * stretch)] as Of);
}
