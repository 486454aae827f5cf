/** `npm run mutate`: reads thousands of damaged documents, and counts what became of them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mutate, OUTCOMES, outcomeOf } from './lib/mutate.ts';
import { seededRandom } from './lib/random.ts';
import { runTool } from './lib/run.ts';

const USAGE = `npm run mutate -- [--runs N] [--seed N] [--reasons] [PATH...]

Changes documents at random and reads each as an index run does: it gives articles, or a reason, within the limits of
time and memory.

  PATH         documents to change, and folders of them (default: those of the tests)
  --runs N     changed files of each document (default: 2000)
  --seed N     other changes (default: 1)
  --reasons    what was said of the files, and how often

Exit status: 0 when every file gave articles or a reason; 1 otherwise.`;

const MEMORY_MIB_MAX = 1024;

await runTool(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      reasons: { type: 'boolean', default: false },
    },
  });
  const paths = positionals.length > 0 ? positionals : ['test/corpus/formats/fixtures'];
  const folder = mkdtempSync(join(tmpdir(), 'isnad-mutate-'));
  try {
    for (const path of paths.flatMap(filesOf)) {
      const original = new Uint8Array(readFileSync(path));
      const random = seededRandom(Number(values.seed));
      const counts = new Map<string, number>(OUTCOMES.map((became) => [became, 0]));
      const said = new Map<string, number>();
      // The reading thread starts, which takes longer than any file.
      await outcomeOf(path);
      const started = performance.now();
      let slowestMs = 0;
      for (let run = 0; run < Number(values.runs); run++) {
        // Its whole name: what is read by its name alone, such as .jsonl.gz, has two extensions.
        const file = join(folder, `${run}-${basename(path)}`);
        writeFileSync(file, mutate(original, random));
        const began = performance.now();
        const { became, errors, notes } = await outcomeOf(file);
        slowestMs = Math.max(slowestMs, performance.now() - began);
        rmSync(file);
        const reasons = [
          ...errors.map(({ problem }) => problem),
          ...notes.map(({ message }) => message),
        ];
        counts.set(became, counts.get(became)! + 1);
        if (became !== 'read' && became !== 'refused') {
          process.stdout.write(`${basename(file)}: ${became} ${reasons.join('; ')}\n`);
          process.exitCode = 1;
        }
        for (const reason of new Set(reasons)) {
          const kind = reason.replace(/\d+/gu, 'N').slice(0, 160);
          said.set(kind, (said.get(kind) ?? 0) + 1);
        }
      }
      const seconds = (performance.now() - started) / 1000;
      // The most that the process ever held, its reading thread included.
      const mib = process.resourceUsage().maxRSS / 1024;
      if (mib > MEMORY_MIB_MAX) process.exitCode = 1;
      process.stdout.write(
        `${basename(path)}: ${OUTCOMES.map((became) => `${counts.get(became)} ${became}`).join(', ')}, ${seconds.toFixed(0)} s, slowest ${slowestMs.toFixed(0)} ms, at most ${mib.toFixed(0)} MiB\n`,
      );
      if (values.reasons)
        for (const [kind, count] of [...said].sort(([, a], [, b]) => b - a))
          process.stdout.write(`  ${count} ${kind}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function filesOf(path: string): string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
}
