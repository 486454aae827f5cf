/** Makes quotes: exact slices of an article, checked. */
import { IndexError } from '../errors.ts';
import type { Article, ArticleHead, Quote, Span } from '../types.ts';
import { contextOf } from './context.ts';
import { emphasisOf } from './emphasis.ts';
import type { ReadQuestion } from './question.ts';
import type { Window } from './windows.ts';

/**
 * @param score probability that the quote answers.
 * @throws IndexError where the article's text is not what the index was made from.
 */
export function makeQuote(
  question: ReadQuestion,
  window: Window,
  article: Article,
  score: number,
): Quote {
  const { start, end, passage } = window;
  const { chunk } = passage.hit;
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
    ...(passage.hit.alsoIn?.length ? { alsoIn: passage.hit.alsoIn } : {}),
  };
  checkQuote(quote, article);
  return quote;
}

/** Holds a quote to what `Quote` promises. @throws IndexError, because only a wrong index can break the promise. */
export function checkQuote(quote: Quote, article: Article): void {
  const { start, end, text, context, emphasis } = quote;
  let from = start;
  const inOrder = emphasis.every((span) => {
    const fits = span.start >= from && span.end > span.start && span.end <= end;
    from = span.end;
    return fits;
  });
  const holds =
    article.id === quote.articleId &&
    end > start &&
    article.text.slice(start, end) === text &&
    within({ start, end }, context) &&
    within(context, { start: 0, end: article.text.length }) &&
    inOrder;
  if (!holds) {
    throw new IndexError(
      `the quote at ${start}–${end} of article «${article.id}» is not what the article says there`,
      'Run `npm run index -- --full` to build the index anew.',
    );
  }
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** What is said of an article where it is quoted. */
export function headOf({ text: _text, ...head }: Article): ArticleHead {
  return head;
}
