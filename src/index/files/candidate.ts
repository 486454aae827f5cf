/** The checks that a generation passes before it may serve. */
import { IndexError } from '../../errors.ts';
import { Generation } from './generation.ts';
import { readManifest } from './manifest.ts';
import { checkPart } from './verify.ts';

/** Vectors that are searched for, spread evenly over the chunks. */
const SAMPLE = 64;
/** The share of them that must be found among the first ten; HNSW is allowed to miss a few. */
const FOUND_SHARE_MIN = 0.9;

/**
 * Reads everything back from the disk, compares it with its checksums, and searches for a sample
 * of vectors. Those were read back to take their checksum, because the library writes them.
 *
 * @throws IndexError if anything is not as it should be.
 */
export async function checkCandidate(folder: string): Promise<Generation> {
  const opening = Generation.open(folder, { vectorsHashed: true });
  opening.catch(() => {});
  // Opening checks all parts except texts; meanwhile another thread reads the graph.
  const texts = checkPart(folder, 'texts.bin', await readManifest(folder));
  texts.catch(() => {});
  const generation = await opening;
  try {
    await texts;
    await findSample(generation);
    return generation;
  } catch (error) {
    await generation.close();
    throw error;
  }
}

async function findSample(generation: Generation): Promise<void> {
  const { chunkTable, graph, words } = generation;
  const live = Array.from({ length: chunkTable.length }, (_, slot) => slot).filter((slot) =>
    chunkTable.lives(slot),
  );
  if (words.tables.lengths.length > chunkTable.length)
    fail(generation, 'its words name unknown chunks');
  const step = Math.max(1, Math.floor(live.length / SAMPLE));
  const sample = live.filter((_, i) => i % step === 0);
  let found = 0;
  for (const slot of sample) {
    const vector = graph.get(slot);
    const ranked = graph.search(vector, 10);
    if (ranked.some(({ number }) => !chunkTable.lives(number)))
      fail(generation, 'a dead chunk was found');
    // Chunks with equal texts have equal vectors; any of them will do.
    if (ranked.some(({ number, score }) => number === slot || score > 1 - 1e-5)) found += 1;
    generation.chunk(slot);
  }
  if (found < sample.length * FOUND_SHARE_MIN) {
    fail(generation, `only ${found} of ${sample.length} vectors were found again`);
  }
}

function fail(generation: Generation, problem: string): never {
  throw new IndexError(
    `The new generation failed its check: ${problem} (${generation.folder}).`,
    'Run: npm run index -- --full',
  );
}
