/**
 * What the corpus looked like when a generation was built from it: names, sizes and times of its files, and nothing
 * read. Kept with the generation, so that a bot can cheaply see that articles have changed since.
 */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { findFiles } from '../corpus/find.ts';
import type { IndexStore } from './ports.ts';

const recordSchema = z.object({
  version: z.literal(1),
  /** Absolute; what was named to the build. */
  paths: z.array(z.string()),
  files: z.number(),
  /** SHA-256 over name, size and time of each file. */
  digest: z.string(),
  /** The overview for people who ask what the articles are; `app/overview.ts` knows its shape. */
  overview: z.unknown().optional(),
});

export type CorpusRecord = Readonly<z.infer<typeof recordSchema>>;

/** Files looked up at the same time. */
const AT_ONCE = 64;
/** Files that are no articles: those for people, and the canned questions. */
const NO_ARTICLE = /(?:^|\/)(?:readme\.md|questions[^/]*\.jsonl)$/iu;

/** @throws if a path is not there or may not be read. */
export async function recordCorpus(corpusPaths: readonly string[]): Promise<CorpusRecord> {
  const paths = corpusPaths.map((path) => resolve(path));
  const files = [...new Set((await Promise.all(paths.map(articleFiles))).flat())].sort();
  const hash = createHash('sha256');
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const lines = files.slice(at, at + AT_ONCE).map(async (file) => {
      // A file that is gone meanwhile is a change like any other.
      const { size, mtimeMs } = await stat(file).catch(() => ({ size: -1, mtimeMs: 0 }));
      return `${file}\0${size}\0${Math.trunc(mtimeMs)}\n`;
    });
    hash.update((await Promise.all(lines)).join(''));
  }
  return { version: 1, paths, files: files.length, digest: hash.digest('hex') };
}

/** The files of a corpus that may hold articles, by their real paths. */
export async function articleFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [await realpath(path)];
  const found = (await findFiles(path)).flatMap((one) => ('realPath' in one ? [one.realPath] : []));
  return found.filter((file) => !NO_ARTICLE.test(file));
}

/**
 * Keeps what was recorded before the articles were read, with the overview of them; without `overview`, the one that was
 * kept stays. It only helps people, so a build never fails because of it.
 */
export async function keepCorpusRecord(
  store: IndexStore,
  generation: number | undefined,
  record: CorpusRecord | undefined,
  overview?: unknown,
): Promise<void> {
  if (generation === undefined || record === undefined) return;
  const kept = overview ?? (await keptOverview(store, generation));
  await store
    .putCorpusRecord(generation, JSON.stringify({ ...record, overview: kept }))
    .catch(() => {});
}

/** The overview of a generation; undefined if it has none. Never throws. */
export async function keptOverview(store: IndexStore, generation: number): Promise<unknown> {
  try {
    const text = await store.corpusRecord(generation);
    return text === undefined ? undefined : recordSchema.parse(JSON.parse(text)).overview;
  } catch {
    return undefined;
  }
}

export type Freshness =
  | { readonly state: 'fresh' | 'unknown' }
  | { readonly state: 'changed'; readonly paths: readonly string[]; readonly digest: string };

/** What was named to the build of a generation; nothing if that was not recorded. */
export async function recordedPaths(store: IndexStore, generation: number): Promise<string[]> {
  try {
    const text = await store.corpusRecord(generation);
    return text === undefined ? [] : recordSchema.parse(JSON.parse(text)).paths;
  } catch {
    return [];
  }
}

/**
 * Whether the files are those that a generation was built from: those in `paths`, or else where they were.
 * `unknown` if nothing was recorded, or the articles are not on this machine. Never throws.
 */
export async function freshnessOf(
  store: IndexStore,
  generation: number,
  paths?: readonly string[],
): Promise<Freshness> {
  try {
    const text = await store.corpusRecord(generation);
    if (text === undefined) return { state: 'unknown' };
    const then = recordSchema.parse(JSON.parse(text));
    const now = await recordCorpus(paths ?? then.paths);
    return now.digest === then.digest
      ? { state: 'fresh' }
      : { state: 'changed', paths: now.paths, digest: now.digest };
  } catch {
    return { state: 'unknown' };
  }
}

/** One line for the operator. */
export function changedMessage(paths: readonly string[]): string {
  return `Articles in ${paths.join(', ')} changed since the index was built; run: npm run index`;
}
