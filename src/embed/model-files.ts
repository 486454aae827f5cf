/** Where the weights come from, and proof that they are the ones meant. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../errors.ts';

/** The checksums of a model folder, in the format that `sha256sum -c` reads. */
export const CHECKSUM_FILE = 'SHA256SUMS';
export const WEIGHTS_FILE = 'onnx/model_quantized.onnx';

export type Pooling = 'none' | 'mean' | 'cls';

/** What a model wants of its caller, and what it is called. */
export interface ModelProfile {
  readonly folder: string;
  /** `<name>@<first 12 hex digits of the weights' SHA-256>`. */
  readonly id: string;
  /** How token vectors become one: `none` where the graph pools and normalises by itself. */
  readonly pooling: Pooling;
  readonly questionPrefix: string;
  readonly passagePrefix: string;
  /** Longest text in tokens; a longer one is refused, never cut. */
  readonly tokensMax: number;
}

export interface ModelChoice {
  /** `bundled`, a folder, or a hub id (`owner/name`) that `npm run fetch-model` has brought. */
  readonly model: string;
  /** The project's own `models/` folder. */
  readonly bundledDir: string;
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
      pooling: z.enum(['none', 'mean', 'cls']),
      questionPrefix: z.string().default(''),
      passagePrefix: z.string().default(''),
      tokensMax: z.number().int().positive(),
    })
    .optional(),
});

const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().optional() });

/** E5 models were trained with these prefixes and lose much without them (Wang et al. 2022, arXiv:2212.03533). */
const E5_PREFIXES = { question: 'query: ', passage: 'passage: ' };

export function modelFolder({ model, bundledDir, modelsDir }: ModelChoice): string {
  if (model === 'bundled') return bundledDir;
  if (isAbsolute(model) || model.startsWith('.')) return resolve(model);
  return join(modelsDir, model);
}

/**
 * Finds a model's folder, verifies its checksums where it carries them, and reads what it wants of its caller.
 *
 * @throws ModelError where a file is missing, unreadable, or not what its checksum says.
 */
export function readModelProfile(choice: ModelChoice): ModelProfile {
  const folder = modelFolder(choice);
  const mend =
    choice.model === 'bundled'
      ? 'Restore the models/ folder from the project, e.g. `git checkout -- models`.'
      : `Fetch it with \`npm run fetch-model -- ${choice.model}\`, or set EMBEDDING_MODEL=bundled.`;
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS_FILE]) {
    if (!existsSync(join(folder, file))) {
      throw new ModelError(`the embedding model ${choice.model} has no ${file} in ${folder}`, mend);
    }
  }
  verifyChecksums(folder, mend);
  const config = readJson(join(folder, 'config.json'), modelConfigSchema, mend);
  const tokenizer = readJson(join(folder, 'tokenizer_config.json'), tokenizerConfigSchema, mend);
  const weights = createHash('sha256').update(readFileSync(join(folder, WEIGHTS_FILE)));
  const name = choice.model === 'bundled' ? 'bundled' : choice.model;
  const e5 = /(^|[/-])e5(-|$)/.test(name);
  return {
    folder,
    id: `${name}@${weights.digest('hex').slice(0, 12)}`,
    pooling: choice.pooling ?? config.isnad?.pooling ?? 'mean',
    questionPrefix:
      choice.questionPrefix ?? config.isnad?.questionPrefix ?? (e5 ? E5_PREFIXES.question : ''),
    passagePrefix:
      choice.passagePrefix ?? config.isnad?.passagePrefix ?? (e5 ? E5_PREFIXES.passage : ''),
    tokensMax: Math.min(
      config.isnad?.tokensMax ?? Number.MAX_SAFE_INTEGER,
      tokenizer.model_max_length ?? Number.MAX_SAFE_INTEGER,
      config.isnad ? Number.MAX_SAFE_INTEGER : (config.max_position_embeddings ?? 512),
    ),
  };
}

function verifyChecksums(folder: string, mend: string): void {
  const sums = join(folder, CHECKSUM_FILE);
  if (!existsSync(sums)) return;
  for (const line of readFileSync(sums, 'utf8').split('\n')) {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (!match) continue;
    const [, expected, file] = match as unknown as [string, string, string];
    const path = join(folder, file);
    const actual = existsSync(path)
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : 'missing';
    if (actual !== expected) {
      throw new ModelError(`${path} is not the file that ${CHECKSUM_FILE} names`, mend);
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
