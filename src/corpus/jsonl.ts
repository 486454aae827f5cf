/** `.jsonl` and `.jsonl.gz`: one article a line, read as a stream. */
import { CorpusError } from '../errors.ts';
import { readLines } from './byte-lines.ts';
import { jsonError } from './json.ts';
import { LINE_BYTES_MAX } from './limits.ts';
import type { KnownId, KnownRecord, RawRecord } from './record.ts';
import { recordKey } from './record-key.ts';
import { decodeUtf8, guessEncoding, wideEncoding } from './utf8.ts';

/**
 * The articles of a file, a bad line as an error in its place. `file` is shown, `realPath` opened, `name` kept with
 * the articles.
 */
export async function* readJsonLines(
  file: string,
  realPath: string,
  name: string,
  baseId: string,
  knownId?: KnownId,
): AsyncGenerator<RawRecord | KnownRecord | CorpusError> {
  let isEmpty = true;
  for await (const { line, bytes } of readLines(realPath, file.toLowerCase().endsWith('.gz'))) {
    const key = bytes && recordKey(`.jsonl\0${name}`, bytes);
    const known = key === undefined ? undefined : knownId?.(key);
    if (known !== undefined) {
      isEmpty = false;
      yield { knownId: known, line };
      continue;
    }
    const text = bytes && decodeUtf8(bytes);
    if (typeof text === 'string' && text.trim() === '') continue;
    isEmpty = false;
    if (bytes === undefined || text === undefined) {
      yield new CorpusError(
        `the line is longer than ${LINE_BYTES_MAX} bytes`,
        { file, line },
        'Put one article on each line.',
      );
      continue;
    }
    if (typeof text !== 'string') {
      yield notUtf8(file, { ...text, line }, bytes);
      // It is no text of lines then, and what follows would be told of in the other order.
      if (wideEncoding(bytes) !== undefined) return;
      continue;
    }
    try {
      yield { record: JSON.parse(text), line, defaultId: `${baseId}-${line}`, key };
    } catch (cause) {
      yield jsonError(file, text, line, cause);
    }
  }
  // An export that failed leaves such a file: its articles must not leave the index without a word.
  if (isEmpty) yield new CorpusError('is empty', { file }, 'Give it an article, or remove it.');
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
    guessEncoding(bytes),
  );
}
