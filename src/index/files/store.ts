/** The index in a folder of files: the default store. */
import { rm } from 'node:fs/promises';
import { IndexError } from '../../errors.ts';
import type { IndexSummary, SearchIndex } from '../../types.ts';
import { WORDS_VERSION } from '../../words/word-tables.ts';
import { canBeServed, OlderGeneration, olderThan } from '../older.ts';
import type {
  GenerationDraft,
  IndexSettings,
  IndexStore,
  KeptGeneration,
  OpenOptions,
  WantedSettings,
} from '../ports.ts';
import { describeDifference, noSuchGeneration } from '../settings.ts';
import { corpusRecordNumbers, keptGenerationNumbers, readCurrent } from './current.ts';
import { ensureFolder, readIfPresent, replaceFile } from './disk.ts';
import { FilesDraft } from './draft.ts';
import { draftWithExplainedErrors, withExplainedErrors } from './explained-errors.ts';
import { Generation } from './generation.ts';
import { GenerationTables } from './generation-tables.ts';
import { WriterLock } from './lock.ts';
import { type Manifest, readManifest, settingsOf, summaryOf } from './manifest.ts';
import { FORMAT_VERSION, paths } from './paths.ts';
import { makeCurrent } from './publish.ts';
import { verifyGeneration } from './verify.ts';

const BUILDS_BESIDE = 'Run: npm run index (it builds a new one beside it)';

export class FilesStore implements IndexStore {
  readonly location: string;

  readonly #checkpointChunks: number | undefined;

  /**
   * @param dir the folder; made by the first build.
   * @param options.checkpointChunks how often the graph of an unfinished build is saved. Default: every 20,000 chunks.
   */
  constructor(dir: string, options: { readonly checkpointChunks?: number } = {}) {
    this.location = dir;
    this.#checkpointChunks = options.checkpointChunks;
  }

  currentGeneration(): Promise<number | undefined> {
    return withExplainedErrors(`reading the index in ${this.location}`, () =>
      readCurrent(this.location),
    );
  }

  open(
    settings: WantedSettings,
    generation?: number,
    { older = false }: OpenOptions = {},
  ): Promise<SearchIndex> {
    return withExplainedErrors(`opening the index in ${this.location}`, async () => {
      const folder = await this.#folder(generation);
      const manifest = await readManifest(folder);
      const has = settingsOf(manifest);
      const format = otherFormat(manifest);
      if (format !== undefined && !older) {
        throw new IndexError(`The index in ${folder} does not match: ${format}.`, BUILDS_BESIDE);
      }
      // The model may still have to be loaded: the files are read meanwhile.
      const wanted = typeof settings === 'function' ? settings(has.embedderId) : settings;
      const withoutWords = has.wordsVersion !== WORDS_VERSION;
      const isKnown = typeof settings !== 'function' || withoutWords;
      if (isKnown && !older) mustMatch(folder, has, await wanted);
      const opening = Generation.open(folder, { withoutWords });
      opening.catch(() => {});
      try {
        const found = olderThan(has, await wanted, format);
        if (found === undefined) return await opening;
        if (!older || !canBeServed(found)) mustMatch(folder, has, await wanted);
        return new OlderGeneration(await opening, found);
      } catch (error) {
        await (await opening.catch(() => undefined))?.close();
        throw error;
      }
    });
  }

