/** Documents with bytes changed, moved, doubled and cut off, the same ones for the same seed, and what becomes of each. */
import { type CorpusNote, readCorpus } from '../../src/corpus/read.ts';
import type { CorpusError } from '../../src/errors.ts';

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

/** `hung` and `crashed`: the thread that read it was ended; `silent`: neither read nor named. */
export const OUTCOMES = ['read', 'refused', 'hung', 'crashed', 'silent'] as const;

export interface Outcome {
  readonly became: (typeof OUTCOMES)[number];
  readonly errors: readonly CorpusError[];
  readonly notes: readonly CorpusNote[];
}

/** Reads a file as an index run does. */
export async function outcomeOf(file: string): Promise<Outcome> {
  const errors: CorpusError[] = [];
  const notes: CorpusNote[] = [];
  let isRead = false;
  for await (const item of readCorpus([file], { onNote: (note) => notes.push(note) })) {
    if ('error' in item) errors.push(item.error);
    else isRead = true;
  }
  const says = (words: RegExp) => errors.some(({ problem }) => words.test(problem));
  const became = says(/^not read after/u)
    ? 'hung'
    : says(/^cannot be read \(/u)
      ? 'crashed'
      : isRead
        ? 'read'
        : errors.length + notes.length > 0
          ? 'refused'
          : 'silent';
  return { became, errors, notes };
}
