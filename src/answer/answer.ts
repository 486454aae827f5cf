/** Question ─► Answer: retrieve, weigh, quote, judge how sure it is. */
import { createRetriever } from '../retrieve/retrieve.ts';
import type {
  Answer,
  Answerer,
  AnswerKind,
  ArticleHead,
  AskOptions,
  Embedder,
  Hit,
  Quote,
  SearchIndex,
} from '../types.ts';
import { explain } from './explain.ts';
import { NEAREST_MAX, PASSAGES_MAX, QUOTABLE_PASSAGES_MAX, QUOTES_MAX } from './limits.ts';
import { type ReadQuestion, readQuestion } from './question.ts';
import { checkQuote, makeQuote } from './quotes.ts';
import { isSameStory } from './same-story.ts';
import { type Weighed, weigh } from './weigh.ts';
import { NONE_WEIGHTS, PASSAGE_WEIGHTS, SENTENCE_WEIGHTS, THRESHOLDS } from './weights.ts';
import { type Window, windowsOf } from './windows.ts';

export interface AnswererParts {
  /** Calls `use` with the index that serves now; it stays open until the promise settles. */
  readonly withIndex: <T>(use: (index: SearchIndex) => Promise<T>) => Promise<T>;
  readonly embedder: Embedder;
}

const WEIGHTS = { sentence: SENTENCE_WEIGHTS, passage: PASSAGE_WEIGHTS, none: NONE_WEIGHTS };

export function createAnswerer({ withIndex, embedder }: AnswererParts): Answerer {
  return {
    ask: (question, options = {}) => withIndex((index) => ask(question, options, index, embedder)),
  };
}

async function ask(
  typed: string,
  { scope, why }: AskOptions,
  index: SearchIndex,
  embedder: Embedder,
): Promise<Answer> {
  const began = performance.now();
  const retriever = createRetriever({ index, embedder });
  const question = await readQuestion(typed, index, retriever);
  if (!question) {
    return {
      kind: 'none',
      quotes: [],
      confidence: 0,
      nearest: [],
      tookMs: performance.now() - began,
    };
  }
  const hits = await retriever.retrieve(question, PASSAGES_MAX, scope);
  const weighed = await weigh(question, hits, embedder, WEIGHTS);
  const chosen = choose(weighed);
  const confidence = chosen[0]?.probability ?? 0;
  const kind = kindOf(confidence);
  const quotes = kind === 'none' ? [] : await quote(question, chosen, index);
  return {
    kind: quotes.length === 0 ? 'none' : kind,
    quotes,
    confidence,
    ...(question.searchedFor === undefined ? {} : { searchedFor: question.searchedFor }),
    nearest: kind === 'answer' ? [] : nearest(hits),
    tookMs: performance.now() - began,
    ...(why ? { why: explain(question, weighed, THRESHOLDS) } : {}),
  };
}

function kindOf(confidence: number): AnswerKind {
  if (confidence >= THRESHOLDS.answer) return 'answer';
  return confidence >= THRESHOLDS.maybe ? 'maybe' : 'none';
}

/** A window to quote, with the probability that it answers. */
export interface Chosen {
  readonly window: Window;
  readonly probability: number;
}

/** The likeliest windows, none of which overlaps or repeats a better one. */
export function choose({ passages }: Weighed): Chosen[] {
  const candidates = passages
    .slice(0, QUOTABLE_PASSAGES_MAX)
    .flatMap(({ passage, probability, shares }) =>
      windowsOf(passage, shares).map((window) => ({
        window,
        probability: probability * window.share,
      })),
    )
    .sort((a, b) => b.probability - a.probability);
  const chosen: Chosen[] = [];
  for (const candidate of candidates) {
    if (chosen.length === QUOTES_MAX) break;
    if (
      chosen.every(
        (better) =>
          !overlaps(better.window, candidate.window) &&
          !isSameStory(better.window, candidate.window),
      )
    )
      chosen.push(candidate);
  }
  return chosen;
}

function overlaps(a: Window, b: Window): boolean {
  return (
    a.passage.hit.chunk.articleId === b.passage.hit.chunk.articleId &&
    a.start < b.end &&
    b.start < a.end
  );
}

async function quote(
  question: ReadQuestion,
  chosen: readonly Chosen[],
  index: SearchIndex,
): Promise<Quote[]> {
  const made: Quote[] = [];
  for (const { window, probability } of chosen) {
    const article = await index.article(window.passage.hit.chunk.articleId);
    if (!article) continue;
    const quoted = makeQuote(question, window, article, probability);
    checkQuote(quoted, article);
    made.push(quoted);
  }
  return made;
}

/** The articles of the best hits, each once. */
function nearest(hits: readonly Hit[]): ArticleHead[] {
  const heads = new Map<string, ArticleHead>();
  for (const { article } of hits) {
    if (heads.size < NEAREST_MAX && !heads.has(article.id)) heads.set(article.id, article);
  }
  return [...heads.values()];
}
