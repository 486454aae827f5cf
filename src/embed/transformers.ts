/** The adapter to @xenova/transformers: any model that its `feature-extraction` pipeline loads. */
import { createRequire } from 'node:module';
import { join, parse, relative, resolve } from 'node:path';
import { AutoTokenizer, env, mean_pooling, pipeline, Tensor } from '@xenova/transformers';
import { ModelError } from '../errors.ts';
import { readingForm } from '../text/reading-form.ts';
import type { Embedder } from '../types.ts';
import { batchesByLength } from './batches.ts';
import {
  type ModelProfile,
  type ModelSource,
  readModelProfile,
  WEIGHTS_FILE,
} from './model-files.ts';

// Weights come from a folder on this machine or not at all: nothing is fetched while answering.
env.allowRemoteModels = false;
env.allowLocalModels = true;

/**
 * A batch has at most this many texts, and this many tokens with its padding: the runtime works on the event loop's own
 * thread, so nothing else can happen during a batch. A transformer in int8 takes one text at a time. Its scales are taken
 * over a whole batch, so a text would get another vector with other texts (cosine .998), and eight together gained
 * nothing (34.7 chunks a second of processor time one by one, 22.1 by eights, 34.9 by 32 and less).
 */
const STATIC_BATCH_TEXTS = 32;
const TRANSFORMER_BATCH_TEXTS = 1;
const BATCH_TOKENS = 2048;

/** A text that is too long is cut: this share of the limit is taken from its beginning, the rest from its end. */
const BEGINNING_SHARE = 0.25;

/**
 * Loads a model and tests it with one text.
 *
 * @throws ModelError if files are missing or damaged, or the model yields no usable vector.
 */
export async function openEmbedder(source: ModelSource): Promise<Embedder> {
  const profile = readModelProfile(source);
  const extract = await load(profile, source.model);
  rememberPieces(extract.tokenizer.model);
  // A static model is a table and a mean: too short for a second thread to help. But that thread waits by spinning, and
  // takes as much of a processor as the question itself (28 ms of processor time a question, 16 without it).
  if (profile.isStatic) {
    extract.model.session = await openSession(join(profile.folder, WEIGHTS_FILE), 1);
  }
  const { tokenizer, model } = extract;
  const batchTexts = profile.isStatic ? STATIC_BATCH_TEXTS : TRANSFORMER_BATCH_TEXTS;

  const tokensOf = (prefix: string, text: string): number[] => {
    const read = profile.wantsReadingForm ? readingForm(text).text : text;
    return withoutMiddle(tokenizer.encode(prefix + read), profile.tokensMax);
  };

  /** Rows of one batch; shorter ones are padded at their end. */
  const run = async (rows: readonly (readonly number[])[]): Promise<Float32Array[]> => {
    const width = Math.max(...rows.map((row) => row.length));
    const attentionMask = int64Tensor(rows, width, () => 1);
    // The library gives token types to the models that want them.
    const output = (await model({
      input_ids: int64Tensor(rows, width, (id) => id, tokenizer.pad_token_id),
      attention_mask: attentionMask,
    })) as Record<string, Tensor>;
    const hidden = output.last_hidden_state ?? output.token_embeddings ?? output.logits;
    if (!hidden) throw new ModelError(`${source.model} yields no token vectors`, CHOOSE_OTHER);
    return rowsOf(pool(hidden, attentionMask, profile.pooling), rows.length);
  };

  // A question may be embedded twice: the second time is free.
  let asked: { readonly text: string; readonly vector: Float32Array } | undefined;

  const probe = (await run([tokensOf('', 'سؤال')]))[0];
  const dimensions = probe?.length ?? 0;
  if (!probe?.every(Number.isFinite) || dimensions === 0) {
    throw new ModelError(`${source.model} yields no usable vector`, CHOOSE_OTHER);
  }
  return {
    id: profile.id,
    dimensions,
    embedChunks: async (texts) => {
      const vectors = new Array<Float32Array>(texts.length);
      const rows = texts.map((text) => tokensOf(profile.passagePrefix, text));
      const lengths = rows.map((row) => row.length);
      for (const batch of batchesByLength(lengths, batchTexts, BATCH_TOKENS)) {
        const embedded = await run(batch.map((position) => rows[position]!));
        for (const [row, position] of batch.entries()) vectors[position] = embedded[row]!;
      }
      return vectors;
    },
    embedQuestion: async (text) => {
      if (asked?.text !== text)
        asked = { text, vector: (await run([tokensOf(profile.questionPrefix, text)]))[0]! };
      return asked.vector;
    },
    close: async () => {
      await extract.dispose();
    },
  };
}

