/** What a Node.js program would use instead, over the same chunks and, if they take any, the same vectors. */
import { Document } from '@langchain/core/documents';
import { FakeVectorStore } from '@langchain/core/utils/testing';
import type { Generation } from '../../src/index/files/generation.ts';
import type { Embedder } from '../../src/types.ts';
import { openMiniSearch, openOrama, type Peer, type PeerDocument } from '../lib/peers.ts';
import { type PeerFigures, percentiles, residentMib } from './figures.ts';
import { nearest } from './vectors.ts';

export const PEERS = ['minisearch', 'orama', 'brute-force', 'langchain'] as const;
export type PeerName = (typeof PEERS)[number];

/** Some take seconds for a question; the figures of a few dozen are steady enough. */
const SECONDS_MAX = 30;
const WARM_UP = 3;

export async function measurePeer(
  name: PeerName,
  index: Generation,
  embedder: Embedder,
  questions: readonly string[],
): Promise<PeerFigures> {
  const before = residentMib('now');
  const began = performance.now();
  const peer = await openPeer(name, index, embedder);
  const buildSeconds = (performance.now() - began) / 1000;
  const taken: number[] = [];
  const deadline = performance.now() + SECONDS_MAX * 1000;
  for (const [i, question] of questions.entries()) {
    const started = performance.now();
    await peer.search(question, 10);
    if (i >= WARM_UP) taken.push(performance.now() - started);
    if (performance.now() > deadline && taken.length > 0) break;
  }
  return {
    name: peer.name,
    buildSeconds,
    searchMs: percentiles(taken),
    questions: taken.length,
    mib: residentMib('now') - before,
  };
}

async function openPeer(name: PeerName, index: Generation, embedder: Embedder): Promise<Peer> {
  if (name === 'minisearch') return openMiniSearch(documents(index));
  if (name === 'orama') return openOrama(documents(index));
  const slots = liveSlots(index);
  if (name === 'brute-force') {
    const { dimensions } = embedder;
    const all = new Float32Array(slots.length * dimensions);
    for (const [i, slot] of slots.entries()) all.set(index.graph.get(slot), i * dimensions);
    return {
      name: 'Brute force over Float32Array',
      search: async (question, limit) =>
        nearest(await embedder.embedQuestion(question), all, limit).map((i) => slots[i]!),
    };
  }
  // The class of LangChain.js's core package; `MemoryVectorStore` of its other packages is the same code.
  const store = new FakeVectorStore({
    embedDocuments: async (texts) =>
      (await embedder.embedChunks(texts)).map((vector) => Array.from(vector)),
    embedQuery: async (text) => Array.from(await embedder.embedQuestion(text)),
  });
  await store.addVectors(
    slots.map((slot) => Array.from(index.graph.get(slot))),
    slots.map((slot) => new Document({ pageContent: index.chunk(slot).text, metadata: { slot } })),
  );
  return {
    name: 'LangChain.js core, in-memory vectors',
    search: async (question, limit) =>
      (await store.similaritySearch(question, limit)).map(({ metadata }) => metadata.slot),
  };
}

function liveSlots({ chunkTable }: Generation): number[] {
  return Array.from({ length: chunkTable.length }, (_, slot) => slot).filter((slot) =>
    chunkTable.lives(slot),
  );
}

function* documents(index: Generation): Generator<PeerDocument> {
  for (const number of liveSlots(index)) {
    const { article } = index.chunkTable.row(number);
    yield { number, title: index.articles.head(article).title, text: index.chunk(number).text };
  }
}
