/** Question ─► Answer: retrieve, weigh, quote, judge how sure it is. */
import { CHANCE_EVIDENCE } from '../retrieve/rarity.ts';
import { createRetriever } from '../retrieve/retrieve.ts';
import type {
  Answer,
  Answerer,
  AnswerKind,
  Article,
  ArticleHead,
  AskOptions,
  Embedder,
  Hit,
  Quote,
  SearchIndex,
} from '../types.ts';
import { lacksKind } from './answering.ts';
import { type Choice, choose } from './choose.ts';
import { explain } from './explain.ts';
import { NEAREST_MAX, PASSAGES_MAX } from './limits.ts';
import { type AnswerModel, confidenceOf } from './model.ts';
import { withOtherVersions } from './other-versions.ts';
import { type ReadQuestion, readQuestion } from './question.ts';
import { checkQuote, makeQuote } from './quotes.ts';
import { describe, type Weighed, weigh } from './weigh.ts';
import { ANSWER_MODEL } from './weights.ts';

export interface AnswererParts {
  /** Calls `use` with the index that serves now, and the model it keeps; both stay open until the promise settles. */
  readonly withIndex: <T>(use: (index: SearchIndex, own?: Embedder) => Promise<T>) => Promise<T>;
  /** For an index that keeps no model of its own. */
  readonly embedder: Embedder;
  /** Default: the weights that come with the project. */
  readonly model?: AnswerModel;
  /** Told what was retrieved for each question, best first; for measuring. */
  readonly onHits?: (hits: readonly Hit[]) => void;
}

/**
 * A reader who asks within one article has said where the answer stands, so that half the confidence will do. Where
 * even that is missing, the nearest passages are shown as such.
 */
const SCOPED_SHARE = 0.5;

/**
 * Answers questions from an index. Blank or wordless questions get a none; those longer than `QUESTION_CHARS_MAX` are
 * cut to the sentence that asks. Rejects with IndexError where the index is damaged.
 */
export function createAnswerer({
  withIndex,
  embedder,
  model = ANSWER_MODEL,
  onHits,
}: AnswererParts): Answerer {
  return {
    ask: (question, options = {}) =>
      withIndex((index, own) =>
        ask(question, options, { index, embedder: own ?? embedder, model, onHits }),
      ),
  };
}

interface Parts {
  readonly index: SearchIndex;
  readonly embedder: Embedder;
  readonly model: AnswerModel;
  readonly onHits: AnswererParts['onHits'];
}

async function ask(
  typed: string,
  { scope, why }: AskOptions,
  { index, embedder, model, onHits }: Parts,
): Promise<Answer> {
  const began = performance.now();
  const retriever = createRetriever({ index, embedder });
  const question = await readQuestion(typed, index, retriever);
  if (!question) return nothing(performance.now() - began);

  const hits = await retriever.retrieve(question, PASSAGES_MAX, scope);
  onHits?.(hits);
  const weighed = weigh(await describe(question, hits, embedder), model);
  const choice = await withOtherVersions(question, choose(question, weighed), retriever);
  const best = choice.quotes[0]?.window;
  const confidence = best ? confidenceOf(model, best.probability, 1 - weighed.none) : 0;
  const thresholds = scope?.articleId === undefined ? model.thresholds : gentler(model.thresholds);
  const kind = isForeign(weighed, index.summary.chunks)
    ? 'none'
    : kindOf(confidence, thresholds, {
        pastChance: isPastChance(weighed),
        lacksKind: !best || lacksKind(question, best.passage.sentences.slice(best.from, best.to)),
      });
  const quotes = kind === 'none' ? [] : await quote(question, choice, confidence, index);
  return {
    kind: quotes.length === 0 ? 'none' : kind,
    quotes,
    confidence,
    ...(question.searchedFor === undefined ? {} : { searchedFor: question.searchedFor }),
    ...(quotes.length > 0 && choice.conflict.length > 0 ? { conflict: choice.conflict } : {}),
    nearest: kind === 'answer' ? [] : nearest(hits),
    ...(why ? { why: explain(question, weighed, thresholds) } : {}),
    tookMs: performance.now() - began,
  };
}

function nothing(tookMs: number): Answer {
  return { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs };
}

function gentler({ answer, maybe }: AnswerModel['thresholds']): AnswerModel['thresholds'] {
  return { answer: answer * SCOPED_SHARE, maybe: maybe * SCOPED_SHARE };
}

/**
 * Below this, a passage is not near in meaning, and words that it has of the question may be others of the same letters:
 * «القدم» of the ball and «قدّم» of the envoy.
 */
const UNRELATED_COSINE = 0.1;
/**
 * Among so few chunks such a chance is all that a lone word needs. There, an article that is far in meaning and has not
 * even half of the question speaks of something else: «من فاز بالدوري المصري؟» asked of an article that says «المصري».
 */
const FEW_CHUNKS = 50;
const FOREIGN_COVER = 0.5;

function isForeign({ passages }: Weighed, chunks: number): boolean {
  const best = passages[0]?.features;
  return (
    chunks < FEW_CHUNKS &&
    best !== undefined &&
    best.coverArticle < FOREIGN_COVER &&
    best.cosine < UNRELATED_COSINE
  );
}

/**
 * Whether the best passage has so rare words of the question that chance would bring them together in one chunk at most,
 * and is not far in meaning: then it speaks of what was asked, whether or not it answers, and is worth showing as such.
 */
function isPastChance({ passages }: Weighed): boolean {
  const best = passages[0]?.features;
  return best !== undefined && best.evidence >= CHANCE_EVIDENCE && best.cosine >= UNRELATED_COSINE;
}

/** A quote without the date or amount asked for is shown, but never as the answer. */
function kindOf(
  confidence: number,
  { answer, maybe }: AnswerModel['thresholds'],
  { pastChance, lacksKind: lacks }: { readonly pastChance: boolean; readonly lacksKind: boolean },
): AnswerKind {
  if (confidence >= answer && !lacks) return 'answer';
  return confidence >= maybe || pastChance ? 'maybe' : 'none';
}

/** Further quotes are as much less likely than the first as their sentences are. */
async function quote(
  question: ReadQuestion,
  { quotes }: Choice,
  confidence: number,
  index: SearchIndex,
): Promise<Quote[]> {
  const best = Math.max(...quotes.map(({ window }) => window.probability));
  // Quotes are often of one article, and a long one takes a while to read.
  const reading = new Map<string, Promise<Article | undefined>>();
  const read = (id: string) => {
    const article = reading.get(id) ?? index.article(id);
    reading.set(id, article);
    return article;
  };
  return Promise.all(
    quotes.map(async (chosen) => {
      const article = await read(chosen.window.passage.hit.chunk.articleId);
      const made = makeQuote(
        question,
        chosen,
        article,
        (confidence * chosen.window.probability) / best,
      );
      // Checked when it was made, and here again, where it leaves.
      checkQuote(made, article);
      return made;
    }),
  );
}

/** The articles of the best hits, each once. */
function nearest(hits: readonly Hit[]): ArticleHead[] {
  const heads = new Map<string, ArticleHead>();
  for (const { article } of hits) {
    if (heads.size < NEAREST_MAX && !heads.has(article.id)) heads.set(article.id, article);
  }
  return [...heads.values()];
}
