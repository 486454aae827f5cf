/** Builds the graph on a thread of its own, so that embedding and inserting go on at the same time. */
import { parentPort, workerData } from 'node:worker_threads';
import { saveCheckpoint } from './checkpoint.ts';
import { VectorGraph } from './hnsw.ts';

/** How a graph begins: empty, or as a copy of an older one without some of its vectors. */
export interface GraphOrigin {
  readonly dimensions: number;
  readonly capacity: number;
  readonly base?: { readonly path: string; readonly removed: readonly number[] } | undefined;
}

export type GraphRequest =
  | { readonly add: Float32Array; readonly first: number }
  | { readonly checkpoint: string; readonly slots: number; readonly chain: string }
  | { readonly save: string };

export type GraphReply = { readonly done: number } | { readonly failed: string };

const port = parentPort!;
const origin = workerData.origin as GraphOrigin;

async function openGraph(): Promise<VectorGraph> {
  if (!origin.base) return VectorGraph.create(origin.dimensions, origin.capacity);
  const graph = await VectorGraph.load(origin.base.path, origin.dimensions);
  for (const label of origin.base.removed) graph.markDeleted(label);
  return graph;
}

const opened = openGraph();
opened.catch(() => {});

async function handle(request: GraphRequest): Promise<void> {
  try {
    const graph = await opened;
    if ('save' in request) {
      graph.save(request.save);
      graph.free();
      port.postMessage({ done: 1 } satisfies GraphReply);
      return;
    }
    if ('checkpoint' in request) {
      await saveCheckpoint(request.checkpoint, graph, request);
      port.postMessage({ done: 1 } satisfies GraphReply);
      return;
    }
    const count = request.add.length / origin.dimensions;
    for (let i = 0; i < count; i += 1) {
      const vector = request.add.subarray(i * origin.dimensions, (i + 1) * origin.dimensions);
      graph.add(vector, request.first + i);
    }
    port.postMessage({ done: count } satisfies GraphReply);
  } catch (error) {
    port.postMessage({ failed: (error as Error).message } satisfies GraphReply);
  }
}

// One after the other: a vector must not slip in while the graph before it is being saved.
let handled: Promise<void> = Promise.resolve();
port.on('message', (request: GraphRequest) => {
  handled = handled.then(() => handle(request));
});
