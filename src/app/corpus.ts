/** Which articles answer: the admin's own, or the sample while there are none. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_DIR, PROJECT_DIR, type Settings } from '../config.ts';
import {
  articleFiles,
  type Freshness,
  freshnessOf,
  recordedPaths,
} from '../index/corpus-record.ts';
import type { IndexStore } from '../index/ports.ts';

/** The articles that come with the project, with questions about them. */
export const SAMPLE_DIR = join(PACKAGE_DIR, 'sample');
/** The folder of the admin's own articles, unless CORPUS_PATH names another. */
const OWN_DIR = join(PROJECT_DIR, 'corpus');

export interface CorpusInUse {
  readonly paths: readonly string[];
  readonly isSample: boolean;
  /** Whether the index was built from the sample although there are own articles now. */
  readonly isIndexOfSample: boolean;
}

/**
 * The sample is used only if `corpus/` has no article and the index, if there is one, was built from the sample. So a
 * folder that is empty by accident does not replace a published index by the sample.
 */
export async function corpusInUse(
  { CORPUS_PATH: named }: Pick<Settings, 'CORPUS_PATH'>,
  store: IndexStore,
): Promise<CorpusInUse> {
  // Documents that were sent to the bot are enough: no folder of own articles is needed.
  const paths =
    named.length > 1 && !existsSync(OWN_DIR) ? named.filter((path) => path !== OWN_DIR) : named;
  const generation = await store.currentGeneration();
  const recorded = generation === undefined ? [] : await recordedPaths(store, generation);
  const indexed = recorded.length === 1 && recorded[0] === SAMPLE_DIR;
  const maySample = generation === undefined || indexed;
  const isSample =
    maySample && paths.length === 1 && paths[0] === OWN_DIR && !(await hasArticle(OWN_DIR));
  return isSample
    ? { paths: [SAMPLE_DIR], isSample, isIndexOfSample: false }
    : { paths, isSample, isIndexOfSample: indexed };
}

/** Whether the articles that a build would read now are those that the index was built from. */
export async function freshnessInUse(
  settings: Pick<Settings, 'CORPUS_PATH'>,
  store: IndexStore,
): Promise<Freshness> {
  const generation = await store.currentGeneration();
  if (generation === undefined) return { state: 'unknown' };
  return freshnessOf(store, generation, (await corpusInUse(settings, store)).paths);
}

async function hasArticle(folder: string): Promise<boolean> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere && (await articleFiles(folder)).length > 0;
}

/** One line for the operator. */
export const SAMPLE_MESSAGE = `${OWN_DIR} has no articles yet, so the sample answers; put your own there and run: npm run index`;
