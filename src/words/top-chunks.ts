import type { Ranked } from '../types.ts';

/** Keeps the best `limit` chunks seen: a binary heap whose root is the worst kept. */
export class TopChunks {
  readonly #limit: number;
  readonly #chunks: number[] = [];
  readonly #scores: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#chunks.length >= this.#limit;
  }

  /** Score that a chunk must reach once the heap is full. */
  get floor(): number {
    return this.#scores[0] ?? Number.NEGATIVE_INFINITY;
  }

  offer(chunk: number, score: number): void {
    if (this.#limit <= 0) return;
    if (!this.full) {
      this.#chunks.push(chunk);
      this.#scores.push(score);
      this.#rise(this.#chunks.length - 1);
    } else if (this.#worse(this.#chunks[0]!, this.#scores[0]!, chunk, score)) {
      this.#chunks[0] = chunk;
      this.#scores[0] = score;
      this.#sink(0);
    }
  }

  /** By falling score, then rising number. */
  sorted(): Ranked[] {
    return this.#chunks
      .map((number, i) => ({ number, score: this.#scores[i]! }))
      .sort((a, b) => b.score - a.score || a.number - b.number);
  }

  /** Whether (chunkA, scoreA) comes after (chunkB, scoreB). */
  #worse(chunkA: number, scoreA: number, chunkB: number, scoreB: number): boolean {
    return scoreA < scoreB || (scoreA === scoreB && chunkA > chunkB);
  }

  #worseAt(a: number, b: number): boolean {
    return this.#worse(this.#chunks[a]!, this.#scores[a]!, this.#chunks[b]!, this.#scores[b]!);
  }

  #swap(a: number, b: number): void {
    [this.#chunks[a], this.#chunks[b]] = [this.#chunks[b]!, this.#chunks[a]!];
    [this.#scores[a], this.#scores[b]] = [this.#scores[b]!, this.#scores[a]!];
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#worseAt(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#chunks.length && this.#worseAt(child, worst)) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }
}
