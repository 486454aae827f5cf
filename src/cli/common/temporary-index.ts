/** An index of some articles for one evaluation, separate from the one that serves. */
import { buildIndex } from '../../index/build.ts';
import { FilesStore } from '../../index/files/store.ts';
import { settingsFor } from '../../index/settings.ts';
import type { Embedder, SearchIndex } from '../../types.ts';
import { openProgress } from './progress-bar.ts';

/** Builds the index in a folder, or brings the one that is there up to date, and opens it. */
export async function openIndexIn(
  folder: string,
  corpusPaths: readonly string[],
  embedder: Embedder,
): Promise<SearchIndex> {
  const store = new FilesStore(folder);
  const view = openProgress('auto');
  try {
    await buildIndex({
      store,
      embedder,
      corpusPaths,
      keepGenerations: 1,
      onProgress: (progress) => view.update(progress),
    });
  } finally {
    view.stop();
  }
  return store.open(settingsFor(embedder));
}
