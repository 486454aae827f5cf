/** The report as charts. */
import { type LineSeries, lineChart } from '../lib/svg.ts';
import { type BenchReport, type SizeFigures, sum } from './figures.ts';

const BUILD_STAGES = ['read', 'embed', 'write'];
const QUESTION_STAGES = ['embed', 'vocabulary', 'words', 'vectors', 'read', 'answer'];

/** File name to SVG. */
export function draw({ sizes }: BenchReport): Record<string, string> {
  const over = (name: string, value: (figures: SizeFigures) => number | undefined): LineSeries => ({
    name,
    points: sizes.flatMap((figures) => {
      const y = value(figures);
      return y === undefined || !(y > 0) ? [] : [[figures.chunks, y] as const];
    }),
  });
  const bySize = { xLabel: 'chunks', xLog: true, yLog: true };
  const peers = [...new Set(sizes.flatMap((one) => one.peers.map(({ name }) => name)))];
  const charts: Record<string, Parameters<typeof lineChart>[0]> = {
    'build.svg': {
      title: 'Building, by stage',
      ...bySize,
      yLabel: 'seconds',
      series: [
        over('all stages', ({ build }) => sum(build.seconds)),
        ...BUILD_STAGES.map((stage) => over(stage, ({ build }) => build.seconds[stage])),
        over('1 % changed', ({ reindex }) => sum(reindex.seconds)),
      ],
    },
    'question.svg': {
      title: 'A question, median by stage',
      ...bySize,
      yLabel: 'milliseconds',
      series: [
        over('whole', ({ serve }) => serve.questionMs.p50),
        over('whole, p95', ({ serve }) => serve.questionMs.p95),
        ...QUESTION_STAGES.map((stage) => over(stage, ({ serve }) => serve.stageMs[stage]?.p50)),
      ],
    },
    'memory.svg': {
      title: 'Memory and disk',
      ...bySize,
      yLabel: 'MiB',
      series: [
        over('serving', ({ serve }) => serve.rssMib),
        over('building, peak', ({ build }) => build.peakMib),
        over('on disk', ({ build }) => build.bytes / 2 ** 20),
      ],
    },
    'changes.svg': {
      title: 'Memory over changes of generation',
      xLabel: 'changes',
      yLabel: 'MiB',
      series: sizes.map(({ chunks, changes }) => ({
        name: `${chunks} chunks`,
        points: changes.rssMib.map((mib, change) => [change, mib] as const),
      })),
    },
    'start.svg': {
      title: 'Start of the process to first answer',
      xLabel: 'chunks',
      xLog: true,
      yLabel: 'milliseconds',
      series: [over('first answer', ({ serve }) => serve.firstAnswerMs)],
    },
    'recall.svg': {
      title: 'Vector search: recall@10 against brute force',
      xLabel: 'ef (candidates weighed)',
      yLabel: 'recall@10',
      xLog: true,
      yRange: [0.8, 1],
      series: sizes.map(({ chunks, recall }) => ({
        name: `${chunks} chunks`,
        points: recall
          .filter(({ recallAt10 }) => recallAt10 >= 0.8)
          .map(({ ef, recallAt10 }) => [ef, recallAt10] as const),
      })),
    },
    'peers.svg': {
      title: 'Search for ten chunks, median',
      ...bySize,
      yLabel: 'milliseconds',
      series: [
        over('Isnad, words', ({ search }) => search.wordsMs.p50),
        over('Isnad, vectors', ({ search }) => search.vectorsMs.p50),
        over('Isnad, whole answer', ({ serve }) => serve.questionMs.p50),
        ...peers.map((name) =>
          over(name, (one) => one.peers.find((peer) => peer.name === name)?.searchMs.p50),
        ),
      ],
    },
  };
  return Object.fromEntries(
    Object.entries(charts)
      .filter(([, { series }]) => series.some(({ points }) => points.length > 0))
      .map(([name, chart]) => [
        name,
        lineChart({ ...chart, series: chart.series.filter(({ points }) => points.length > 0) }),
      ]),
  );
}
