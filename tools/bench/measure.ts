/**
 * One measurement in a process of its own, so that memory is clean: `measure.ts <what> <JSON job>`
 * prints one JSON object. `npm run bench` starts it.
 */
import { loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAnswerer } from '../../src/answer/answer.ts';
import { openSettingsEmbedder, openSettingsReader } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import type { Generation } from '../../src/index/files/generation.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { IndexHandle } from '../../src/index/handle.ts';
import { settingsFor } from '../../src/index/settings.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import type { Reader } from '../../src/reader/port.ts';
import { analyseQuestion } from '../../src/retrieve/question.ts';
import { createRetriever } from '../../src/retrieve/retrieve.ts';
import type { Answerer, Embedder } from '../../src/types.ts';
import { childrenOf } from '../lib/proc.ts';
import {
  INDEX_STAGES,
  type LoadFigures,
  PEOPLE,
  percentiles,
  residentMib,
  Stopwatch,
} from './figures.ts';
import type { PeerName } from './peers.ts';
import { nearest } from './vectors.ts';

interface Job {
  readonly indexDir: string;
  readonly corpus: string;
  readonly questions: string;
  readonly questionCount: number;
  readonly peer?: PeerName;
}

/** Candidates weighed by the graph's search, for the curve of recall. */
const EFS = [16, 32, 64, 128, 256, 512];
/** Questions that the curve of recall is drawn from. */
const RECALL_QUESTIONS = 200;
/** Changes of generation that memory is watched over. */
const CHANGES = 20;
/** Answered before the clock runs, so that code is compiled and files are in the page cache. */
const WARM_UP = 20;

const [what, json] = process.argv.slice(2) as [string, string];
const job = JSON.parse(json) as Job;
const store = new FilesStore(job.indexDir);
const questions = readQuestions(job.questions)
  .map(({ question }) => question)
  .slice(0, job.questionCount);
const opening = openSettingsEmbedder(loadConfig().settings);
// As the bot starts: the index is read while the model loads. What other measurements need is imported by them.
const served = what === 'serve' ? store.open(async () => settingsFor(await opening)) : undefined;
const openingReader = openSettingsReader(loadConfig().settings);
const embedder = await opening;
const reader = await openingReader;

async function build() {
  const { buildIndex } = await import('../../src/index/build.ts');
  const stagesBefore = process.cpuUsage();
  const report = await buildIndex({ store, embedder, corpusPaths: [job.corpus] });
  const { user, system } = process.cpuUsage(stagesBefore);
  return {
    ...report.summary,
    plan: report.plan,
    seconds: report.seconds,
    cpuSeconds: (user + system) / 1e6,
    chunksEmbedded: report.chunksEmbedded,
    peakMib: residentMib('peak'),
  };
}

async function serve() {
  const watch = new Stopwatch();
  const index = watch.watch(await served!, INDEX_STAGES);
  const timed = watch.watch(embedder, { embedQuestion: 'embed', embedChunks: 'embed' });
  const answerer = createAnswerer({
    withIndex: (use) => use(index, timed as Embedder),
    reader: watch.watch<Reader>(reader, { read: 'reading' }),
  });
  await answerer.ask(questions[0]!);
  // Counted from the start of the process, the loading of Node.js and of the program included.
  const firstAnswerMs = performance.now();
  for (const question of questions.slice(0, WARM_UP)) await answerer.ask(question);
  watch.take();
  const processorBefore = process.cpuUsage();
  const all: number[] = [];
  const stages = new Map<string, number[]>();
  for (const question of questions) {
    const began = performance.now();
    await answerer.ask(question);
    const whole = performance.now() - began;
    all.push(whole);
    const taken = watch.take();
    const counted = Object.values(taken).reduce((sum, value) => sum + value, 0);
    for (const [stage, value] of Object.entries({ ...taken, answer: whole - counted })) {
      stages.set(stage, [...(stages.get(stage) ?? []), value]);
    }
  }
  const { user, system } = process.cpuUsage(processorBefore);
  const processorMs = (user + system) / 1000 / questions.length;
  const underLoad: LoadFigures[] = [];
  for (const people of PEOPLE) underLoad.push(await askTogether(answerer, people));
  return {
    firstAnswerMs,
    processorMs,
    questionMs: percentiles(all),
    stageMs: Object.fromEntries([...stages].map(([stage, values]) => [stage, percentiles(values)])),
    rssMib: residentMib('now'),
    peakMib: residentMib('peak'),
    readerMib: residentMib('now', childrenOf(process.pid)),
    underLoad,
    loadAverage: loadavg()[0]!,
  };
}

