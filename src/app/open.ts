/** Chooses the parts that the settings name and puts them together; the commands start here. */
import { dirname, resolve, sep } from 'node:path';
import { PACKAGE_DIR, PROJECT_DIR, type Settings } from '../config.ts';
import { KnownEmbedders } from '../embed/known.ts';
import type { ModelSource } from '../embed/model-files.ts';
import type { BuildOptions, BuildReport } from '../index/build.ts';
import { type Freshness, freshnessOf, keptOverview } from '../index/corpus-record.ts';
import { FilesStore } from '../index/files/store.ts';
import { IndexHandle } from '../index/handle.ts';
import type { IndexStore } from '../index/ports.ts';
import { ensurePrivateFolder } from '../private-files.ts';
import type { ObservedReader } from '../reader/port.ts';
import type { Answerer, Embedder, IndexSummary } from '../types.ts';
import { corpusInUse, SAMPLE_MESSAGE } from './corpus.ts';
import { type Overview, overviewOf, overviewSchema } from './overview.ts';

/** The folder that is named, or else INDEX_URL, or else INDEX_DIR. */
export async function openStore(settings: Settings, indexDir?: string): Promise<IndexStore> {
  if (indexDir !== undefined) return new FilesStore(resolve(indexDir));
  if (settings.INDEX_URL === undefined) return new FilesStore(settings.INDEX_DIR);
  const { PostgresStore } = await import('../index/postgres/store.ts');
  return new PostgresStore({
    url: settings.INDEX_URL,
    readUrl: settings.INDEX_READ_URL,
    poolMax: settings.STORE_POOL_MAX,
    timeoutMs: settings.STORE_TIMEOUT_MS,
  });
}

/** Makes the folder of the state private before the index, if it is in there too, makes it readable for others. */
export function closeStateFolder(settings: Settings, store: IndexStore): void {
  const folder = dirname(settings.STATE_PATH);
  if (store.location.startsWith(folder + sep)) ensurePrivateFolder(folder);
}

/**
 * The model that the settings name.
 *
 * @throws ModelError
 */
export async function openSettingsEmbedder(settings: Settings): Promise<Embedder> {
  const { openEmbedder } = await import('../embed/transformers.ts');
  return openEmbedder(modelSource(settings));
}

/** The model that the settings name and the bundled ones, none of them opened yet. */
export function knownEmbedders(settings: Settings): KnownEmbedders {
  // The library takes longer to load than a model does: it begins before one is asked for.
  const adapter = import('../embed/transformers.ts');
  return new KnownEmbedders(modelSource(settings), async (source) =>
    (await adapter).openEmbedder(source),
  );
}

/** @param model instead of the one that the settings name. */
export function modelSource(settings: Settings, model = settings.EMBEDDING_MODEL): ModelSource {
  return {
    model,
    modelsDir: settings.MODELS_DIR,
    pooling: settings.EMBEDDING_POOLING,
    questionPrefix: settings.EMBEDDING_QUESTION_PREFIX,
    passagePrefix: settings.EMBEDDING_PASSAGE_PREFIX,
  };
}

/** The folder of the reader that comes with the project. */
export const READER_DIR = resolve(PACKAGE_DIR, 'models/isnad-reader-ar');

/**
 * The reader that the settings name.
 *
 * @throws ModelError
 */
export async function openSettingsReader({
  READER_MODEL,
  READER_DEADLINE_MS,
  READER_PASSAGES,
}: Settings): Promise<ObservedReader> {
  if (READER_MODEL === 'words') {
    const { createOverlapReader } = await import('../reader/overlap.ts');
    return createOverlapReader();
  }
  const { openReader } = await import('../reader/open.ts');
  const folder = READER_MODEL === 'bundled' ? READER_DIR : resolve(PROJECT_DIR, READER_MODEL);
  return openReader({ folder, deadlineMs: READER_DEADLINE_MS, chunksMax: READER_PASSAGES });
}

