/** manifest.json: what a generation is made of, with a checksum for each file and one for itself. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { IndexError } from '../../errors.ts';
import type { IndexSummary } from '../../types.ts';
import type { IndexSettings } from '../ports.ts';
import { type FileRecord, hasCode } from './disk.ts';
import { FORMAT_VERSION, MANIFEST, PARTS, type Part, READ_FORMATS } from './paths.ts';

const count = z.int().nonnegative();
const fileShape = z.object({ bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const shape = z.object({
  formatVersion: z.literal(READ_FORMATS),
  generation: count,
  /** Which generation it was made from, 0 if all was made from the start. */
  madeFrom: count,
  builtAt: z.iso.datetime(),
  embedderId: z.string(),
  dimensions: count,
  chunkerVersion: count,
  normaliserVersion: count,
  wordsVersion: count,
  articles: count,
  chunks: count,
  /** Chunk numbers in use and dead; equal to `chunks` after a full build. */
  slots: count,
  files: z.object(
    Object.fromEntries(PARTS.map((part) => [part, fileShape])) as Record<Part, typeof fileShape>,
  ),
});

export type Manifest = Readonly<z.infer<typeof shape>>;

const checksumOf = (manifest: object): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex');

export function encodeManifest(manifest: Manifest): Buffer {
  return Buffer.from(
    `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`,
  );
}

/** @throws IndexError if it is missing, damaged or of another format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) refuse(path, 'it is missing', error);
    if (error instanceof SyntaxError) refuse(path, 'it is damaged', error);
    throw error;
  }
  const { checksum, ...rest } = (content ?? {}) as Record<string, unknown>;
  const version = rest.formatVersion as Manifest['formatVersion'];
  if (checksum !== checksumOf(rest)) refuse(path, 'it is damaged');
  if (!READ_FORMATS.includes(version)) {
    throw new IndexError(
      `${path}: it has format ${String(version)}, this program reads format ${FORMAT_VERSION} and ${READ_FORMATS[0]}.`,
      'Run: npm run index (it builds a new one beside it)',
    );
  }
  const parsed = shape.safeParse(rest);
  if (!parsed.success) refuse(path, `it is damaged (${parsed.error.issues[0]?.path.join('.')})`);
  return parsed.data;
}

function refuse(path: string, problem: string, cause?: unknown): never {
  throw new IndexError(
    `${path}: ${problem}.`,
    'Run: npm run index -- --rollback (the generation before), or: npm run index -- --full (rebuild)',
    { cause },
  );
}

export function settingsOf(manifest: Manifest): IndexSettings {
  const { embedderId, dimensions, chunkerVersion, normaliserVersion, wordsVersion } = manifest;
  return { embedderId, dimensions, chunkerVersion, normaliserVersion, wordsVersion };
}

export function summaryOf(manifest: Manifest): IndexSummary {
  const { generation, articles, chunks, embedderId, dimensions, builtAt, files } = manifest;
  const bytes = Object.values(files).reduce((sum, file: FileRecord) => sum + file.bytes, 0);
  return { generation, articles, chunks, embedderId, dimensions, builtAt, bytes };
}