  async #folder(generation?: number): Promise<string> {
    const number = generation ?? (await readCurrent(this.location));
    if (number === undefined) {
      throw new IndexError(`There is no index in ${this.location}.`, 'Run: npm run index');
    }
    return paths(this.location).generation(number);
  }

  async generations(): Promise<KeptGeneration[]> {
    const current = await readCurrent(this.location).catch(() => undefined);
    const kept: KeptGeneration[] = [];
    for (const number of await keptGenerationNumbers(this.location)) {
      try {
        const manifest = await readManifest(paths(this.location).generation(number));
        kept.push({
          summary: summaryOf(manifest),
          settings: settingsOf(manifest),
          current: number === current,
        });
      } catch (error) {
        if (!(error instanceof IndexError)) throw error;
      }
    }
    return kept;
  }

  async contentHashes(): Promise<ReadonlyMap<string, string>> {
    const hashes = new Map<string, string>();
    const number = await readCurrent(this.location).catch(() => undefined);
    if (number === undefined) return hashes;
    const folder = paths(this.location).generation(number);
    const tables = await readManifest(folder)
      .then((manifest) => GenerationTables.open(folder, manifest))
      .catch(() => undefined);
    if (tables === undefined) return hashes;
    for (let i = 0; i < tables.articles.length; i += 1) {
      hashes.set(tables.articles.id(i), tables.articles.contentHash(i));
    }
    tables.close();
    return hashes;
  }

  corpusRecord(generation: number): Promise<string | undefined> {
    return readIfPresent(paths(this.location).corpusRecord(generation));
  }

  async putCorpusRecord(generation: number, record: string): Promise<void> {
    await replaceFile(paths(this.location).corpusRecord(generation), record);
    const kept = await keptGenerationNumbers(this.location);
    for (const number of await corpusRecordNumbers(this.location)) {
      if (!kept.includes(number)) await rm(paths(this.location).corpusRecord(number));
    }
  }

  async verify(generation?: number): Promise<IndexSummary> {
    return withExplainedErrors(`checking the index in ${this.location}`, async () =>
      summaryOf(
        await verifyGeneration(
          await this.#folder(generation === undefined ? undefined : await this.#kept(generation)),
        ),
      ),
    );
  }

  async rollback(generation?: number): Promise<IndexSummary> {
    return withExplainedErrors(`rolling back the index in ${this.location}`, async () => {
      const { lock: lockPath, generations } = paths(this.location);
      await ensureFolder(generations);
      const lock = await WriterLock.take(lockPath);
      try {
        const number = await this.#kept(generation ?? (await this.#previous()));
        const summary = summaryOf(await verifyGeneration(paths(this.location).generation(number)));
        await makeCurrent(this.location, number);
        return summary;
      } finally {
        await lock.release();
      }
    });
  }

  async #kept(generation: number): Promise<number> {
    const kept = await keptGenerationNumbers(this.location);
    if (kept.includes(generation)) return generation;
    throw noSuchGeneration(generation, kept, this.location);
  }

  /** The newest generation before the current one; if `current` is damaged, the newest that is whole. */
  async #previous(): Promise<number> {
    const current = await readCurrent(this.location).catch(() => Number.POSITIVE_INFINITY);
    const older = (await keptGenerationNumbers(this.location)).filter((n) => n < (current ?? 0));
    for (const number of older.reverse()) {
      const whole = await verifyGeneration(paths(this.location).generation(number)).catch(
        () => undefined,
      );
      if (whole) return number;
    }
    throw new IndexError(
      `There is no older generation in ${this.location} to go back to.`,
      'npm run index -- --list shows what is kept; npm run index -- --full rebuilds.',
    );
  }

  begin(settings: IndexSettings, { full = false } = {}): Promise<GenerationDraft> {
    const doing = `writing the index in ${this.location}`;
    return withExplainedErrors(doing, async () =>
      draftWithExplainedErrors(
        await FilesDraft.begin(this.location, settings, {
          full,
          checkpointChunks: this.#checkpointChunks,
        }),
        doing,
      ),
    );
  }

  /** Polling is cheap here, and `fs.watch` misses renames on network and container file systems. */
  watch(): () => void {
    return () => {};
  }

  async close(): Promise<void> {}
}

/** What to say of a format that is read and not written any more. */
function otherFormat({ formatVersion }: Manifest): string | undefined {
  return formatVersion === FORMAT_VERSION
    ? undefined
    : `the format is ${FORMAT_VERSION}, the index was made with ${formatVersion}`;
}

function mustMatch(folder: string, has: IndexSettings, wanted: IndexSettings): void {
  const differs = describeDifference(has, wanted);
  if (differs === undefined) return;
  throw new IndexError(`The index in ${folder} does not match: ${differs}.`, 'Run: npm run index');
}
