/** The graph while a build fills it: where it begins, when it is saved, what need not be inserted again. */
import { join } from 'node:path';
import { type CheckpointCard, firstLink, link, readCheckpoint } from './checkpoint.ts';
import type { Generation } from './generation.ts';
import { GraphBuilder } from './graph-builder.ts';

/** How often it is saved by default: each time costs some tenths of a second. */
const CHECKPOINT_CHUNKS = 20_000;

/** UTF-16 code units of a chunk, about; only to guess how large the graph will be. */
const CHUNK_UNITS = 500;

/** What the build is going to put, in order. */
export interface Expected {
  readonly contentHash: string;
  /** How many chunks it had before; undefined where it is new. */
  readonly chunks: number | undefined;
  /** UTF-16 code units of its text. */
  readonly units: number;
}

export interface GraphStart {
  readonly dimensions: number;
  /** Whose graph is gone on from, without these slots; the number of its slots. */
  readonly base: Generation | undefined;
  readonly removed: readonly number[];
  readonly slots: number;
  readonly expected: readonly Expected[];
  readonly checkpointPath: string;
  readonly checkpointChunks: number | undefined;
}

export class GraphInProgress {
  readonly #builder: GraphBuilder;
  readonly #checkpointPath: string;
  readonly #checkpointChunks: number;
  /** Chunks that the graph has already, from an interrupted build. */
  readonly #present: number;
  #chain: string;
  #savedAt: number;

  private constructor(start: GraphStart, chain: string, card: CheckpointCard | undefined) {
    const { dimensions, base, removed, slots, expected, checkpointPath } = start;
    const units = expected.reduce((sum, one) => sum + one.units, 0);
    this.#checkpointPath = checkpointPath;
    this.#checkpointChunks = start.checkpointChunks ?? CHECKPOINT_CHUNKS;
    this.#present = card?.slots ?? 0;
    this.#savedAt = card?.slots ?? slots;
    this.#chain = chain;
    const origin = card
      ? { path: checkpointPath, removed: [] }
      : base && { path: join(base.folder, 'vectors.hnsw'), removed };
    const capacity = slots + Math.ceil(units / CHUNK_UNITS);
    this.#builder = new GraphBuilder({ dimensions, capacity, base: origin });
  }

  /** Begins with an interrupted build's graph, with the base's, or empty. */
  static async start(start: GraphStart): Promise<GraphInProgress> {
    const chain = firstLink(start.base?.manifest.files['vectors.hnsw'].sha256 ?? '', start.removed);
    const card = await readCheckpoint(start.checkpointPath);
    return new GraphInProgress(
      start,
      chain,
      card && leadsTo(card, start, chain) ? card : undefined,
    );
  }

  /** @param first the slot of the first vector; slots rise without gaps. */
  async add(contentHash: string, first: number, vectors: readonly Float32Array[]): Promise<void> {
    const slots = first + vectors.length;
    this.#chain = link(this.#chain, contentHash, vectors.length);
    if (slots <= this.#present) return;
    await this.#builder.add(first, vectors);
    if (slots - this.#savedAt < this.#checkpointChunks) return;
    this.#builder.checkpoint(this.#checkpointPath, slots, this.#chain);
    this.#savedAt = slots;
  }

  save(path: string): Promise<void> {
    return this.#builder.save(path);
  }

  close(): Promise<void> {
    return this.#builder.close();
  }
}

/** Whether the build will come by where the checkpoint was saved. */
function leadsTo(card: CheckpointCard, start: GraphStart, firstChain: string): boolean {
  let { slots } = start;
  let chain = firstChain;
  for (const { contentHash, chunks } of start.expected) {
    if (chunks === undefined || slots >= card.slots) break;
    slots += chunks;
    chain = link(chain, contentHash, chunks);
  }
  return slots === card.slots && chain === card.chain;
}
