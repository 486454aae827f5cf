/** The corpus: files and folders to validated articles, one at a time, errors in their place. */
import { createHash } from 'node:crypto';
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CorpusError } from '../errors.ts';
import { countKnown } from '../text/known-words.ts';
import type { Article } from '../types.ts';
import { FIELDS, hashArticle, type Problem, toArticle, withPlaces } from './article.ts';
import { decode, isGarbled } from './charset.ts';
import { closestWord } from './closest-word.ts';
import { type FoundFile, fileError, findFiles } from './find.ts';
import { FormatError, type FoundNote } from './formats/format.ts';
import { isDocumentName, LOOK_BYTES, looksLikeDocument } from './formats/look.ts';
import { readDocument } from './formats/reader.ts';
import { readJson } from './json.ts';
import { notUtf8, readJsonLines } from './jsonl.ts';
import { DOCUMENT_BYTES_MAX, FILE_BYTES_MAX, ID_CHARS_MAX } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { mendRecord } from './mend-record.ts';
import { readPlain } from './plain.ts';
import type { KnownId, KnownRecord, RawRecord } from './record.ts';
import { recordKey } from './record-key.ts';
import { type BadByte, decodeUtf8 } from './utf8.ts';

/** What a note is about; the report counts by it. */
export type NoteKind =
  | 'unread file'
  | 'unknown field'
  | 'field left out'
  | 'repaired'
  | 'draft'
  | 'duplicate'
  | 'empty'
  | 'other';

/** Something the operator may want to know that stops nothing. */
export interface CorpusNote {
  readonly kind: NoteKind;
  readonly file: string;
  readonly line?: number | undefined;
  /** Page, sheet, or file inside an archive. */
  readonly part?: string | undefined;
  readonly message: string;
  /** What mends it; empty if nothing need be done. */
  readonly hint: string;
}

export interface ReadCorpusOptions {
  /** Called for files passed over, fields nobody knows, repairs, drafts, duplicates. Default: nobody is told. */
  readonly onNote?: (note: CorpusNote) => void;
}

export interface CorpusArticle {
  readonly article: Article;
  /** Path as the operator gave it, joined with the path inside the folder. */
  readonly file: string;
  /** Line, from 1, where the article begins in its file. */
  readonly line: number;
  /** SHA-256 of the article, in hexadecimal: an index built before knows by it what has not changed. */
  readonly contentHash: string;
  /** Names the bytes it was read from; absent if reading them again has something to say or might give another article. */
  readonly recordKey?: string;
}

export type CorpusItem = CorpusArticle | { readonly error: CorpusError };

/** An article that is known from before, by its id. */
export interface KnownArticle {
  readonly knownId: string;
}

/**
 * Reads `.md`, `.txt`, `.json`, `.jsonl`, `.jsonl.gz` and the documents of `formats/list.ts`, folders recursively, in
 * the order of `paths` and by rising path within a folder. Errors are yielded, never thrown: the caller decides whether one stops everything. Of two
 * articles with one id the first counts. Hidden files, README.md, and `questions*.jsonl` directly in a folder are no
 * articles. Holds one article (and the ids) at a time.
 */
export function readCorpus(
  paths: readonly string[],
  options: ReadCorpusOptions = {},
): AsyncGenerator<CorpusItem> {
  // Without anything known, everything is read.
  return readRecords(paths, options, undefined) as AsyncGenerator<CorpusItem>;
}

/**
 * The same, but for records that are known: of these only the id is given, and nothing but their bytes is looked at,
 * which takes a tenth of the time.
 */
export function readChangedCorpus(
  paths: readonly string[],
  knownId: KnownId,
  options: ReadCorpusOptions = {},
): AsyncGenerator<CorpusItem | KnownArticle> {
  return readRecords(paths, options, knownId);
}

async function* readRecords(
  paths: readonly string[],
  options: ReadCorpusOptions,
  knownId: KnownId | undefined,
): AsyncGenerator<CorpusItem | KnownArticle> {
  const places = new Map<string, string>();
  const texts = new Map<string, string>();
  const filesRead = new Set<string>();
  for (const root of paths) {
    for (const found of await filesOf(root)) {
      if (found instanceof CorpusError) {
        yield { error: found };
        continue;
      }
      if (filesRead.has(found.realPath)) continue;
      filesRead.add(found.realPath);
      const fieldsTold = new Set<string>();
      for await (const raw of recordsOf(found, options, knownId)) {
        if (raw instanceof CorpusError) yield { error: raw };
        else if ('knownId' in raw) yield knownOnce(raw, found.file, places);
        else yield* articlesOf(raw, found, { places, texts, fieldsTold }, options);
      }
    }
  }
}

