/** The graph while a build fills it: how it starts, when it is saved, which vectors it already has. */
import { type CheckpointCard, chainDigest, firstDigest, readCheckpoint } from './checkpoint.ts';
import type { FileRecord } from './disk.ts';
import { GraphBuilder } from './graph-builder.ts';

/** How often it is saved by default: each time costs a few tenths of a second. */
const CHECKPOINT_CHUNKS = 20_000;

/** Bytes of a chunk in UTF-8, about; only to guess how large the graph will be. */
const CHUNK_BYTES = 900;

/** What the build is going to put, in order. */
export interface Expected {
  readonly contentHash: string;
  /** How many chunks it had before; undefined if it is new. */
  readonly chunks: number | undefined;
  /** Bytes of its text in UTF-8. */
  readonly bytes: number;
}

export interface GraphStart {
  readonly dimensions: number;
  /** Where the base's graph was loaded, and its checksum; undefined if the graph begins empty. */
  readonly base: { readonly builder: GraphBuilder; readonly sha256: string } | undefined;
  /** Slots of the base that are taken out; how many there are, these included. */
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
    const bytes = expected.reduce((sum, one) => sum + one.bytes, 0);
    this.#checkpointPath = checkpointPath;
    this.#checkpointChunks = start.checkpointChunks ?? CHECKPOINT_CHUNKS;
    this.#present = card?.slots ?? 0;
    this.#savedAt = card?.slots ?? slots;
    this.#chain = chain;
    const capacity = slots + Math.ceil(bytes / CHUNK_BYTES);
    const saved = card && { ...card, path: checkpointPath };
    this.#builder = (!card && base?.builder) || new GraphBuilder({ dimensions, capacity, saved });
    if (!card) this.#builder.remove(removed);
  }

  /** Begins with an interrupted build's graph, with the base's, or empty. */
  static async start(start: GraphStart): Promise<GraphInProgress> {
    const chain = firstDigest(start.base?.sha256 ?? '', start.removed);
    const found = await readCheckpoint(start.checkpointPath);
    const card = found && leadsTo(found, start, chain) ? found : undefined;
    if (card) await start.base?.builder.close();
    return new GraphInProgress(start, chain, card);
  }

  /** @param first the slot of the first vector; slots rise without gaps. */
  async add(contentHash: string, first: number, vectors: readonly Float32Array[]): Promise<void> {
    const slots = first + vectors.length;
    this.#chain = chainDigest(this.#chain, contentHash, vectors.length);
    if (slots <= this.#present) return;
    await this.#builder.add(first, vectors);
    if (slots - this.#savedAt < this.#checkpointChunks) return;
    this.#builder.checkpoint(this.#checkpointPath, slots, this.#chain);
    this.#savedAt = slots;
  }

  save(path: string): Promise<FileRecord> {
    return this.#builder.save(path);
  }

  close(): Promise<void> {
    return this.#builder.close();
  }
}

/** Whether this build will reach the state in which the checkpoint was saved. */
function leadsTo(card: CheckpointCard, start: GraphStart, firstChain: string): boolean {
  let { slots } = start;
  let chain = firstChain;
  for (const { contentHash, chunks } of start.expected) {
    if (chunks === undefined || slots >= card.slots) break;
    slots += chunks;
    chain = chainDigest(chain, contentHash, chunks);
  }
  return slots === card.slots && chain === card.chain;
}
