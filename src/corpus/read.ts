/** The corpus: files and folders to validated articles, one at a time, errors in their place. */
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CorpusError } from '../errors.ts';
import type { Article } from '../types.ts';
import { hashArticle, type Problem, placed, toArticle } from './article.ts';
import { type FoundFile, fileError, findFiles } from './find.ts';
import { readJson } from './json.ts';
import { notUtf8, readJsonLines } from './jsonl.ts';
import { FILE_BYTES_MAX } from './limits.ts';
import { readMarkdown } from './markdown.ts';
import { readPlain } from './plain.ts';
import type { KnownId, KnownRecord, RawRecord } from './record.ts';
import { recordKey } from './record-key.ts';
import { decodeUtf8 } from './utf8.ts';

/** Something the operator may want to know that stops nothing. */
export interface CorpusNote {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface ReadCorpusOptions {
  /** Called for files left out and characters taken out of titles. Default: nobody is told. */
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
  /** Names the bytes it was read from; absent where reading them again has something to say or might give another article. */
  readonly recordKey?: string;
}

export type CorpusItem = CorpusArticle | { readonly error: CorpusError };

/** An article that is known from before, by its id. */
export interface KnownArticle {
  readonly knownId: string;
}

/**
 * Reads `.md`, `.txt`, `.json`, `.jsonl` and `.jsonl.gz`, folders recursively, in the order of `paths` and by rising
 * path within a folder. Errors are yielded, never thrown: the caller decides whether one stops everything. Of two
 * articles with one id the first stands. Hidden files, README.md, and `questions*.jsonl` directly in a folder are no
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
  const filesRead = new Set<string>();
  for (const root of paths) {
    for (const found of await filesOf(root)) {
      if (found instanceof CorpusError) {
        yield { error: found };
        continue;
      }
      if (filesRead.has(found.realPath)) continue;
      filesRead.add(found.realPath);
      for await (const raw of recordsOf(found, options, knownId)) {
        if (raw instanceof CorpusError) yield { error: raw };
        else if ('knownId' in raw) yield knownOnce(raw, found.file, places);
        else yield* articlesOf(raw, found, places, options);
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

const FORMATS = '.md, .txt, .json, .jsonl, .jsonl.gz';

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
  if (!FORMATS.split(', ').includes(extension)) {
    options.onNote?.({ file, message: `ignored: not one of ${FORMATS}` });
    return;
  }
  try {
    if (extension.startsWith('.jsonl'))
      yield* readJsonLines(file, realPath, found.name, baseId(file), knownId);
    else yield* await readWhole(found, extension, knownId);
  } catch (cause) {
    yield cause instanceof CorpusError ? cause : readError(file, cause);
  }
}

async function readWhole(
  { file, name, realPath }: FoundFile,
  extension: string,
  knownId: KnownId | undefined,
): Promise<(RawRecord | KnownRecord | CorpusError)[]> {
  const handle = await open(realPath);
  let bytes: Buffer;
  try {
    const { size } = await handle.stat();
    if (size > FILE_BYTES_MAX) {
      const hint = 'Split it, or make it .jsonl (one article a line), which may be of any size.';
      return [
        new CorpusError(
          `has ${size} bytes; at most ${FILE_BYTES_MAX} are read at once`,
          { file },
          hint,
        ),
      ];
    }
    bytes = await handle.readFile();
  } finally {
    await handle.close();
  }
  const key = recordKey(`${extension}\0${name}`, bytes);
  const known = knownId?.(key);
  if (known !== undefined) return [{ knownId: known, line: 1 }];
  const content = decodeUtf8(bytes);
  if (typeof content !== 'string') return [notUtf8(file, content, bytes)];
  if (content.trim() === '') {
    return [new CorpusError('is empty', { file }, 'Give it an article, or remove it.')];
  }
  if (extension === '.json') return readJson(file, content, baseId(file));
  const raw = extension === '.md' ? readMarkdown(file, content) : readPlain(content);
  return [raw instanceof CorpusError ? raw : { ...raw, key }];
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
  raw: RawRecord,
  { file, name }: FoundFile,
  places: Map<string, string>,
  options: ReadCorpusOptions,
): Generator<CorpusItem> {
  const lineOf = (field: string | undefined) =>
    field === undefined ? raw.line : (raw.lineOfField?.(field) ?? raw.line);
  const corpusError = ({ field, problem, hint }: Problem) =>
    new CorpusError(problem, { file, line: lineOf(field), field }, hint);

  for (const field of raw.unknownFields ?? []) {
    options.onNote?.({ file, line: lineOf(field), message: `${field}: unknown field, ignored` });
  }
  const validated = toArticle(raw.record, raw.defaultId ?? baseId(file));
  if ('problems' in validated) {
    for (const problem of validated.problems) yield { error: corpusError(problem) };
    return;
  }
  const { remarks } = validated;
  const article = placed(validated.article, { ...raw, file: name });
  for (const { field, problem } of remarks)
    options.onNote?.({ file, line: lineOf(field), message: `${field}: ${problem}` });
  const taken = claimId(article.id, places, file, raw.line);
  if (taken) {
    yield { error: corpusError(taken) };
    return;
  }
  // What has something to be said of it is read again each time; an id that is the line's is not in the bytes.
  const isSilent = remarks.length === 0 && (raw.unknownFields ?? []).length === 0;
  const recordKey = isSilent && article.id !== raw.defaultId ? raw.key : undefined;
  yield {
    article,
    file,
    line: raw.line,
    contentHash: hashArticle(article),
    ...(recordKey === undefined ? {} : { recordKey }),
  };
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

/** Notes where an id stands first; what is wrong where another article has it. */
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
