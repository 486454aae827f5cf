/**
 * The index in files and in PostgreSQL side by side: `npm run bench -- --store postgres`. Uses the
 * server that ISNAD_TEST_POSTGRES_URL names, in a database of its own that is dropped afterwards,
 * or PGlite, whose times say nothing about a real server.
 */
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testServers } from '../lib/postgres.ts';
import { prepareCorpus } from './corpus.ts';
import type { Percentiles } from './figures.ts';

const MEASURE = fileURLToPath(new URL('./stores-measure.ts', import.meta.url));

export interface StoreJob {
  readonly indexDir: string;
  /** Absent: the index in files. */
  readonly url?: string | undefined;
  readonly corpus: string;
  readonly questions: string;
  readonly questionCount: number;
}

export interface StoreFigures {
  readonly build: {
    readonly seconds: Readonly<Record<string, number>>;
    readonly peakMib: number;
    readonly bytes: number;
    readonly chunks: number;
  };
  readonly serve: {
    readonly openMs: number;
    readonly questionMs: Percentiles;
    readonly stageMs: Readonly<Record<string, Percentiles>>;
    readonly rssMib: number;
    readonly recallAt10: number;
  };
}

export interface StoresOptions {
  /** An empty folder. */
  readonly work: string;
  readonly corpus: readonly string[];
  /** Goes on with variations if the articles do not suffice. */
  readonly repeat: boolean;
  readonly questions: string;
  readonly questionCount: number;
  /** Numbers of chunks. */
  readonly sizes: readonly number[];
}

/** @returns a table for people. */
export async function compareStores(options: StoresOptions): Promise<string> {
  const { servers } = await testServers();
  const server = servers.at(-1)!;
  const lines: string[] = [`PostgreSQL: ${server.name}`];
  try {
    for (const size of options.sizes) {
      const dir = join(options.work, `stores-${size}`);
      await mkdir(dir);
      const corpus = join(dir, 'articles.jsonl');
      await prepareCorpus(options.corpus, size, options.repeat, corpus);
      const { questions, questionCount } = options;
      const job = { indexDir: join(dir, 'index'), corpus, questions, questionCount };
      const files = measure(job);
      const database = await server.make();
      try {
        lines.push(...rows(files, measure({ ...job, url: database.url })));
      } finally {
        await database.remove();
      }
    }
  } finally {
    for (const one of servers) await one.close();
  }
  return lines.join('\n');
}

function measure(job: StoreJob): StoreFigures {
  const run = <What extends keyof StoreFigures>(what: What): StoreFigures[What] =>
    JSON.parse(
      execFileSync(process.execPath, ['--import', 'tsx', MEASURE, what, JSON.stringify(job)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  return { build: run('build'), serve: run('serve') };
}

function rows(files: StoreFigures, postgres: StoreFigures): string[] {
  const line = (name: string, read: (figures: StoreFigures) => number, digits = 1) => {
    const [a, b] = [read(files), read(postgres)];
    const cells = [name.padEnd(34), a.toFixed(digits).padStart(12), b.toFixed(digits).padStart(12)];
    return [...cells, (b / a).toFixed(2).padStart(8)].join('');
  };
  const stages = Object.keys({ ...files.serve.stageMs, ...postgres.serve.stageMs }).sort();
  return [
    `\n${files.build.chunks} chunks`.padEnd(35) +
      ['files', 'postgres', 'ratio'].map((name, i) => name.padStart(i === 2 ? 8 : 12)).join(''),
    ...Object.keys(files.build.seconds).map((stage) =>
      line(`build, ${stage} (s)`, ({ build }) => build.seconds[stage] ?? 0),
    ),
    line('build, memory at most (MiB)', ({ build }) => build.peakMib, 0),
    line('disk (bytes a chunk)', ({ build }) => build.bytes / build.chunks, 0),
    line('open (ms)', ({ serve }) => serve.openMs),
    line('question, p50 (ms)', ({ serve }) => serve.questionMs.p50),
    line('question, p95 (ms)', ({ serve }) => serve.questionMs.p95),
    ...stages.map((stage) =>
      line(`  ${stage}, p50 (ms)`, ({ serve }) => serve.stageMs[stage]?.p50 ?? 0, 2),
    ),
    line('memory of a bot (MiB)', ({ serve }) => serve.rssMib, 0),
    line('recall@10 against brute force', ({ serve }) => serve.recallAt10, 4),
  ];
}
