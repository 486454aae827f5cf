/** Makes a draft the generation that serves, and removes generations that are no longer kept. */
import { rename, rm } from 'node:fs/promises';
import { keptGenerationNumbers } from './current.ts';
import { replaceFile, syncFolder } from './disk.ts';
import { generationName, paths } from './paths.ts';

/** One rename decides: before it the old generation serves, after it the new one. */
export async function makeCurrent(dir: string, number: number): Promise<void> {
  await replaceFile(paths(dir).current, `${generationName(number)}\n`);
}

export async function publishDraft(dir: string, number: number): Promise<void> {
  const { draft, generation, generations } = paths(dir);
  await rename(draft, generation(number));
  await syncFolder(generations);
  await makeCurrent(dir, number);
}

/** @param keep how many of the newest stay; at least one. */
export async function removeOldGenerations(dir: string, keep: number): Promise<void> {
  const numbers = await keptGenerationNumbers(dir);
  for (const number of numbers.slice(0, -Math.max(1, keep))) {
    await rm(paths(dir).generation(number), { recursive: true, force: true });
  }
}
