/** The generation that a build goes on from, and what it keeps of it. */
import { IndexError } from '../../errors.ts';
import type { IndexSettings } from '../ports.ts';
import { difference, sameVectors } from '../settings.ts';
import { readCurrent } from './current.ts';
import { Generation } from './generation.ts';
import { paths } from './layout.ts';
import { readManifest, settingsOf } from './manifest.ts';

/**
 * Above this share of dead slots all are numbered anew. Dead vectors stay in the graph as
 * stepping-stones: they cost memory and time, but no answer.
 */
export const DEAD_SHARE_MAX = 0.2;

export interface Base {
  /** Undefined where nothing can be taken over. */
  readonly generation: Generation | undefined;
  /** Why its chunk numbers cannot be kept; undefined where they can. */
  readonly anew: string | undefined;
}

export async function openBase(dir: string, settings: IndexSettings): Promise<Base> {
  const number = await readCurrent(dir).catch(() => undefined);
  if (number === undefined) return { generation: undefined, anew: 'there is no index yet' };
  try {
    const folder = paths(dir).generation(number);
    const found = settingsOf(await readManifest(folder));
    const anew = difference(found, settings);
    if (anew !== undefined && !sameVectors(found, settings)) return { generation: undefined, anew };
    // Words of another version cannot be read, and need not be: they are written anew.
    const withoutWords = found.wordsVersion !== settings.wordsVersion;
    return { generation: await Generation.open(folder, { withoutWords }), anew };
  } catch (error) {
    if (!(error instanceof IndexError)) throw error;
    return { generation: undefined, anew: error.message };
  }
}

/** Living slots whose articles are not kept, or why it is better to number all anew. */
export function slotsToRemove(
  { chunkTable }: Generation,
  isKept: (article: number) => boolean,
): { removed: number[] } | { anew: string } {
  const removed: number[] = [];
  let kept = 0;
  for (let slot = 0; slot < chunkTable.length; slot += 1) {
    if (!chunkTable.lives(slot)) continue;
    if (isKept(chunkTable.row(slot).article)) kept += 1;
    else removed.push(slot);
  }
  const dead = chunkTable.length - kept;
  if (dead <= chunkTable.length * DEAD_SHARE_MAX) return { removed };
  return { anew: `${dead} of ${chunkTable.length} chunk numbers would be dead` };
}
