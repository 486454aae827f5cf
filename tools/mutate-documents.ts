/** `npm run mutate`: reads thousands of damaged documents, and counts what became of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FormatError } from '../src/corpus/formats/format.ts';
import { readDocument } from '../src/corpus/formats/reader.ts';
import { mutate } from './lib/mutate.ts';
import { seededRandom } from './lib/random.ts';
import { runTool } from './lib/run.ts';

const USAGE = `npm run mutate -- [--runs N] [--seed N] [FOLDER]

Changes documents at random and reads each: it gives articles, or a reason, within the limits of time and memory.

  FOLDER       documents to change (default: those of the tests)
  --runs N     changed files of each document (default: 2000)
  --seed N     other changes (default: 1)

Exit status: 0 when every file gave articles or a reason; 1 otherwise.`;

const MEMORY_BYTES_MAX = 2 ** 30;

await runTool(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  const folder = resolve(positionals[0] ?? 'test/corpus/formats/fixtures');
  for (const name of readdirSync(folder).sort()) {
    const original = new Uint8Array(readFileSync(join(folder, name)));
    const random = seededRandom(Number(values.seed));
    const counts = { read: 0, refused: 0, ended: 0 };
    const started = performance.now();
    let slowestMs = 0;
    for (let run = 0; run < Number(values.runs); run++) {
      const began = performance.now();
      try {
        await readDocument(`${run}${extname(name)}`, mutate(original, random));
        counts.read += 1;
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        if (/not read after|thread|cannot be read \(/u.test(error.message)) counts.ended += 1;
        else counts.refused += 1;
      }
      slowestMs = Math.max(slowestMs, performance.now() - began);
    }
    const { rss } = process.memoryUsage();
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(
      `${name}: ${counts.read} read, ${counts.refused} refused, ${counts.ended} ended, ${seconds.toFixed(0)} s, slowest ${slowestMs.toFixed(0)} ms, ${(rss / 2 ** 20).toFixed(0)} MiB\n`,
    );
    if (rss > MEMORY_BYTES_MAX) process.exitCode = 1;
  }
});
