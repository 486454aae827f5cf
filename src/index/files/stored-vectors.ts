/**
 * Single vectors out of vectors.hnsw. The library hands a vector over number by number, which takes
 * 46 µs for 384 of them; reading its bytes from the page cache takes a few.
 *
 *   header     96 bytes: as Uint64 at 24 the bytes of an element, at 32 where in it its label is,
 *              at 40 where its vector is
 *   elements   in the order of insertion: links, vector (Float32), label (Uint64), …
 *
 * Labels are chunk numbers and are inserted by rising number, so that element and label agree; the
 * label that is behind the vector proves it at each reading.
 */
import { closeSync, openSync, readSync } from 'node:fs';

const HEADER_BYTES = 96;
const LABEL_BYTES = 8;

export class StoredVectors {
  readonly #file: number;
  readonly #dimensions: number;
  readonly #elementBytes: number;
  readonly #vectorAt: number;
  /** Whether the file is laid out as described; another release of the library might not be. */
  readonly #readable: boolean;

  constructor(path: string, dimensions: number) {
    this.#file = openSync(path, 'r');
    this.#dimensions = dimensions;
    const header = Buffer.alloc(HEADER_BYTES);
    const complete = readSync(this.#file, header, 0, HEADER_BYTES, 0) === HEADER_BYTES;
    this.#elementBytes = Number(header.readBigUInt64LE(24));
    this.#vectorAt = Number(header.readBigUInt64LE(40));
    const labelAt = Number(header.readBigUInt64LE(32));
    this.#readable = complete && labelAt === this.#vectorAt + dimensions * 4;
  }

  /** The vector with this label; undefined if it is not found in its place. */
  get(label: number): Float32Array | undefined {
    if (!this.#readable) return undefined;
    const dimensions = this.#dimensions;
    // The label takes the room of two numbers.
    const read = new Float32Array(dimensions + LABEL_BYTES / 4);
    const at = HEADER_BYTES + label * this.#elementBytes + this.#vectorAt;
    if (readSync(this.#file, read, 0, read.byteLength, at) !== read.byteLength) return undefined;
    const [low, high] = new Uint32Array(read.buffer, dimensions * 4);
    return low === label && high === 0 ? read.subarray(0, dimensions) : undefined;
  }

  close(): void {
    closeSync(this.#file);
  }
}
