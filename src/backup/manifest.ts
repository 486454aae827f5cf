/** The contents of a backup with checksums, so that damage is noticed before a restore replaces anything. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { readHashed } from '../index/files/disk.ts';

const MANIFEST = 'backup.json';

const manifestSchema = z.object({
  version: z.literal(1),
  /** ISO 8601. */
  madeAt: z.string(),
  /** `files`: the folder `index/`; `postgres`: index.dump. Absent if there was no index. */
  index: z.enum(['files', 'postgres']).optional(),
  /** `file`: state.db; `postgres`: state.dump, or index.dump if one database keeps both. Absent if there was none. */
  state: z.enum(['file', 'postgres', 'with the index']).optional(),
  /** The folder `inbox/`. Absent if no document had come in. */
  inbox: z.literal('files').optional(),
  /** By path within the backup. */
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export type BackupManifest = Readonly<z.infer<typeof manifestSchema>>;

export async function writeManifest(
  folder: string,
  about: Omit<BackupManifest, 'version' | 'files'>,
): Promise<BackupManifest> {
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const name of await filesIn(folder)) files[name] = await readHashed(join(folder, name));
  const manifest = { version: 1 as const, ...about, files };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, {
    mode: 0o600,
  });
  return manifest;
}

/** @throws ConfigError if it is no backup, or not as it was written. */
export async function checkManifest(folder: string): Promise<BackupManifest> {
  let manifest: BackupManifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (cause) {
    throw new ConfigError(
      `${folder} is no backup that this version can read`,
      'Name a folder that `npm run backup` made.',
      { cause },
    );
  }
  for (const [name, record] of Object.entries(manifest.files)) {
    const found = await readHashed(join(folder, name)).catch(() => undefined);
    if (found?.sha256 === record.sha256) continue;
    throw new ConfigError(
      `${join(folder, name)} is ${found ? 'damaged: its checksum differs' : 'missing'}`,
      'Take another backup; nothing was changed.',
    );
  }
  return manifest;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(sep).join('/'))
    .sort();
}
