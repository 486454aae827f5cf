/**
 * The bundled models by themselves: `npm run bench -- --model-speed`. What reader and embedder do in a second, compared with
 * what the runtime does on one big product in the same run; the reader compared with the library's plain pipeline; and with
 * `--encoder DIR` or `--whole DIR` another embedder, or the reader's graph at float32, too.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { modelSource, READER_DIR } from '../../src/app/open.ts';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import { loadConfig } from '../../src/config.ts';
import { BUNDLED_MODELS, DEFAULT_MODEL } from '../../src/embed/bundled.ts';
import { readModelProfile } from '../../src/embed/model-files.ts';
import type { ChunkToRead } from '../../src/reader/port.ts';
import { seededRandom } from '../lib/random.ts';
import { UsageError } from '../lib/run.ts';
import { prepareCorpus } from './corpus.ts';
import type { Percentiles } from './figures.ts';

const MEASURE = fileURLToPath(new URL('./model-measure.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');
/** The passages that are embedded and read again and again: chunks as the product cuts them. */
const PASSAGES = 2048;
/** All is measured this often, by turns: the machine may be busier at one time. */
const ROUNDS = 3;

export type ModelJob =
  | { readonly what: 'limit'; readonly work: string }
  | { readonly what: 'embedder' | 'reader'; readonly folder: string; readonly texts: ModelTexts }
  | {
      readonly what: 'pipeline';
      readonly folder: string;
      readonly whole: boolean;
      readonly texts: ModelTexts;
    };

export interface ModelTexts {
  /** A JSON list of `Passage`. */
  readonly passages: string;
  readonly questions: string;
}

export interface Passage extends ChunkToRead {
  readonly text: string;
}

export interface ModelFigures {
  readonly id: string;
  /** From the call to the model that has proved itself by one text; checksums are part of it. */
  readonly loadSeconds: number;
  readonly passagesASecond: number;
  /** Multiply-adds of bytes in its products; 0 if they are not counted, or there are none. */
  readonly multiplyAddsASecond: number;
  /** The embedder's alone. */
  readonly questionMs?: Percentiles;
  readonly peakMib: number;
}

export interface ModelSpeedOptions {
  /** An empty folder. */
  readonly work: string;
  readonly corpus: readonly string[];
  readonly repeat: boolean;
  readonly questions: string;
  /** The folder of an embedder to divide by. */
  readonly encoder: string | undefined;
  /** A folder as the reader's whose `onnx/model.onnx` is its graph at float32. */
  readonly whole: string | undefined;
}

type Round = Readonly<Record<string, ModelFigures>>;

export interface ModelSpeed {
  /** Processes that waited for a processor over the last minute, when the measuring began. */
  readonly loadAverage: number;
  readonly wordsAPassage: number;
  /** Multiply-adds of bytes in a second on one big product, in each round. */
  readonly limits: readonly number[];
  readonly rounds: readonly Round[];
}

const READER = 'reader';
const PIPELINE = 'reader, plain pipeline';
const WHOLE = 'reader at float32, plain pipeline';
const ENCODER = 'other embedder';
const embedderName = (model: string) => `embedder, ${model}`;

