/** The report as a table for people. */
import { GRAPH } from '../../src/index/files/hnsw.ts';
import {
  type BenchReport,
  type LoadFigures,
  PEOPLE,
  type Percentiles,
  type SizeFigures,
  sum,
} from './figures.ts';

const ms = ({ p50, p95, p99 }: Percentiles) =>
  [p50, p95, p99].map((value) => value.toFixed(1)).join(' / ');
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const seconds = (value: number) => `${value.toFixed(1)} s`;

type Row = readonly [name: string, cell: (figures: SizeFigures) => string];

const ROWS: readonly Row[] = [
  ['articles', ({ articles }) => String(articles)],
  ['full build', ({ build }) => seconds(sum(build.seconds))],
  ['  chunks a second, all stages', ({ build }) => (build.chunks / sum(build.seconds)).toFixed(0)],
  ...['read', 'embed', 'write', 'publish'].map(
    (stage): Row => [`  ${stage}`, ({ build }) => seconds(build.seconds[stage] ?? 0)],
  ),
  ['  processor time', ({ build }) => seconds(build.cpuSeconds)],
  ['  peak memory', ({ build }) => `${build.peakMib} MiB`],
  ['re-index, 1 % of articles changed', ({ reindex }) => seconds(sum(reindex.seconds))],
  [
    '  of a full build',
    ({ build, reindex }) => `${((100 * sum(reindex.seconds)) / sum(build.seconds)).toFixed(1)} %`,
  ],
  ['start of the process to first answer', ({ serve }) => `${serve.firstAnswerMs.toFixed(0)} ms`],
  ['question, ms (p50 / p95 / p99)', ({ serve }) => ms(serve.questionMs)],
  ...['embed', 'vocabulary', 'words', 'vectors', 'read', 'answer'].map(
    (stage): Row => [
      `  ${stage}`,
      ({ serve }) => (serve.stageMs[stage] ? ms(serve.stageMs[stage]) : '—'),
    ],
  ),
  ['  of it reading', ({ serve }) => (serve.stageMs.reading ? ms(serve.stageMs.reading) : '—')],
  ['  load average then', ({ serve }) => serve.loadAverage.toFixed(1)],
  ['  processor time, mean', ({ serve }) => `${serve.processorMs.toFixed(1)} ms`],
  ['memory while serving; its reader', ({ serve }) => `${serve.rssMib}; ${serve.readerMib} MiB`],
  ...PEOPLE.flatMap((people): Row[] => {
    const cell = (read: (load: LoadFigures) => string) => (figures: SizeFigures) =>
      read(figures.serve.underLoad.find((load) => load.people === people)!);
    return [
      [
        `questions a second, ${people} at once`,
        cell(({ questionsASecond }) => questionsASecond.toFixed(1)),
      ],
      ['  each, ms', cell(({ questionMs }) => ms(questionMs))],
      [
        '  unread; event loop held at most',
        cell(({ unread, heldMs }) => `${unread}; ${heldMs.toFixed(0)} ms`),
      ],
    ];
  }),
  [
    'memory before, after 1, 10 and 20 changes of generation',
    ({ changes: { rssMib } }) => `${[0, 1, 10, 20].map((n) => rssMib[n]).join(', ')} MiB`,
  ],
  ['  question while changing over, ms', ({ changes }) => ms(changes.questionMs)],
  ['index on disk', ({ build }) => mib(build.bytes)],
  [
    `vector search, recall@10 at ef ${GRAPH.efSearch}`,
    ({ recall }) => at(recall, GRAPH.efSearch).toFixed(4),
  ],
  ['word search alone, ms', ({ search }) => ms(search.wordsMs)],
  ['vector search alone, ms', ({ search }) => ms(search.vectorsMs)],
  ['finding, question to hits, ms', ({ search }) => ms(search.findMs)],
];

function at(recall: SizeFigures['recall'], ef: number): number {
  return recall.find((one) => one.ef === ef)?.recallAt10 ?? Number.NaN;
}

/** Peers, each with how much longer than ours its median search takes. */
function peerRows(sizes: readonly SizeFigures[]): Row[] {
  const names = [...new Set(sizes.flatMap(({ peers }) => peers.map(({ name }) => name)))];
  return names.flatMap((name): Row[] => {
    const of =
      (cell: (peer: SizeFigures['peers'][number], figures: SizeFigures) => string) =>
      (figures: SizeFigures) => {
        const peer = figures.peers.find((one) => one.name === name);
        return peer ? cell(peer, figures) : '—';
      };
    return [
      [`${name}: search, ms`, of(({ searchMs }) => ms(searchMs))],
      [
        '  times our words / finding / whole answer',
        of(({ searchMs }, { search, serve }) =>
          [search.wordsMs, search.findMs, serve.questionMs]
            .map(({ p50 }) => `${(searchMs.p50 / p50).toFixed(1)}×`)
            .join(' / '),
        ),
      ],
      [
        '  build, memory',
        of(({ buildSeconds, mib: taken }) => `${seconds(buildSeconds)}, ${taken} MiB`),
      ],
    ];
  });
}

export function table({ machine, sizes }: BenchReport): string {
  const rows = [...ROWS, ...peerRows(sizes)];
  const cells = [
    ['chunks', ...sizes.map(({ chunks }) => String(chunks))],
    ...rows.map(([name, cell]) => [name, ...sizes.map(cell)]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      )
      .join('  '),
  );
  return [machine, '', ...lines].join('\n');
}
