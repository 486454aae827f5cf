/** Chooses the parts that the settings name and puts them together; `main.ts` and the scripts start here. */
import { resolve } from 'node:path';
import { PROJECT_DIR, type Settings } from './config.ts';
import type { ModelChoice } from './embed/model-files.ts';
import type { BuildOptions, BuildReport } from './index/build.ts';
import { FilesStore } from './index/files/store.ts';
import { IndexHandle } from './index/handle.ts';
import type { IndexStore } from './index/ports.ts';
import type { Reader } from './reader/port.ts';
import type { Answerer, Embedder, IndexSummary } from './types.ts';

/** The folder of the model that comes with the project. */
export const BUNDLED_MODEL_DIR = resolve(PROJECT_DIR, 'models/isnad-ar-small');

/** The folder that is named, or else INDEX_URL, or else INDEX_DIR. */
export async function openStore(settings: Settings, indexDir?: string): Promise<IndexStore> {
  if (indexDir !== undefined) return new FilesStore(resolve(indexDir));
  if (settings.INDEX_URL === undefined) return new FilesStore(settings.INDEX_DIR);
  const { PostgresStore } = await import('./index/postgres/store.ts');
  return new PostgresStore({
    url: settings.INDEX_URL,
    readUrl: settings.INDEX_READ_URL,
    poolMax: settings.STORE_POOL_MAX,
    timeoutMs: settings.STORE_TIMEOUT_MS,
  });
}

/**
 * The model that the settings name, or another one by its folder.
 *
 * @throws ModelError
 */
export async function openSettingsEmbedder(settings: Settings, folder?: string): Promise<Embedder> {
  const { openEmbedder } = await import('./embed/transformers.ts');
  return openEmbedder(modelChoice(settings, folder));
}

export function modelChoice(settings: Settings, folder?: string): ModelChoice {
  return {
    model: folder ?? settings.EMBEDDING_MODEL,
    bundledDir: BUNDLED_MODEL_DIR,
    modelsDir: settings.MODELS_DIR,
    pooling: settings.EMBEDDING_POOLING,
    questionPrefix: settings.EMBEDDING_QUESTION_PREFIX,
    passagePrefix: settings.EMBEDDING_PASSAGE_PREFIX,
  };
}

/**
 * Until the trained reader is bundled, the one that counts shared words stands in. Certainty is not fitted for it, so
 * that it never answers outright.
 */
export async function openSettingsReader(_settings: Settings): Promise<Reader> {
  const { createOverlapReader } = await import('./reader/overlap.ts');
  return createOverlapReader();
}

/** The folder of the model adapted to a generation's articles; none where the operator chose another model. */
export async function adaptedModelDir(
  settings: Settings,
  store: IndexStore,
  generation: number | undefined,
): Promise<string | undefined> {
  if (generation === undefined || settings.EMBEDDING_MODEL !== 'bundled') return undefined;
  return store.modelDir?.(generation);
}

export interface IsnadOptions {
  readonly settings: Settings;
  /** Default: INDEX_DIR, or INDEX_URL. */
  readonly indexDir?: string | undefined;
  /** Told how the first build goes, where there is no index yet. */
  readonly onProgress?: BuildOptions['onProgress'];
  /** Told what the first build came to. */
  readonly onBuilt?: ((report: BuildReport) => void) | undefined;
  /** Told of each change-over to a new generation. */
  readonly onChange?: ((summary: IndexSummary) => void) | undefined;
  /** Told where a new generation cannot be opened; the old one goes on serving. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** Everything that answers, opened and checked. */
export interface Isnad {
  readonly answerer: Answerer;
  readonly index: IndexHandle;
  readonly store: IndexStore;
  readonly embedder: Embedder;
  readonly reader: Reader;
  close(): Promise<void>;
}

/**
 * Opens the model and the index, building the index where there is none yet.
 *
 * @throws ConfigError, ModelError, IndexError, CorpusError
 */
export async function openIsnad(options: IsnadOptions): Promise<Isnad> {
  const { settings, indexDir, onProgress, onBuilt, onChange, onError } = options;
  const store = await openStore(settings, indexDir);
  // Not awaited yet: a large index is read by a thread of its own, and model and program load meanwhile.
  const opening = openSettingsEmbedder(settings);
  const answering = import('./answer/answer.ts');
  opening.catch(() => {});
  try {
    if ((await store.currentGeneration()) === undefined) {
      const embedder = await opening;
      const { buildIndex } = await import('./index/build.ts');
      onBuilt?.(
        await buildIndex({ store, embedder, corpusPaths: settings.CORPUS_PATH, onProgress }),
      );
    }
    const index = await IndexHandle.open({
      store,
      embedder: opening,
      ownEmbedder: async (generation) => {
        const folder = await adaptedModelDir(settings, store, generation);
        return folder === undefined ? undefined : openSettingsEmbedder(settings, folder);
      },
      ...(onChange ? { onChange } : {}),
      ...(onError ? { onError } : {}),
    });
    const embedder = await opening;
    const { createAnswerer } = await answering;
    const reader = await openSettingsReader(settings);
    const answerer = createAnswerer({ withIndex: (use) => index.use(use), embedder, reader });
    return {
      answerer,
      index,
      store,
      embedder,
      reader,
      close: async () => {
        await index.close();
        await reader.close();
        await embedder.close();
        await store.close?.();
      },
    };
  } catch (error) {
    await (await opening.catch(() => undefined))?.close();
    await store.close?.();
    throw error;
  }
}
