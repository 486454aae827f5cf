/** Question ─► Answer: find, read, judge how sure it is, choose, quote. */
import { ReaderError } from '../errors.ts';
import type { Reader } from '../reader/port.ts';
import { READ_MAX } from '../retrieve/choose-hits.ts';
import { createRetriever, type Retriever } from '../retrieve/retrieve.ts';
import { turn } from '../retrieve/turn.ts';
import type {
  Answer,
  Answerer,
  AnswerKind,
  Article,
  AskOptions,
  Embedder,
  Hit,
  Quote,
  SearchIndex,
} from '../types.ts';
import { asPrinted } from './as-printed.ts';
import { CALIBRATION } from './calibration.ts';
import { type ChosenWindows, chooseWindows } from './choose-windows.ts';
import { explain } from './explain.ts';
import { HOLD_BACK, type HoldBackRule, heldBackBy } from './hold-back.ts';
import { type Calibration, confidenceOf, type Judged, judge, surenessOf } from './judge.ts';
import { readByOverlap } from './lexical-overlap.ts';
import { STALE_AFTER_DAYS } from './limits.ts';
import { isGibberish, nearestArticles, unknownWords } from './nearest.ts';
import { checkQuote, makeQuote } from './quotes.ts';
import { type HitReading, readHits } from './read-hits.ts';
import { type ReadQuestion, readQuestion } from './read-question.ts';
import { shortAnswer } from './short.ts';
import { isStale } from './staleness.ts';

export interface AnswererParts {
  /** Calls `use` with the index that serves now and the model that made it; both stay open until the promise settles. */
  readonly withIndex: <T>(
    use: (index: SearchIndex, embedder: Embedder) => Promise<T>,
  ) => Promise<T>;
  readonly reader: Reader;
  /** Default: the one that comes with the project. With another reader's, no answer is more than 'maybe'. */
  readonly calibration?: Calibration;
  /** Default: all of them. */
  readonly holdBack?: readonly HoldBackRule[];
  /** Default: the clock. What a question calls today. */
  readonly now?: () => Date;
  /**
   * From this age in days on, an article says nothing about today: if the newest is asked for, the answer then tells its
   * date. Default: `STALE_AFTER_DAYS`.
   */
  readonly staleAfterDays?: number;
  /** Told what was found for each question, best first; for measuring. */
  readonly onHits?: (hits: readonly Hit[]) => void;
}

/**
 * Answers questions from an index. Blank or wordless questions get a none; those longer than `QUESTION_CHARS_MAX` are
 * cut to the sentence that asks. Others have their turn between the steps of an answer, each of which takes
 * milliseconds. If the reader is not available the nearest chunks are shown, as `unread`. Rejects with
 * IndexError if the index is damaged.
 */
export function createAnswerer({
  withIndex,
  reader,
  calibration = CALIBRATION,
  holdBack = HOLD_BACK,
  now = () => new Date(),
  staleAfterDays = STALE_AFTER_DAYS,
  onHits,
}: AnswererParts): Answerer {
  return {
    ask: (question, options = {}) =>
      withIndex((index, embedder) => {
        const retriever = createRetriever({ index, embedder });
        const parts = { index, retriever, reader, calibration, holdBack, staleAfterDays, onHits };
        return ask(question, options, { ...parts, now: now() });
      }),
  };
}

interface Parts
  extends Required<Pick<AnswererParts, 'reader' | 'calibration' | 'holdBack' | 'staleAfterDays'>> {
  readonly now: Date;
  readonly index: SearchIndex;
  readonly retriever: Retriever;
  readonly onHits: AnswererParts['onHits'];
}

