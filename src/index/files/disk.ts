/** Writes that survive a power cut, and errors that say what to do. */
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IndexError, type IsnadError } from '../../errors.ts';

/** What the manifest says of a file. */
export interface FileRecord {
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** Reads at most this much between two turns of the event loop, so that questions do not wait. */
const BLOCK_BYTES = 1 << 20;

/** Writes a complete file and syncs it. */
export async function writeDurably(
  path: string,
  parts: readonly Uint8Array[],
): Promise<FileRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w');
  try {
    for (const part of parts) {
      hash.update(part);
      await file.writeFile(part);
      bytes += part.byteLength;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Syncs a file that something else wrote. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names within a folder durable. Windows cannot sync a folder and does not need to. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Replaces a small file in one step: a reader sees the old text or the new one, never a part. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeDurably(aside, [Buffer.from(text)]);
    await rename(aside, path);
  } catch (error) {
    await unlink(aside).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

export async function ensureFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}

/** The text of a small file, or undefined if there is none. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Size and checksum of a file as it is on the disk; `into` receives its bytes, if wanted. */
export async function readHashed(path: string, into?: Uint8Array): Promise<FileRecord> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  let bytes = 0;
  try {
    const block = into ?? Buffer.allocUnsafe(BLOCK_BYTES);
    for (;;) {
      const at = into ? bytes : 0;
      const length = Math.min(BLOCK_BYTES, block.byteLength - at);
      const { bytesRead } = await file.read(block, at, length, bytes);
      if (bytesRead === 0) break;
      hash.update(block.subarray(at, at + bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException)?.code ?? '');
}

const EXPLANATIONS: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  ENOSPC: [
    'the disk is full',
    'Free some space and run the command again; a build goes on where it stopped.',
  ],
  EDQUOT: [
    'the disk quota is used up',
    'Free some space and run the command again; a build goes on where it stopped.',
  ],
  EFBIG: [
    'a file would grow past the size allowed here',
    'Raise the limit (ulimit -f) or use another disk.',
  ],
  EACCES: [
    'permission is denied',
    'Give this user the right to read and write there, or choose another folder (for the index: INDEX_DIR or --index).',
  ],
  EPERM: [
    'permission is denied',
    'Give this user the right to read and write there, or choose another folder (for the index: INDEX_DIR or --index).',
  ],
  EROFS: [
    'the file system is read-only',
    'Mount it for writing, or choose another folder (for the index: INDEX_DIR or --index).',
  ],
  ENOTDIR: [
    'a file stands where a folder is needed',
    'Choose another folder (for the index: INDEX_DIR or --index).',
  ],
  EMFILE: ['too many files are open', 'Raise the limit (ulimit -n).'],
  EIO: ['the disk reports an error', 'Check the disk; then run the command again.'],
};

/** An error of the file system in words; anything else comes back as it is. */
export function explainFileError(
  error: unknown,
  doing: string,
  Kind: new (...args: ConstructorParameters<typeof IsnadError>) => IsnadError = IndexError,
): unknown {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const explanation = code === undefined ? undefined : EXPLANATIONS[code];
  if (explanation === undefined) return error;
  const [problem, hint] = explanation;
  return new Kind(`${doing}: ${problem}${path ? ` (${path})` : ''}`, hint, { cause: error });
}
