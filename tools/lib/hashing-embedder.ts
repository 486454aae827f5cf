import { fnv1a } from '../../src/text/hash.ts';
import { splitWords } from '../../src/text/words.ts';
import type { Embedder } from '../../src/types.ts';

/**
 * An embedder that a person can predict, for tests: each stem adds 1 to the dimension its hash
 * names, and the sum is scaled to length 1. Texts that share stems are near; nothing else is.
 * A text without words gets the first unit vector, because a vector of length 0 has no direction.
 */
export function createHashingEmbedder({ dimensions = 64 } = {}): Embedder {
  const embed = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions);
    for (const { stem } of splitWords(text)) vector[hashOf(stem) % dimensions]! += 1;
    const length = Math.hypot(...vector);
    if (length === 0) vector[0] = 1;
    else for (let i = 0; i < dimensions; i += 1) vector[i]! /= length;
    return vector;
  };
  return {
    id: `hashing-${dimensions}@000000000000`,
    dimensions,
    embedChunks: async (texts) => texts.map(embed),
    embedQuestion: async (text) => embed(text),
    close: async () => {},
  };
}

function hashOf(stem: string): number {
  return fnv1a(Array.from({ length: stem.length }, (_, i) => stem.charCodeAt(i))) >>> 0;
}
