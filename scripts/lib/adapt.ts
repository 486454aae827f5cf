/** `npm run index -- --adapt`: the bundled model, trained a few minutes more on the articles to be served. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUNDLED_MODEL_DIR, modelChoice } from '../../src/assemble.ts';
import { chunkArticle } from '../../src/chunk/chunk.ts';
import type { Settings } from '../../src/config.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { type AdaptReport, adaptModel } from '../../src/embed/adapt.ts';
import type { AdaptChunk } from '../../src/embed/adapt-pairs.ts';
import { openTokenizer } from '../../src/embed/transformers.ts';
import { ConfigError } from '../../src/errors.ts';
import { MODEL } from '../../src/index/files/layout.ts';

export interface AdaptedModel {
  /** A model folder in a place of its own; the build copies it into the generation. */
  readonly folder: string;
  readonly report: AdaptReport;
  remove(): void;
}

/** @throws ConfigError where another model than the bundled one is chosen. */
export async function adaptToCorpus(
  settings: Settings,
  corpusPaths: readonly string[],
  onStep: (step: number, of: number) => void,
): Promise<AdaptedModel> {
  if (settings.EMBEDDING_MODEL !== 'bundled') {
    throw new ConfigError(
      `--adapt trains the bundled model, and EMBEDDING_MODEL is ${settings.EMBEDDING_MODEL}`,
      'Leave --adapt out, or set EMBEDDING_MODEL=bundled.',
    );
  }
  const chunks: AdaptChunk[] = [];
  for await (const item of readCorpus(corpusPaths)) {
    // What cannot be read is reported by the build that follows.
    if ('error' in item) continue;
    const { id, title } = item.article;
    for (const { text } of chunkArticle(item.article)) chunks.push({ articleId: id, title, text });
  }
  const folder = join(mkdtempSync(join(tmpdir(), 'isnad-adapt-')), MODEL);
  const report = adaptModel({
    modelDir: BUNDLED_MODEL_DIR,
    outDir: folder,
    chunks,
    tokenise: await openTokenizer(modelChoice(settings)),
    onProgress: ({ step, stepsPlanned }) => onStep(step, stepsPlanned),
  });
  return {
    folder,
    report,
    remove: () => rmSync(dirname(folder), { recursive: true, force: true }),
  };
}
