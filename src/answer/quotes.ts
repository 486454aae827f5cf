/** Makes quotes: exact slices of an article, checked. */
import { IndexError } from '../errors.ts';
import type { Article, Quote, Span } from '../types.ts';
import type { Chosen } from './choose.ts';
import { contextOf } from './context.ts';
import { emphasisOf } from './emphasis.ts';
import type { ReadQuestion } from './question.ts';

/**
 * @param article the article that the window is of, as the index has it.
 * @param score probability that the quote answers.
 * @throws IndexError where the article is missing, or its text is not what the index was made from.
 */
export function makeQuote(
  question: ReadQuestion,
  { window, alsoIn }: Chosen,
  article: Article | undefined,
  score: number,
): Quote {
  const { start, end, passage } = window;
  const { chunk } = passage.hit;
  if (!article) throw defect(chunk.articleId, { start, end });
  const quote: Quote = {
    text: chunk.text.slice(start - chunk.start, end - chunk.start),
    start,
    end,
    articleId: article.id,
    title: article.title,
    source: article.source ?? null,
    url: article.url ?? null,
    date: article.date ?? null,
    score,
    context: contextOf(article.text, { start, end }),
    emphasis: emphasisOf(question, window),
    ...(alsoIn.length > 0 ? { alsoIn } : {}),
  };
  checkQuote(quote, article);
  return quote;
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
