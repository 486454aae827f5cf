/** `npm run calibrate`: fits how far the reader's word is trusted, on questions that nothing was trained on. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Calibration } from '../../src/answer/judge.ts';
import { openSettingsEmbedder, openSettingsReader } from '../../src/app/open.ts';
import { loadConfig, PROJECT_DIR } from '../../src/config.ts';
import { buildIndex } from '../../src/index/build.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { auroc } from '../../src/quality/metrics.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { share, table } from '../../src/quality/table.ts';
import {
  calibrationError,
  drawCertainty,
  type Judged,
  reliability,
  riskCoverage,
} from '../evaluate-sets/certainty.ts';
import { runTool, UsageError } from '../lib/run.ts';
import { type Example, exampleOf } from './examples.ts';
import {
  answered,
  chooseThresholds,
  crossJudge,
  fitConfidence,
  fitReadMore,
  fitScale,
} from './fit.ts';

const USAGE = `npm run calibrate -- --corpus PATH… --questions PATH… [options]

Asks held-out questions, fits src/answer/calibration.ts for the reader that is installed, and prints how well it keeps
its word. Neither reader nor embedder may have been trained on these questions, and none may be reported on.

  --corpus PATH        articles, a file or a folder; may be given again
  --questions PATH     JSON Lines, as npm run evaluate has them, unanswerable ones among them; may be given again
  --index DIR          keep the index there and use it again, instead of a temporary folder
  --readings FILE      keep what the reader said there and use it again: fitting takes seconds, reading minutes
  --limit N            the first N questions only
  --right-min N        share of the answers given that must be right (default: 0.9)
  --false-max N        share of unanswerable questions that may be answered outright (default: 0.06)
  --shown-max N        share of them that may be shown passages as a maybe (default: 0.5)
  --pictures DIR       where risk-coverage.svg and reliability.svg go (default: docs/evaluation)
  --dry-run            print, and write nothing`;

await runTool(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true, default: [] },
      questions: { type: 'string', multiple: true, default: [] },
      index: { type: 'string' },
      readings: { type: 'string' },
      limit: { type: 'string' },
      'right-min': { type: 'string', default: '0.9' },
      'false-max': { type: 'string', default: '0.06' },
      'shown-max': { type: 'string', default: '0.5' },
      pictures: { type: 'string', default: join(PROJECT_DIR, 'docs/evaluation') },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  if (values.corpus.length === 0 || values.questions.length === 0) {
    throw new UsageError('give --corpus and --questions');
  }
  const { readerId, examples } = await collect(values);
  const scale = fitScale(examples);
  const readMoreBelow = fitReadMore(examples, scale);
  const all = examples.map((example) => answered(example, { ...scale, readMoreBelow }));
  const judged = crossJudge(all);
  const thresholds = chooseThresholds(judged, {
    rightMin: Number(values['right-min']),
    falseAnsweredMax: Number(values['false-max']),
    falseShownMax: Number(values['shown-max']),
  });
  const confidence = fitConfidence(all);
  const calibration = { readerId, ...scale, confidence, thresholds, readMoreBelow };
  process.stdout.write(`${report(judged, calibration)}\n`);
  if (values['dry-run']) return;
  drawCertainty(judged, values.pictures);
  writeFileSync(join(PROJECT_DIR, 'src/answer/calibration.ts'), source(calibration));
  process.stdout.write('\nNow run: npx biome check --write src/answer/calibration.ts\n');
});

interface Readings {
  readonly readerId: string;
  readonly examples: readonly Example[];
}

async function collect(values: {
  corpus: string[];
  questions: string[];
  index?: string | undefined;
  readings?: string | undefined;
  limit?: string | undefined;
}): Promise<Readings> {
  const kept = values.readings;
  if (kept !== undefined && existsSync(kept)) {
    // JSON has no infinity: what lay beyond the reader's window comes back as null.
    return JSON.parse(readFileSync(kept, 'utf8'), (key, value) =>
      key === 'logOdds' && value === null ? Number.NEGATIVE_INFINITY : value,
    );
  }
  const { settings } = loadConfig();
  const scratch = mkdtempSync(join(tmpdir(), 'isnad-calibrate-'));
  const embedder = await openSettingsEmbedder(settings);
  const reader = await openSettingsReader(settings);
  try {
    const store = new FilesStore(values.index ? resolve(values.index) : scratch);
    const corpusPaths = values.corpus.map((path) => resolve(path));
    await buildIndex({ store, embedder, corpusPaths, keepGenerations: 1 });
    const index = await store.open(settingsFor(embedder));
    const questions = values.questions
      .flatMap((path) => readQuestions(resolve(path)))
      .slice(0, values.limit === undefined ? undefined : Number(values.limit));
    const examples: Example[] = [];
    for (const [i, question] of questions.entries()) {
      if (i % 100 === 0) process.stderr.write(`${i} of ${questions.length} questions\n`);
      const example = await exampleOf(question, { index, embedder, reader });
      if (example) examples.push(example);
    }
    await index.close();
    const readings = { readerId: reader.id, examples };
    if (kept !== undefined) writeFileSync(kept, JSON.stringify(readings));
    return readings;
  } finally {
    await reader.close();
    await embedder.close();
    rmSync(scratch, { recursive: true });
  }
}

function report(judged: readonly Judged[], calibration: Calibration): string {
  const { temperature, behind, readMoreBelow, thresholds, confidence } = calibration;
  const answerable = judged.filter((one) => one.answerable);
  const unanswerable = judged.filter((one) => !one.answerable);
  const from = (list: readonly Judged[], bound: number) => list.filter(({ said }) => said >= bound);
  const part = (some: readonly Judged[], list: readonly Judged[]) =>
    share(some.length / Math.max(1, list.length));
  const right = (list: readonly Judged[]) => list.filter((one) => one.right);
  const said = (list: readonly Judged[]) => list.map((one) => one.said);
  const given = from(judged, thresholds.answer);
  return [
    `reader ${calibration.readerId}: temperature ${temperature.toFixed(3)}, behind ${behind.toFixed(3)}, read more below ${readMoreBelow.toFixed(3)},`,
    `confidence ${JSON.stringify(confidence)}, thresholds ${JSON.stringify(thresholds)}`,
    '',
    table(
      ['each half judged by the other', ''],
      [
        ['questions', String(judged.length)],
        ['first quote right, of the answerable', part(right(answerable), answerable)],
        [
          'AUROC, answerable against unanswerable',
          share(auroc(said(answerable), said(unanswerable))),
        ],
        ['answers given that are right', part(right(given), given)],
        ['answerable answered outright', part(from(answerable, thresholds.answer), answerable)],
        [
          'unanswerable answered outright',
          part(from(unanswerable, thresholds.answer), unanswerable),
        ],
        ['answerable shown at least a maybe', part(from(answerable, thresholds.maybe), answerable)],
        [
          'unanswerable shown at least a maybe',
          part(from(unanswerable, thresholds.maybe), unanswerable),
        ],
        ['expected calibration error', share(calibrationError(reliability(judged)))],
      ],
    ),
    '',
    table(
      ['confidence said', 'right', 'questions'],
      reliability(judged).map((bin) => [share(bin.said), share(bin.right), String(bin.count)]),
    ),
    '',
    table(
      ['questions answered', 'wrong of those'],
      riskCoverage(judged)
        .filter((_, i) => i % 10 === 9)
        .map(([coverage, risk]) => [share(coverage), share(risk)]),
    ),
  ].join('\n');
}

function source(calibration: Calibration): string {
  const digits = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value;
  return `/**
 * How far the reader's word is trusted. Made by \`npm run calibrate\` on held-out questions; do not edit.
 */
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a fitted number may come near π or log e by chance.
import type { Calibration } from './judge.ts';

export const CALIBRATION: Calibration = ${JSON.stringify(calibration, digits, 2)};
`;
}
