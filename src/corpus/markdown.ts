/** `.md`, `.mdx`: front matter, then the text. */
import { CorpusError } from '../errors.ts';
import { nameAsTitle } from './formats/title.ts';
import { readFrontMatter } from './front-matter.ts';
import { withoutProgram, withoutShortcodes } from './generator-codes.ts';
import { printMarkdown } from './print-markdown.ts';
import type { RawRecord } from './record.ts';

const FIRST_HEADING = /^\s*#[ \t]+(.*?)[ \t#]*(?:\r?\n|$)/u;

/**
 * The article in a Markdown file. Its text is everything after the front matter, as it is printed. Without a title in
 * the front matter, a first `# heading` is the title; without one, the name of the file, as note-taking programs have it.
 */
export function readMarkdown(file: string, source: string): RawRecord | CorpusError {
  const content = /\.mdx$/iu.test(file) ? withoutProgram(source) : source;
  const matter = readFrontMatter(file, content);
  if (matter instanceof CorpusError) return matter;
  if (matter === undefined) return withoutFrontMatter(file, content);
  const { fields, lines } = matter;
  const text = content.slice(matter.length).replace(/^(?:[ \t]*\r?\n)+/u, '');
  const bodyLine = lineOf(content, content.length - text.length);
  const { text: printed, outline, pages } = printMarkdown(withoutShortcodes(text));
  takeAliases(fields);
  if (fields.title === undefined || fields.title === null) {
    const heading = FIRST_HEADING.exec(text)?.[1];
    fields.title = heading === undefined ? nameAsTitle(file) : printMarkdown(heading).text;
  }
  return {
    record: { ...fields, text: printed },
    outline,
    pages,
    line: 1,
    lines: new Map([...lines, ['text', bodyLine]]),
    ...(matter.repairs.length > 0 && { repairs: matter.repairs }),
  };
}

/** As Hugo, Jekyll and Docusaurus call the fields. */
const ALIASES = { categories: 'category', authors: 'author', keywords: 'tags' };

function takeAliases(fields: Record<string, unknown>): void {
  for (const [alias, field] of Object.entries(ALIASES)) {
    const value = fields[alias];
    const isPlain = [value].flat().every((one) => typeof one === 'string');
    if (!isPlain || fields[field] !== undefined) continue;
    fields[field] = value;
    delete fields[alias];
  }
}

function withoutFrontMatter(file: string, content: string): RawRecord | CorpusError {
  if (/^(?:---|\+\+\+)[ \t]*\r?\n\S/u.test(content)) {
    return new CorpusError(
      'the front matter has no end',
      { file, line: 1 },
      'Begin the file with a line of ---, then title: …, then another line of ---.',
    );
  }
  const heading = FIRST_HEADING.exec(content);
  const text = content.slice(heading?.[0].length ?? 0).replace(/^(?:[ \t]*\r?\n)+/u, '');
  const bodyLine = lineOf(content, content.length - text.length);
  const { text: printed, outline } = printMarkdown(withoutShortcodes(text));
  return {
    record: {
      title: heading === null ? nameAsTitle(file) : printMarkdown(heading[1]!).text,
      text: printed,
    },
    outline,
    line: 1,
    lines: new Map([['text', bodyLine]]),
  };
}

function lineOf(content: string, offset: number): number {
  return content.slice(0, offset).split('\n').length;
}
