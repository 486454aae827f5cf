/** An article to the Markdown file that `readCorpus` reads back as the same article. */
import type { Article } from '../types.ts';
import { FIELDS } from './article.ts';

/** JSON's strings leave these bare, and YAML forbids them or takes them for line breaks. */
const NOT_IN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/**
 * Front matter, a blank line, the text, and a line break at the end. Read back, the text has no blank lines at its start.
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
  return `---\n${lines.join('\n')}\n---\n\n${article.text}${article.text.endsWith('\n') ? '' : '\n'}`;
}
