/**
 * Replaces index, state and inbox by a backup. The complete backup is checked first, and the old data is moved aside,
 * never deleted.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { closeLibsqlState, STATE_SUFFIXES } from '../bot/state/libsql.ts';
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

/**
 * Everything is copied next to its place first: if the disk is full or a right is missing, nothing is replaced.
 *
 * @throws ConfigError, IndexError, or what the file system says.
 */
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
  const copies: { readonly place: string; readonly fresh: string }[] = [];
  const prepare = async (place: string, copy: (fresh: string) => Promise<void>) => {
    const fresh = `${place}.new`;
    await rm(fresh, { recursive: true, force: true });
    copies.push({ place, fresh });
    await copy(fresh);
  };
  try {
    if (manifest.state === 'file' && 'file' in places.state) {
      const { file } = places.state;
      if (existsSync(file)) closeLibsqlState(file);
      await prepare(file, async (fresh) => {
        ensurePrivateFile(fresh);
        await copyOne(join(folder, 'state.db'), fresh);
      });
    }
    if (manifest.index === 'files' && 'folder' in places.index) {
      const target = places.index.folder;
      await prepare(target, async (fresh) => {
        await copyPrivately(join(folder, 'index'), fresh);
        await new FilesStore(fresh).verify();
      });
      // The error names a running writer.
      if (existsSync(target)) await (await WriterLock.take(paths(target).lock)).release();
    }
    if (manifest.inbox === 'files') {
      await prepare(places.inbox, (fresh) => copyPrivately(join(folder, 'inbox'), fresh));
    }
    for (const { url, file, withIndex } of databasesIn(manifest, places)) {
      const schema = `isnad_before_${stamp}`;
      const how = { aside: schema, withIndex };
      if ((await restoreDatabase(url, join(folder, file), how, environment)).movedAside) {
        movedAside.push(`schema ${schema}`);
      }
    }
    for (const { place, fresh } of copies) {
      if (existsSync(place)) {
        const aside = `${place}.before-${stamp}`;
        await rename(place, aside);
        movedAside.push(aside);
        for (const suffix of STATE_SUFFIXES) {
          if (existsSync(place + suffix)) await rename(place + suffix, aside + suffix);
        }
      }
      await rename(fresh, place);
    }
  } finally {
    for (const { fresh } of copies) await rm(fresh, { recursive: true, force: true });
  }
  return { manifest, movedAside };
}

function databasesIn({ index, state }: BackupManifest, places: Places) {
  const all: { readonly url: string; readonly file: string; readonly withIndex: boolean }[] = [];
  if (index === 'postgres' && 'url' in places.index) {
    all.push({ url: places.index.url, file: 'index.dump', withIndex: true });
  }
  if (state === 'postgres' && 'url' in places.state) {
    all.push({ url: places.state.url, file: 'state.dump', withIndex: false });
  }
  return all;
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
