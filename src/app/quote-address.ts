/** The address of a quote on the page that shows it in its article. The same for the page, the bot and programs. */
import { createHash } from 'node:crypto';
import type { Span } from '../types.ts';

/** A quote's words in 22 characters (132 bits): tells whether an article still has them. */
export function markOf(quoted: string): string {
  return createHash('sha256').update(quoted, 'utf16le').digest('base64url').slice(0, 22);
}

export interface QuotePlace extends Span {
  readonly articleId: string;
  /** Of its words, by `markOf`. */
  readonly mark: string;
  /** The words that answer, as spans of the article. */
  readonly emphasis: readonly Span[];
}

/** More bold passages than this would only make the address long. */
const EMPHASIS_MAX = 6;

/** `/article/<id>?q=<start>-<end>&m=<mark>&b=<start>-<end>…`, without `#q`. */
export function quotePath({ articleId, start, end, mark, emphasis }: QuotePlace): string {
  const bold = emphasis.slice(0, EMPHASIS_MAX).map((span) => `${span.start}-${span.end}`);
  const b = bold.length > 0 ? `&b=${bold.join(',')}` : '';
  return `${articlePath(articleId)}?q=${start}-${end}&m=${mark}${b}`;
}

export const articlePath = (articleId: string) => `/article/${encodeURIComponent(articleId)}`;
