/** Which articles answer: the admin's own, or the sample while there are none. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_DIR, PROJECT_DIR, type Settings } from '../config.ts';
import { articleFiles, recordedPaths } from '../index/corpus-record.ts';
import type { IndexStore } from '../index/ports.ts';

/** The articles that come with the project, with questions about them. */
export const SAMPLE_DIR = join(PACKAGE_DIR, 'sample');
/** Where the admin's own are, unless CORPUS_PATH says otherwise. */
const OWN_DIR = join(PROJECT_DIR, 'corpus');

export interface CorpusInUse {
  readonly paths: readonly string[];
  readonly isSample: boolean;
  /** Whether the index was built from the sample, and now there are articles of one's own. */
  readonly isIndexOfSample: boolean;
}

/**
 * The sample serves only if `corpus/` has no article and the index, if there is one, was built from the sample:
 * a folder that is empty by accident does not put the sample in the place of what is published.
 */
export async function corpusInUse(
  { CORPUS_PATH: named }: Pick<Settings, 'CORPUS_PATH'>,
  store: IndexStore,
): Promise<CorpusInUse> {
  // Whoever has sent documents to the bot needs no folder of their own beside them.
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

async function hasArticle(folder: string): Promise<boolean> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere && (await articleFiles(folder)).length > 0;
}

/** One line for the operator. */
export const SAMPLE_MESSAGE = `${OWN_DIR} has no articles yet, so the sample answers; put your own there and run: npm run index`;
