/** An article to the Markdown file that `readCorpus` reads back and prints as the same article. */
import type { Article } from '../types.ts';
import { FIELDS } from './article.ts';
import { PAGE_MARK } from './print-markdown.ts';

/** JSON's strings leave these bare, and YAML forbids them or takes them for line breaks. */
const NOT_IN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/**
 * Front matter, a blank line, the text, and a line break at the end. In the text a line that begins with `## ` is a
 * heading, one that begins with `- ` an item, and `<!-- page: 12 -->` a page, as `src/fetch` has them; all else is
 * escaped, so that it is printed as it is.
 *
 * Every value is written as JSON, which is YAML too (YAML 1.2, chapter 1.3), so that no colon, quotation mark or `no`
 * in a title can be read as anything else.
 */
export function formatMarkdown(
  article: Partial<Article> & Pick<Article, 'title' | 'text'>,
): string {
  const lines: string[] = [];
  for (const field of FIELDS) {
    const value = article[field as keyof Article];
    if (field === 'text' || value === undefined) continue;
    const json = JSON.stringify(value).replace(
      NOT_IN_YAML,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    lines.push(`${field}: ${json}`);
  }
  return `---\n${lines.join('\n')}\n---\n\n${escapeMarks(article.text)}\n`;
}

/** `## ` of a heading, `- ` of an item. */
const OWN_MARK = /^(?:## |- )/u;

function escapeMarks(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .map((line, i) => {
      if (PAGE_MARK.test(line)) return line;
      const mark = OWN_MARK.exec(line)?.[0] ?? '';
      const escaped = mark + escapeLine(line.slice(mark.length));
      const next = lines[i + 1] ?? '';
      // Within a paragraph only a hard break is sure to be printed as one.
      const goesOn =
        line !== '' &&
        mark !== '## ' &&
        next !== '' &&
        !OWN_MARK.test(next) &&
        !PAGE_MARK.test(next);
      return goesOn ? `${escaped}\\` : escaped;
    })
    .join('\n')
    .trim();
}

/** Marks anywhere in a line, then those that mean something where a line begins. */
function escapeLine(line: string): string {
  return line
    .replace(/[\\`*_[\]<>|~]|&(?=#?[\p{L}\p{N}]+;)|#+$/gu, (marks) => marks.replace(/./gu, '\\$&'))
    .replace(/^(?:[-+](?=\s|$)|[-=](?=[-=\s]*$)|#)/u, '\\$&')
    .replace(/^([0-9]{1,9})(?=[.)](?:\s|$))/u, '$1\\');
}
