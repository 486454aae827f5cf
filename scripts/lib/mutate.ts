/** Documents with bytes changed, moved, doubled and cut off, the same ones for the same seed. */

/** Numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutated = Uint8Array.from(bytes);
  const at = () => Math.floor(random() * mutated.length);
  const changes = 1 + Math.floor(random() * 12);
  for (let i = 0; i < changes; i++) {
    const kind = random();
    if (kind < 0.5) mutated[at()] = Math.floor(random() * 256);
    else if (kind < 0.8) mutated.copyWithin(at(), at(), at());
    else if (kind < 0.9)
      mutated.fill(Math.floor(random() * 256), at(), Math.min(mutated.length, at() + 64));
    else if (kind < 0.96) mutated = mutated.slice(0, at());
    else {
      const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
      mutated = Uint8Array.from([...mutated.subarray(0, to), ...mutated.subarray(from)]);
    }
    if (mutated.length === 0) break;
  }
  return mutated;
}
