/** One model measured in a process of its own: `model-measure.ts <JSON job>` prints one JSON object. */
import { readFileSync } from 'node:fs';
import { modelSource } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { openEmbedder } from '../../src/embed/transformers.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { percentiles, residentMib } from './figures.ts';
import type { ModelFigures, ModelJob } from './model-speed.ts';

/** Passages are embedded in blocks of this many, and the clock is read after each. */
const BLOCK_PASSAGES = 128;
const SECONDS_MIN = 5;
/** Embedded before the clock runs, so that code is compiled. */
const WARM_UP = 20;

const job = JSON.parse(process.argv[2]!) as ModelJob;
const passages: string[] = JSON.parse(readFileSync(job.passages, 'utf8'));
const questions = readQuestions(job.questions).map(({ question }) => question);

const opening = performance.now();
const embedder = await openEmbedder(modelSource(loadConfig().settings, job.folder));
const loadSeconds = (performance.now() - opening) / 1000;

await embedder.embedChunks(passages.slice(0, WARM_UP));
const began = performance.now();
let [done, seconds] = [0, 0];
while (seconds < SECONDS_MIN) {
  const at = done % passages.length;
  const block = passages.slice(at, at + BLOCK_PASSAGES);
  await embedder.embedChunks(block);
  done += block.length;
  seconds = (performance.now() - began) / 1000;
}

const takenMs: number[] = [];
for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
  const asked = performance.now();
  await embedder.embedQuestion(question);
  takenMs.push(performance.now() - asked);
}
const figures: ModelFigures = {
  id: embedder.id,
  loadSeconds,
  passagesASecond: done / seconds,
  passagesEmbedded: done,
  questionMs: percentiles(takenMs.slice(WARM_UP)),
  peakMib: residentMib('peak'),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
await embedder.close();
