/** Which versions an index was made with, and what to say if they differ. */
import { CHUNKER_VERSION } from '../chunk/chunk.ts';
import { IndexError } from '../errors.ts';
import { NORMALISER_VERSION } from '../text/normalise.ts';
import type { Embedder } from '../types.ts';
import { WORDS_VERSION } from '../words/word-tables.ts';
import type { IndexSettings } from './ports.ts';

export function settingsFor(embedder: Pick<Embedder, 'id' | 'dimensions'>): IndexSettings {
  return {
    embedderId: embedder.id,
    dimensions: embedder.dimensions,
    chunkerVersion: CHUNKER_VERSION,
    normaliserVersion: NORMALISER_VERSION,
    wordsVersion: WORDS_VERSION,
  };
}

const NAMES: Readonly<Record<keyof IndexSettings, string>> = {
  embedderId: 'the embedding model',
  dimensions: 'the number of dimensions',
  chunkerVersion: 'the way articles are cut into chunks',
  normaliserVersion: 'the search form of words',
  wordsVersion: 'the format of the word index',
};

/** What differs, in words, e.g. "the embedding model is a@1, the index was made with b@2"; undefined if nothing does. */
export function describeDifference(
  settings: IndexSettings,
  wanted: IndexSettings,
): string | undefined {
  const parts = (Object.keys(NAMES) as (keyof IndexSettings)[])
    .filter((name) => settings[name] !== wanted[name])
    .map((name) => `${NAMES[name]} is ${wanted[name]}, the index was made with ${settings[name]}`);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** Whether vectors made under one may serve under the other. */
export function sameVectors(a: IndexSettings, b: IndexSettings): boolean {
  return (
    a.embedderId === b.embedderId &&
    a.dimensions === b.dimensions &&
    a.chunkerVersion === b.chunkerVersion
  );
}

/** @param kept the numbers of the generations that there are. */
export function noSuchGeneration(
  generation: number,
  kept: readonly number[],
  location: string,
): IndexError {
  return kept.length === 0
    ? new IndexError(`There is no index in ${location}.`, 'Run: npm run index')
    : new IndexError(
        `There is no generation ${generation} in ${location}; there ${kept.length === 1 ? 'is' : 'are'} ${kept.join(', ')}.`,
        'npm run index -- --list says more of each.',
      );
}
