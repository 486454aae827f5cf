/** Makes quotes: exact slices of an article, checked. */
import { IndexError } from '../errors.ts';
import { type HeldForm, heldForm, holdsWords } from '../text/held-words.ts';
import { sliceOf } from '../text/slice.ts';
import type { Article, ArticleHead, Quote, Span } from '../types.ts';
import type { ChosenWindow } from './choose-windows.ts';
import { contextOf } from './context.ts';
import { NEIGHBOUR_SHARE_MIN, SPAN_SURE_MIN } from './limits.ts';
import { sourceLine } from './source-line.ts';
import { isOfTwoValues, wholeValue } from './whole-value.ts';
import type { Window } from './windows.ts';

/** An article by its id, as the index has it. */
export type ReadArticle = (id: string) => Promise<Article | undefined>;

export interface QuoteParts {
  readonly read: ReadArticle;
  /** Probability that the quote answers. */
  readonly score: number;
  /** Whether another quote contradicts it: then the value that does is all that is bold. */
  readonly contradicted: boolean;
}

/**
 * @throws IndexError if the article is missing, or its text is not what the index was made from.
 */
export async function makeQuote(
  { window, alsoIn }: ChosenWindow,
  { read, score, contradicted }: QuoteParts,
): Promise<Quote> {
  const { start, end, reading } = window;
  const { chunk } = reading.hit;
  const article = await read(chunk.articleId);
  if (!article) throw defect(chunk.articleId, { start, end });
  const text = sliceOf(chunk, { start, end });
  const others = await withSameWords(text, alsoIn, read);
  const quote: Quote = {
    text,
    start,
    end,
    articleId: article.id,
    title: article.title,
    source: sourceLine(article, start) ?? null,
    url: article.url ?? null,
    date: article.date ?? null,
    score,
    context: contextOf(article.text, { start, end }),
    emphasis: emphasisOf(window, contradicted),
    ...(others.length > 0 ? { alsoIn: others } : {}),
  };
  await checkQuote(quote, read);
  return quote;
}

/** The words that answer in each sentence that probably answers, as far as the reader is sure of them. */
function emphasisOf({ reading, from, to, main }: Window, mainAlone: boolean): Span[] {
  return reading.sentences
    .slice(from, to)
    .filter((sentence) =>
      mainAlone
        ? sentence === main
        : sentence.probability >= NEIGHBOUR_SHARE_MIN * main.probability,
    )
    .flatMap(({ start, text, span }) => {
      if (!span || span.probability < SPAN_SURE_MIN) return [];
      const whole = wholeValue(text, { start: span.start - start, end: span.end - start });
      if (isOfTwoValues(text.slice(whole.start, whole.end))) return [];
      return [{ start: whole.start + start, end: whole.end + start }];
    });
}

/** "Also published in" names an article only if it has exactly these words. */
async function withSameWords(
  text: string,
  alsoIn: readonly ArticleHead[],
  read: ReadArticle,
): Promise<ArticleHead[]> {
  const articles = await Promise.all(alsoIn.map(({ id }) => read(id)));
  return alsoIn.filter((_, i) => {
    const other = articles[i];
    return other !== undefined && holdsQuote(other, text);
  });
}

/** Forms of the articles that one question looks into, each made once. */
const forms = new WeakMap<Article, HeldForm>();

/** Whether an article has the words of a quote, as a sentence or clause of its own. */
export function holdsQuote(article: Article, quoted: string): boolean {
  const form = forms.get(article) ?? heldForm(article.text);
  forms.set(article, form);
  return holdsWords(form, heldForm(quoted));
}

/**
 * Checks what `Quote` promises: a slice of its article, and the same words in every other article that it names.
 *
 * @throws IndexError, because only a wrong index can break the promise.
 */
export async function checkQuote(quote: Quote, read: ReadArticle): Promise<void> {
  const { start, end, text, context, emphasis, alsoIn = [] } = quote;
  const article = await read(quote.articleId);
  const others = await Promise.all(alsoIn.map(({ id }) => read(id)));
  let from = start;
  const inOrder = emphasis.every((span) => {
    const fits = span.start >= from && span.end > span.start && span.end <= end;
    from = span.end;
    return fits;
  });
  const holds =
    article !== undefined &&
    end > start &&
    article.text.slice(start, end) === text &&
    within(quote, context) &&
    within(context, { start: 0, end: article.text.length }) &&
    inOrder &&
    others.every((other) => other !== undefined && holdsQuote(other, text));
  if (!holds) throw defect(quote.articleId, quote);
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function defect(articleId: string, { start, end }: Span): IndexError {
  return new IndexError(
    `the quote at ${start}–${end} of article «${articleId}» is not what the article says there`,
    'Run `npm run index -- --full` to rebuild the index.',
  );
}
