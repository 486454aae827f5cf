/**
 * Copies the index that serves and the state into a folder of its own, while a bot may be running:
 *
 *   <folder>.part ─► index/ or index.dump ─► state.db or state.dump ─► inbox/ ─► backup.json ─► <folder>
 */
import { existsSync } from 'node:fs';
import { chmod, copyFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyLibsqlState } from '../bot/state/libsql.ts';
import { ConfigError, IndexError } from '../errors.ts';
import { readCurrent } from '../index/files/current.ts';
import { generationName, paths } from '../index/files/paths.ts';
import { verifyGeneration } from '../index/files/verify.ts';
import { ensurePrivateFolder } from '../private-files.ts';
import { dumpDatabase } from './database-dump.ts';
import { type BackupManifest, writeManifest } from './manifest.ts';
import { type Environment, isOneDatabase, type Places } from './places.ts';

export interface BackupReport {
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** What did not exist, and so was not copied. */
  readonly absent: readonly string[];
}

/** @param folder must not exist. @throws ConfigError, IndexError; the unfinished copy is removed then. */
export async function backUp(
  places: Places,
  folder: string,
  environment: Environment,
  now: Date,
): Promise<BackupReport> {
  if (existsSync(folder)) {
    throw new ConfigError(`${folder} is there already`, 'Name a folder that is not, with --to.');
  }
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  ensurePrivateFolder(part);
  try {
    const absent: string[] = [];
    const about: { -readonly [K in 'index' | 'state' | 'inbox']?: BackupManifest[K] } = {};
    if ('url' in places.index) {
      await dumpDatabase(places.index.url, join(part, 'index.dump'), environment);
      about.index = 'postgres';
    } else if (await copyServingIndex(places.index.folder, join(part, 'index'))) {
      about.index = 'files';
    } else absent.push(`an index in ${places.index.folder}`);
    if (isOneDatabase(places)) about.state = 'with the index';
    else if ('url' in places.state) {
      await dumpDatabase(places.state.url, join(part, 'state.dump'), environment);
      about.state = 'postgres';
    } else if (existsSync(places.state.file)) {
      copyLibsqlState(places.state.file, join(part, 'state.db'));
      about.state = 'file';
    } else absent.push(`a state in ${places.state.file}`);
    if (existsSync(places.inbox)) {
      await copyPrivately(places.inbox, join(part, 'inbox'), [UNREAD]);
      about.inbox = 'files';
    }
    const manifest = await writeManifest(part, { madeAt: now.toISOString(), ...about });
    await rename(part, folder);
    return { folder, manifest, absent };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** `current` is read first and written last: it never names what is not there. @returns false if there is no index. */
async function copyServingIndex(from: string, to: string): Promise<boolean> {
  const number = await readCurrent(from);
  if (number === undefined) return false;
  await copyPrivately(paths(from).generation(number), paths(to).generation(number));
  if (existsSync(paths(from).corpusRecord(number))) {
    await copyOne(paths(from).corpusRecord(number), paths(to).corpusRecord(number));
  }
  await verifyGeneration(paths(to).generation(number)).catch((error) => {
    if (!(error instanceof IndexError)) throw error;
    // The copy is removed; what it was made of is what has to be mended.
    throw new IndexError(error.message.replaceAll(to, from), error.hint, { cause: error });
  });
  await writeFile(paths(to).current, `${generationName(number)}\n`, { mode: 0o600 });
  return true;
}

/** Of the inbox, what is still being read. */
const UNREAD = '.incoming';

/** Copies a folder, but for some names in it, for this user alone. */
export async function copyPrivately(
  from: string,
  to: string,
  without: readonly string[] = [],
): Promise<void> {
  ensurePrivateFolder(to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (without.includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyPrivately(source, target);
    else if (entry.isFile()) await copyOne(source, target);
  }
}

export async function copyOne(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o600);
}
