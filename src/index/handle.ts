/**
 * The index that a running bot answers from. It switches to each new generation between two
 * questions: the new one is opened, running questions finish on the old one, and the last of
 * them closes it.
 */
import { IndexError, StoreUnavailableError } from '../errors.ts';
import type { Embedder, IndexSummary, SearchIndex } from '../types.ts';
import type { IndexStore } from './ports.ts';
import { settingsFor } from './settings.ts';

/** Looking costs one small read; `fs.watch` misses renames on network and container file systems. */
const POLL_MS = 1_000;
/** A generation that could not be opened is tried again after this long, or when another takes its place. */
const RETRY_MS = 60_000;

export interface HandleOptions {
  readonly store: IndexStore;
  /**
   * The model with this id. The index is read meanwhile. If there is no such model, returns another one, and the store
   * says that it does not match. The caller closes it, after the handle.
   */
  readonly embedderFor: (embedderId: string) => Promise<Embedder>;
  /** Serves a generation that another version made, as far as it can be read. Default: it is refused. */
  readonly older?: boolean;
  /** How often to look for a new generation. Default: 1,000. */
  readonly pollMs?: number;
  /** Called after each change-over. */
  readonly onChange?: (summary: IndexSummary) => void;
  /** Called if a new generation cannot be opened; the old one keeps serving. */
  readonly onError?: (error: Error) => void;
}

interface Held {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
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
  /** Whether the last look could not see what serves: this is reported once, not every second. */
  #blind = false;
  readonly #unwatch: () => void;

  private constructor(options: HandleOptions, held: Held) {
    this.#options = options;
    this.#held = held;
    this.#unwatch = options.store.watch(() => void this.refresh());
    this.#watch();
  }

  /** @throws IndexError if the current generation cannot be opened. */
  static async open(options: HandleOptions): Promise<IndexHandle> {
    return new IndexHandle(options, await hold(options));
  }

  /** The generation that the next question will be answered from. */
  get summary(): IndexSummary {
    return this.#held.index.summary;
  }

  /** The model that the next question will be answered with. */
  get embedder(): Embedder {
    return this.#held.embedder;
  }

  /** Calls `act` with the current generation, which stays open until the promise settles, and the model that made it. */
  async use<T>(act: (index: SearchIndex, embedder: Embedder) => Promise<T>): Promise<T> {
    if (this.#closed) throw new IndexError('The index was closed.', '');
    const held = this.#held;
    held.users += 1;
    try {
      return await act(held.index, held.embedder);
    } finally {
      held.users -= 1;
      await this.#closeIfDone(held);
    }
  }

  /** Looks for a new generation now. @returns whether a new one serves. */
  refresh(): Promise<boolean> {
    // One look at a time: two would open the same generation twice.
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<boolean> {
    const { store, onChange, onError } = this.#options;
    let generation: number | undefined;
    try {
      generation = await store.currentGeneration();
      this.#blind = false;
      if (generation === undefined || generation === this.summary.generation) return false;
      if (
        generation === this.#refused?.generation &&
        performance.now() - this.#refused.at < RETRY_MS
      )
        return false;
      const held = await hold(this.#options, generation);
      if (this.#closed) {
        held.retired = true;
        await this.#closeIfDone(held);
        return false;
      }
      const old = this.#held;
      this.#held = held;
      old.retired = true;
      await this.#closeIfDone(old);
      onChange?.(held.index.summary);
      return true;
    } catch (error) {
      if (generation !== undefined && !(error instanceof StoreUnavailableError)) {
        this.#refused = { generation, at: performance.now() };
        onError?.(error as Error);
        return false;
      }
      if (!this.#blind) onError?.(error as Error);
      this.#blind = true;
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
    if (!held.retired || held.users > 0) return;
    await held.index.close();
  }

  /** Closes the index once the questions under way have been answered. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unwatch();
    this.#held.retired = true;
    await this.#closeIfDone(this.#held);
  }
}

/** Opens a generation, the current one by default, with the model that made it. */
async function hold(
  { store, embedderFor, older = false }: HandleOptions,
  generation?: number,
): Promise<Held> {
  let embedder: Embedder | undefined;
  const settings = async (embedderId: string) => {
    embedder = await embedderFor(embedderId);
    return settingsFor(embedder);
  };
  const index = await store.open(settings, generation, { older });
  return { index, embedder: embedder!, users: 0, retired: false };
}
