/** `.jsonl` and `.jsonl.gz`: one article a line, read as a stream. */
import { CorpusError } from '../errors.ts';
import { jsonError } from './json.ts';
import { LINE_BYTES_MAX } from './limits.ts';
import { readLines } from './lines.ts';
import type { RawRecord } from './record.ts';
import { decodeUtf8, guessEncoding } from './utf8.ts';

/** The articles of a file, a bad line as an error in its place. `file` is shown, `realPath` opened. */
export async function* readJsonLines(
  file: string,
  realPath: string,
  baseId: string,
): AsyncGenerator<RawRecord | CorpusError> {
  for await (const { line, bytes } of readLines(realPath, file.toLowerCase().endsWith('.gz'))) {
    if (bytes === undefined) {
      yield new CorpusError(
        `the line is longer than ${LINE_BYTES_MAX} bytes`,
        { file, line },
        'Put one article on each line.',
      );
      continue;
    }
    const text = decodeUtf8(bytes);
    if (typeof text !== 'string') {
      yield notUtf8(file, { ...text, line }, bytes);
      continue;
    }
    if (text.trim() === '') continue;
    try {
      yield { record: JSON.parse(text), line, defaultId: `${baseId}-${line}` };
    } catch (cause) {
      yield jsonError(file, text, line, cause);
    }
  }
}

export function notUtf8(
  file: string,
  bad: { offset: number; line: number; byte: number },
  bytes: Uint8Array,
): CorpusError {
  const byte = bad.byte.toString(16).toUpperCase().padStart(2, '0');
  return new CorpusError(
    `is not UTF-8: byte 0x${byte} at offset ${bad.offset}`,
    { file, line: bad.line },
    `It may be ${guessEncoding(bytes)}; convert it: iconv -f WINDOWS-1256 -t UTF-8.`,
  );
}
