/**
 * A file of named arrays that are opened without copying.
 *
 *   magic      8 bytes, ASCII
 *   version    Uint32
 *   sections   Uint32: how many
 *   table      for each section: Float64 offset, Float64 length, in bytes
 *   data       each section starts at a multiple of 8 bytes, so that typed arrays can lie over it
 *
 * Numbers are little-endian, as on every machine that Node.js 20 supports but s390x, which is refused.
 */
import { endianness } from 'node:os';
import { IndexError } from '../../errors.ts';

const HEADER_BYTES = 16;
const ENTRY_BYTES = 16;

const align = (bytes: number) => (bytes + 7) & ~7;

function refuseBigEndian(): void {
  if (endianness() !== 'LE') {
    throw new IndexError(
      'The index is little-endian; this machine is not.',
      'Run Isnad on x86-64 or ARM.',
    );
  }
}

/** The parts to write one after the other. */
export function encodeSections(
  magic: string,
  version: number,
  sections: readonly ArrayBufferView[],
): Uint8Array[] {
  refuseBigEndian();
  const header = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * sections.length);
  header.write(magic, 0, 8, 'latin1');
  header.writeUInt32LE(version, 8);
  header.writeUInt32LE(sections.length, 12);
  const parts: Uint8Array[] = [header];
  let offset = header.byteLength;
  for (const [i, section] of sections.entries()) {
    header.writeDoubleLE(offset, HEADER_BYTES + ENTRY_BYTES * i);
    header.writeDoubleLE(section.byteLength, HEADER_BYTES + ENTRY_BYTES * i + 8);
    parts.push(new Uint8Array(section.buffer, section.byteOffset, section.byteLength));
    const padding = align(section.byteLength) - section.byteLength;
    if (padding > 0) parts.push(new Uint8Array(padding));
    offset += section.byteLength + padding;
  }
  return parts;
}

/** Returns the sections in the order in which they were written. */
export class SectionReader {
  readonly #bytes: Uint8Array;
  readonly #name: string;
  #next = 0;
  readonly #count: number;
  /** Which of the versions that are read it has. */
  readonly version: number;

  /**
   * @param bytes starts at a multiple of 8 within its buffer.
   * @throws IndexError if it is not such a file.
   */
  constructor(bytes: Uint8Array, name: string, magic: string, versions: readonly number[]) {
    refuseBigEndian();
    this.#bytes = bytes;
    this.#name = name;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (
      bytes.byteLength < HEADER_BYTES ||
      Buffer.from(bytes.subarray(0, 8)).toString('latin1') !== magic
    ) {
      this.refuse('it does not begin as one');
    }
    this.version = view.getUint32(8, true);
    if (!versions.includes(this.version)) {
      this.refuse(`it has version ${this.version}, this program reads ${versions.join(' and ')}`);
    }
    this.#count = view.getUint32(12, true);
  }

  refuse(problem: string): never {
    throw new IndexError(`${this.#name} is damaged: ${problem}.`, 'Run: npm run index -- --full');
  }

  /** Whether there are sections that were not handed out. */
  get hasMore(): boolean {
    return this.#next < this.#count;
  }

  bytes(): Uint8Array {
    const [offset, length] = this.#section(1);
    return this.#bytes.subarray(offset, offset + length);
  }

  uint32(): Uint32Array {
    const [offset, length] = this.#section(4);
    return new Uint32Array(this.#bytes.buffer, this.#bytes.byteOffset + offset, length / 4);
  }

  float64(): Float64Array {
    const [offset, length] = this.#section(8);
    return new Float64Array(this.#bytes.buffer, this.#bytes.byteOffset + offset, length / 8);
  }

  #section(unit: number): [offset: number, length: number] {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
    const at = HEADER_BYTES + ENTRY_BYTES * this.#next;
    if (this.#next >= this.#count || at + ENTRY_BYTES > this.#bytes.byteLength) {
      this.refuse('a section is missing');
    }
    this.#next += 1;
    const offset = view.getFloat64(at, true);
    const length = view.getFloat64(at + 8, true);
    const sound =
      Number.isSafeInteger(offset) &&
      Number.isSafeInteger(length) &&
      offset >= 0 &&
      length >= 0 &&
      offset % 8 === 0 &&
      length % unit === 0 &&
      offset + length <= this.#bytes.byteLength;
    if (!sound) this.refuse('a section lies outside of it');
    return [offset, length];
  }
}

/** Numbers that come one by one, as a typed array in the end. */
export class Uint32List {
  #data = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const data = new Uint32Array(this.#data.length * 2);
      data.set(this.#data);
      this.#data = data;
    }
    this.#data[this.length++] = value;
  }

  extend(values: Uint32Array): void {
    for (const value of values) this.push(value);
  }

  view(): Uint32Array {
    return this.#data.subarray(0, this.length);
  }
}

/** Texts, or bytes, laid end to end, with where each ends. */
export class TextList {
  readonly ends = new Uint32List();
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  push(text: string): void {
    this.pushBytes(Buffer.from(text));
  }

  pushBytes(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#bytes += bytes.byteLength;
    this.ends.push(this.#bytes);
  }

  blob(): Uint8Array {
    return Buffer.concat(this.#parts, this.#bytes);
  }
}

/** The reading side of a `TextList`. */
export class TextTable {
  readonly #ends: Uint32Array;
  readonly #blob: Buffer;

  constructor(ends: Uint32Array, blob: Uint8Array, reader: SectionReader) {
    this.#ends = ends;
    this.#blob = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
    let last = 0;
    for (const end of ends) {
      if (end < last) reader.refuse('its texts are out of order');
      last = end;
    }
    if (last !== blob.byteLength) reader.refuse('its texts do not fill their section');
  }

  get length(): number {
    return this.#ends.length;
  }

  bytes(i: number): Buffer {
    return this.#blob.subarray(i === 0 ? 0 : this.#ends[i - 1]!, this.#ends[i]!);
  }

  text(i: number): string {
    return this.bytes(i).toString('utf8');
  }
}
