/** Adapts the bundled model to the corpus it is to serve: a few minutes of training without labels, on this machine. */
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AdaptChunk,
  drawPair,
  type Pair,
  type TokenisedChunk,
  tokeniseChunk,
} from './adapt-pairs.ts';
import { learn, TrainableTable } from './adapt-step.ts';
import { readTokenTable, tokenVectors, writeTokenVector } from './adapt-weights.ts';
import { CHECKSUM_FILE, WEIGHTS_FILE } from './model-files.ts';

export interface AdaptOptions {
  /** The folder of the bundled model; it is read and left as it is. */
  readonly modelDir: string;
  /** Where the adapted model goes: a model folder like any other, with checksums of its own. */
  readonly outDir: string;
  /** The passages to be served, in a fixed order. */
  readonly chunks: Iterable<AdaptChunk>;
  /** Ids of a text as the model's tokenizer gives them, without special tokens. */
  readonly tokenise: (text: string) => number[];
  /** Same seed, same corpus, same model. Default 7. */
  readonly seed?: number;
  /**
   * Stops here even where the planned steps are not done. Default 10; a corpus of 100,000 chunks needs about 5.
   * A run that this cuts short depends on the machine's speed; `stepsDone < stepsPlanned` says so.
   */
  readonly minutesMax?: number;
  readonly onProgress?: (progress: AdaptProgress) => void;
}

export interface AdaptProgress {
  readonly step: number;
  readonly stepsPlanned: number;
  /** Mean loss of the last steps; falls from about 1 while the model learns. */
  readonly loss: number;
}

export interface AdaptReport {
  readonly chunks: number;
  readonly stepsDone: number;
  readonly stepsPlanned: number;
  readonly tokensMoved: number;
}

const BATCH_PAIRS = 256;
/** How often each chunk is drawn on average. */
const ROUNDS = 2;
const STEPS_MIN = 20;
const STEPS_MAX = 1000;
const RATE = 2e-3;
const DRAWS_MAX = 20;
const PROGRESS_STEPS = 20;

/** Writes an adapted copy of the model at `modelDir` to `outDir`, which is replaced. */
export function adaptModel(options: AdaptOptions): AdaptReport {
  const file = readFileSync(join(options.modelDir, WEIGHTS_FILE));
  const tokens = readTokenTable(file);
  const vectors = tokenVectors(tokens);
  const table = new TrainableTable(vectors, tokens.dimensions);
  const random = mulberry32(options.seed ?? 7);
  const { chunks, groups } = tokenise(options);
  const stepsPlanned =
    chunks.length < 2
      ? 0
      : Math.min(STEPS_MAX, Math.max(STEPS_MIN, Math.ceil((chunks.length * ROUNDS) / BATCH_PAIRS)));
  const endsAt = performance.now() + (options.minutesMax ?? 10) * 60_000;
  let step = 0;
  let lossSum = 0;
  while (step < stepsPlanned && performance.now() < endsAt) {
    const pairs = drawBatch(chunks, groups, random);
    if (pairs.length < 2) break;
    lossSum += learn(table, pairs, RATE * (1 - step / stepsPlanned));
    step++;
    if (step % PROGRESS_STEPS === 0) {
      options.onProgress?.({ step, stepsPlanned, loss: lossSum / PROGRESS_STEPS });
      lossSum = 0;
    }
  }
  const moved = table.touched();
  for (const token of moved) {
    const at = token * tokens.dimensions;
    writeTokenVector(file, tokens, token, vectors.subarray(at, at + tokens.dimensions));
  }
  writeModel(options, file);
  return { chunks: chunks.length, stepsDone: step, stepsPlanned, tokensMoved: moved.length };
}

function tokenise(options: AdaptOptions): { chunks: TokenisedChunk[]; groups: number[] } {
  const chunks: TokenisedChunk[] = [];
  const groups: number[] = [];
  const numbers = new Map<string, number>();
  for (const chunk of options.chunks) {
    chunks.push(tokeniseChunk(chunk, options.tokenise));
    const article = chunk.articleId ?? chunk.title;
    if (!numbers.has(article)) numbers.set(article, numbers.size);
    groups.push(numbers.get(article)!);
  }
  return { chunks, groups };
}

function drawBatch(
  chunks: readonly TokenisedChunk[],
  groups: readonly number[],
  random: () => number,
): Pair[] {
  const pairs: Pair[] = [];
  const wanted = Math.min(BATCH_PAIRS, chunks.length);
  for (let draws = 0; pairs.length < wanted && draws < wanted * DRAWS_MAX; draws++) {
    const at = Math.floor(random() * chunks.length);
    const pair = drawPair(chunks[at]!, groups[at]!, random);
    if (pair) pairs.push(pair);
  }
  return pairs;
}

function writeModel({ modelDir, outDir }: AdaptOptions, weights: Buffer): void {
  rmSync(outDir, { recursive: true, force: true });
  cpSync(modelDir, outDir, { recursive: true, filter: (path) => !path.endsWith('README.md') });
  writeFileSync(join(outDir, WEIGHTS_FILE), weights);
  const checksums = JSON.parse(readFileSync(join(modelDir, CHECKSUM_FILE), 'utf8'));
  checksums.files[WEIGHTS_FILE] = createHash('sha256').update(weights).digest('hex');
  writeFileSync(join(outDir, CHECKSUM_FILE), `${JSON.stringify(checksums, null, 2)}\n`);
}

/** A small seeded generator of numbers in [0, 1) (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
