/**
 * The index that a running bot answers from, changed over to each new generation between two
 * questions: the new one is opened aside, questions under way end on the old one, and the last of
 * them closes it.
 */
import { IndexError } from '../errors.ts';
import type { Embedder, IndexSummary, SearchIndex } from '../types.ts';
import type { IndexStore } from './ports.ts';
import { settingsFor } from './settings.ts';

/** Looking costs one small read; `fs.watch` misses renames on network and container file systems. */
const POLL_MS = 1_000;
/** A generation that could not be opened is tried again after this long, or when another takes its place. */
const RETRY_MS = 60_000;

export interface HandleOptions {
  readonly store: IndexStore;
  readonly embedder: Pick<Embedder, 'id' | 'dimensions'>;
  /** How often to look for a new generation. Default: 1,000. */
  readonly pollMs?: number;
  /** Called after each change-over. */
  readonly onChange?: (summary: IndexSummary) => void;
  /** Called where a new generation cannot be opened; the old one goes on serving. */
  readonly onError?: (error: Error) => void;
}

interface Held {
  readonly index: SearchIndex;
  users: number;
  retired: boolean;
}

export class IndexHandle {
  readonly #options: HandleOptions;
  #held: Held;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #looking: Promise<boolean> | undefined;
  #refused: { generation: number; at: number } | undefined;

  private constructor(options: HandleOptions, index: SearchIndex) {
    this.#options = options;
    this.#held = { index, users: 0, retired: false };
    this.#watch();
  }

  /** @throws IndexError where the current generation cannot be opened. */
  static async open(options: HandleOptions): Promise<IndexHandle> {
    return new IndexHandle(options, await options.store.open(settingsFor(options.embedder)));
  }

  /** The generation that the next question will be answered from. */
  get summary(): IndexSummary {
    return this.#held.index.summary;
  }

  /** Calls `act` with the current generation, which stays open until the promise settles. */
  async use<T>(act: (index: SearchIndex) => Promise<T>): Promise<T> {
    if (this.#closed) throw new IndexError('The index was closed.', '');
    const held = this.#held;
    held.users += 1;
    try {
      return await act(held.index);
    } finally {
      held.users -= 1;
      await this.#closeIfDone(held);
    }
  }

  /** Looks for a new generation now. @returns whether there was one and it serves. */
  refresh(): Promise<boolean> {
    // One look at a time: two would open the same generation twice.
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<boolean> {
    const { store, embedder, onChange, onError } = this.#options;
    let generation: number | undefined;
    try {
      generation = await store.currentGeneration();
      if (generation === undefined || generation === this.summary.generation) return false;
      if (generation === this.#refused?.generation && Date.now() - this.#refused.at < RETRY_MS)
        return false;
      const index = await store.open(settingsFor(embedder), generation);
      if (this.#closed) {
        await index.close();
        return false;
      }
      const old = this.#held;
      this.#held = { index, users: 0, retired: false };
      old.retired = true;
      await this.#closeIfDone(old);
      onChange?.(index.summary);
      return true;
    } catch (error) {
      this.#refused = { generation: generation ?? -1, at: Date.now() };
      onError?.(error as Error);
      return false;
    }
  }

  #watch(): void {
    this.#timer = setTimeout(async () => {
      await this.refresh();
      if (!this.#closed) this.#watch();
    }, this.#options.pollMs ?? POLL_MS);
    this.#timer.unref();
  }

  async #closeIfDone(held: Held): Promise<void> {
    if (held.retired && held.users === 0) await held.index.close();
  }

  /** Closes the index once the questions under way have been answered. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#held.retired = true;
    await this.#closeIfDone(this.#held);
  }
}
