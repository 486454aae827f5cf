/** HTML within Markdown: the words between the tags. Pages of HTML are read by `src/fetch`, with more care. */

const NOT_READ =
  /<!--[\s\S]*?(?:-->|$)|<(script|style|template|svg|math)(?=[\s/>])[\s\S]*?(?:<\/\1\s*>|$)|<[?!][\s\S]*?>/giu;
const BLOCK_TAG =
  /<\/?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)(?:\s[^>]*)?\/?>/giu;
const CELL_TAG = /<\/?(?:td|th)(?:\s[^>]*)?>/giu;
const TAG = /<\/?[a-z][^>]*>/giu;

/** The text of a scrap of HTML; what blocks hold is a paragraph each. Character references stay, for Markdown to read. */
export function printHtml(html: string): string {
  return html
    .replace(NOT_READ, '')
    .replace(BLOCK_TAG, '\n\n')
    .replace(CELL_TAG, ' ')
    .replace(TAG, '')
    .replace(/^[^\S\n]+|[^\S\n]+$/gmu, '');
}
