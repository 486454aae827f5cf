/** Removes files that processes left behind when they were killed while replacing a small file. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Temporary names for `lock` and `current`; see lock.ts and disk.ts. */
const LEFTOVER = /^(?:lock|current)\.[0-9a-f]+(?:\.[0-9a-f]+)*(?:\.new(?:\.[0-9a-f]+)?)?$/;
/** Younger ones may belong to a process that is just writing. */
const AGE_MS_MIN = 3_600_000;

export async function removeLeftovers(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!LEFTOVER.test(name)) continue;
    const path = join(dir, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > AGE_MS_MIN) await rm(path, { force: true });
  }
}
