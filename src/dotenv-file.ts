/** The file `.env`: its settings, and what in it does not do what it seems to. */
import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { ConfigError } from './errors.ts';

export interface DotenvFile {
  readonly values: Readonly<Record<string, string>>;
  /** Settings whose value goes on after a `#` that begins a comment: only half of a password would be read. */
  readonly cut: readonly string[];
  /** For the operator; they name no value. */
  readonly warnings: readonly string[];
}

/** A comment, nothing, or a name with its value. */
const LINE = /^\s*(?:#|$|(?:export\s+)?[A-Za-z0-9_.-]+(?:\s*=|:\s))/u;
const NAME = /^\s*(?:export\s+)?([A-Za-z0-9_.-]+)(?:\s*=|:\s)/gmu;
const CUT = /^\s*(?:export\s+)?([A-Za-z0-9_.-]+)\s*=\s*(?!['"`\s])[^#\r\n]*[^#\s]#/gmu;

/**
 * @param knows whether it is the name of a setting.
 * @returns empty if there is no such file. @throws ConfigError if it cannot be read.
 */
export function readDotenv(path: string, knows: (name: string) => boolean): DotenvFile {
  const text = textOf(path);
  const values = parse(text);
  const namesIn = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
  const cut = namesIn(CUT);
  const names = namesIn(NAME);
  const repeated = new Set(names.filter((name, at) => knows(name) && names.indexOf(name) < at));
  const strange = text.split('\n').flatMap((line, at) => (LINE.test(line) ? [] : [at + 1]));
  const warnings = [
    ...Object.keys(values)
      .filter((name) => !knows(name) && !name.startsWith('ISNAD_TEST_'))
      .map((name) => `${name} is not a setting of Isnad; .env.example lists them all`),
    ...[...repeated].map((name) => `${name} stands there more than once; the last one counts`),
    ...strange.map((line) => `line ${line} is passed over: it is neither NAME=value nor a comment`),
    ...cut.map(
      (name) =>
        `${name} ends before its #, which begins a comment; where it belongs to the value, write the value within single quotes`,
    ),
  ];
  return { values, cut, warnings: warnings.map((warning) => `.env: ${warning}`) };
}

function textOf(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new ConfigError(
      code === 'EISDIR' ? `${path} is a folder` : `${path} cannot be read (${code})`,
      code === 'EISDIR'
        ? 'Remove it, and copy .env.example there. Docker makes a folder if the file that it mounts is not there.'
        : 'Let the user who runs this read it: chown and chmod 600.',
      { cause },
    );
  }
  if (bytes.includes(0)) {
    throw new ConfigError(
      `${path} is not UTF-8 but UTF-16`,
      'Save it as UTF-8; Windows Notepad offers that under "Save as", "Encoding".',
    );
  }
  return bytes.toString('utf8');
}
