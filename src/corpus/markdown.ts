/** `.md`: YAML front matter between two lines of `---`, then the text. */
import { isMap, LineCounter, parseDocument } from 'yaml';
import { CorpusError } from '../errors.ts';
import { FIELDS } from './article.ts';
import { printMarkdown } from './print-markdown.ts';
import type { RawRecord } from './record.ts';

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/mu;
const FIRST_HEADING = /^\s*#[ \t]+(.*?)[ \t#]*(?:\r?\n|$)/u;

/**
 * The article in a Markdown file. Its text is everything after the front matter, as it is printed. Without a title in
 * the front matter, a first `# heading` is the title.
 */
export function readMarkdown(file: string, content: string): RawRecord | CorpusError {
  const matter = content.startsWith('---') ? FRONT_MATTER.exec(content) : null;
  if (matter === null) return withoutFrontMatter(file, content);

  const lineCounter = new LineCounter();
  const document = parseDocument(matter[1]!, { lineCounter, logLevel: 'silent' });
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
  if (document.contents !== null && !isMap(document.contents)) {
    return new CorpusError(
      'the front matter is not a list of fields',
      { file, line: 2 },
      'Write one field a line: title: …',
    );
  }
  const lines = new Map<string, number>();
  for (const { key } of document.contents?.items ?? []) {
    const { value, range } = key as { value: unknown; range?: [number, number, number] };
    if (range) lines.set(String(value), lineAt(range[0]));
  }
  let fields: Record<string, unknown>;
  try {
    // No aliases: a few nested ones can stand for gigabytes.
    fields = document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    return new CorpusError(
      'the front matter uses YAML aliases',
      { file, line: 2 },
      'Write the values out.',
      { cause },
    );
  }
  const text = content.slice(matter[0].length).replace(/^(?:[ \t]*\r?\n)+/u, '');
  const bodyLine = lineOf(content, content.length - text.length);
  const { text: printed, outline } = printMarkdown(text);
  if (fields.title === undefined || fields.title === null) {
    const heading = FIRST_HEADING.exec(text)?.[1];
    fields.title = heading && printMarkdown(heading).text;
  }
  return {
    record: { ...fields, text: printed },
    outline,
    line: 1,
    lineOfField: (field) => (field === 'text' ? bodyLine : (lines.get(field) ?? 1)),
    unknownFields: [...lines.keys()].filter((field) => !FIELDS.includes(field)),
  };
}

function withoutFrontMatter(file: string, content: string): RawRecord | CorpusError {
  const heading = FIRST_HEADING.exec(content);
  if (heading === null) {
    return new CorpusError(
      content.startsWith('---') ? 'the front matter has no end' : 'has no front matter',
      { file, line: 1 },
      'Begin the file with a line of ---, then title: …, then another line of ---.',
    );
  }
  const text = content.slice(heading[0].length).replace(/^(?:[ \t]*\r?\n)+/u, '');
  const bodyLine = lineOf(content, content.length - text.length);
  const { text: printed, outline } = printMarkdown(text);
  return {
    record: { title: printMarkdown(heading[1]!).text, text: printed },
    outline,
    line: 1,
    lineOfField: (field) => (field === 'text' ? bodyLine : 1),
  };
}

function lineOf(content: string, offset: number): number {
  return content.slice(0, offset).split('\n').length;
}
