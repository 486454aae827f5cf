/**
 * Re-indexes in a separate process, by the same script that cron runs: a build in this process would
 * delay every question while it computes.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { PROJECT_DIR } from '../config.ts';
import { type ReadingReport, readingReportSchema } from '../corpus/report.ts';
import { GateError, IndexError } from '../errors.ts';
import { moduleArguments } from '../own-module.ts';

export interface ReindexProgress {
  /** What is being done, in English, as the log would say it. */
  readonly stage: string;
  readonly done: number;
  /** 0 if it is not known. */
  readonly total: number;
}

export interface Reindexed {
  readonly articles: number;
  readonly chunks: number;
  /** False if nothing changed. */
  readonly changed: boolean;
  /** Chunks of the articles that are new or changed, by id; of a thousand of them at most. */
  readonly chunksOf?: Readonly<Record<string, number>>;
  /** What did not come in, and why. */
  readonly reading?: ReadingReport;
}

/**
 * Rebuilds the index and makes it current; resolves when the bot answers from it. One at a time: a call waits for
 * those before it.
 *
 * @throws GateError if the new one answers worse and the old one goes on serving.
 */
export type Reindex = (progress: (at: ReindexProgress) => void) => Promise<Reindexed>;

const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    stage: z.string(),
    done: z.number(),
    total: z.number().default(0),
  }),
  z.object({ event: z.literal('estimate') }),
  z.object({
    event: z.literal('report'),
    outcome: z.enum(['published', 'unchanged', 'refused']),
    summary: z.object({ articles: z.number(), chunks: z.number() }).optional(),
    gate: z.object({ report: z.string() }).optional(),
    chunksOf: z.record(z.string(), z.number()).default({}),
    reading: readingReportSchema.optional(),
  }),
]);

/** Lines of stderr kept for the message if the script fails. */
const STDERR_CHARS = 2_000;

/** @param refresh called before the promise resolves, so that the bot answers from what was built. */
export function createReindex(refresh: () => Promise<unknown>): Reindex {
  const build: Reindex = async (progress) => {
    const script = spawn(
      process.execPath,
      [...moduleArguments('../cli/main', import.meta.url), 'index', '--json'],
      {
        cwd: PROJECT_DIR,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const exit = new Promise<number | null>((resolve, reject) => {
      script.once('error', reject);
      script.once('close', resolve);
    });
    let stderr = '';
    script.stderr.on('data', (data: Buffer) => {
      stderr = (stderr + data.toString('utf8')).slice(-STDERR_CHARS);
    });
    let report: Extract<z.output<typeof eventSchema>, { event: 'report' }> | undefined;
    for await (const line of createInterface({ input: script.stdout })) {
      const event = eventSchema.parse(JSON.parse(line));
      if (event.event === 'progress') progress(event);
      else if (event.event === 'report') report = event;
    }
    const status = await exit;
    if (!report) {
      throw new IndexError(
        `re-indexing failed (exit status ${status}): ${stderr.trim()}`,
        'Run: npm run index',
      );
    }
    if (report.outcome === 'refused') {
      throw new GateError(
        `the new generation was refused: ${report.gate?.report ?? 'see npm run index'}`,
        'The old one serves; npm run index -- --force publishes all the same.',
      );
    }
    await refresh();
    const { articles = 0, chunks = 0 } = report.summary ?? {};
    const { outcome, chunksOf, reading } = report;
    return {
      articles,
      chunks,
      changed: outcome === 'published',
      chunksOf,
      ...(reading && { reading }),
    };
  };
  let last: Promise<unknown> = Promise.resolve();
  return (progress) => {
    const result = last.then(() => build(progress));
    last = result.catch(() => {});
    return result;
  };
}
