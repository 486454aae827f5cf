/** The adapter to @xenova/transformers: any model that its `feature-extraction` pipeline loads. */
import { basename, dirname, join } from 'node:path';
import {
  AutoModelForTokenClassification,
  AutoTokenizer,
  env,
  mean_pooling,
  pipeline,
  Tensor,
} from '@xenova/transformers';
import { ModelError } from '../errors.ts';
import type { Embedder } from '../types.ts';
import { batchesByLength } from './batches.ts';
import {
  type ModelChoice,
  type ModelProfile,
  readModelProfile,
  WEIGHTS_FILE,
} from './model-files.ts';

// Weights come from a folder on this machine or not at all: nothing is fetched while answering.
env.allowRemoteModels = false;
env.allowLocalModels = true;

/** Texts of similar length run together; larger batches gained nothing in `npm run bench`. */
const BATCH_TEXTS = 32;

/** Endings of Arabic words, in search form: «ترقية» is «ترقي» and one of them, and a word all the same. */
const ENDINGS = new Set(['ه', 'ها', 'هم', 'نا', 'ين', 'ون', 'ات', 'ان', 'وا']);
/** Shorter beginnings are found in many a mistyped word. */
const STEM_CHARS_MIN = 4;

/**
 * Loads a model and proves it by one text.
 *
 * @throws ModelError where files are missing or damaged, or the model yields no usable vector.
 */
