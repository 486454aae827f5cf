/** Builds the graph on a thread of its own, so that embedding and inserting go on at the same time. */
import { parentPort, workerData } from 'node:worker_threads';
import { saveCheckpoint } from './checkpoint.ts';
import { type FileRecord, readHashed, syncFile } from './disk.ts';
import { VectorGraph } from './hnsw.ts';
import { CallsStopped, NativeCalls } from './native-calls.ts';

/** How a graph begins: empty, or as a copy of one that was saved. */
export interface GraphOrigin {
  readonly dimensions: number;
  /** Chunks that an empty graph has room for at first. */
  readonly capacity: number;
  readonly saved?: SavedGraph | undefined;
}

export interface SavedGraph extends FileRecord {
  readonly path: string;
  readonly slots: number;
}

export type GraphRequest =
  | { readonly add: Float32Array; readonly first: number }
  | { readonly remove: readonly number[] }
  | { readonly checkpoint: string; readonly slots: number; readonly chain: string }
  | { readonly save: string }
  | { readonly end: true };

export type GraphReply =
  | { readonly opened: true }
  | { readonly done: number }
  | { readonly saved: FileRecord }
  | { readonly failed: string; readonly code: string | undefined };

const port = parentPort!;
const origin = workerData.origin as GraphOrigin;
const calls = new NativeCalls(workerData.calls);
calls.leave();
const reply = (message: GraphReply) => port.postMessage(message);

function fail(error: NodeJS.ErrnoException): void {
  // Nobody is waiting for the graph any more.
  if (error instanceof CallsStopped) return;
  reply({ failed: error.message, code: error.code });
}

async function openGraph(): Promise<VectorGraph> {
  const { dimensions, capacity, saved } = origin;
  if (!saved) return calls.run(() => VectorGraph.create(dimensions, capacity));
  // The library trusts what it reads.
  if ((await readHashed(saved.path)).sha256 !== saved.sha256) {
    throw new Error(`${saved.path} is damaged: its checksum is not the one that was written.`);
  }
  const graph = calls.run(() => VectorGraph.loadNow(saved.path, dimensions));
  const size = calls.run(() => graph.size);
  if (size === saved.slots) return graph;
  throw new Error(`${saved.path} has ${size} vectors where ${saved.slots} were written.`);
}

/** Writes the graph so that it survives a power cut. */
async function save(graph: VectorGraph, path: string): Promise<FileRecord> {
  calls.run(() => graph.save(path));
  calls.run(() => graph.free());
  await syncFile(path);
  return readHashed(path);
}

const opened = openGraph();
opened.then(() => reply({ opened: true }), fail);

async function handle(request: GraphRequest): Promise<void> {
  // With its port closed, the thread ends.
  if ('end' in request) return port.close();
  try {
    const graph = await opened;
    if ('save' in request) {
      reply({ saved: await save(graph, request.save) });
    } else if ('checkpoint' in request) {
      const { dimensions } = graph;
      const write = (path: string) => calls.run(() => graph.write(path));
      await saveCheckpoint(request.checkpoint, { dimensions, write }, request);
      reply({ done: 1 });
    } else if ('remove' in request) {
      for (const label of request.remove) calls.run(() => graph.markDeleted(label));
    } else {
      const count = request.add.length / origin.dimensions;
      for (let i = 0; i < count; i += 1) {
        const vector = request.add.subarray(i * origin.dimensions, (i + 1) * origin.dimensions);
        calls.run(() => graph.add(vector, request.first + i));
      }
      reply({ done: count });
    }
  } catch (error) {
    fail(error as Error);
  }
}

// One after the other: a vector must not slip in while the graph before it is being saved.
let handled: Promise<void> = Promise.resolve();
port.on('message', (request: GraphRequest) => {
  handled = handled.then(() => handle(request));
});
