/** The generation that a build continues from, and what the build keeps of it. */
import { IndexError } from '../../errors.ts';
import type { IndexSettings } from '../ports.ts';
import { describeDifference, sameVectors } from '../settings.ts';
import { readCurrent } from './current.ts';
import { GenerationTables } from './generation-tables.ts';
import { readManifest, settingsOf } from './manifest.ts';
import { FORMAT_VERSION, paths } from './paths.ts';
import { checkPart, checkSize } from './verify.ts';

/**
 * If more than this share of slots is dead, all are renumbered. Dead vectors stay in the graph as
 * stepping-stones: they cost memory and time, but no answer.
 */
const DEAD_SHARE_MAX = 0.2;

/** The generation that a build continues from. Its graph is not in it: the thread that adds to the graph loads it. */
export interface Base {
  readonly tables: GenerationTables;
  /** The id of the article that was read from a record with this key. */
  knownId(recordKey: string): string | undefined;
  close(): void;
}

/** A base, and why its chunk numbers cannot be kept; without one, why nothing is taken over. */
export type OpenedBase =
  | { readonly base: Base; readonly rebuildReason: string | undefined }
  | { readonly base: undefined; readonly rebuildReason: string };

export async function openBase(dir: string, settings: IndexSettings): Promise<OpenedBase> {
  const number = await readCurrent(dir).catch(() => undefined);
  if (number === undefined) return { base: undefined, rebuildReason: 'there is no index yet' };
  try {
    const folder = paths(dir).generation(number);
    const manifest = await readManifest(folder);
    if (manifest.formatVersion !== FORMAT_VERSION) {
      const rebuildReason = `it has format ${manifest.formatVersion}, and format ${FORMAT_VERSION} is written`;
      return { base: undefined, rebuildReason };
    }
    const found = settingsOf(manifest);
    const rebuildReason = describeDifference(found, settings);
    if (rebuildReason !== undefined && !sameVectors(found, settings))
      return { base: undefined, rebuildReason };
    await checkSize(folder, 'vectors.hnsw', manifest);
    // Words of another version cannot be read, and need not be: they are written again.
    const withoutWords = found.wordsVersion !== settings.wordsVersion;
    const tables = await GenerationTables.open(folder, manifest, { withoutWords });
    const textsAreWhole = await checkPart(folder, 'texts.bin', manifest).then(
      () => true,
      () => false,
    );
    // If a text is damaged, its article must be read again.
    const ids = textsAreWhole ? idsByRecordKey(tables) : new Map<string, string>();
    return {
      base: { tables, knownId: (key) => ids.get(key), close: () => tables.close() },
      rebuildReason,
    };
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    return { base: undefined, rebuildReason: error.message };
  }
}

function idsByRecordKey({ articles }: GenerationTables): Map<string, string> {
  const ids = new Map<string, string>();
  for (let number = 0; number < articles.length; number += 1) {
    const key = articles.recordKey(number);
    if (key !== undefined) ids.set(key, articles.id(number));
  }
  return ids;
}

/** Live slots whose articles are not kept, or why it is better to renumber all. */
export function slotsToRemove(
  { chunkTable }: GenerationTables,
  isKept: (article: number) => boolean,
): { removed: number[] } | { rebuildReason: string } {
  const removed: number[] = [];
  let kept = 0;
  for (let slot = 0; slot < chunkTable.length; slot += 1) {
    if (!chunkTable.lives(slot)) continue;
    if (isKept(chunkTable.row(slot).article)) kept += 1;
    else removed.push(slot);
  }
  const dead = chunkTable.length - kept;
  if (dead <= chunkTable.length * DEAD_SHARE_MAX) return { removed };
  return { rebuildReason: `${dead} of ${chunkTable.length} chunk numbers would be dead` };
}