async function filesOf(root: string): Promise<(FoundFile | CorpusError)[]> {
  try {
    const status = await stat(root);
    if (status.isDirectory()) return await findFiles(root);
    if (status.isFile())
      return [
        { file: root, name: path.basename(root), realPath: await realpath(root), atRoot: false },
      ];
    return [
      new CorpusError(
        'is neither a file nor a folder',
        { file: root },
        'Name a corpus folder or one of its files.',
      ),
    ];
  } catch (cause) {
    return [fileError(root, cause)];
  }
}

/** What is read on this thread: text that needs no parser worth ending. */
const TEXT_EXTENSIONS = ['.md', '.markdown', '.mdx', '.txt', '.json', '.jsonl', '.jsonl.gz'];

/** The records of one file; whatever goes wrong with the file itself is the last thing it yields. */
async function* recordsOf(
  found: FoundFile,
  options: ReadCorpusOptions,
  knownId: KnownId | undefined,
): AsyncGenerator<RawRecord | KnownRecord | CorpusError> {
  const { file, realPath } = found;
  const name = path.basename(file);
  const extension = /(\.jsonl\.gz|\.[^.]*)$/iu.exec(name)?.[0].toLowerCase() ?? '';
  if (/^readme\.md$/iu.test(name) || (found.atRoot && /^questions.*\.jsonl$/iu.test(name))) return;
  try {
    const isDocument =
      isDocumentName(name) ||
      (!extension.startsWith('.jsonl') && (await looksInside(realPath, name)));
    if (isDocument) yield* readDocumentFile(found, options, knownId);
    else if (extension.startsWith('.jsonl'))
      yield* readJsonLines(file, realPath, found.name, baseId(file), knownId);
    else if (TEXT_EXTENSIONS.includes(extension)) yield* await readWhole(found, extension, knownId);
    else
      options.onNote?.({
        kind: 'unread file',
        file,
        message: 'not read: no format of articles',
        hint: 'The README lists the formats; save it as one of them, or move it out of the corpus.',
      });
  } catch (cause) {
    yield cause instanceof CorpusError ? cause : readError(file, cause);
  }
}

async function looksInside(realPath: string, name: string): Promise<boolean> {
  const handle = await open(realPath);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return looksLikeDocument(buffer.subarray(0, bytesRead), name);
  } finally {
    await handle.close();
  }
}

