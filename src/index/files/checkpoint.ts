/**
 * The graph of an unfinished build, saved now and then, so that a build that was killed does not
 * insert again what it had inserted. It is used only if the build goes the same way again: its
 * card names how many chunks are in the graph, and a digest over all that was put so far, in order.
 *
 *   graph.partial        the graph, as vectors.hnsw
 *   graph.partial.json   its card, written after it
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { hasCode, readHashed } from './disk.ts';
import type { VectorGraph } from './hnsw.ts';

const cardShape = z.object({
  slots: z.int().nonnegative(),
  chain: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});
export type CheckpointCard = Readonly<z.infer<typeof cardShape>>;

/** One link of the digest: what came before, and an article with the number of its chunks. */
export function chainDigest(chain: string, contentHash: string, chunks: number): string {
  return createHash('sha256').update(`${chain} ${chunks} ${contentHash}`).digest('hex');
}

/** The first link of the digest: what the graph was built on. */
export function firstDigest(base: string, removed: readonly number[]): string {
  return createHash('sha256')
    .update(`${base} ${removed.join(' ')}`)
    .digest('hex');
}

const cardPath = (path: string) => `${path}.json`;

export async function saveCheckpoint(
  path: string,
  graph: Pick<VectorGraph, 'dimensions' | 'write'>,
  { slots, chain }: Pick<CheckpointCard, 'slots' | 'chain'>,
): Promise<void> {
  const aside = `${path}.new`;
  graph.write(aside);
  const { bytes, sha256 } = await readHashed(aside);
  // The library does not report a failed write; a truncated graph is not a checkpoint.
  if (bytes < slots * graph.dimensions * Float32Array.BYTES_PER_ELEMENT)
    return rm(aside, { force: true });
  await rename(aside, path);
  await writeFile(cardPath(path), JSON.stringify({ slots, chain, bytes, sha256 }));
}

/** The card, if its graph is complete. */
export async function readCheckpoint(path: string): Promise<CheckpointCard | undefined> {
  try {
    const card = cardShape.parse(JSON.parse(readFileSync(cardPath(path), 'utf8')));
    if ((await stat(path)).size !== card.bytes) return undefined;
    const { sha256 } = await readHashed(path);
    return sha256 === card.sha256 ? card : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
}

export async function removeCheckpoint(path: string): Promise<void> {
  for (const name of [path, cardPath(path), `${path}.new`]) await rm(name, { force: true });
}