async function askTogether(answerer: Answerer, people: number): Promise<LoadFigures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const waiting = [...questions];
  const takenMs: number[] = [];
  let unread = 0;
  const began = performance.now();
  const person = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const asked = performance.now();
      const answer = await answerer.ask(next);
      takenMs.push(performance.now() - asked);
      if (answer.unread) unread += 1;
    }
  };
  await Promise.all(Array.from({ length: people }, person));
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  return {
    people,
    questionsASecond: (takenMs.length - unread) / seconds,
    questionMs: percentiles(takenMs),
    unread,
    heldMs: delay.max / 1e6,
  };
}

/** What a search library does, and no more: question in, numbers of ten chunks out. */
async function search() {
  const index = await store.open(settingsFor(embedder));
  const time = async (act: (question: string) => Promise<unknown>) => {
    const taken: number[] = [];
    for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
      const began = performance.now();
      await act(question);
      taken.push(performance.now() - began);
    }
    return percentiles(taken.slice(WARM_UP));
  };
  const vectors = new Map<string, Float32Array>();
  for (const question of questions) vectors.set(question, await embedder.embedQuestion(question));
  const retriever = createRetriever({ index, embedder });
  return {
    wordsMs: await time((question) => index.searchWords(analyseQuestion(question).terms, 10)),
    vectorsMs: await time((question) => index.searchVectors(vectors.get(question)!, 10)),
    findMs: await time(async (question) =>
      retriever.retrieve(await retriever.understand(question)),
    ),
  };
}

async function recall() {
  const index = (await store.open(settingsFor(embedder))) as Generation;
  const { graph, chunkTable } = index;
  const slots = Array.from({ length: chunkTable.length }, (_, slot) => slot).filter((slot) =>
    chunkTable.lives(slot),
  );
  const all = new Float32Array(slots.length * embedder.dimensions);
  for (const [i, slot] of slots.entries()) all.set(graph.get(slot), i * embedder.dimensions);
  const queries: Float32Array[] = [];
  for (const question of questions.slice(0, RECALL_QUESTIONS)) {
    queries.push(await embedder.embedQuestion(question));
  }
  const truths = queries.map((query) => new Set(nearest(query, all, 10).map((i) => slots[i]!)));
  return EFS.map((ef) => {
    const began = performance.now();
    const found = queries.map((query) => graph.search(query, 10, ef));
    const ms = (performance.now() - began) / queries.length;
    const hits = found.reduce(
      (sum, ranked, i) => sum + ranked.filter(({ number }) => truths[i]!.has(number)).length,
      0,
    );
    return { ef, recallAt10: hits / (queries.length * 10), ms };
  });
}

/** A bot that goes through twenty new generations: memory before and after each, and the slowest question meanwhile. */
async function changes() {
  const handle = await IndexHandle.open({
    store,
    embedderFor: async () => embedder,
    pollMs: 1_000_000_000,
  });
  const answerer = createAnswerer({ withIndex: (use) => handle.use(use), reader });
  // The heap and its tables of words grow for about a hundred questions, changes or none.
  for (const question of questions) await answerer.ask(question);
  const rssMib = [residentMib('now')];
  const [older, newer] = (await store.generations()).map(({ summary }) => summary.generation);
  const questionMs: number[] = [];
  for (let change = 1; change <= CHANGES; change += 1) {
    await store.rollback(change % 2 === 1 ? older : newer);
    const changing = handle.refresh();
    for (const question of questions.slice(0, WARM_UP)) {
      const began = performance.now();
      await answerer.ask(question);
      questionMs.push(performance.now() - began);
    }
    await changing;
    rssMib.push(residentMib('now'));
  }
  await handle.close();
  return { rssMib, questionMs: percentiles(questionMs) };
}

const measures: Readonly<Record<string, () => Promise<unknown>>> = {
  build,
  serve,
  search,
  recall,
  changes,
  peer: async () => {
    const { measurePeer } = await import('./peers.ts');
    const index = (await store.open(settingsFor(embedder))) as Generation;
    return measurePeer(job.peer!, index, embedder, questions);
  },
};

process.stdout.write(`${JSON.stringify(await measures[what]!())}\n`);
process.exit(0);
