/** The files of a generation, compared with what its manifest says of them. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexError } from '../../errors.ts';
import { readHashed } from './disk.ts';
import { type Manifest, readManifest } from './manifest.ts';
import type { Part } from './paths.ts';

export const REPAIR =
  'Run: npm run index -- --rollback (the generation before), or: npm run index -- --full (rebuild)';

/**
 * Reads a part and holds its bytes against the manifest.
 *
 * @param into receives the bytes, if wanted.
 * @throws IndexError if they are not those that were written.
 */
export async function checkPart(
  folder: string,
  part: Part,
  manifest: Manifest,
  into?: Uint8Array,
): Promise<void> {
  const path = join(folder, part);
  await checkSize(folder, part, manifest);
  const { sha256 } = await readHashed(path, into);
  if (sha256 !== manifest.files[part].sha256) {
    throw new IndexError(`${path} is damaged: its checksum differs from the manifest's.`, REPAIR);
  }
}

/** A part's bytes, checked. @throws IndexError */
export async function loadPart(
  folder: string,
  part: Part,
  manifest: Manifest,
): Promise<Uint8Array<ArrayBuffer>> {
  await checkSize(folder, part, manifest);
  const bytes = new Uint8Array(manifest.files[part].bytes);
  await checkPart(folder, part, manifest, bytes);
  return bytes;
}

/** @throws IndexError if a part is missing or of another size. */
export async function checkSize(folder: string, part: Part, manifest: Manifest): Promise<void> {
  const path = join(folder, part);
  const { bytes } = manifest.files[part];
  const found = await stat(path).catch((error) => {
    throw new IndexError(`${path} cannot be read: ${error.message}`, REPAIR, { cause: error });
  });
  if (!found.isFile() || found.size !== bytes) {
    throw new IndexError(
      `${path} is damaged: it has ${found.size} bytes where ${bytes} were written.`,
      REPAIR,
    );
  }
}

/** Checks every byte of a generation. @throws IndexError at the first that is not as it was written. */
export async function verifyGeneration(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const part of Object.keys(manifest.files) as Part[]) await checkPart(folder, part, manifest);
  return manifest;
}
