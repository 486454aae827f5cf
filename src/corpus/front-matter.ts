/** Front matter as static-site generators write it: YAML between lines of `---`, TOML between `+++`, or a JSON object. */
import { parse as parseToml } from 'smol-toml';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { CorpusError } from '../errors.ts';

export interface FrontMatter {
  readonly fields: Record<string, unknown>;
  /** Line of the file, from 1, of each field. */
  readonly lines: ReadonlyMap<string, number>;
  /** UTF-16 code units of the file up to the text. */
  readonly length: number;
  /** What was mended to read it. */
  readonly repairs: readonly string[];
}

const YAML = /^---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/mu;
const TOML = /^\+\+\+[ \t]*\r?\n([\s\S]*?)^\+\+\+[ \t]*(?:\r?\n|$)/mu;
const JSON_MATTER = /^\{[ \t]*\r?\n[\s\S]*?^\}[ \t]*(?:\r?\n|$)/mu;

/** Undefined if the file has none. */
export function readFrontMatter(
  file: string,
  content: string,
): FrontMatter | CorpusError | undefined {
  if (content.startsWith('---')) return readYaml(file, content);
  if (content.startsWith('+++')) return readToml(file, content);
  return content.startsWith('{') ? readJsonMatter(file, content) : undefined;
}

function readYaml(file: string, content: string): FrontMatter | CorpusError | undefined {
  const matter = YAML.exec(content);
  if (matter === null) return undefined;
  const repairs: string[] = [];
  let lineCounter = new LineCounter();
  let document = parseDocument(matter[1]!, { lineCounter, logLevel: 'silent' });
  if (document.errors.length > 0) {
    const quoted = quoteColons(matter[1]!);
    const counter = new LineCounter();
    const again = parseDocument(quoted, { lineCounter: counter, logLevel: 'silent' });
    if (quoted !== matter[1] && again.errors.length === 0) {
      repairs.push('a value with a colon, which YAML wants in quotation marks');
      [document, lineCounter] = [again, counter];
    }
  }
  // The front matter begins on line 2 of the file.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  const [fault] = document.errors;
  if (fault !== undefined) {
    const problem = `the front matter is not YAML: ${fault.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/u, '')}`;
    return new CorpusError(
      problem,
      { file, line: lineAt(fault.pos[0]) },
      'Put values with a colon or a quotation mark in double quotes: title: "أول: ثان".',
    );
  }
  if (document.contents !== null && !isMap(document.contents)) return notFields(file);
  const lines = new Map<string, number>();
  for (const { key } of document.contents?.items ?? []) {
    const { value, range } = key as { value: unknown; range?: [number, number, number] };
    if (range) lines.set(String(value), lineAt(range[0]));
  }
  try {
    // No aliases: a few nested ones can stand for gigabytes.
    const fields: Record<string, unknown> = document.toJS({ maxAliasCount: 0 }) ?? {};
    return { fields, lines, length: matter[0].length, repairs };
  } catch (cause) {
    return new CorpusError(
      'the front matter uses YAML aliases',
      { file, line: 2 },
      'Write the values out.',
      { cause },
    );
  }
}

/** `title: أول: ثان` is two fields to YAML and one to everybody else. */
function quoteColons(yaml: string): string {
  return yaml.replace(
    /^([\p{L}_-]+:[ \t]+)(?!["'[{|>&*!])([^\n\r]*?:(?:[ \t][^\n\r]*|))(?=\r?$)/gmu,
    (_, key: string, value: string) => key + JSON.stringify(value.trimEnd()),
  );
}

function readToml(file: string, content: string): FrontMatter | CorpusError | undefined {
  const matter = TOML.exec(content);
  if (matter === null) return undefined;
  try {
    const fields = Object.fromEntries(
      Object.entries(parseToml(matter[1]!)).map(([key, value]) => [
        key,
        value instanceof Date ? value.toISOString().replace(/\.000(?=Z|[+-]|$)/u, '') : value,
      ]),
    );
    return {
      fields,
      lines: linesOfKeys(matter[1]!, fields),
      length: matter[0].length,
      repairs: [],
    };
  } catch (cause) {
    const { message, line } = cause as Error & { line?: number };
    return new CorpusError(
      `the front matter is not TOML: ${message.split('\n')[0]!}`,
      { file, line: (line ?? 1) + 1 },
      'Put text in double quotes: title = "أول: ثان".',
      { cause },
    );
  }
}

/** A file that merely begins with a bracket has none. */
function readJsonMatter(file: string, content: string): FrontMatter | CorpusError | undefined {
  const matter = JSON_MATTER.exec(content);
  if (matter === null) return undefined;
  try {
    const fields: unknown = JSON.parse(matter[0]);
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
      return notFields(file);
    const known = fields as Record<string, unknown>;
    return {
      fields: known,
      lines: linesOfKeys(matter[0], known, 1),
      length: matter[0].length,
      repairs: [],
    };
  } catch {
    return undefined;
  }
}

function linesOfKeys(source: string, fields: object, firstLine = 2): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [i, line] of source.split('\n').entries()) {
    const key = /^\s*"?([\p{L}_-]+)"?\s*[=:]/u.exec(line)?.[1];
    if (key !== undefined && key in fields && !lines.has(key)) lines.set(key, i + firstLine);
  }
  return lines;
}

function notFields(file: string): CorpusError {
  return new CorpusError(
    'the front matter is not a list of fields',
    { file, line: 2 },
    'Write one field a line: title: …',
  );
}
