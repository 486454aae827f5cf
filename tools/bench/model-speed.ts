/**
 * The bundled model by itself, through the product's embedder: `npm run bench -- --model-speed`. With
 * `--encoder DIR`, another model beside it, run by the same library over the same texts.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { modelSource } from '../../src/app/open.ts';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { loadConfig } from '../../src/config.ts';
import { BUNDLED_MODELS, DEFAULT_MODEL } from '../../src/embed/bundled.ts';
import { readModelProfile } from '../../src/embed/model-files.ts';
import { seededRandom } from '../lib/random.ts';
import { prepareCorpus } from './corpus.ts';
import type { Percentiles } from './figures.ts';

const MEASURE = fileURLToPath(new URL('./model-measure.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
/** The passages that are embedded over and over: as the product cuts them. */
const PASSAGES = 2048;
/** The bundled model is measured this often, the encoder between: the machine may be busier at one time. */
const ROUNDS = 3;

export interface ModelJob {
  readonly folder: string;
  /** A JSON list of texts. */
  readonly passages: string;
  readonly questions: string;
}

export interface ModelFigures {
  readonly id: string;
  /** From the call to the embedder that has proved itself by one text; checksums are part of it. */
  readonly loadSeconds: number;
  readonly passagesASecond: number;
  readonly passagesEmbedded: number;
  readonly questionMs: Percentiles;
  readonly peakMib: number;
}

export interface ModelSpeedOptions {
  /** An empty folder. */
  readonly work: string;
  readonly corpus: readonly string[];
  readonly repeat: boolean;
  readonly questions: string;
  /** The folder of a model to divide by. */
  readonly encoder: string | undefined;
}

export interface ModelSpeed {
  /** Processes that waited for a processor over the last minute, when the measuring began. */
  readonly loadAverage: number;
  readonly wordsAPassage: number;
  readonly bundled: readonly ModelFigures[];
  readonly encoder: ModelFigures | undefined;
}

/** @throws ModelError if `encoder` is no model folder. */
export async function measureModelSpeed(options: ModelSpeedOptions): Promise<ModelSpeed> {
  const { work, questions, encoder } = options;
  if (encoder !== undefined) readModelProfile(modelSource(loadConfig().settings, encoder));
  const loadAverage = loadavg()[0]!;
  const texts = await passagesOf(options);
  const passages = join(work, 'passages.json');
  await writeFile(passages, JSON.stringify(texts));
  const run = (folder: string) => measure({ folder, passages, questions });
  const bundled = [run(BUNDLED_MODELS[DEFAULT_MODEL]!)];
  const beside = encoder === undefined ? undefined : run(encoder);
  while (bundled.length < ROUNDS) bundled.push(run(BUNDLED_MODELS[DEFAULT_MODEL]!));
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/u).length, 0);
  return { loadAverage, wordsAPassage: words / texts.length, bundled, encoder: beside };
}

/** In an order that has nothing to do with their articles, so that any block of them is like any other. */
async function passagesOf({ work, corpus, repeat }: ModelSpeedOptions): Promise<string[]> {
  const jsonl = join(work, 'articles.jsonl');
  await prepareCorpus(corpus, PASSAGES, repeat, jsonl);
  const texts: string[] = [];
  for await (const line of createInterface({ input: createReadStream(jsonl) })) {
    texts.push(...chunkArticle(JSON.parse(line)).map(({ text }) => text));
  }
  const random = seededRandom(1);
  return texts
    .map((text) => ({ text, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

function measure(job: ModelJob): ModelFigures {
  const args = ['--import', TSX, MEASURE, JSON.stringify(job)];
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: [...stdio] }));
}

/** For people: medians of the bundled model's rounds, the encoder's figures, and how many times better. */
export function modelSpeedTable({ loadAverage, wordsAPassage, bundled, encoder }: ModelSpeed) {
  const line = (name: string, read: (figures: ModelFigures) => number, digits: number) => {
    const own = bundled.map(read).sort((a, b) => a - b)[bundled.length >> 1]!;
    const cells = [name.padEnd(30), own.toFixed(digits).padStart(12)];
    if (encoder !== undefined) {
      const other = read(encoder);
      const times = name === PASSAGES_LINE ? own / other : other / own;
      cells.push(other.toFixed(digits).padStart(12), times.toFixed(1).padStart(10));
    }
    return cells.join('');
  };
  const names = ['', 'bundled', ...(encoder === undefined ? [] : ['encoder', 'times'])];
  return [
    `${bundled[0]!.id}${encoder === undefined ? '' : ` beside ${encoder.id}`}; ` +
      `${wordsAPassage.toFixed(0)} words a passage; load average ${loadAverage.toFixed(2)}`,
    names.map((name, i) => (i === 0 ? ''.padEnd(30) : name.padStart(i === 3 ? 10 : 12))).join(''),
    line(PASSAGES_LINE, ({ passagesASecond }) => passagesASecond, 1),
    line('a question, p50 (ms)', ({ questionMs }) => questionMs.p50, 3),
    line('a question, p95 (ms)', ({ questionMs }) => questionMs.p95, 3),
    line('loaded (s)', ({ loadSeconds }) => loadSeconds, 3),
    line('memory at most (MiB)', ({ peakMib }) => peakMib, 0),
  ].join('\n');
}

const PASSAGES_LINE = 'passages a second';