export interface IsnadOptions {
  readonly settings: Settings;
  /** Default: INDEX_DIR, or INDEX_URL. */
  readonly indexDir?: string | undefined;
  /** Called with a message if there are no own articles yet and the sample is used. */
  readonly onSample?: ((message: string) => void) | undefined;
  /** Called with the progress of the first build, if there is no index yet, or only one of the sample. */
  readonly onProgress?: BuildOptions['onProgress'];
  /** Called with the result of the first build. */
  readonly onBuilt?: ((report: BuildReport) => void) | undefined;
  /** Called after each switch to a new generation. */
  readonly onChange?: ((summary: IndexSummary) => void) | undefined;
  /** Called with a message if the index was made with another model or by another version, and is served until it is rebuilt. */
  readonly onOlder?: ((message: string) => void) | undefined;
  /** Called if a new generation cannot be opened; the old one keeps serving. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** Everything that answers, opened and checked. */
export interface Isnad {
  readonly answerer: Answerer;
  readonly index: IndexHandle;
  readonly store: IndexStore;
  readonly reader: ObservedReader;
  /** Whether the articles are still those that the index was built from, by names, sizes and times. */
  freshness(): Promise<Freshness>;
  /** What the articles are that answer now. */
  overview(): Promise<Overview>;
  close(): Promise<void>;
}

/** Why questions cannot be answered; undefined if they can. */
export async function indexUnreadable({ store }: Isnad): Promise<string | undefined> {
  try {
    await store.currentGeneration();
    return undefined;
  } catch {
    return 'the index cannot be read';
  }
}

/**
 * Opens the model and the index, building the index if there is none yet, or only one of the sample articles.
 *
 * @throws ConfigError, ModelError, IndexError, CorpusError
 */
export async function openIsnad(options: IsnadOptions): Promise<Isnad> {
  const { settings, indexDir, onSample, onProgress, onBuilt, onChange, onError, onOlder } = options;
  const store = await openStore(settings, indexDir);
  const models = knownEmbedders(settings);
  const answering = Promise.all([import('../answer/answer.ts'), import('./two-questions.ts')]);
  let opening: Promise<ObservedReader> | undefined;
  try {
    const corpus = await corpusInUse(settings, store);
    if (corpus.isSample) onSample?.(SAMPLE_MESSAGE);
    if ((await store.currentGeneration()) === undefined || corpus.isIndexOfSample) {
      closeStateFolder(settings, store);
      const embedder = await models.configured();
      const [{ buildIndex }, { createOverviewMaker }] = await Promise.all([
        import('../index/build.ts'),
        import('./overview-maker.ts'),
      ]);
      const corpusPaths = corpus.paths;
      const reader = await openSettingsReader(settings);
      try {
        const makeOverview = createOverviewMaker({ embedder, reader, corpusPaths });
        // Also without `onBuilt`: `onBuilt?.(…)` alone would not evaluate its argument.
        const report = await buildIndex({ store, embedder, corpusPaths, makeOverview, onProgress });
        onBuilt?.(report);
      } finally {
        await reader.close();
      }
    }
    // Its processes load while the index is read.
    opening = openSettingsReader(settings);
    opening.catch(() => {});
    const index = await IndexHandle.open({
      store,
      older: true,
      embedderFor: async (embedderId) => {
        const embedder = await models.byId(embedderId);
        if (embedder.id === embedderId && !models.isConfigured(embedderId)) {
          onOlder?.(
            `The index was made with ${embedderId} and is served with it; EMBEDDING_MODEL is ${settings.EMBEDDING_MODEL}. To change over, run: npm run index`,
          );
        }
        return embedder;
      },
      ...(onChange ? { onChange } : {}),
      ...(onError ? { onError } : {}),
    });
    const [{ createAnswerer }, { answerInParts }] = await answering;
    const { madeOtherwise } = index.summary;
    if (madeOtherwise !== undefined) {
      onOlder?.(
        `The index was made by another version and is served as far as it can be searched: ${madeOtherwise}. To rebuild it, run: npm run index`,
      );
    }
    const reader = await opening;
    const answerer = answerInParts(
      createAnswerer({
        withIndex: (use) => index.use(use),
        reader,
        staleAfterDays: settings.STALE_AFTER_DAYS,
      }),
    );
    return {
      answerer,
      index,
      store,
      reader,
      overview: async () => {
        const kept = await keptOverview(store, index.summary.generation);
        const read = overviewSchema.safeParse(kept);
        // An older index has no overview.
        return read.success ? read.data : index.use((now) => overviewOf(now, []));
      },
      freshness: async () => {
        const { isIndexOfSample, paths } = await corpusInUse(settings, store);
        const { generation } = index.summary;
        return freshnessOf(store, generation, isIndexOfSample ? paths : undefined);
      },
      close: async () => {
        await index.close();
        await reader.close();
        await models.close();
        await store.close();
      },
    };
  } catch (error) {
    await opening?.then((reader) => reader.close()).catch(() => {});
    await models.close();
    await store.close();
    throw error;
  }
}
