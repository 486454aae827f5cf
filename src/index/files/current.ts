/** Which generation serves, and which are kept. */
import { readdir } from 'node:fs/promises';
import { IndexError } from '../../errors.ts';
import { hasCode, readIfPresent } from './disk.ts';
import { corpusRecordNumber, generationNumber, paths } from './paths.ts';

/** @returns undefined if nothing was ever published. @throws IndexError if `current` is damaged. */
export async function readCurrent(dir: string): Promise<number | undefined> {
  const path = paths(dir).current;
  const text = await readIfPresent(path).catch((error) => {
    if (hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const number = generationNumber(text.trim());
  if (number === undefined) {
    throw new IndexError(
      `${path} does not name a generation.`,
      'Run: npm run index -- --rollback (the newest that is whole)',
    );
  }
  return number;
}

/** Numbers of the generations that are there, rising. */
export const keptGenerationNumbers = (dir: string) => numbersIn(dir, generationNumber);

/** Numbers of the generations whose articles were recorded, rising. */
export const corpusRecordNumbers = (dir: string) => numbersIn(dir, corpusRecordNumber);

async function numbersIn(
  dir: string,
  numberOf: (name: string) => number | undefined,
): Promise<number[]> {
  const names = await readdir(paths(dir).generations).catch((error) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  });
  return names
    .map(numberOf)
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b);
}
