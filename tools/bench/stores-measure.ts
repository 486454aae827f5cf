/** One measurement of one store in a process of its own: `stores-measure.ts <build|serve> <JSON job>` prints one JSON object. */
import { createAnswerer } from '../../src/answer/answer.ts';
import { openSettingsEmbedder, openSettingsReader } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { innerProduct } from '../../src/embed/inner-product.ts';
import { buildIndex } from '../../src/index/build.ts';
import { Generation } from '../../src/index/files/generation.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import type { PostgresGeneration } from '../../src/index/postgres/generation.ts';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import type { SearchIndex } from '../../src/types.ts';
import { INDEX_STAGES, percentiles, residentMib, Stopwatch } from './figures.ts';
import type { StoreJob } from './stores.ts';
import { nearest } from './vectors.ts';

const RECALL_QUESTIONS = 200;
const WARM_UP = 20;
/** Vectors fetched at a time. */
const PAGE = 2_000;

const [what, json] = process.argv.slice(2) as [string, string];
const job = JSON.parse(json) as StoreJob;
const store =
  job.url === undefined ? new FilesStore(job.indexDir) : new PostgresStore({ url: job.url });
const { settings } = loadConfig({}, '/dev/null');
const embedder = await openSettingsEmbedder(settings);
const reader = await openSettingsReader(settings);

async function build() {
  const report = await buildIndex({ store, embedder, corpusPaths: [job.corpus] });
  const { bytes, chunks } = report.summary!;
  return { seconds: report.seconds, peakMib: residentMib('peak'), bytes, chunks };
}

async function serve() {
  const questions = readQuestions(job.questions)
    .map(({ question }) => question)
    .slice(0, job.questionCount);
  const began = performance.now();
  const opened = await store.open(settingsFor(embedder));
  const openMs = performance.now() - began;
  const watch = new Stopwatch();
  const index = watch.watch(opened, INDEX_STAGES);
  const answerer = createAnswerer({ withIndex: (use) => use(index, embedder), reader });
  for (const question of questions.slice(0, WARM_UP)) await answerer.ask(question);
  watch.take();
  const all: number[] = [];
  const stages = new Map<string, number[]>();
  for (const question of questions) {
    const asked = performance.now();
    await answerer.ask(question);
    all.push(performance.now() - asked);
    for (const [stage, ms] of Object.entries(watch.take())) {
      stages.set(stage, [...(stages.get(stage) ?? []), ms]);
    }
  }
  const rssMib = residentMib('now');
  return {
    openMs,
    questionMs: percentiles(all),
    stageMs: Object.fromEntries([...stages].map(([stage, values]) => [stage, percentiles(values)])),
    rssMib,
    recallAt10: await recall(opened, questions.slice(0, RECALL_QUESTIONS)),
  };
}

/** All vectors are weighed as the store gives them back. */
async function recall(index: SearchIndex, questions: readonly string[]): Promise<number> {
  const numbers =
    index instanceof Generation
      ? Array.from({ length: index.chunkTable.length }, (_, slot) => slot).filter((slot) =>
          index.chunkTable.lives(slot),
        )
      : (index as PostgresGeneration).ranking.sample(Number.POSITIVE_INFINITY);
  const all = new Float32Array(numbers.length * embedder.dimensions);
  for (let at = 0; at < numbers.length; at += PAGE) {
    const page = await index.vectors(numbers.slice(at, at + PAGE));
    for (const [i, vector] of page.entries()) all.set(vector, (at + i) * embedder.dimensions);
  }
  const placeOf = new Map(numbers.map((number, i) => [number, i]));
  let found = 0;
  for (const question of questions) {
    const vector = await embedder.embedQuestion(question);
    const score = (place: number) =>
      innerProduct(vector, all.subarray(place * vector.length, (place + 1) * vector.length));
    // Stories that were printed twice have one vector: any of them will do.
    const least = score(nearest(vector, all, 10).at(-1)!) - 1e-6;
    for (const { number: chunk } of await index.searchVectors(vector, 10)) {
      if (score(placeOf.get(chunk)!) >= least) found += 1;
    }
  }
  return found / (questions.length * 10);
}

process.stdout.write(JSON.stringify(await (what === 'build' ? build() : serve())));
await reader.close();
await embedder.close();
await store.close();
