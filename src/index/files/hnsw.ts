/**
 * The graph of vectors (HNSW: Malkov and Yashunin, 2018, arXiv:1603.09320) through hnswlib-node,
 * which only this file imports. Labels are chunk numbers; vectors have length 1, so that the inner
 * product is the cosine.
 */
import { statSync } from 'node:fs';
import hnswlib from 'hnswlib-node';
import { IndexError } from '../../errors.ts';
import type { Ranked } from '../../types.ts';

/**
 * Chosen by measurement (`npm run bench` draws recall@10 against brute force, `docs/decisions/index-files.md` has
 * the figures): links for each node, candidates weighed while building, candidates weighed while searching. An
 * index keeps its first settings until the next `--full`.
 */
export const GRAPH = { links: 24, efConstruction: 200, efSearch: 256, seed: 100 } as const;

/**
 * Up to this size a graph is read at once, in a few milliseconds. Read by threads of the pool, it would
 * lie in the memory of whichever did it, and glibc gives a thread's blocks back to the system only
 * if they are larger than this: after some changes of generation each thread would hold one.
 */
const SMALL_BYTES_MAX = 32 << 20;

function refuse(path: string, cause: unknown): never {
  throw new IndexError(
    `${path} could not be read: ${(cause as Error).message}.`,
    'Check that the disk has room (about 1.8 kB for each chunk); then run: npm run index',
    { cause },
  );
}

export class VectorGraph {
  #graph: hnswlib.HierarchicalNSW;
  readonly dimensions: number;

  private constructor(graph: hnswlib.HierarchicalNSW, dimensions: number) {
    this.#graph = graph;
    this.dimensions = dimensions;
  }

  static create(dimensions: number, capacity: number): VectorGraph {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    graph.initIndex({
      maxElements: Math.max(1, capacity),
      m: GRAPH.links,
      efConstruction: GRAPH.efConstruction,
      randomSeed: GRAPH.seed,
    });
    return new VectorGraph(graph, dimensions);
  }

  /**
   * Reads a large graph on another thread. Check the file first: the library trusts what it reads.
   *
   * @throws IndexError if the file is cut short.
   */
  static async load(path: string, dimensions: number): Promise<VectorGraph> {
    if (statSync(path).size <= SMALL_BYTES_MAX) return VectorGraph.loadNow(path, dimensions);
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    await graph.readIndex(path).catch((cause) => refuse(path, cause));
    return VectorGraph.#opened(graph, dimensions);
  }

  /** The same on this thread, whatever the size. @throws IndexError if the file is cut short. */
  static loadNow(path: string, dimensions: number): VectorGraph {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    try {
      graph.readIndexSync(path);
    } catch (cause) {
      refuse(path, cause);
    }
    return VectorGraph.#opened(graph, dimensions);
  }

  static #opened(graph: hnswlib.HierarchicalNSW, dimensions: number): VectorGraph {
    graph.setEf(GRAPH.efSearch);
    return new VectorGraph(graph, dimensions);
  }

  /** Vectors in the graph, those marked deleted included. */
  get size(): number {
    return this.#graph.getCurrentCount();
  }

  add(vector: Float32Array, label: number): void {
    const capacity = this.#graph.getMaxElements();
    if (this.size === capacity) this.#graph.resizeIndex(Math.ceil(capacity * 1.5) + 1024);
    this.#graph.addPoint(Array.from(vector), label);
  }

  markDeleted(label: number): void {
    this.#graph.markDelete(label);
  }

  /** The vector with this label. @throws Error if it is marked deleted or was never added. */
  get(label: number): Float32Array {
    return Float32Array.from(this.#graph.getPoint(label));
  }

  /** @param ef candidates weighed: more finds more and takes longer. */
  search(vector: Float32Array, limit: number, ef: number = GRAPH.efSearch): Ranked[] {
    const count = Math.min(limit, this.size);
    if (count === 0) return [];
    this.#graph.setEf(Math.max(ef, count));
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(vector), count);
    return neighbors
      .map((number, i) => ({ number, score: 1 - distances[i]! }))
      .sort((a, b) => b.score - a.score || a.number - b.number);
  }

  /** Writes the graph, without spare room. The library does not report a failed write: read it back. */
  save(path: string): void {
    this.#graph.resizeIndex(Math.max(1, this.size));
    this.write(path);
  }

  /** Writes the graph as it is; more can be added to it. */
  write(path: string): void {
    this.#graph.writeIndexSync(path);
  }

  /**
   * Gives the memory back at once. Garbage collection would do so much later, because it does not
   * know how much is behind the object.
   */
  free(): void {
    this.#graph.initIndex(1);
  }
}
