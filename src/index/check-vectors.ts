/** Vectors as a draft takes them: one for each chunk, of the right length, of length 1. */
import { IndexError } from '../errors.ts';

/** @throws IndexError */
export function checkVectors(
  articleId: string,
  chunks: number,
  vectors: readonly Float32Array[],
  dimensions: number,
): void {
  const wrong = vectors.find((vector) => vector.length !== dimensions || !isUnit(vector));
  if (vectors.length === chunks && wrong === undefined) return;
  throw new IndexError(
    wrong === undefined
      ? `Article ${articleId}: ${chunks} chunks came with ${vectors.length} vectors.`
      : `Article ${articleId}: a vector is not ${dimensions} numbers of length 1.`,
    'Check the embedding model; then run: npm run index -- --full',
  );
}

function isUnit(vector: Float32Array): boolean {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.abs(squares - 1) < 1e-2;
}
