/** Markdown, text and JSON if they are inside an archive; as files of the corpus they are read without a thread. */
import { CorpusError } from '../../errors.ts';
import { decode } from '../charset.ts';
import { readJson } from '../json.ts';
import { readMarkdown } from '../markdown.ts';
import { readPlain } from '../plain.ts';
import type { RawRecord } from '../record.ts';
import type { Format, FormatItem } from './format.ts';

export const markdown: Format = {
  name: 'Markdown',
  extensions: ['.md', '.markdown', '.mdx'],
  read: ({ bytes, name }) => [itemOf(readMarkdown(name, decode(bytes)))],
};

export const plain: Format = {
  name: 'text',
  extensions: ['.txt'],
  read: ({ bytes }) => [itemOf(readPlain(decode(bytes)))],
};

export const json: Format = {
  name: 'JSON',
  extensions: ['.json'],
  read: ({ bytes, name }) => readJson(name, decode(bytes), name).map(itemOf),
};

function itemOf(raw: RawRecord | CorpusError): FormatItem {
  return raw instanceof CorpusError
    ? { problem: raw.problem, hint: raw.hint, line: raw.line }
    : raw;
}
