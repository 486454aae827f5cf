/**
 * texts.bin: the articles' texts in UTF-8, end to end, after a header of 16 bytes. The file is
 * never loaded; what a question needs is read from its place, and checked before it is shown.
 */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { IndexError } from '../../errors.ts';
import type { FileRecord } from './disk.ts';

const HEADER = Buffer.from('ISNADTXT\x01\0\0\0\0\0\0\0', 'latin1');

/** Bytes of SHA-256 kept for each text: an accident passes unseen once in 2^64. */
export const CHECK_BYTES = 8;

export function textCheck(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, CHECK_BYTES);
}

/** Where a text is in the file, in bytes. */
export interface TextPlace {
  readonly at: number;
  readonly bytes: number;
}

/** Writes in blocks: a write call for each of 100,000 short texts would take longer than the texts. */
const WRITE_BYTES = 1 << 20;

export class TextWriter {
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<TextWriter> {
    const writer = new TextWriter(await open(path, 'w'));
    await writer.#push(HEADER);
    return writer;
  }

  async add(text: Buffer): Promise<TextPlace> {
    const at = this.#bytes;
    await this.#push(text);
    return { at, bytes: text.byteLength };
  }

  async #push(bytes: Buffer): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    this.#bytes += bytes.byteLength;
    if (this.#waitingBytes >= WRITE_BYTES) await this.flush();
  }

  /** After this, what was added can be read. */
  async flush(): Promise<void> {
    const block = Buffer.concat(this.#waiting, this.#waitingBytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#hash.update(block);
    await this.#file.writeFile(block);
  }

  async finish(): Promise<FileRecord> {
    await this.flush();
    await this.#file.sync();
    await this.#file.close();
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}

/**
 * Reads synchronously: a text in the page cache takes a few microseconds, a trip through the thread
 * pool fifty, and a question reads about a hundred chunks.
 */
export class TextReader {
  readonly #file: number;
  readonly #path: string;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'r');
  }

  /** @throws IndexError if the bytes are not those that were written. */
  read(place: TextPlace, check: Uint8Array): string {
    return this.readBytes(place, check).toString('utf8');
  }

  readBytes(place: TextPlace, check: Uint8Array): Buffer {
    const bytes = Buffer.allocUnsafe(place.bytes);
    const read = readSync(this.#file, bytes, 0, place.bytes, place.at);
    if (read !== place.bytes || textCheck(bytes).compare(check) !== 0) {
      throw new IndexError(
        `${this.#path}: the text at byte ${place.at} is not what was written there.`,
        'Run: npm run index -- --full',
      );
    }
    return bytes;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#file);
  }
}
