/** The checks that a generation passes before it may serve. */
import { IndexError } from '../../errors.ts';
import type { Connection } from './database.ts';
import type { PostgresGeneration } from './generation.ts';
import type { Tables } from './schema.ts';

/** Vectors that are searched for, spread evenly over the chunks. */
const SAMPLE = 64;
/** The share of them that must be found among the first ten; HNSW is allowed to miss a few. */
const FOUND_SHARE_MIN = 0.9;
/** 16-bit floats: chunks with equal texts have equal vectors, and any of them will do. */
const EQUAL_SCORE_MIN = 1 - 2e-3;

/** @throws IndexError if a chunk is missing, or vectors are not found again. */
export async function checkCandidate(
  db: Connection,
  t: Tables,
  candidate: PostgresGeneration,
): Promise<void> {
  const { generation, chunks } = candidate.summary;
  const fail = (problem: string): never => {
    throw new IndexError(
      `The new generation failed its check: ${problem} (generation ${generation}).`,
      'Run: npm run index -- --full',
    );
  };
  if (candidate.ranking.chunkCount !== chunks) {
    fail(`${chunks} chunks have words for ${candidate.ranking.chunkCount}`);
  }
  const unfinished = await db.rows(
    `SELECT id FROM ${t.articles} WHERE born <= $1 AND died > $1 AND chunk_count IS NULL LIMIT 1`,
    [generation],
  );
  if (unfinished.length > 0) fail('an article was not worked on');
  const sample = candidate.ranking.sample(SAMPLE);
  const vectors = await candidate.vectors(sample);
  await candidate.chunks(sample);
  let found = 0;
  for (const [i, chunk] of sample.entries()) {
    const ranked = await candidate.searchVectors(vectors[i]!, 10);
    if (ranked.some((one) => one.number === chunk || one.score > EQUAL_SCORE_MIN)) found += 1;
  }
  if (found < sample.length * FOUND_SHARE_MIN) {
    fail(`only ${found} of ${sample.length} vectors were found again`);
  }
}
