/**
 * What is remembered between runs, in `.fetch-state.json` next to the fetched files. It only saves requests: without it
 * everything is requested once more, and no article comes twice.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CorpusError } from '../errors.ts';
import { FORGET_MS } from './limits.ts';

export const STATE_FILE = '.fetch-state.json';

const pageSchema = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** ISO 8601, when it was last asked for. */
  checkedAt: z.iso.datetime(),
  /** Hash of the feed entry that led here. */
  entry: z.string().optional(),
  /** The article's file. */
  file: z.string().optional(),
  /** Why there is no article. */
  skipped: z.string().optional(),
});

const stateSchema = z.object({
  version: z.literal(1),
  /** By the address that was asked for. */
  pages: z.record(z.string(), pageSchema),
  /** SHA-256 of each file as it was written: what differs was edited by hand. */
  files: z.record(z.string(), z.string()),
});

export type PageMemory = Readonly<z.infer<typeof pageSchema>>;

export class FetchState {
  readonly pages: Map<string, PageMemory>;
  readonly files: Map<string, string>;
  readonly #path: string;

  private constructor(path: string, state: z.infer<typeof stateSchema> | undefined) {
    this.#path = path;
    this.pages = new Map(Object.entries(state?.pages ?? {}));
    this.files = new Map(Object.entries(state?.files ?? {}));
  }

  /** `damaged` is true if there was a state that cannot be used; a new one begins. */
  static load(folder: string): { state: FetchState; damaged: boolean } {
    const path = join(folder, STATE_FILE);
    if (!existsSync(path)) return { state: new FetchState(path, undefined), damaged: false };
    try {
      const parsed = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      return { state: new FetchState(path, parsed), damaged: false };
    } catch {
      return { state: new FetchState(path, undefined), damaged: true };
    }
  }

  /** @throws CorpusError if it cannot be written. */
  save(now: Date): void {
    const oldest = new Date(now.getTime() - FORGET_MS).toISOString();
    const pages = [...this.pages].filter(([, page]) => page.checkedAt >= oldest);
    const state = {
      version: 1,
      pages: Object.fromEntries(pages.sort(byKey)),
      files: Object.fromEntries([...this.files].sort(byKey)),
    };
    const aside = `${this.#path}.${process.pid}.tmp`;
    try {
      writeFileSync(aside, `${JSON.stringify(state, null, 1)}\n`);
      renameSync(aside, this.#path);
    } catch (cause) {
      throw new CorpusError(
        `cannot be written (${(cause as NodeJS.ErrnoException).code})`,
        { file: this.#path },
        'Check that this user may write to the folder, and that the disk is not full.',
        { cause },
      );
    }
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
