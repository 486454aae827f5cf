/** Lines of a stream of bytes, one at a time, however long the stream. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CorpusError } from '../errors.ts';
import { GZIP_FREE_BYTES, GZIP_RATIO_MAX, LINE_BYTES_MAX } from './limits.ts';

export interface ByteLine {
  /** From 1. */
  readonly line: number;
  /** Without its line break; absent if it is longer than `LINE_BYTES_MAX`. */
  readonly bytes: Buffer | undefined;
}

/** The lines of a `.jsonl` or `.jsonl.gz` file. Throws what the file system or gunzip throw, and CorpusError for a bomb. */
export async function* readLines(file: string, gzipped: boolean): AsyncGenerator<ByteLine> {
  yield* splitLines(gzipped ? gunzip(file) : createReadStream(file, { highWaterMark: 1 << 18 }));
}

async function* gunzip(file: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(file, { highWaterMark: 1 << 18 });
  const unpacked = pipeline(packed, createGunzip({ chunkSize: 1 << 18 }), () => {});
  let bytes = 0;
  for await (const chunk of unpacked) {
    bytes += (chunk as Buffer).length;
    if (bytes > GZIP_FREE_BYTES && bytes > packed.bytesRead * GZIP_RATIO_MAX) {
      throw new CorpusError(
        `unpacks to more than ${GZIP_RATIO_MAX} times its size`,
        { file },
        'Unpack it and look at what it holds; no text compresses like that.',
      );
    }
    yield chunk as Buffer;
  }
}

/**
 * Splits at line feeds. Empty lines are counted but not given (millions of them cost next to nothing); a line beyond
 * the limit is dropped as it comes, not held.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  lineBytesMax = LINE_BYTES_MAX,
): AsyncGenerator<ByteLine> {
  let line = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (part: Buffer) => {
    size += part.length;
    if (size <= lineBytesMax) parts.push(part);
    else parts = [];
  };
  const finish = (): ByteLine => {
    const bytes =
      size > lineBytesMax ? undefined : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    size = 0;
    return { line: line++, bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      const empty = at === from && size === 0;
      if (!empty) take(chunk.subarray(from, at));
      from = at + 1;
      if (empty) line++;
      else yield finish();
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (size > 0) yield finish();
}