/** A document, read on a thread that can be ended. If it is one article and its bytes are known, it is not read again. */
async function* readDocumentFile(
  { file, name, realPath }: FoundFile,
  options: ReadCorpusOptions,
  knownId: KnownId | undefined,
): AsyncGenerator<RawRecord | KnownRecord | CorpusError> {
  const bytes = await bytesOf(
    file,
    realPath,
    DOCUMENT_BYTES_MAX,
    'Split it into several documents.',
  );
  if (bytes instanceof CorpusError) {
    yield bytes;
    return;
  }
  const key = recordKey(`document\0${name}`, bytes);
  const known = knownId?.(key);
  if (known !== undefined) {
    yield { knownId: known, line: 1 };
    return;
  }
  try {
    const items = await readDocument(path.basename(file), bytes);
    const isOne = items.length === 1;
    for (const item of items) {
      const { line, part } = item;
      if ('note' in item) options.onNote?.(noteOf(item, file));
      else if ('problem' in item)
        yield new CorpusError(item.problem, { file, line, part }, item.hint);
      else {
        const inside = [part, line].filter((one) => one !== undefined && items.length > 1);
        yield {
          ...item,
          line: line ?? 1,
          // Two reports may well be called the same; their paths are not.
          defaultId: shortId(item.defaultId ?? [name, ...inside].join('-')),
          ...(isOne && { key }),
        };
      }
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    yield new CorpusError(error.message, { file }, error.hint);
  }
}

/** Ids have a length; what is cut off is in a hash. */
function shortId(id: string): string {
  if (id.length <= ID_CHARS_MAX) return id;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return `${id.slice(0, ID_CHARS_MAX - 13).toWellFormed()}-${hash}`;
}

const NOTE_KINDS: readonly NoteKind[] = ['repaired', 'draft', 'empty'];

function noteOf({ note, line, part }: FoundNote, file: string): CorpusNote {
  const kind =
    NOTE_KINDS.find((one) => note.startsWith(one)) ??
    (note.startsWith('unread') ? 'unread file' : 'other');
  return { kind, file, line, part, message: note, hint: '' };
}

async function bytesOf(
  file: string,
  realPath: string,
  bytesMax: number,
  hint: string,
): Promise<Buffer | CorpusError> {
  const handle = await open(realPath);
  try {
    const { size } = await handle.stat();
    if (size > bytesMax)
      return new CorpusError(
        `has ${size} bytes; at most ${bytesMax} are read at once`,
        { file },
        hint,
      );
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function readWhole(
  { file, name, realPath }: FoundFile,
  extension: string,
  knownId: KnownId | undefined,
): Promise<(RawRecord | KnownRecord | CorpusError)[]> {
  const bytes = await bytesOf(
    file,
    realPath,
    FILE_BYTES_MAX,
    'Split it, or make it .jsonl (one article a line), which may be of any size.',
  );
  if (bytes instanceof CorpusError) return [bytes];
  const key = recordKey(`${extension}\0${name}`, bytes);
  const known = knownId?.(key);
  if (known !== undefined) return [{ knownId: known, line: 1 }];
  const utf8 = decodeUtf8(bytes);
  const content = typeof utf8 === 'string' ? utf8 : readableAnyway(bytes);
  if (content === undefined) return [notUtf8(file, utf8 as BadByte, bytes)];
  if (content.trim() === '') {
    return [new CorpusError('is empty', { file }, 'Give it an article, or remove it.')];
  }
  if (extension === '.json') return readJson(file, content, baseId(file));
  const raw = extension === '.txt' ? readPlain(content) : readMarkdown(file, content);
  if (raw instanceof CorpusError) return [raw];
  if (typeof utf8 === 'string') return [{ ...raw, key }];
  return [{ ...raw, repairs: [...(raw.repairs ?? []), 'an older charset than UTF-8'] }];
}

/** Text in windows-1256 or UTF-16 that reads as Arabic; undefined if that is not certain. */
function readableAnyway(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  const { known, words } = countKnown(text.slice(0, 5_000));
  return !isGarbled(text) && words >= 8 && known >= words * 0.15 ? text : undefined;
}

function readError(file: string, cause: unknown): CorpusError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('Z_')) return fileError(file, cause);
  return new CorpusError(
    `is a damaged archive (${code})`,
    { file },
    'Make it again with gzip; the articles before the damage were read.',
    { cause },
  );
}

function baseId(file: string): string {
  return path.basename(file).replace(/(?:\.jsonl\.gz|\.[^.]*)$/iu, '');
}

function* articlesOf(
  found: RawRecord,
  { file, name }: FoundFile,
  {
    places,
    texts,
    fieldsTold,
  }: { places: Map<string, string>; texts: Map<string, string>; fieldsTold: Set<string> },
  options: ReadCorpusOptions,
): Generator<CorpusItem> {
  const { raw, repairs, fault } = mendRecord(found);
  const lineOf = (field: string | undefined) =>
    field === undefined ? raw.line : (raw.lines?.get(field) ?? raw.line);
  const corpusError = ({ field, problem, hint }: Problem) =>
    new CorpusError(problem, { file, line: lineOf(field), part: raw.part, field }, hint);

  const note = (kind: NoteKind, message: string, hint: string, field?: string) =>
    options.onNote?.({ kind, file, line: lineOf(field), part: raw.part, message, hint });
  if (isDraft(raw.record)) {
    note(
      'draft',
      'a draft, left out',
      'Remove the field draft (or published) when it is finished.',
      'draft',
    );
    return;
  }
  const unknown = (raw.unknownFields ?? unknownOf(raw.record)).filter(
    (field) => !IGNORED_FIELDS.has(field.toLowerCase()) && !fieldsTold.has(`${raw.part}\0${field}`),
  );
  for (const field of unknown) {
    fieldsTold.add(`${raw.part}\0${field}`);
    const likely = closestWord(field, FIELDS);
    note(
      'unknown field',
      `${field}: unknown field, ignored${likely === undefined ? '' : `; most likely ${likely}`}`,
      likely === undefined ? '' : `Write ${likely}: instead of ${field}:.`,
      field,
    );
  }
  const repaired = [...(raw.repairs ?? []), ...repairs];
  for (const repair of repaired) note('repaired', `repaired: ${repair}`, '');
  if (fault !== undefined) {
    const hint = 'Save the text again from where it came, or have its pages read by OCR.';
    yield { error: corpusError({ field: 'text', problem: fault, hint }) };
    return;
  }
  const validated = toArticle(raw.record, raw.defaultId ?? baseId(file));
  if ('problems' in validated) {
    for (const problem of validated.problems) yield { error: corpusError(problem) };
    return;
  }
  const { remarks } = validated;
  const article = withPlaces(validated.article, { ...raw, file: name });
  for (const { field, problem, hint } of remarks)
    note(
      problem.endsWith('left out') ? 'field left out' : 'repaired',
      `${field}: ${problem}`,
      hint,
      field,
    );
  const taken = claimId(article.id, places, file, raw.line);
  if (taken) {
    yield { error: corpusError(taken) };
    return;
  }
  const textKey = createHash('sha256')
    .update(article.text.replace(/\s+/gu, ' '))
    .digest('base64')
    .slice(0, 22);
  const same = texts.get(textKey);
  if (same === undefined) texts.set(textKey, `${file}:${raw.line}`);
  else if (article.text.length >= DUPLICATE_CHARS_MIN)
    note('duplicate', `says the same, word for word, as ${same}`, 'Remove one of the two.');
  // What has something to be said of it is read again each time; an id that is the line's is not in the bytes.
  const isSilent = remarks.length + unknown.length + repaired.length === 0;
  const recordKey =
    isSilent && (article.id !== raw.defaultId || isDocumentName(file)) ? raw.key : undefined;
  yield {
    article,
    file,
    line: raw.line,
    contentHash: hashArticle(article),
    ...(recordKey === undefined ? {} : { recordKey }),
  };
}

/** Two shorter texts may well say the same and be two notices. */
const DUPLICATE_CHARS_MIN = 80;

/** What static-site generators write for themselves; nothing that an article lacks. */
const IGNORED_FIELDS: ReadonlySet<string> = new Set(
  'draft published status layout slug permalink weight aliases lastmod updated description summary excerpt image images cover featured toc comments math lang locale type template sitemap params menu menus cascade build outputs resources markup expirydate publishdate series created modified cssclasses sidebar_position sidebar_label hide_title hide_table_of_contents'.split(
    ' ',
  ),
);

/** Fields that no article has: most likely typing errors. */
function unknownOf(record: unknown): string[] {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return [];
  return Object.keys(record).filter((field) => !FIELDS.includes(field));
}

/** `draft: true` of Hugo, `published: false` of Jekyll, `status: draft`. */
function isDraft(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false;
  const { draft, published, status } = record as Record<string, unknown>;
  const says = (value: unknown, word: string) =>
    typeof value === 'string' && value.trim().toLowerCase() === word;
  return (
    draft === true ||
    says(draft, 'true') ||
    published === false ||
    says(published, 'false') ||
    says(status, 'draft')
  );
}

function knownOnce(
  { knownId, line }: KnownRecord,
  file: string,
  places: Map<string, string>,
): KnownArticle | { error: CorpusError } {
  const taken = claimId(knownId, places, file, line);
  if (!taken) return { knownId };
  return { error: new CorpusError(taken.problem, { file, line, field: 'id' }, taken.hint) };
}

/** Records where an id first occurs; returns what is wrong if another article has it. */
function claimId(
  id: string,
  places: Map<string, string>,
  file: string,
  line: number,
): Problem | undefined {
  const first = places.get(id);
  if (first !== undefined) {
    const problem = `"${id}" is already the id of ${first}`;
    return { field: 'id', problem, hint: 'Give one of the two another id, or remove it.' };
  }
  places.set(id, `${file}:${line}`);
  return undefined;
}
