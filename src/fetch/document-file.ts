/** A document at an address (PDF, Word, an e-book, a table, …) ─► the articles in it. */
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { FormatError, type FoundRecord } from '../corpus/formats/format.ts';
import { isDocumentName } from '../corpus/formats/look.ts';
import { readDocument } from '../corpus/formats/reader.ts';
import { type FoundArticle, NotAnArticle } from './found-article.ts';
import { Refused } from './refused.ts';
import { bareHost } from './urls.ts';

/** Servers name these types; if they name none that is known, the name tells. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/x-pdf': '.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/msword': '.doc',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/epub+zip': '.epub',
  'application/rtf': '.rtf',
  'text/rtf': '.rtf',
  'text/csv': '.csv',
  'text/tab-separated-values': '.tsv',
  'text/markdown': '.md',
  'text/plain': '.txt',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
};
const TEXTS = ['.md', '.markdown', '.mdx', '.txt'];
/** Said of any file that is to be saved. */
const ANY_FILE =
  /^(?:(?:application|binary)\/(?:octet-stream|x-?download|force-download|download))?$/u;

/** The name of a document with its extension; undefined if neither its type nor its name says that it is one. */
export function documentName(url: URL, headers: IncomingHttpHeaders): string | undefined {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
  const names = [savedAs(headers['content-disposition'] ?? ''), lastPart(url)];
  const byType = EXTENSIONS[type];
  const isText = type.startsWith('text/');
  if (byType === undefined && !isText && !ANY_FILE.test(type)) return undefined;
  const named = names.find(
    (name) => isDocumentName(name) || (isText && TEXTS.includes(path.extname(name).toLowerCase())),
  );
  if (named !== undefined) return named;
  if (byType === undefined) return undefined;
  return `${names.find((name) => name !== '')?.replace(/\.[^.]*$/u, '') ?? 'document'}${byType}`;
}

/** RFC 6266: `attachment; filename*=UTF-8''…; filename="…"`. */
function savedAs(disposition: string): string {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/iu.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/iu.exec(disposition);
  return path.basename(unescaped(encoded ?? plain?.[1] ?? plain?.[2] ?? ''));
}

function lastPart({ pathname }: URL): string {
  return path.basename(unescaped(pathname));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface DocumentArticles {
  readonly drafts: readonly FoundArticle[];
  /** What of it was left out, and what mends that. */
  readonly faults: readonly { readonly problem: string; readonly hint: string }[];
}

/** @throws Refused if nothing of it can be read. */
export async function articlesIn(
  name: string,
  body: Uint8Array,
  url: URL,
): Promise<DocumentArticles> {
  let items: Awaited<ReturnType<typeof readDocument>>;
  try {
    items = await readDocument(name, body);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new Refused(error.message, error.hint);
  }
  const faults = items.flatMap((item) =>
    'problem' in item
      ? [{ problem: [item.part, item.problem].filter(Boolean).join(': '), hint: item.hint }]
      : [],
  );
  const drafts = items.flatMap((item) => ('record' in item ? [draftOf(item, url)] : []));
  if (drafts.length > 0) return { drafts, faults };
  const [fault] = faults;
  throw new NotAnArticle(
    fault?.problem ?? 'no text',
    fault?.hint ?? 'The document may be a draft, or empty.',
  );
}

function draftOf({ record, outline = [], pages = [] }: FoundRecord, url: URL): FoundArticle {
  const fields = record as Partial<FoundArticle> & { readonly text: string; readonly url?: string };
  const marks = [
    ...pages.map(({ start, label }) => ({
      start,
      // The text must not end the comment that encloses it.
      mark: `<!-- page: ${label.replace(/-{2,}|[<>]/gu, ' ').trim()} -->\n\n`,
    })),
    ...outline.map(({ start }) => ({ start, mark: '## ' })),
  ];
  let text = '';
  let at = 0;
  for (const { start, mark } of marks.sort((a, b) => a.start - b.start)) {
    text += fields.text.slice(at, start) + mark;
    at = start;
  }
  text += fields.text.slice(at);
  return {
    ...fields,
    title: fields.title ?? '',
    text,
    url: typeof fields.url === 'string' && URL.canParse(fields.url) ? fields.url : url.href,
    source: fields.source ?? bareHost(url),
    tags: Array.isArray(fields.tags) ? fields.tags.map(String) : [],
  };
}
