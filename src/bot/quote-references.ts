/** From quotes to references that can be kept, and from references back to quotes read from the article. */
import { holdsQuote } from '../answer/quotes.ts';
import { sourceLine } from '../answer/source-line.ts';
import { markOf, quotePath } from '../app/quote-address.ts';
import type { Article, CatalogueIndex, Quote } from '../types.ts';
import type { QuoteView } from './render/answer.ts';
import type { QuoteReference } from './state/port.ts';

const ALSO_IN_MAX = 5;

export function toReference(quote: Quote): QuoteReference {
  const { start, end, context } = quote;
  const around = context.start <= start && context.end >= end ? context : { start, end };
  return {
    articleId: quote.articleId,
    start,
    end,
    context: [around.start, around.end],
    emphasis: quote.emphasis.map((span) => [span.start, span.end] as const),
    mark: markOf(quote.text),
    alsoIn: (quote.alsoIn ?? []).slice(0, ALSO_IN_MAX).map(({ id }) => id),
  };
}

/**
 * Reads a quote again from its article. This is the last check before it leaves: undefined if the
 * article is gone, or its words at that place are no longer the ones that were chosen. An article that no longer has
 * those words is not named as printing them.
 */
export async function readQuote(
  index: CatalogueIndex,
  reference: QuoteReference,
): Promise<QuoteView | undefined> {
  const article = await index.article(reference.articleId);
  if (article === undefined) return undefined;
  const { start, end } = reference;
  const text = article.text.slice(start, end);
  if (text === '' || markOf(text) !== reference.mark) return undefined;
  const [from, to] = reference.context;
  const others = await Promise.all(reference.alsoIn.map((id) => index.article(id)));
  return {
    text,
    emphasis: emphasisWithin(reference, article.text),
    title: article.title,
    outlet: sourceLine(article, start),
    date: article.date,
    url: article.url,
    place: quotePath({
      ...reference,
      emphasis: reference.emphasis.map(([from, to]) => ({ start: from, end: to })),
    }),
    context: { text: article.text.slice(from, to), start: start - from, end: end - from },
    alsoIn: others
      .filter((other): other is Article => other !== undefined && holdsQuote(other, text))
      .map((other) => ({ title: other.title, outlet: sourceLine(other), date: other.date })),
  };
}

/** Relative to the quote; spans that leave it or overlap the one before are left out. */
function emphasisWithin(
  { start, end, emphasis }: QuoteReference,
  text: string,
): { start: number; end: number }[] {
  let last = start;
  const kept: { start: number; end: number }[] = [];
  for (const [from, to] of emphasis) {
    if (from < last || to > end || to <= from) continue;
    if (cutsPair(text, from) || cutsPair(text, to)) continue;
    kept.push({ start: from - start, end: to - start });
    last = to;
  }
  return kept;
}

/** Whether an offset falls between the halves of a surrogate pair. */
function cutsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
}
