/**
 * journal.bin: the vectors of an unfinished build, article by article, so that a build that was
 * killed goes on where it stopped. Appended to without syncing: it is a cache, and each entry
 * carries a checksum, so what a power cut leaves is either whole or ignored.
 *
 *   header    16 bytes: first of the SHA-256 over the settings that vectors depend on
 *   entry     16 bytes content key, Uint32 vectors, Uint32 zero, Float32 × vectors × dimensions,
 *             8 bytes: first of the SHA-256 over all of the entry before them
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, rm, stat, truncate } from 'node:fs/promises';
import type { IndexSettings } from '../ports.ts';
import { contentKey } from './articles.ts';
import { hasCode } from './disk.ts';

const HEADER_BYTES = 16;
const ENTRY_HEAD_BYTES = 24;
const CHECK_BYTES = 8;

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

function headerFor(settings: IndexSettings): Buffer {
  const { embedderId, dimensions, chunkerVersion } = settings;
  return sha256(JSON.stringify([embedderId, dimensions, chunkerVersion])).subarray(0, HEADER_BYTES);
}

export class Journal {
  readonly #file: FileHandle;
  readonly #dimensions: number;
  /** Where the entry of each content key begins. */
  readonly #places: Map<string, { at: number; vectors: number }>;
  readonly #reader: number;
  readonly #path: string;
  #empty: boolean;

  private constructor(
    file: FileHandle,
    path: string,
    dimensions: number,
    places: Map<string, { at: number; vectors: number }>,
  ) {
    this.#file = file;
    this.#dimensions = dimensions;
    this.#places = places;
    this.#reader = openSync(path, 'r');
    this.#path = path;
    this.#empty = places.size === 0;
  }

  /** Opens the journal of an interrupted build made under these settings, or begins an empty one. */
  static async open(path: string, settings: IndexSettings): Promise<Journal> {
    const places = new Map<string, { at: number; vectors: number }>();
    const end = await scan(path, settings, places);
    if (end > 0) await truncate(path, end);
    const file = await open(path, end > 0 ? 'a' : 'w');
    if (end === 0) await file.writeFile(headerFor(settings));
    return new Journal(file, path, settings.dimensions, places);
  }

  /** How many vectors it has for this content; undefined if it has none. */
  count(contentHash: string): number | undefined {
    return this.#places.get(contentKey(contentHash))?.vectors;
  }

  vectors(contentHash: string): Float32Array[] | undefined {
    const place = this.#places.get(contentKey(contentHash));
    if (place === undefined) return undefined;
    const bytes = Buffer.alloc(place.vectors * this.#dimensions * 4);
    readSync(this.#reader, bytes, 0, bytes.byteLength, place.at + ENTRY_HEAD_BYTES);
    return Array.from({ length: place.vectors }, (_, i) => {
      const length = this.#dimensions * 4;
      return new Float32Array(
        bytes.buffer.slice(bytes.byteOffset + i * length, bytes.byteOffset + (i + 1) * length),
      );
    });
  }

  async add(contentHash: string, vectors: readonly Float32Array[]): Promise<void> {
    const vectorBytes = this.#dimensions * 4;
    const entry = Buffer.alloc(ENTRY_HEAD_BYTES + vectors.length * vectorBytes + CHECK_BYTES);
    entry.write(contentKey(contentHash), 0, 'hex');
    entry.writeUInt32LE(vectors.length, 16);
    for (const [i, vector] of vectors.entries()) {
      entry.set(
        new Uint8Array(vector.buffer, vector.byteOffset, vectorBytes),
        ENTRY_HEAD_BYTES + i * vectorBytes,
      );
    }
    const body = entry.subarray(0, entry.byteLength - CHECK_BYTES);
    sha256(body).copy(entry, body.byteLength, 0, CHECK_BYTES);
    await this.#file.writeFile(entry);
    this.#empty = false;
  }

  /** Keeps the file for the next build if it has any entry. */
  async close(): Promise<void> {
    closeSync(this.#reader);
    await this.#file.close();
    if (this.#empty) await rm(this.#path, { force: true });
  }
}

/** Notes where whole entries begin; returns where the last of them ends, 0 if the header is another. */
async function scan(
  path: string,
  settings: IndexSettings,
  places: Map<string, { at: number; vectors: number }>,
): Promise<number> {
  let bytes: number;
  let file: FileHandle;
  try {
    bytes = (await stat(path)).size;
    file = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
  try {
    const read = async (at: number, length: number) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    if (!(await read(0, HEADER_BYTES)).equals(headerFor(settings))) return 0;
    let at = HEADER_BYTES;
    for (;;) {
      const head = await read(at, ENTRY_HEAD_BYTES);
      if (head.byteLength < ENTRY_HEAD_BYTES) return at;
      const vectors = head.readUInt32LE(16);
      const length = ENTRY_HEAD_BYTES + vectors * settings.dimensions * 4 + CHECK_BYTES;
      if (at + length > bytes) return at;
      const entry = await read(at, length);
      const body = entry.subarray(0, length - CHECK_BYTES);
      if (sha256(body).compare(entry, length - CHECK_BYTES, length, 0, CHECK_BYTES) !== 0)
        return at;
      places.set(head.toString('hex', 0, 16), { at, vectors });
      at += length;
    }
  } finally {
    await file.close();
  }
}
