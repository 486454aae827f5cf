/** The figures separated by kind or form of question, with intervals if a group is small. */
import { type Metrics, metricsOf, type Outcome, shareValues } from './metrics.ts';
import { type Interval, interval } from './shares.ts';
import { share, table } from './table.ts';

/** Of more questions, chance moves a share by less than .07. */
const SMALL = 200;

export interface Group {
  readonly questions: number;
  readonly metrics: Metrics;
  /** 95 %, by passage; for the figures that are shares of fewer than 200 questions. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

export function groupOf(outcomes: readonly Outcome[]): Group {
  const small = Object.entries(shareValues(outcomes)).filter(([, asked]) => asked.length < SMALL);
  const intervals = small.map(([name, asked]): [string, Interval] => [
    name,
    interval(
      asked.map(({ counts }) => counts),
      asked.map(({ of: { question } }) => question.passage ?? question.id),
    ),
  ]);
  return {
    questions: outcomes.length,
    metrics: metricsOf(outcomes),
    intervals: Object.fromEntries(intervals),
  };
}

export function groupsBy(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
): Record<string, Group> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = nameOf(outcome);
    groups.set(name, [...(groups.get(name) ?? []), outcome]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, some]) => [name, groupOf(some)]),
  );
}

/** A row a group; if few were asked, `.843 (.761–.901)`. */
export function groupsTable(groups: Readonly<Record<string, Group>>): string {
  const names = [...new Set(Object.values(groups).flatMap(({ metrics }) => Object.keys(metrics)))];
  return table(
    ['', 'questions', ...names],
    Object.entries(groups).map(([row, { questions, metrics, intervals }]) => [
      row,
      String(questions),
      ...names.map((name) => {
        const range = intervals[name];
        const value = share(metrics[name]);
        return range ? `${value} (${share(range.low)}–${share(range.high)})` : value;
      }),
    ]),
  );
}
