/** The report at the end of a run: what was not indexed, a count for each reason, then each file and how to fix it. */
import { z } from 'zod';
import type { CorpusError } from '../errors.ts';
import type { CorpusNote } from './read.ts';

/** As `--report` writes it. */
export const readingReportSchema = z.object({
  articles: z.number(),
  reasons: z.array(
    z.object({
      reason: z.string(),
      /** Whether articles, or parts of them, did not come in. */
      isLoss: z.boolean(),
      count: z.number(),
      items: z.array(
        z.object({
          file: z.string(),
          /** From 1. */
          line: z.number().optional(),
          /** Page, sheet, or file inside an archive. */
          part: z.string().optional(),
          what: z.string(),
          /** Empty if nothing need be done. */
          hint: z.string(),
        }),
      ),
    }),
  ),
});

export type ReadingReport = Readonly<z.output<typeof readingReportSchema>>;
type ReportedItem = ReadingReport['reasons'][number]['items'][number];

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
  for (const { file, line, part, problem, hint } of errors)
    add(`left out: ${reasonOf(problem)}`, true, { file, line, part, what: problem, hint });
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
    ...items
      .slice(0, ITEMS_SHOWN)
      .flatMap((item) => [
        `  ${placeOf(item)}: ${item.what}`,
        ...(item.hint === '' ? [] : [`    ${item.hint}`]),
      ]),
    ...(count > ITEMS_SHOWN
      ? [`  … and ${count - ITEMS_SHOWN} more; --report FILE names them all`]
      : []),
  ]);
}

/** `file:line › part`, as far as they are known. */
export function placeOf({ file, line, part }: ReportedItem): string {
  return [line === undefined ? file : `${file}:${line}`, part].filter(Boolean).join(' › ');
}