async function ask(typed: string, options: AskOptions, parts: Parts): Promise<Answer> {
  const { index, retriever, calibration } = parts;
  const began = performance.now();
  const question = await readQuestion(typed, retriever);
  if (!question) return nothing(performance.now() - began);
  await turn();
  // What is near to such a question in meaning is near by chance.
  if (await isGibberish(question, index)) {
    const unknown = await unknownWords(question, index);
    return {
      ...nothing(performance.now() - began),
      ...(unknown.length > 0 ? { unknownWords: unknown } : {}),
    };
  }

  const limit = Math.min(options.chunksMax ?? READ_MAX, parts.reader.chunksMax ?? READ_MAX);
  const hits = await retriever.retrieve(question, limit, options.scope);
  parts.onHits?.(hits);
  await turn();
  const foundAt = performance.now();
  const { judged, chosen, unread } = await decide(question, hits, parts);
  const readAt = performance.now();
  const confidence = unread ? 0 : confidenceOf(judged, calibration);
  const sure = unread ? 'maybe' : kindOf(confidence, calibration);
  await turn();
  const quotes = sure === 'none' ? [] : await quote(chosen, confidence, index);
  const heldBack =
    sure === 'answer' ? await whyHeldBack(question, quotes, chosen, parts) : undefined;
  const kind = quotes.length === 0 ? 'none' : heldBack === undefined ? sure : 'maybe';
  const conflict = quotes.length > 0 && chosen.conflict.length > 0 ? chosen.conflict : undefined;
  const asOf = question.wantsLatest ? ageOf(quotes[0], parts) : undefined;
  const unknown = kind === 'none' ? await unknownWords(question, index) : [];
  const short = shortAnswer(kind, conflict, quotes[0]);
  return {
    kind,
    quotes,
    confidence,
    ...(short === undefined ? {} : { short }),
    ...(question.searchedFor === undefined
      ? {}
      : { searchedFor: asPrinted(question.searchedFor, typed, hits) }),
    ...(conflict ? { conflict } : {}),
    ...(unread ? { unread } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    nearest: kind === 'answer' ? [] : nearestArticles(question, hits),
    ...(unknown.length > 0 ? { unknownWords: unknown } : {}),
    ...(options.why
      ? {
          why: explain(question, hits, judged, {
            readerId: parts.reader.id,
            calibration,
            heldBack,
            unread,
          }),
        }
      : {}),
    tookMs: performance.now() - began,
    stagesMs: { find: foundAt - began, read: readAt - foundAt },
  };
}

function nothing(tookMs: number): Answer {
  return { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs };
}

interface Decided {
  readonly judged: Judged;
  readonly chosen: ChosenWindows;
  readonly unread: boolean;
}

/** Reads, judges and chooses. If the reader is not available, takes the nearest chunks. */
async function decide(
  question: ReadQuestion,
  hits: readonly Hit[],
  { reader, calibration }: Parts,
): Promise<Decided> {
  const { asked, wantsLatest: newest, words, terms } = question;
  const enough = (first: readonly HitReading[]) =>
    surenessOf(judge(first, calibration)) >= calibration.readMoreBelow;
  const read = await unlessAway(readHits(asked, hits, reader, enough));
  if (!read) {
    const judged = judge(readByOverlap(question, hits), calibration);
    return { judged, chosen: chooseWindows(judged.readings, { newest, words }), unread: true };
  }
  const judged = judge(read, calibration);
  await turn();
  const outright = kindOf(confidenceOf(judged, calibration), calibration) === 'answer';
  const chosen = chooseWindows(judged.readings, { newest, words, terms, outright });
  return { judged, chosen, unread: false };
}

/** What the reader gives; undefined if it is not available. */
async function unlessAway<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ReaderError) return undefined;
    throw error;
  }
}

function kindOf(confidence: number, { thresholds }: Calibration): AnswerKind {
  if (confidence >= thresholds.answer) return 'answer';
  return confidence >= thresholds.maybe ? 'maybe' : 'none';
}

/** Further quotes are as much less likely than the first as their sentences are. */
async function quote(
  { quotes, conflict }: ChosenWindows,
  confidence: number,
  index: SearchIndex,
): Promise<Quote[]> {
  const best = Math.max(...quotes.map(({ window }) => window.main.own));
  // Quotes are often of one article, and a long one takes a while to read.
  const reading = new Map<string, Promise<Article | undefined>>();
  const read = (id: string) => {
    const article = reading.get(id) ?? index.article(id);
    reading.set(id, article);
    return article;
  };
  return Promise.all(
    quotes.map(async (chosen, i) => {
      const score = (confidence * chosen.window.main.own) / best;
      const made = await makeQuote(chosen, { read, score, contradicted: conflict.includes(i) });
      // Checked when it was made, and once more before it is returned.
      await checkQuote(made, read);
      return made;
    }),
  );
}

/** Why an answer that is sure enough is still only a maybe; undefined if no rule holds it back. */
async function whyHeldBack(
  { asked }: ReadQuestion,
  [quote]: readonly Quote[],
  { quotes: [chosen] }: ChosenWindows,
  { reader, calibration, holdBack, now, staleAfterDays, index }: Parts,
): Promise<string | undefined> {
  if (!quote || !chosen) return undefined;
  if (reader.id !== calibration.readerId) return 'not-calibrated';
  const article = await index.article(quote.articleId);
  const seen = {
    question: asked,
    quote,
    context: article?.text.slice(quote.context.start, quote.context.end) ?? quote.text,
    heading: chosen.window.reading.hit.chunk.heading,
    now,
    staleAfterDays,
  };
  return heldBackBy(seen, holdBack);
}

/** The date of a quote that is too old to tell about the present. */
function ageOf(quote: Quote | undefined, { staleAfterDays, now }: Parts): string | undefined {
  const date = quote?.date;
  return date && isStale(date, staleAfterDays, now) ? date : undefined;
}
