/** `.json`: one article, or a list of them. */
import { CorpusError } from '../errors.ts';
import type { RawRecord } from './record.ts';

export function readJson(
  file: string,
  content: string,
  baseId: string,
): (RawRecord | CorpusError)[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    return [jsonError(file, content, 1, cause)];
  }
  if (!Array.isArray(value)) return [{ record: value, line: 1 }];
  if (value.length === 0)
    return [
      new CorpusError(
        'holds no article',
        { file },
        'Put at least one article into the list, or remove the file.',
      ),
    ];
  const lines = linesOfElements(content);
  return value.map((record, i) => ({
    record,
    line: lines[i] ?? 1,
    defaultId: `${baseId}-${i + 1}`,
  }));
}

/** What JSON.parse complains of, with its line; `firstLine` is the line of the file on which `content` begins. */
export function jsonError(
  file: string,
  content: string,
  firstLine: number,
  cause: unknown,
): CorpusError {
  const { message } = cause as Error;
  const position = /position (\d+)/u.exec(message)?.[1];
  const before = position === undefined ? content.trimEnd() : content.slice(0, Number(position));
  const line = firstLine + before.split('\n').length - 1;
  // The message quotes the content, which may be long and is not needed, because the line is known.
  const problem = message.replace(/,? ?(?:\.{3})?"[\s\S]*$| in JSON[\s\S]*$/u, '') || 'broken off';
  return new CorpusError(
    `is not JSON: ${problem}`,
    { file, line },
    'Mend the line; a JSON checker shows the place.',
    { cause },
  );
}

/** The line on which each element of a top-level list begins. The content is valid JSON. */
function linesOfElements(content: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let inString = false;
  let expecting = false;
  for (let i = 0; i < content.length; i++) {
    const character = content.charAt(i);
    if (character === '\n') line++;
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
      continue;
    }
    if (expecting && /[^\s\]]/u.test(character)) {
      lines.push(line);
      expecting = false;
    }
    if (character === '"') inString = true;
    else if (character === '[' || character === '{') expecting = ++depth === 1;
    else if (character === ']' || character === '}') depth--;
    else if (character === ',' && depth === 1) expecting = true;
  }
  return lines;
}
