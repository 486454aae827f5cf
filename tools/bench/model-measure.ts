/** One model measured in a process of its own: `model-measure.ts <JSON job>` prints its figures as JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { env, pipeline, Tensor } from '@xenova/transformers';
import { modelSource } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { WEIGHTS_FILE } from '../../src/embed/model-files.ts';
import { openEmbedder, openSession, openTokenClassifier } from '../../src/embed/transformers.ts';
import { readQuestions } from '../../src/quality/questions.ts';
import { openReader } from '../../src/reader/open.ts';
import { createPacker } from '../../src/reader/pack.ts';
import { tokenise } from '../../src/reader/tokens.ts';
import { READ_MAX } from '../../src/retrieve/choose-hits.ts';
import { childrenOf } from '../lib/proc.ts';
import { percentiles, residentMib } from './figures.ts';
import type { ModelFigures, ModelJob, ModelTexts, Passage } from './model-speed.ts';
import { multiplyAddsAToken, productGraph } from './onnx.ts';

/** Passages are embedded in blocks of this many, and the clock is read after each. */
const BLOCK_PASSAGES = 128;
const SECONDS_MIN = 5;
/** Embedded before the clock runs, so that code is compiled. */
const WARM_UP = 20;
/** Nobody waits for an answer here. */
const DEADLINE_MS = 600_000;
/** Of the big product: rows, inner and columns. */
const PRODUCT_SIZE = 1024;

const job = JSON.parse(process.argv[2]!) as ModelJob;

const textsOf = ({ passages, questions }: ModelTexts) => ({
  passages: JSON.parse(readFileSync(passages, 'utf8')) as Passage[],
  questions: readQuestions(questions).map(({ question }) => question),
});

/** Runs over the blocks, round after round, until the time is up. */
async function overAndOver<Of>(
  items: readonly Of[],
  size: number,
  act: (block: readonly Of[]) => Promise<unknown>,
): Promise<{ readonly aSecond: number; readonly done: readonly Of[] }> {
  await act(items.slice(0, Math.min(size, WARM_UP)));
  const began = performance.now();
  const done: Of[] = [];
  let seconds = 0;
  while (seconds < SECONDS_MIN) {
    const at = done.length % items.length;
    const block = items.slice(at, at + size);
    await act(block);
    done.push(...block);
    seconds = (performance.now() - began) / 1000;
  }
  return { aSecond: done.length / seconds, done };
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const weightsOf = (folder: string) => multiplyAddsAToken(readFileSync(join(folder, WEIGHTS_FILE)));

async function limit(work: string): Promise<number> {
  const path = join(work, 'product.onnx');
  writeFileSync(path, productGraph(PRODUCT_SIZE, PRODUCT_SIZE, PRODUCT_SIZE));
  const session = await openSession(path, availableParallelism());
  const a = new Tensor('uint8', new Uint8Array(PRODUCT_SIZE ** 2).fill(77), [
    PRODUCT_SIZE,
    PRODUCT_SIZE,
  ]);
  const { aSecond } = await overAndOver([a], 1, () => session.run({ a }));
  return aSecond * PRODUCT_SIZE ** 3;
}

async function embedderFigures(folder: string, texts: ModelTexts): Promise<ModelFigures> {
  const { passages, questions } = textsOf(texts);
  const opening = performance.now();
  const embedder = await openEmbedder(modelSource(loadConfig().settings, folder));
  const loadSeconds = (performance.now() - opening) / 1000;
  const { aSecond, done } = await overAndOver(passages, BLOCK_PASSAGES, (block) =>
    embedder.embedChunks(block.map(({ text }) => text)),
  );
  const takenMs: number[] = [];
  for (const question of [...questions.slice(0, WARM_UP), ...questions]) {
    const asked = performance.now();
    await embedder.embedQuestion(question);
    takenMs.push(performance.now() - asked);
  }
  const peakMib = residentMib('peak');
  const each = weightsOf(folder);
  // The tokens of another vocabulary would have to be counted with it: only what has products is asked, the default.
  const classifier = each === 0 ? undefined : await openTokenClassifier(folder, 1);
  const tokens = classifier ? done.map(({ text }) => tokenise(classifier, text).ids.length) : [0];
  return {
    id: embedder.id,
    loadSeconds,
    passagesASecond: aSecond,
    multiplyAddsASecond: aSecond * mean(tokens) * each,
    questionMs: percentiles(takenMs.slice(WARM_UP)),
    peakMib,
  };
}

async function readerFigures(folder: string, texts: ModelTexts): Promise<ModelFigures> {
  const { passages, questions } = textsOf(texts);
  const opening = performance.now();
  const reader = await openReader({ folder, deadlineMs: DEADLINE_MS });
  const loadSeconds = (performance.now() - opening) / 1000;
  let asked = 0;
  const { aSecond, done } = await overAndOver(passages, READ_MAX, (block) => {
    asked += 1;
    return reader.read(questions[asked % questions.length]!, block);
  });
  const peakMib = residentMib('peak', childrenOf(process.pid));
  await reader.close();
  const packer = createPacker(await openTokenClassifier(folder, 1));
  const tokens = mean(
    done.map((passage, i) => {
      const question = questions[(1 + Math.floor(i / READ_MAX)) % questions.length]!;
      return packer.pack(question, passage).ids.length;
    }),
  );
  return {
    id: reader.id,
    loadSeconds,
    passagesASecond: aSecond,
    multiplyAddsASecond: aSecond * tokens * weightsOf(folder),
    peakMib,
  };
}

/** What one would write with the library alone: each passage for itself, no more than the labels of its tokens. */
async function pipelineFigures(
  folder: string,
  whole: boolean,
  texts: ModelTexts,
): Promise<ModelFigures> {
  const { passages, questions } = textsOf(texts);
  const opening = performance.now();
  env.localModelPath = dirname(folder);
  const classify = await pipeline('token-classification', basename(folder), { quantized: !whole });
  const loadSeconds = (performance.now() - opening) / 1000;
  let asked = 0;
  const { aSecond } = await overAndOver(passages, 1, ([passage]) => {
    asked += 1;
    const question = questions[Math.floor(asked / READ_MAX) % questions.length]!;
    const { title, heading = '', sentences } = passage!;
    return classify([question, title, heading, ...sentences].join(' '));
  });
  return {
    id: '',
    loadSeconds,
    passagesASecond: aSecond,
    multiplyAddsASecond: 0,
    peakMib: residentMib('peak'),
  };
}

function figures(): Promise<number | ModelFigures> {
  switch (job.what) {
    case 'limit':
      return limit(job.work);
    case 'embedder':
      return embedderFigures(job.folder, job.texts);
    case 'reader':
      return readerFigures(job.folder, job.texts);
    case 'pipeline':
      return pipelineFigures(job.folder, job.whole, job.texts);
  }
}

process.stdout.write(`${JSON.stringify(await figures())}\n`);
process.exit(0);
