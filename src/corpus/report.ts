/** The report at the end of a run: what was not indexed, a count for each reason, then each file and how to fix it. */
import type { CorpusError } from '../errors.ts';
import type { CorpusNote } from './read.ts';

/** One thing that was left out, passed over, mended or odd. */
export interface ReportedItem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly part?: string | undefined;
  readonly what: string;
  /** Empty if nothing need be done. */
  readonly hint: string;
}

export interface ReportedReason {
  readonly reason: string;
  /** Whether articles, or parts of them, did not come in. */
  readonly isLoss: boolean;
  readonly count: number;
  readonly items: readonly ReportedItem[];
}

export interface ReadingReport {
  readonly articles: number;
  readonly reasons: readonly ReportedReason[];
}

/** More items of one reason are counted, and named in the report as JSON alone. */
const ITEMS_SHOWN = 20;

export function readingReport(
  articles: number,
  errors: readonly CorpusError[],
  notes: readonly CorpusNote[],
): ReadingReport {
  const reasons = new Map<string, { isLoss: boolean; items: ReportedItem[] }>();
  const add = (reason: string, isLoss: boolean, item: ReportedItem) => {
    const known = reasons.get(reason) ?? { isLoss, items: [] };
    known.items.push(item);
    reasons.set(reason, known);
  };
  for (const error of errors) {
    const { file, line, hint } = error;
    const where = line === undefined ? `${file}: ` : `${file}:${line}: `;
    const what = error.message.startsWith(where)
      ? error.message.slice(where.length)
      : error.message;
    add(`left out: ${reasonOf(what)}`, true, { file, line, what, hint });
  }
  for (const { kind, file, line, part, message, hint } of notes) {
    const isLoss = kind === 'unread file' || kind === 'draft' || kind === 'empty';
    add(kind, isLoss, { file, line, part, what: message, hint });
  }
  const sorted = [...reasons].sort(
    ([a, x], [b, y]) => Number(y.isLoss) - Number(x.isLoss) || (a < b ? -1 : 1),
  );
  return {
    articles,
    reasons: sorted.map(([reason, { isLoss, items }]) => ({
      reason,
      isLoss,
      count: items.length,
      items,
    })),
  };
}

/** The same words for the same fault: without the names, numbers and places that differ from file to file. */
function reasonOf(what: string): string {
  return what
    .replace(/"[^"]*"|«[^»]*»|\([^)]*\)/gu, '…')
    .replace(/is already the id of .*/u, 'is already the id of another article')
    .replace(/\d[\d.,]*/gu, '…')
    .slice(0, 100);
}

/** Lines for a terminal; none if there is nothing to say. */
export function describeReading({ reasons }: ReadingReport): string[] {
  return reasons.flatMap(({ reason, count, items }) => [
    `${reason}: ${count}`,
    ...items.slice(0, ITEMS_SHOWN).flatMap(({ file, line, part, what, hint }) => {
      const place = [line === undefined ? file : `${file}:${line}`, part]
        .filter(Boolean)
        .join(' › ');
      return [`  ${place}: ${what}`, ...(hint === '' ? [] : [`    ${hint}`])];
    }),
    ...(count > ITEMS_SHOWN
      ? [`  … and ${count - ITEMS_SHOWN} more; --report FILE names them all`]
      : []),
  ]);
}
