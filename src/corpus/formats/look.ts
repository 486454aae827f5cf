/** Which files are documents for the reader's thread: by the first bytes and by the name, without loading any parser. */
import path from 'node:path';

/** All extensions that `list.ts` reads and `read.ts` does not; a test holds the two together. */
export const DOCUMENT_EXTENSIONS: readonly string[] = [
  '.pdf',
  '.docx',
  '.docm',
  '.dotx',
  '.xlsx',
  '.xlsm',
  '.odt',
  '.ott',
  '.epub',
  '.rtf',
  '.html',
  '.htm',
  '.xhtml',
  '.shtml',
  '.mhtml',
  '.mht',
  '.wxr',
  '.csv',
  '.tsv',
  '.tab',
  '.zip',
];

/** Old Office files cannot be read, and somebody must hear what mends that. */
const OLD_OFFICE = ['.doc', '.xls', '.ppt', '.pptx', '.ods', '.odp'];

/** Bytes of a file that tell what it is. */
export const LOOK_BYTES = 4_096;

/** Whether the name promises a document. */
export function isDocumentName(file: string): boolean {
  const extension = path.extname(file).toLowerCase();
  return DOCUMENT_EXTENSIONS.includes(extension) || OLD_OFFICE.includes(extension);
}

/** Whether the first bytes are a document's, whatever the name says. */
export function looksLikeDocument(head: Uint8Array, file: string): boolean {
  const start = Buffer.from(head.subarray(0, LOOK_BYTES)).toString('latin1');
  if (/^\s*(?:%PDF-|\{\\rtf)|^PK\x03\x04|^\xd0\xcf\x11\xe0/u.test(start)) return true;
  if (/\.json$/iu.test(file)) return looksLikeTelegram(start);
  // Markdown may begin with a line of HTML, and text may be about HTML.
  if (/\.(?:md|markdown|mdx|txt|jsonl|jsonl\.gz)$/iu.test(file))
    return /^(?:\xef\xbb\xbf)?\s*<!doctype html/iu.test(start) && !/\.jsonl/iu.test(file);
  return /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype html|html[\s>]|rss[\s>])/iu.test(
    start,
  );
}

/** Whether JSON that begins so is what Telegram Desktop exports: a chat, or an account with all its chats. */
export function looksLikeTelegram(start: string): boolean {
  const isChat = /"messages"\s*:\s*\[/u.test(start) && /"type"\s*:\s*"[a-z_]+"/u.test(start);
  return isChat || /^\s*\{\s*"about"\s*:\s*"Here is the data you requested/u.test(start);
}
