/** Makes quotes: exact slices of an article, checked. */
import { IndexError } from '../errors.ts';
import { searchForm } from '../text/normalise.ts';
import type { Article, ArticleHead, Quote, Span } from '../types.ts';
import type { Chosen } from './choose.ts';
import { contextOf } from './context.ts';
import { NEIGHBOUR_SHARE_MIN, SPAN_SURE_MIN } from './limits.ts';
import type { Window } from './windows.ts';

/**
 * @param read an article by its id, as the index has it.
 * @param score probability that the quote answers.
 * @throws IndexError where the article is missing, or its text is not what the index was made from.
 */
export async function makeQuote(
  { window, alsoIn }: Chosen,
  read: (id: string) => Promise<Article | undefined>,
  score: number,
): Promise<Quote> {
  const { start, end, passage } = window;
  const { chunk } = passage.hit;
  const article = await read(chunk.articleId);
  if (!article) throw defect(chunk.articleId, { start, end });
  const text = chunk.text.slice(start - chunk.start, end - chunk.start);
  const others = await withSameWords(text, alsoIn, read);
  const quote: Quote = {
    text,
    start,
    end,
    articleId: article.id,
    title: article.title,
    source: article.source ?? null,
    url: article.url ?? null,
    date: article.date ?? null,
    score,
    context: contextOf(article.text, { start, end }),
    emphasis: emphasisOf(window),
    ...(others.length > 0 ? { alsoIn: others } : {}),
  };
  checkQuote(quote, article);
  return quote;
}

/** The words that answer, in each sentence that is likely to, as far as the reader is sure of them; else nothing. */
function emphasisOf({ passage, from, to, main }: Window): Span[] {
  return passage.sentences
    .slice(from, to)
    .filter(({ probability }) => probability >= NEIGHBOUR_SHARE_MIN * main.probability)
    .flatMap(({ span }) => (span && span.probability >= SPAN_SURE_MIN ? [span] : []))
    .map(({ start, end }) => ({ start, end }));
}

/** "Also published in" is said of an article only where it has the very words. */
async function withSameWords(
  text: string,
  alsoIn: readonly ArticleHead[],
  read: (id: string) => Promise<Article | undefined>,
): Promise<ArticleHead[]> {
  const words = searchForm(text);
  const articles = await Promise.all(alsoIn.map(({ id }) => read(id)));
  return alsoIn.filter((_, i) => {
    const other = articles[i];
    return other !== undefined && searchForm(other.text).includes(words);
  });
}

/** Holds a quote to what `Quote` promises. @throws IndexError, because only a wrong index can break the promise. */
export function checkQuote(quote: Quote, article: Article | undefined): void {
  const { start, end, text, context, emphasis } = quote;
  let from = start;
  const inOrder = emphasis.every((span) => {
    const fits = span.start >= from && span.end > span.start && span.end <= end;
    from = span.end;
    return fits;
  });
  const holds =
    article !== undefined &&
    article.id === quote.articleId &&
    end > start &&
    article.text.slice(start, end) === text &&
    within(quote, context) &&
    within(context, { start: 0, end: article.text.length }) &&
    inOrder;
  if (!holds) throw defect(quote.articleId, quote);
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function defect(articleId: string, { start, end }: Span): IndexError {
  return new IndexError(
    `the quote at ${start}–${end} of article «${articleId}» is not what the article says there`,
    'Run `npm run index -- --full` to build the index anew.',
  );
}
