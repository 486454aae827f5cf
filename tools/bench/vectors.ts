import { innerProduct } from '../../src/embed/inner-product.ts';

/**
 * The obvious search: every vector is weighed.
 *
 * @param all vectors end to end, each as long as `query`.
 * @returns positions of the `limit` nearest by inner product, the nearest first.
 */
export function nearest(query: Float32Array, all: Float32Array, limit: number): number[] {
  const dimensions = query.length;
  const scores = new Float32Array(all.length / dimensions);
  for (let i = 0; i < scores.length; i += 1) {
    scores[i] = innerProduct(query, all.subarray(i * dimensions, (i + 1) * dimensions));
  }
  const best: number[] = [];
  for (let i = 0; i < scores.length; i += 1) {
    if (best.length === limit && scores[i]! <= scores[best[limit - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && scores[best[at - 1]!]! < scores[i]!) at -= 1;
    best.splice(at, 0, i);
    if (best.length > limit) best.pop();
  }
  return best;
}
