/** Finds the files of a model, and verifies that they are the right ones. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../errors.ts';
import { BUNDLED_MODELS } from './bundled.ts';

/** The SHA-256 of each file of a model folder, by its name. A folder without one is taken as it is. */
const CHECKSUM_FILE = 'checksums.json';
export const WEIGHTS_FILE = 'onnx/model_quantized.onnx';
const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS_FILE];
/** The limit of BERT-like encoders if their files do not say. */
const DEFAULT_TOKENS_MAX = 512;

export type Pooling = 'none' | 'mean' | 'cls';

/** What a model needs from its caller, and its name. */
export interface ModelProfile {
  readonly folder: string;
  /** `<name>@<first 12 hex digits of a SHA-256 over tokeniser and weights>`. */
  readonly id: string;
  /** How token vectors become one: `none` if the graph pools and normalises by itself. */
  readonly pooling: Pooling;
  readonly questionPrefix: string;
  readonly passagePrefix: string;
  /** Whether the graph is only a table of vectors and a mean: too short for a second thread to help. */
  readonly isStatic: boolean;
  /** Whether it was trained on texts in their reading form, and wants them so. */
  readonly wantsReadingForm: boolean;
  /** Longest text in tokens; a longer one loses its middle. */
  readonly tokensMax: number;
}

export interface ModelSource {
  /** The name of a bundled model, a folder, or a hub id (`owner/name`) that `npm run fetch-model` has brought. */
  readonly model: string;
  /** Where fetched hub models are kept. */
  readonly modelsDir: string;
  readonly pooling?: Pooling | undefined;
  readonly questionPrefix?: string | undefined;
  readonly passagePrefix?: string | undefined;
}

const modelConfigSchema = z.object({
  max_position_embeddings: z.number().int().positive().optional(),
  isnad: z
    .object({
      kind: z.enum(['static', 'transformer']).default('transformer'),
      textForm: z.enum(['written', 'reading']).default('written'),
      pooling: z.enum(['none', 'mean', 'cls']),
      queryPrefix: z.string().default(''),
      passagePrefix: z.string().default(''),
      maxTokens: z.number().int().positive(),
    })
    .optional(),
});

const checksumsSchema = z.object({ files: z.record(z.string(), z.string()) });

const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().optional() });

/** E5 models were trained with these prefixes and lose much without them (Wang et al. 2022, arXiv:2212.03533). */
const E5_PREFIXES = { question: 'query: ', passage: 'passage: ' };

export function modelFolder({ model, modelsDir }: ModelSource): string {
  return BUNDLED_MODELS[model] ?? (isFolder(model) ? resolve(model) : join(modelsDir, model));
}

/** What a model is called, and what is before the `@` of its id. */
export function modelName(source: ModelSource): string {
  const { model } = source;
  return model in BUNDLED_MODELS || isFolder(model) ? basename(modelFolder(source)) : model;
}

/** Anything else, except the name of a bundled model, is a hub id. */
function isFolder(model: string): boolean {
  return isAbsolute(model) || model.startsWith('.');
}

/**
 * Finds a model's folder, verifies its checksums if it carries them, and reads what it wants of its caller.
 *
 * @throws ModelError if a file is missing, unreadable, or not what its checksum says.
 */
export function readModelProfile(source: ModelSource): ModelProfile {
  const folder = modelFolder(source);
  const mend =
    source.model in BUNDLED_MODELS
      ? 'Restore the models/ folder from the project, e.g. `git checkout -- models`.'
      : `Fetch it with \`npm run fetch-model -- ${source.model}\`, or set EMBEDDING_MODEL=bundled.`;
  const digest = verifyModelFiles(folder, source.model, mend);
  const config = readJson(join(folder, 'config.json'), modelConfigSchema, mend);
  const tokenizer = readJson(join(folder, 'tokenizer_config.json'), tokenizerConfigSchema, mend);
  const own = config.isnad;
  const e5 = /(^|[/-])e5(-|$)/.test(source.model);
  return {
    folder,
    id: `${modelName(source)}@${digest}`,
    pooling: source.pooling ?? own?.pooling ?? 'mean',
    questionPrefix: source.questionPrefix ?? own?.queryPrefix ?? (e5 ? E5_PREFIXES.question : ''),
    passagePrefix: source.passagePrefix ?? own?.passagePrefix ?? (e5 ? E5_PREFIXES.passage : ''),
    isStatic: own?.kind === 'static',
    wantsReadingForm: own?.textForm === 'reading',
    tokensMax:
      own?.maxTokens ??
      Math.min(
        config.max_position_embeddings ?? DEFAULT_TOKENS_MAX,
        tokenizer.model_max_length ?? DEFAULT_TOKENS_MAX,
      ),
  };
}

/**
 * Verifies the checksums of a model folder if it carries them.
 *
 * @returns what follows the `@` of the model's id. It covers weights and tokeniser, because both change the vectors.
 * @throws ModelError if a file is missing, or not what its checksum says.
 */
export function verifyModelFiles(folder: string, model: string, mend: string): string {
  const found = fileHashes(folder, model, mend);
  checkHashes(folder, found, mend);
  const made = createHash('sha256').update(found.get('tokenizer.json')! + found.get(WEIGHTS_FILE)!);
  return made.digest('hex').slice(0, 12);
}

/** SHA-256 of each file that the library reads, in hex. */
function fileHashes(folder: string, model: string, mend: string): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const file of MODEL_FILES) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      throw new ModelError(`the model ${model} has no ${file} in ${folder}`, mend);
    }
    hashes.set(file, createHash('sha256').update(readFileSync(path)).digest('hex'));
  }
  return hashes;
}

function checkHashes(folder: string, found: ReadonlyMap<string, string>, mend: string): void {
  const path = join(folder, CHECKSUM_FILE);
  if (!existsSync(path)) return;
  const { files } = readJson(path, checksumsSchema, mend);
  for (const [file, hash] of found) {
    if (files[file] !== hash) {
      throw new ModelError(
        `${join(folder, file)} is not the file that ${CHECKSUM_FILE} names`,
        mend,
      );
    }
  }
}

function readJson<T>(path: string, schema: z.ZodType<T>, mend: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new ModelError(`${path} cannot be used: ${(cause as Error).message}`, mend, { cause });
  }
}
