/** Thresholds, figures and pictures of how sure an answer may be, all across folds. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerModel } from '../../src/answer/model.ts';
import { lineChart } from '../lib/svg.ts';
import type { Example } from './examples.ts';
import {
  auroc,
  calibrationError,
  reliability,
  riskCoverage,
  shareAtLeast,
  thresholdFor,
} from './figures.ts';

export interface Judged {
  readonly example: Example;
  /** Confidence that the first quote answers. */
  readonly said: number;
  /** Probability that any sentence does. */
  readonly any: number;
  readonly right: boolean;
}

/** Of the questions whose answering articles were taken away, this share may be answered all the same. */
const FALSE_ANSWERS_MAX = 0.085;
/** Of the questions that a lone article has nothing to do with, these shares may be answered, and be shown passages. */
const FOREIGN_ANSWERED_MAX = 0.02;
const FOREIGN_SHOWN_MAX = 0.05;

export function report(
  judged: readonly Judged[],
  folder: string,
): { thresholds: AnswerModel['thresholds']; text: string } {
  const of = (set: string, masked: Example['masked'], answerable: boolean) =>
    judged.filter(
      ({ example }) =>
        example.set === set && example.masked === masked && example.answerable === answerable,
    );
  const said = (list: readonly Judged[]) => list.map((one) => one.said);
  const wiki = of('wiki', 'nothing', true);
  const wikiMasked = of('wiki', 'articles', false);
  const sample = of('sample', 'nothing', true);
  const refused = of('sample', 'nothing', false);
  const foreign = of('tiny', 'nothing', false);
  const thresholds = {
    answer: round(
      Math.max(
        thresholdFor(said(wikiMasked), FALSE_ANSWERS_MAX),
        thresholdFor(said(foreign), FOREIGN_ANSWERED_MAX),
      ),
    ),
    maybe: round(thresholdFor(said(foreign), FOREIGN_SHOWN_MAX)),
  };
  const rows: [name: string, value: string][] = [
    ['examples', String(judged.length)],
    [
      'AUROC, training questions against the same with their articles taken away',
      figure(auroc(said(wiki), said(wikiMasked))),
    ],
    [
      'the same, by the probability that any sentence answers',
      figure(
        auroc(
          wiki.map(({ any }) => any),
          wikiMasked.map(({ any }) => any),
        ),
      ),
    ],
    [
      'AUROC, lone passages without a title: their questions against the same with them taken away',
      figure(auroc(said(of('passages', 'nothing', true)), said(of('passages', 'articles', false)))),
    ],
    ['first quote right there', figure(share(of('passages', 'nothing', true)))],
    [
      'AUROC, sample questions against those that the sample cannot answer',
      figure(auroc(said(sample), said(refused))),
    ],
    [
      'AUROC, sample questions against the same with the answering passage taken away',
      figure(auroc(said(sample), said(of('sample', 'passages', false)))),
    ],
    [
      'AUROC, one article: its questions against foreign ones',
      figure(auroc(said(of('tiny', 'nothing', true)), said(foreign))),
    ],
    ['expected calibration error', figure(calibrationError(reliability(judged)))],
    ['first quote right, sample questions whose passage was retrieved', figure(share(sample))],
    [
      `training questions answered (confidence ≥ ${thresholds.answer})`,
      figure(shareAtLeast(said(wiki), thresholds.answer)),
    ],
    ['… with their articles taken away', figure(shareAtLeast(said(wikiMasked), thresholds.answer))],
    ['sample questions answered', figure(shareAtLeast(said(sample), thresholds.answer))],
    ['… that the sample cannot answer', figure(shareAtLeast(said(refused), thresholds.answer))],
    [
      `foreign questions shown passages (confidence ≥ ${thresholds.maybe})`,
      figure(shareAtLeast(said(foreign), thresholds.maybe)),
    ],
  ];
  mkdirSync(folder, { recursive: true });
  const withNone = [...wiki, ...wikiMasked];
  writeFileSync(
    join(folder, 'risk-coverage.svg'),
    lineChart({
      title: 'Share of answers that are wrong, by share of questions answered',
      xLabel: 'questions answered, of all',
      yLabel: 'answered wrongly, of those',
      yRange: [0, 1],
      series: [
        { name: 'all answerable', points: riskCoverage(wiki) },
        { name: 'half answerable', points: riskCoverage(withNone) },
        { name: 'sample', points: riskCoverage([...sample, ...refused]) },
      ],
    }),
  );
  writeFileSync(
    join(folder, 'reliability.svg'),
    lineChart({
      title: 'Share of first quotes that answer, by confidence',
      xLabel: 'confidence (ten bins)',
      yLabel: 'first quote answers',
      yRange: [0, 1],
      series: [
        {
          name: 'perfect',
          points: [
            [0, 0],
            [1, 1],
          ],
        },
        { name: 'training', points: reliability(withNone).map((bin) => [bin.said, bin.right]) },
        {
          name: 'sample',
          points: reliability([...sample, ...refused]).map((bin) => [bin.said, bin.right]),
        },
      ],
    }),
  );
  const text = [
    '| across folds | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
  ].join('\n');
  return { thresholds, text };
}

function share(list: readonly Judged[]): number {
  return list.filter(({ right }) => right).length / Math.max(1, list.length);
}

function figure(x: number): string {
  return x.toFixed(3).replace(/^0/u, '');
}

/** Up to hundredths, so that no share is passed by rounding. */
function round(x: number): number {
  return Math.ceil(x * 100) / 100;
}
