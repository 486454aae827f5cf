/**
 * Replaces index, state and inbox by a backup. The complete backup is checked first, and the old data is moved aside,
 * never deleted.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { closeLibsqlState } from '../bot/state/libsql.ts';
import { ConfigError } from '../errors.ts';
import { WriterLock } from '../index/files/lock.ts';
import { paths } from '../index/files/paths.ts';
import { FilesStore } from '../index/files/store.ts';
import { ensurePrivateFile } from '../private-files.ts';
import { copyOne, copyPrivately } from './backup.ts';
import { restoreDatabase } from './database-dump.ts';
import { type BackupManifest, checkManifest } from './manifest.ts';
import { type Environment, isOneDatabase, type Places } from './places.ts';

export interface RestoreReport {
  readonly manifest: BackupManifest;
  /** Where the old data is now. */
  readonly movedAside: readonly string[];
}

/** @throws ConfigError, IndexError; nothing was replaced then that is not named in it. */
export async function restore(
  places: Places,
  folder: string,
  environment: Environment,
  now: Date,
): Promise<RestoreReport> {
  const manifest = await checkManifest(folder);
  mustFit(manifest, places);
  const stamp = now.toISOString().replace(/\D/gu, '').slice(0, 14);
  const movedAside: string[] = [];
  const aside = (path: string) => `${path}.before-${stamp}`;

  // The state goes first: if a bot has it open, nothing at all is replaced.
  if (manifest.state === 'file' && 'file' in places.state) {
    const { file } = places.state;
    if (existsSync(file)) {
      closeLibsqlState(file);
      await rename(file, aside(file));
      movedAside.push(aside(file));
    }
    ensurePrivateFile(`${file}.new`);
    await copyOne(join(folder, 'state.db'), `${file}.new`);
    await rename(`${file}.new`, file);
  }
  if (manifest.index === 'files' && 'folder' in places.index) {
    const target = places.index.folder;
    const fresh = `${target}.new`;
    await rm(fresh, { recursive: true, force: true });
    await copyPrivately(join(folder, 'index'), fresh);
    await new FilesStore(fresh).verify();
    if (existsSync(target)) {
      // The error names a running writer.
      await (await WriterLock.take(paths(target).lock)).release();
      await rename(target, aside(target));
      movedAside.push(aside(target));
    }
    await rename(fresh, target);
  }
  if (manifest.inbox === 'files') {
    const fresh = `${places.inbox}.new`;
    await rm(fresh, { recursive: true, force: true });
    await copyPrivately(join(folder, 'inbox'), fresh);
    if (existsSync(places.inbox)) {
      await rename(places.inbox, aside(places.inbox));
      movedAside.push(aside(places.inbox));
    }
    await rename(fresh, places.inbox);
  }
  const databases = [
    manifest.index === 'postgres' && 'url' in places.index
      ? { url: places.index.url, file: 'index.dump', withIndex: true }
      : undefined,
    manifest.state === 'postgres' && 'url' in places.state
      ? { url: places.state.url, file: 'state.dump', withIndex: false }
      : undefined,
  ];
  for (const database of databases) {
    if (!database) continue;
    const { url, file, withIndex } = database;
    const schema = `isnad_before_${stamp}`;
    const how = { aside: schema, withIndex };
    if ((await restoreDatabase(url, join(folder, file), how, environment)).movedAside) {
      movedAside.push(`schema ${schema}`);
    }
  }
  return { manifest, movedAside };
}

/** @throws ConfigError if the settings use another kind of store than the backup. */
function mustFit({ index, state }: BackupManifest, places: Places): void {
  const wanted = {
    index: 'url' in places.index ? 'postgres' : 'files',
    state: isOneDatabase(places) ? 'with the index' : 'url' in places.state ? 'postgres' : 'file',
  };
  for (const [what, has, is] of [
    ['index', index, wanted.index],
    ['state', state, wanted.state],
  ]) {
    if (has === undefined || has === is) continue;
    throw new ConfigError(
      `the backup has the ${what} as "${has}", and the settings keep it as "${is}"`,
      'Set INDEX_URL and STATE_URL as they were when the backup was made; nothing was changed.',
    );
  }
}
