/** ZIP archives, read so that none can take more memory or time than a document is worth. */
import { unzipSync } from 'fflate';
import { decode } from '../charset.ts';
import { FormatError } from './format.ts';

/** Entries of one archive. A saved web site has some thousands. */
const ENTRIES_MAX = 5_000;
/** Bytes of one entry, decompressed. The text of a thick book is 5 MB as XML. */
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;
/** Bytes of all entries that are read. */
const TOTAL_BYTES_MAX = 256 * 1024 * 1024;
/** XML compresses by 10 to 30; beyond this, past the first part, it is a decompression bomb. */
const RATIO_MAX = 200;
const FREE_BYTES = 4 * 1024 * 1024;

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: number;
  readonly compressedBytes: number;
}

export class Archive {
  readonly #bytes: Uint8Array;
  readonly entries: readonly ArchiveEntry[];
  #read = 0;

  /** @throws FormatError if it is no archive, or has more entries than allowed. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const entries: ArchiveEntry[] = [];
    damagedUnless(() =>
      unzipSync(bytes, {
        filter: ({ name, originalSize, size }) => {
          if (entries.length >= ENTRIES_MAX)
            throw new FormatError(
              `has more than ${ENTRIES_MAX} entries`,
              'Unpack it, and remove what is no article.',
            );
          entries.push({ name, bytes: originalSize, compressedBytes: size });
          return false;
        },
      }),
    );
    this.entries = entries;
  }

  has(name: string): boolean {
    return this.entries.some((entry) => entry.name === name);
  }

  /** An entry's bytes; undefined if there is none. @throws FormatError if it is damaged or too large. */
  read(name: string): Uint8Array | undefined {
    const entry = this.entries.find((one) => one.name === name);
    if (entry === undefined) return undefined;
    const { bytes, compressedBytes } = entry;
    this.#read += bytes;
    if (
      bytes > ENTRY_BYTES_MAX ||
      this.#read > TOTAL_BYTES_MAX ||
      bytes > FREE_BYTES + RATIO_MAX * compressedBytes
    ) {
      throw new FormatError(
        `would take ${bytes} bytes unpacked, which no document needs`,
        'It may be a decompression bomb; remove it.',
      );
    }
    let isTaken = false;
    const files = damagedUnless(() =>
      unzipSync(this.#bytes, {
        filter: (file) => {
          if (isTaken || file.name !== name) return false;
          isTaken = true;
          return true;
        },
      }),
    );
    return files[name];
  }

  /** An entry's text. */
  text(name: string): string | undefined {
    const bytes = this.read(name);
    return bytes && decode(bytes);
  }
}

function damagedUnless<T>(unzip: () => T): T {
  try {
    return unzip();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      'is a damaged or encrypted archive',
      'Save it again, without a password; an upload may have broken off.',
    );
  }
}
