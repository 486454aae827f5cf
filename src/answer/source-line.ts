/** Where an article was published, for the line under a quote: its outlet, or file and page if it has no address. */
import { posix } from 'node:path';
import { pageAt } from '../text/pages.ts';
import type { Article } from '../types.ts';

/**
 * The outlet; of an article without an address also its file, and the page on which `start` (UTF-16 code units into its
 * text) is, if that is known: so a person finds it again. Undefined if there is nothing to say.
 */
export function sourceLine(
  { source, url, file, pages }: Pick<Article, 'source' | 'url' | 'file' | 'pages'>,
  start?: number,
): string | undefined {
  if (url !== undefined || file === undefined) return source;
  const label = start === undefined ? undefined : pageAt(pages, start);
  const isPage = label !== undefined && /^\p{Nd}+$| \(في الملف \p{Nd}+\)$/u.test(label);
  const page = isPage ? `ص ${label}` : label;
  const parts = [source, posix.basename(file), page];
  return parts.filter((part) => part !== undefined).join('، ');
}
