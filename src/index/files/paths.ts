/** Where the files of an index are. docs/INDEX-FORMAT.md describes each. */
import { join } from 'node:path';

/** Raised when an older program could not read what this one writes, or the other way round. */
export const FORMAT_VERSION = 2;

/** Formats that are still read, so that an upgrade can answer from the older index until its own is built. */
export const READ_FORMATS = [1, FORMAT_VERSION] as const;

/** Files of one generation, without its manifest. */
export const PARTS = [
  'articles.bin',
  'chunks.bin',
  'texts.bin',
  'vectors.hnsw',
  'words.bin',
] as const;
export type Part = (typeof PARTS)[number];

export const MANIFEST = 'manifest.json';

/** Generations are named by six digits, so that names sort as numbers do. */
export const generationName = (generation: number): string => String(generation).padStart(6, '0');

/** The number in a generation's name, or undefined if it is no such name. */
export function generationNumber(name: string): number | undefined {
  return /^[0-9]{6,9}$/.test(name) ? Number(name) : undefined;
}

/** The corpus record is next to the folder of its generation, which is never changed. */
const CORPUS_RECORD = '.corpus.json';

/** The number in the name of such a record, or undefined if it is no such name. */
export function corpusRecordNumber(name: string): number | undefined {
  return name.endsWith(CORPUS_RECORD)
    ? generationNumber(name.slice(0, -CORPUS_RECORD.length))
    : undefined;
}

export const paths = (dir: string) => ({
  /** Names the generation that serves; replaced by one rename. */
  current: join(dir, 'current'),
  lock: join(dir, 'lock'),
  generations: join(dir, 'generations'),
  generation: (number: number) => join(dir, 'generations', generationName(number)),
  corpusRecord: (number: number) =>
    join(dir, 'generations', generationName(number) + CORPUS_RECORD),
  /** The generation in the making. */
  draft: join(dir, 'draft'),
  /** Vectors of an unfinished build, so that the next one need not make them again. */
  journal: join(dir, 'journal.bin'),
  /** The unfinished graph of that build. */
  checkpoint: join(dir, 'graph.partial'),
});