interface Session {
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
}
interface Runtime {
  readonly InferenceSession: {
    create(path: string, options: { readonly intraOpNumThreads: number }): Promise<Session>;
  };
}

/**
 * Opens a graph with a number of threads, in the library's own runtime: the library does not pass settings on, and the
 * runtime (1.14) uses them only if weights are opened by their path.
 */
export function openSession(path: string, threads: number): Promise<Session> {
  const { InferenceSession } = createRequire(import.meta.resolve('@xenova/transformers'))(
    'onnxruntime-node',
  ) as Runtime;
  return InferenceSession.create(path, { intraOpNumThreads: threads });
}

/** Words repeat; forgetting all of them now and then limits memory to some MB. */
const PIECES_MAX = 1 << 15;

interface TokenizerModel {
  readonly config: { readonly type?: string };
  /** The pieces of words. */
  encode(words: string[]): string[];
}

/** Begins each word of a text in Unigram vocabularies. */
const WORD_MARK = '\u2581';

/**
 * Keeps the pieces of each word: WordPiece finds them by trying every beginning of it, one string each, and Unigram by
 * trying every piece at every letter.
 */
function rememberPieces(model: TokenizerModel): void {
  const { type } = model.config;
  // Other kinds look beyond the word, or have their own cache.
  if (type !== 'WordPiece' && type !== 'Unigram') return;
  const encode = model.encode.bind(model);
  const known = new Map<string, readonly string[]>();
  model.encode = (texts) => {
    const pieces: string[] = [];
    // In the Unigram vocabularies of this family, pieces have the mark only at their beginning.
    const words = type === 'Unigram' ? texts.flatMap(wordsOf) : texts;
    for (const word of words) {
      let own = known.get(word);
      if (own === undefined) {
        own = encode([word]);
        if (known.size >= PIECES_MAX) known.clear();
        known.set(word, own);
      }
      for (const piece of own) pieces.push(piece);
    }
    return pieces;
  };
}

/** A text for Unigram, cut before each mark. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf(WORD_MARK, start + 1);
    const end = next < 0 ? text.length : next;
    words.push(text.slice(start, end));
    start = end;
  }
  return words;
}

/**
 * Keeps the beginning and the end of too many tokens. A chunk is embedded with its title and headings: even a very long
 * title then leaves room for the chunk, which is never long by itself, and the marks at both ends stay.
 */
export function withoutMiddle(tokens: readonly number[], tokensMax: number): number[] {
  if (tokens.length <= tokensMax) return [...tokens];
  const beginning = Math.floor(tokensMax * BEGINNING_SHARE);
  return [...tokens.slice(0, beginning), ...tokens.slice(tokens.length - (tokensMax - beginning))];
}

/**
 * A tensor of small numbers that are no less than 0, padded at the end of its rows. The library's own makes a BigInt of
 * each, which takes longer than a static model.
 */
function int64Tensor(
  rows: readonly (readonly number[])[],
  width: number,
  numberOf: (id: number) => number,
  padding = 0,
): Tensor {
  const data = new BigInt64Array(rows.length * width);
  // The lower halves, at even places: nothing here runs on a machine that has them elsewhere.
  const halves = new Int32Array(data.buffer);
  for (const [r, row] of rows.entries()) {
    const at = r * width;
    for (let i = 0; i < width; i += 1) {
      halves[2 * (at + i)] = i < row.length ? numberOf(row[i]!) : padding;
    }
  }
  return new Tensor('int64', data, [rows.length, width]);
}

const CHOOSE_OTHER = 'Choose another EMBEDDING_MODEL, or another EMBEDDING_POOLING for this one.';

/** Part of a file that is being fetched: `loaded` of `total` bytes. */
export interface FetchProgress {
  readonly file: string;
  readonly loaded: number;
  readonly total: number;
}

/**
 * Brings a model from the hub into `modelsDir/<id>/`, where `openEmbedder` finds it.
 *
 * @throws ModelError if the hub cannot be reached or has no such model.
 */
export async function fetchModel(
  id: string,
  modelsDir: string,
  onProgress: (progress: FetchProgress) => void,
): Promise<void> {
  env.allowRemoteModels = true;
  env.allowLocalModels = false;
  env.cacheDir = modelsDir;
  try {
    const extract = await pipeline('feature-extraction', id, {
      quantized: true,
      progress_callback: (event: { status: string } & FetchProgress) => {
        if (event.status === 'progress') onProgress(event);
      },
    });
    await extract.dispose();
  } catch (cause) {
    throw new ModelError(
      `the model ${id} could not be fetched: ${(cause as Error).message}`,
      'Check the id (owner/name) and the network; the bundled model needs neither.',
      { cause },
    );
  } finally {
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
  }
}

