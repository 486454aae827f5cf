/** Documents with bytes changed, moved, doubled and cut off, the same ones for the same seed. */

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