/** @throws ModelError if `encoder` is no model folder. */
export async function measureModelSpeed(options: ModelSpeedOptions): Promise<ModelSpeed> {
  const { work, questions, encoder, whole } = options;
  if (encoder !== undefined) readModelProfile(modelSource(loadConfig().settings, encoder));
  if (whole !== undefined && !existsSync(join(whole, 'onnx/model.onnx'))) {
    throw new UsageError(`there is no onnx/model.onnx in ${whole}`);
  }
  const loadAverage = loadavg()[0]!;
  const passages = await passagesOf(options);
  const texts = { passages: join(work, 'passages.json'), questions };
  await writeFile(texts.passages, JSON.stringify(passages));
  const jobs: Record<string, ModelJob> = {
    ...Object.fromEntries(
      Object.entries(BUNDLED_MODELS).map(([model, folder]) => [
        embedderName(model),
        { what: 'embedder', folder, texts },
      ]),
    ),
    [READER]: { what: 'reader', folder: READER_DIR, texts },
    [PIPELINE]: { what: 'pipeline', folder: READER_DIR, whole: false, texts },
    ...(whole && { [WHOLE]: { what: 'pipeline', folder: whole, whole: true, texts } }),
    ...(encoder && { [ENCODER]: { what: 'embedder', folder: encoder, texts } }),
  };
  const limits: number[] = [];
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) {
    limits.push(measure<number>({ what: 'limit', work }));
    rounds.push(
      Object.fromEntries(
        Object.entries(jobs).map(([name, job]) => [name, measure<ModelFigures>(job)]),
      ),
    );
  }
  const words = passages.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0);
  return { loadAverage, wordsAPassage: words / passages.length, limits, rounds };
}

/** In an order that has nothing to do with their articles, so that any block of them is like any other. */
async function passagesOf({ work, corpus, repeat }: ModelSpeedOptions): Promise<Passage[]> {
  const jsonl = join(work, 'articles.jsonl');
  await prepareCorpus(corpus, PASSAGES, repeat, jsonl);
  const passages: Passage[] = [];
  for await (const line of createInterface({ input: createReadStream(jsonl) })) {
    const article = JSON.parse(line);
    passages.push(
      ...chunkArticle(article).map(({ text, heading, sentences }) => ({
        text,
        title: article.title,
        heading,
        sentences: sentences.map(({ start, end }) => article.text.slice(start, end)),
      })),
    );
  }
  const random = seededRandom(1);
  return passages
    .map((passage) => ({ passage, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ passage }) => passage);
}

function measure<Figures>(job: ModelJob): Figures {
  const args = ['--import', TSX, MEASURE, JSON.stringify(job)];
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: [...stdio] }));
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** For people: medians of the rounds, the share of the limit that was reached, and how many times others take. */
export function modelSpeedTable({ loadAverage, wordsAPassage, limits, rounds }: ModelSpeed) {
  const limit = median(limits);
  const of = (name: string, read: (figures: ModelFigures) => number) =>
    median(rounds.map((round) => read(round[name]!)));
  const rate = (name: string) => of(name, ({ passagesASecond }) => passagesASecond);
  const names = Object.keys(rounds[0]!);
  const lines = names.map((name) => {
    const counted = of(name, ({ multiplyAddsASecond }) => multiplyAddsASecond);
    const base = name === ENCODER ? embedderName(DEFAULT_MODEL) : READER;
    const compared = [PIPELINE, WHOLE, ENCODER].includes(name);
    return [
      name,
      rate(name).toFixed(1),
      counted > 0 ? `${((100 * counted) / limit).toFixed(0)} %` : '',
      compared ? (rate(base) / rate(name)).toFixed(2) : '',
      of(name, ({ questionMs }) => questionMs?.p50 ?? 0)
        .toFixed(1)
        .replace(/^0\.0$/, ''),
      of(name, ({ loadSeconds }) => loadSeconds).toFixed(2),
      of(name, ({ peakMib }) => peakMib).toFixed(0),
    ];
  });
  const head = [
    '',
    'passages/s',
    'of limit',
    'times as slow',
    'question ms',
    'loaded s',
    'MiB at most',
  ];
  const widths = head.map((cell, i) =>
    Math.max(cell.length, ...lines.map((line) => line[i]!.length)),
  );
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ');
  return [
    `one big product of bytes: ${(limit / 1e9).toFixed(0)} billion multiply-adds a second; ` +
      `${wordsAPassage.toFixed(0)} words a passage; load average ${loadAverage.toFixed(2)}`,
    row(head),
    ...lines.map(row),
  ].join('\n');
}