export async function openEmbedder(choice: ModelChoice): Promise<Embedder> {
  const profile = readModelProfile(choice);
  const extract = await load(profile, choice.model);
  rememberPieces(extract.tokenizer.model);
  if (profile.pooling === 'none') await useOneThread(extract.model, profile);

  const run = async (texts: readonly string[]): Promise<Float32Array[]> => {
    // The pipeline's own call would cut a long text without a word, so its two steps are taken here.
    const encoded: Record<string, number[][]> = extract.tokenizer([...texts], {
      padding: true,
      truncation: false,
      return_tensor: false,
    });
    const tokens = encoded.input_ids?.[0]?.length ?? 0;
    if (tokens > profile.tokensMax) throw tooLong(texts, tokens, profile);
    const inputs = Object.fromEntries(
      Object.entries(encoded).map(([name, rows]) => [name, int64Tensor(rows, tokens)]),
    );
    const output = (await extract.model(inputs)) as Record<string, Tensor>;
    const hidden = output.last_hidden_state ?? output.token_embeddings ?? output.logits;
    if (!hidden) throw new ModelError(`${choice.model} yields no token vectors`, CHOOSE_OTHER);
    return rowsOf(pool(hidden, inputs.attention_mask!, profile.pooling), texts.length);
  };

  // A question is embedded to search and again to weigh sentences: the second time is free.
  let asked: { readonly text: string; readonly vector: Float32Array } | undefined;

  const probe = (await run(['سؤال']))[0];
  const dimensions = probe?.length ?? 0;
  if (!probe?.every(Number.isFinite) || dimensions === 0) {
    throw new ModelError(`${choice.model} yields no usable vector`, CHOOSE_OTHER);
  }
  return {
    id: profile.id,
    dimensions,
    embedPassages: async (texts) => {
      const vectors = new Array<Float32Array>(texts.length);
      const prefixed = texts.map((text) => profile.passagePrefix + text);
      for (const batch of batchesByLength(prefixed, BATCH_TEXTS)) {
        const embedded = await run(batch.map((position) => prefixed[position]!));
        for (const [row, position] of batch.entries()) vectors[position] = embedded[row]!;
      }
      return vectors;
    },
    knowsWord: (word) => {
      const ids = extract.tokenizer.encode(word, null, { add_special_tokens: false });
      if (ids.includes(extract.tokenizer.unk_token_id)) return false;
      const pieces: string[] = extract.tokenizer.model.convert_ids_to_tokens(ids);
      const [stem = '', ending] = pieces.map((piece) => piece.replace(/^##/u, ''));
      if (pieces.length === 1) return true;
      return pieces.length === 2 && stem.length >= STEM_CHARS_MIN && ENDINGS.has(ending ?? '');
    },
    embedQuestion: async (text) => {
      if (asked?.text !== text)
        asked = { text, vector: (await run([profile.questionPrefix + text]))[0]! };
      return asked.vector;
    },
    close: async () => {
      await extract.dispose();
    },
  };
}

/** What of the library's models is used here, and what of its runtime's sessions. */
interface LoadedModel {
  session: { readonly constructor: unknown };
}
interface SessionClass {
  create(path: string, options: { intraOpNumThreads: number }): Promise<LoadedModel['session']>;
}

/**
 * Opens the weights again with one thread. A model that pools in its own graph is a table and a mean, over before a
 * second thread could help; but that thread waits by spinning, and takes as much of a processor as the question itself
 * (28 ms of processor time a question, 16 without it; on one processor 26 ms and 14). The library has no setting for it, and
 * the runtime (1.14) heeds it only where weights are opened by their path.
 */
async function useOneThread(model: LoadedModel, { folder }: ModelProfile): Promise<void> {
  const sessions = model.session.constructor as SessionClass;
  model.session = await sessions.create(join(folder, WEIGHTS_FILE), { intraOpNumThreads: 1 });
}

/** Words come again and again; forgetting all of them now and then bounds memory to some MB. */
const PIECES_MAX = 1 << 15;

interface TokenizerModel {
  readonly config: { readonly type?: string };
  /** The pieces of words. */
  encode(words: string[]): string[];
}

/** Keeps the pieces of each word: WordPiece finds them by trying every beginning of it, one string each. */
function rememberPieces(model: TokenizerModel): void {
  // Other kinds look past the word, or remember by themselves.
  if (model.config.type !== 'WordPiece') return;
  const encode = model.encode.bind(model);
  const known = new Map<string, readonly string[]>();
  model.encode = (words) => {
    const pieces: string[] = [];
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

/** Rows of small numbers that are no less than 0. The library's own makes a BigInt of each, which takes longer than the model. */
function int64Tensor(rows: readonly (readonly number[])[], width: number): Tensor {
  const data = new BigInt64Array(rows.length * width);
  // The lower halves, at even places: nothing here runs on a machine that has them elsewhere.
  const halves = new Int32Array(data.buffer);
  let at = 0;
  for (const row of rows) {
    for (const value of row) {
      halves[at] = value;
      at += 2;
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
 * @throws ModelError where the hub cannot be reached or has no such model.
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

async function load(profile: ModelProfile, name: string) {
  try {
    env.localModelPath = dirname(profile.folder);
    return await pipeline('feature-extraction', basename(profile.folder), {
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

function tooLong(texts: readonly string[], tokens: number, profile: ModelProfile): ModelError {
  const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), '');
  return new ModelError(
    `a text of ${tokens} tokens is longer than ${profile.id} takes (${profile.tokensMax}): «${longest.slice(0, 60)}…»`,
    'Shorten the text, or choose a model that takes longer ones.',
  );
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

/**
 * A model's tokenizer by itself, for adapting the model: the ids of a text, without special tokens.
 *
 * @throws ModelError where the model's files are missing or damaged.
 */
export async function openTokenizer(choice: ModelChoice): Promise<(text: string) => number[]> {
  const { folder } = readModelProfile(choice);
  env.localModelPath = dirname(folder);
  const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), {
    local_files_only: true,
  });
  return (text) => tokenizer.encode(text, null, { add_special_tokens: false });
}

/** A model that says something of each token of a text. */
export interface TokenClassifier {
  /** The id of a special token by its name, such as `<s>`. @throws ModelError where the tokenizer has none of that name. */
  specialId(token: string): number;
  /**
   * The pieces of a text without special tokens: joined, they are the text as the tokenizer normalises it, with
   * ▁ for a space and before the first word. A special token's name within the text is taken as written.
   */
  pieces(text: string): TokenPiece[];
  /** For each token in turn, what the model says of each class. */
  classify(ids: readonly number[]): Promise<Float32Array>;
}

export interface TokenPiece {
  readonly id: number;
  readonly text: string;
}

/** @throws ModelError where the folder holds no token classifier that loads. */
export async function openTokenClassifier(folder: string): Promise<TokenClassifier> {
  const { tokenizer, model } = await loadClassifier(folder);
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
      const output = await model({
        input_ids: int64Tensor([ids], ids.length),
        attention_mask: int64Tensor([ids.map(() => 1)], ids.length),
      });
      return output.logits.data as Float32Array;
    },
  };
}

async function loadClassifier(folder: string) {
  try {
    env.localModelPath = dirname(folder);
    const options = { quantized: true, local_files_only: true };
    const tokenizer = await AutoTokenizer.from_pretrained(basename(folder), options);
    const model = await AutoModelForTokenClassification.from_pretrained(basename(folder), options);
    return { tokenizer, model };
  } catch (cause) {
    throw new ModelError(
      `the model in ${folder} does not load: ${(cause as Error).message}`,
      'Check that it is an ONNX export of a token classifier.',
      { cause },
    );
  }
}
