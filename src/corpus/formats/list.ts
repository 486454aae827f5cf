/** All document formats, in the order in which they are asked whether a file is theirs. */
import { csv } from './csv.ts';
import { docx } from './docx.ts';
import { epub } from './epub.ts';
import { type Format, FormatError, type FormatInput, type FormatItem } from './format.ts';
import { html } from './html.ts';
import { mhtml } from './mhtml.ts';
import { odt } from './odt.ts';
import { pdf } from './pdf.ts';
import { rtf } from './rtf.ts';
import { telegramHtml, telegramJson } from './telegram.ts';
import { json, markdown, plain } from './text-files.ts';
import { wxr } from './wxr.ts';
import { xlsx } from './xlsx.ts';
import { zip } from './zip.ts';
import { looksLikeZip } from './zip-look.ts';

/** Special before general: every Word document is an archive, every Telegram page is HTML. */
export const FORMATS: readonly Format[] = [
  pdf,
  docx,
  xlsx,
  odt,
  epub,
  rtf,
  telegramJson,
  telegramHtml,
  wxr,
  mhtml,
  html,
  csv,
  zip,
  markdown,
  plain,
  json,
];

/** What people have that cannot be read, and what makes it readable. */
const UNREADABLE: readonly {
  matches: (bytes: Uint8Array) => boolean;
  problem: string;
  hint: string;
}[] = [
  {
    matches: (bytes) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]),
    problem: 'is in the old Office format (.doc, .xls, .ppt), or locked with a password',
    hint: 'Open it and save it as .docx or .xlsx, without a password.',
  },
  {
    matches: (bytes) => looksLikeZip(bytes, 'ppt/'),
    problem: 'is a presentation',
    hint: 'Save it as PDF, or its outline as text.',
  },
  {
    matches: (bytes) =>
      looksLikeZip(bytes, 'application/vnd.oasis.opendocument.') &&
      !looksLikeZip(bytes, 'application/vnd.oasis.opendocument.text'),
    problem: 'is an OpenDocument that is no text',
    hint: 'Save a spreadsheet as .xlsx or .csv, a presentation as PDF.',
  },
];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** The format of a file: by what is in it, else by its name. Undefined if it is none of these. */
export function formatOf(input: Pick<FormatInput, 'name' | 'bytes'>): Format | undefined {
  const extension = /\.[^./]*$/u.exec(input.name)?.[0].toLowerCase() ?? '';
  const isUnreadable = UNREADABLE.some(({ matches }) => matches(input.bytes));
  if (isUnreadable) return undefined;
  return (
    FORMATS.find((format) => format.matches?.(input) ?? false) ??
    FORMATS.find((format) => format.extensions.includes(extension))
  );
}

/** Why a file of no known format cannot be read; undefined if nobody would expect it to be. */
function refusalOf(bytes: Uint8Array): FormatError | undefined {
  const known = UNREADABLE.find(({ matches }) => matches(bytes));
  return known && new FormatError(known.problem, known.hint);
}

/** Everything in one file. @throws FormatError if nothing of it can be read. */
export async function readBytes(
  name: string,
  bytes: Uint8Array,
  depth = 0,
): Promise<readonly FormatItem[]> {
  const refusal = refusalOf(bytes);
  if (refusal) throw refusal;
  if (bytes.length === 0) throw new FormatError('is empty', 'Give it an article, or remove it.');
  const input: FormatInput = {
    name,
    bytes,
    depth,
    readInner: (inner, content) => readBytes(inner, content, depth + 1),
  };
  const format = formatOf(input);
  if (format === undefined) {
    if (depth > 0) return [{ note: 'unread: not a document' }];
    throw new FormatError('is no document', 'Save it in one of the formats that the README lists.');
  }
  // A name that promises a binary format, over something else: an upload that broke off, an error page saved under it.
  if (
    format.matches &&
    !format.matches(input) &&
    format.extensions.some((extension) => extension !== '.html' && extension !== '.htm')
  ) {
    throw new FormatError(
      `is no ${format.name}, whatever its name says`,
      'It is damaged or was renamed; save it again from the program that made it.',
    );
  }
  return format.read(input);
}
