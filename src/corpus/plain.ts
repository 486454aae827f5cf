/** `.txt`: the title on the first line that is not blank, then the text. */
import type { RawRecord } from './record.ts';

/** The article in a text file. Its text is all that follows the title's line, but for blank lines: a slice of the file. */
export function readPlain(content: string): RawRecord {
  const match = /^\s*(\S[^\r\n]*)(?:\r\n|\n|\r|$)/u.exec(content);
  const title = match?.[1] ?? '';
  const text = content.slice(match?.[0].length ?? 0).replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/u, '');
  const titleLine = content.slice(0, content.indexOf(title)).split(/\r\n|\n|\r/u).length;
  return {
    record: { title, text },
    line: titleLine,
    lines: new Map([['text', titleLine + 1]]),
  };
}
