/**
 * The models that this program can answer with: the one of the settings, and the bundled ones. Each is opened when it is
 * first needed. An index is served with the model it was made with, so that another EMBEDDING_MODEL, or a newer version
 * with another default, does not stop a bot.
 */
import type { Embedder } from '../types.ts';
import { BUNDLED_MODELS } from './bundled.ts';
import { type ModelSource, modelFolder, modelName } from './model-files.ts';

export class KnownEmbedders {
  readonly #configured: ModelSource;
  readonly #sources: readonly ModelSource[];
  readonly #open: (source: ModelSource) => Promise<Embedder>;
  readonly #opened = new Map<ModelSource, Promise<Embedder>>();

  /**
   * @param configured the model of the settings, which new generations are made with.
   * @param open loads a model; called once for each at most, unless it fails.
   */
  constructor(configured: ModelSource, open: (source: ModelSource) => Promise<Embedder>) {
    this.#configured = configured;
    this.#open = open;
    const bundled = Object.keys(BUNDLED_MODELS).map(
      // Prefixes and pooling of the settings belong to the model of the settings.
      (model): ModelSource => ({ model, modelsDir: configured.modelsDir }),
    );
    const folders = new Set<string>();
    this.#sources = [configured, ...bundled].filter((source) => {
      const folder = modelFolder(source);
      return !folders.has(folder) && folders.add(folder);
    });
  }

  /** @throws ModelError */
  configured(): Promise<Embedder> {
    return this.#get(this.#configured);
  }

  /** Whether an index with this model was made with the one of the settings, as far as the name tells. */
  isConfigured(embedderId: string): boolean {
    return isOf(embedderId, this.#configured);
  }

  /**
   * The model that made an index. If it is not known, the one of the settings: the store then says what differs, and
   * what to do.
   *
   * @throws ModelError
   */
  async byId(embedderId: string): Promise<Embedder> {
    for (const source of this.#sources) {
      // Names are compared first: the rest of an id is known only once the files were read.
      if (!isOf(embedderId, source)) continue;
      const embedder = await this.#get(source);
      if (embedder.id === embedderId) return embedder;
    }
    return this.configured();
  }

  /** Closes all that were opened. */
  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    this.#opened.clear();
    for (const result of opened) if (result.status === 'fulfilled') await result.value.close();
  }

  #get(source: ModelSource): Promise<Embedder> {
    let opening = this.#opened.get(source);
    if (opening === undefined) {
      opening = this.#open(source);
      this.#opened.set(source, opening);
      opening.catch(() => this.#opened.delete(source));
    }
    return opening;
  }
}

function isOf(embedderId: string, source: ModelSource): boolean {
  return embedderId.slice(0, embedderId.lastIndexOf('@')) === modelName(source);
}