/**
 * A folder's path as the library needs it. The library has one setting for all models and reads it while loading: with
 * the root there, two models can load at the same time.
 */
function libraryPath(folder: string): string {
  const absolute = resolve(folder);
  const { root } = parse(absolute);
  env.localModelPath = root;
  return relative(root, absolute);
}

async function load(profile: ModelProfile, name: string) {
  try {
    return await pipeline('feature-extraction', libraryPath(profile.folder), {
      quantized: true,
      local_files_only: true,
    });
  } catch (cause) {
    throw new ModelError(
      `the embedding model ${name} does not load: ${(cause as Error).message}`,
      'Check that it is an ONNX export for feature extraction, or set EMBEDDING_MODEL=bundled.',
      { cause },
    );
  }
}

/** `none` says that the graph has pooled and normalised: its output is [rows, 1, dimensions]. */
function pool(hidden: Tensor, attentionMask: Tensor, pooling: 'none' | 'mean' | 'cls'): Tensor {
  if (pooling === 'mean') return mean_pooling(hidden, attentionMask).normalize(2, -1);
  if (pooling === 'cls') return hidden.slice(null, 0).normalize(2, -1);
  if (hidden.dims[1] !== 1) {
    throw new ModelError(
      'the model gives a vector for each token, yet its pooling is none',
      CHOOSE_OTHER,
    );
  }
  return hidden;
}

function rowsOf(tensor: Tensor, rows: number): Float32Array[] {
  const data = tensor.data as Float32Array;
  const width = data.length / rows;
  return Array.from({ length: rows }, (_, row) => data.slice(row * width, (row + 1) * width));
}

/** A model with an output for each token of a text. */
export interface TokenClassifier {
  /** The id of a special token by its name, such as `<s>`. @throws ModelError if the tokenizer has none of that name. */
  specialId(token: string): number;
  /**
   * The pieces of a text without special tokens: joined, they are the text as the tokenizer normalises it, with
   * ▁ for a space and before the first word. A special token's name within the text is taken as written.
   */
  pieces(text: string): TokenPiece[];
  /** For each token in turn, the model's output for each class. */
  classify(ids: readonly number[]): Promise<Float32Array>;
}

export interface TokenPiece {
  readonly id: number;
  readonly text: string;
}

/**
 * @param threads that work on one row.
 * @throws ModelError if the folder holds no token classifier that loads.
 */
export async function openTokenClassifier(
  folder: string,
  threads: number,
): Promise<TokenClassifier> {
  const { tokenizer, session } = await loadClassifier(folder, threads);
  const { tokens_to_ids: idsByPiece, unk_token_id: unknownId } = tokenizer.model;
  return {
    specialId: (token) => {
      const id = idsByPiece.get(token);
      if (id === undefined) throw new ModelError(`${folder} has no token ${token}`, CHOOSE_OTHER);
      return id;
    },
    pieces: (text) => {
      const normalised: string = tokenizer.normalizer(text);
      if (normalised === '') return [];
      const pieces: TokenPiece[] = [];
      for (const piece of tokenizer.model.encode(tokenizer.pre_tokenizer(normalised))) {
        const id: number = idsByPiece.get(piece) ?? unknownId;
        const last = pieces.at(-1);
        // Unknown characters next to each other are one token: the models were trained so.
        if (last && id === unknownId && last.id === unknownId) {
          pieces[pieces.length - 1] = { id, text: last.text + piece };
        } else pieces.push({ id, text: piece });
      }
      return pieces;
    },
    classify: async (ids) => {
      const output = await session.run({
        input_ids: int64Tensor([ids], ids.length, (id) => id),
        attention_mask: int64Tensor([ids], ids.length, () => 1),
      });
      return output.logits!.data as Float32Array;
    },
  };
}

async function loadClassifier(folder: string, threads: number) {
  try {
    const options = { local_files_only: true };
    const tokenizer = await AutoTokenizer.from_pretrained(libraryPath(folder), options);
    return { tokenizer, session: await openSession(join(folder, WEIGHTS_FILE), threads) };
  } catch (cause) {
    throw new ModelError(
      `the model in ${folder} does not load: ${(cause as Error).message}`,
      'Check that it is an ONNX export of a token classifier.',
      { cause },
    );
  }
}
