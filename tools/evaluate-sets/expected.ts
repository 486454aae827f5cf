/** Scores that a run is compared with, as data: `eval/expected.json`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PROJECT_DIR } from '../../src/config.ts';
import type { Metrics } from '../../src/quality/metrics.ts';

export const EXPECTED_PATH = join(PROJECT_DIR, 'eval/expected.json');

const schema = z.object({
  /** The model that the scores were made with. */
  embedderId: z.string(),
  /** Scores within `ok` of what is expected are OK, within `close` close, below that FAIL. */
  tolerance: z.object({ ok: z.number().positive(), close: z.number().positive() }),
  /** Set, then ranking, then metric. */
  scores: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number()))),
});
export type Expected = z.output<typeof schema>;

export type Verdict = 'OK' | 'close' | 'FAIL';

export interface Check {
  readonly metric: string;
  readonly expected: number;
  readonly found: number | undefined;
  readonly verdict: Verdict;
}

/** Metrics of which less is better. */
const LESS_IS_BETTER = new Set(['falseAnswerRate']);

export function readExpected(path = EXPECTED_PATH): Expected {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** Takes what was found as what is expected from now on, for one set and ranking. */
export function updateExpected(
  embedderId: string,
  set: string,
  ranking: string,
  metrics: Metrics,
  path = EXPECTED_PATH,
): void {
  const before: Expected = existsSync(path)
    ? readExpected(path)
    : { embedderId, tolerance: { ok: 0.01, close: 0.03 }, scores: {} };
  const rounded = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name, Number(value.toFixed(3))]),
  );
  const scores = { ...before.scores, [set]: { ...before.scores[set], [ranking]: rounded } };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...before, embedderId, scores }, null, 2)}\n`);
}

/** Holds metrics against what is expected. Better than expected is OK, however much better. */
export function check(
  metrics: Metrics,
  expected: Readonly<Record<string, number>>,
  tolerance: Expected['tolerance'],
): Check[] {
  return Object.entries(expected).map(([metric, value]) => {
    const found = metrics[metric];
    const short = found === undefined ? Number.POSITIVE_INFINITY : shortfall(metric, value, found);
    const verdict = short <= tolerance.ok ? 'OK' : short <= tolerance.close ? 'close' : 'FAIL';
    return { metric, expected: value, found, verdict };
  });
}

function shortfall(metric: string, expected: number, found: number): number {
  return LESS_IS_BETTER.has(metric) ? found - expected : expected - found;
}
