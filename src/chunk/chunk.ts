/**
 * Cuts an article into chunks to be searched: whole sentences, under one heading, about a hundred words.
 *
 * No overlap: every sentence belongs to exactly one chunk, so that a quote has one place, the same words are not
 * indexed twice, and the next chunk, for more context, is `position + 1`.
 */
import { splitLong } from '../text/clauses.ts';
import { headingPaths, headingsOf } from '../text/headings.ts';
import { isSpace, linesOf } from '../text/lines.ts';
import { pageAt } from '../text/pages.ts';
import { splitSentences } from '../text/sentences.ts';
import type { Article, Chunk, Heading, Span } from '../types.ts';
import type { IsBoilerplate } from './boilerplate.ts';

/** Stored in the index's manifest: raise it whenever articles are cut differently, or a chunk is read differently. */
export const CHUNKER_VERSION = 3;

/** The intended number of words (runs between white space) of a chunk; a sentence that would exceed it begins the next. */
export const CHUNK_WORDS_TARGET = 96;
/** The maximum of words of a chunk: it fits into an embedding model's window, and leaves room to add a short rest. */
export const CHUNK_WORDS_MAX = 128;
/** A chunk with fewer words says too little alone: it joins the one before, or continues across a heading. */
export const CHUNK_WORDS_MIN = 24;
/** UTF-16 code units of the longest sentence kept whole while a chunk is packed; a longer one is cut into clauses. */
const PACKED_CHARS_MAX = 700;
/** UTF-16 code units of the longest sentence that is read and quoted: what a person reads in one breath. */
export const SENTENCE_CHARS_MAX = 350;

/** Between the headings that a chunk is under and those that it goes on under. */
const FURTHER_HEADING = ' · ';

interface Piece extends Span {
  readonly words: number;
  /** Places of the headings whose lines the piece holds, in order. */
  readonly headings: readonly number[];
  /** Its sentences that can be quoted, packed. */
  readonly parts: readonly Span[];
}

interface OpenChunk {
  start: number;
  end: number;
  words: number;
  /** Place of the heading that it begins under, and of those that it goes on under. */
  readonly heading: number | undefined;
  readonly further: number[];
  readonly parts: Span[];
  /** It begins under another heading than the draft before. */
  readonly newSection: boolean;
}

/**
 * The chunks of an article, in order. Invariants: those of `Chunk`; no chunk has more than `CHUNK_WORDS_MAX` words that
 * are no boilerplate, they do not overlap, and what is outside them is white space, boilerplate, or a heading with
 * nothing below it.
 *
 * @param isBoilerplate default: no line is.
 */
export function chunkArticle(article: Article, isBoilerplate?: IsBoilerplate): Chunk[] {
  const { text } = article;
  const found = headingsOf(article);
  const drafts: OpenChunk[] = [];
  let draft: OpenChunk | undefined;
  let heading: number | undefined;
  for (const piece of piecesOf(text, found, isBoilerplate)) {
    const last = piece.headings.at(-1);
    if (last !== undefined) heading = last;
    const full = draft !== undefined && draft.words + piece.words > CHUNK_WORDS_TARGET;
    const section = last !== undefined && draft !== undefined && draft.words >= CHUNK_WORDS_MIN;
    if (draft === undefined || full || section) {
      draft = {
        start: piece.start,
        end: piece.end,
        words: piece.words,
        heading,
        further: [],
        parts: [...piece.parts],
        newSection: last !== undefined,
      };
      drafts.push(draft);
    } else {
      draft.end = piece.end;
      draft.words += piece.words;
      draft.further.push(...piece.headings);
      draft.parts.push(...piece.parts);
    }
  }
  const paths = headingPaths(found);
  return joinRests(drafts)
    .filter(({ parts }) => parts.length > 0)
    .map(({ start, end, heading: own, further, parts }, position) => {
      const above = [
        ...(own === undefined ? [] : [paths[own]!]),
        ...further.map((place) => found[place]!.title),
      ].join(FURTHER_HEADING);
      const page = pageAt(article.pages, parts[0]!.start);
      return {
        articleId: article.id,
        position,
        start,
        end,
        text: text.slice(start, end),
        ...(above !== '' && { heading: above }),
        ...(page !== undefined && { page }),
        sentences: parts.flatMap((part) => splitLong(text, part, SENTENCE_CHARS_MAX)),
      };
    });
}

/** The sentences of a chunk, one per line: the body for the word index. */
export function bodyText({ text }: Pick<Article, 'text'>, { sentences }: Chunk): string {
  return sentences.map(({ start, end }) => text.slice(start, end)).join('\n');
}

/** The text that is embedded: title, headings, sentences, one per line. */
export function chunkText(article: Pick<Article, 'title' | 'text'>, chunk: Chunk): string {
  const above = chunk.heading === undefined ? [] : [chunk.heading];
  return [article.title, ...above, bodyText(article, chunk)].join('\n');
}

/** Sentences in order, each with the headings' lines right above it, none longer than a chunk. */
function piecesOf(
  text: string,
  found: readonly Heading[],
  isBoilerplate: IsBoilerplate | undefined,
): Piece[] {
  const byStart = new Map(found.map(({ start }, place) => [start, place]));
  const isLeftOut = leftOut(text, isBoilerplate);
  const pieces: Piece[] = [];
  let above: Piece | undefined;
  let headingEnd = 0;
  for (const sentence of splitSentences(text, { maxChars: PACKED_CHARS_MAX })) {
    const heading = byStart.get(sentence.start);
    if (heading !== undefined) headingEnd = found[heading]!.end;
    // A heading with a full stop in it is several sentences.
    const inHeading = sentence.start < headingEnd;
    if (!inHeading && isLeftOut(sentence)) continue;
    for (const part of cutToFit(text, sentence)) {
      const fits = above !== undefined && above.words + part.words <= CHUNK_WORDS_MAX;
      const own = heading !== undefined && part.start === sentence.start ? [heading] : [];
      const quotable = inHeading ? [] : [{ start: part.start, end: part.end }];
      const piece: Piece = fits
        ? {
            start: above!.start,
            end: part.end,
            words: above!.words + part.words,
            headings: [...above!.headings, ...own],
            parts: [...above!.parts, ...quotable],
          }
        : { ...part, headings: own, parts: quotable };
      if (!fits && above !== undefined) pieces.push(above);
      above = inHeading ? piece : undefined;
      if (above === undefined) pieces.push(piece);
    }
  }
  if (above !== undefined) pieces.push(above);
  return pieces;
}

/** Tells for each sentence, asked in order, whether it is on a line of boilerplate. */
function leftOut(
  text: string,
  isBoilerplate: IsBoilerplate | undefined,
): (sentence: Span) => boolean {
  if (isBoilerplate === undefined) return () => false;
  const lines = linesOf(text).filter(({ start, end }) => isBoilerplate(text.slice(start, end)));
  let at = 0;
  return ({ start }) => {
    while (at < lines.length && lines[at]!.end <= start) at += 1;
    return at < lines.length && lines[at]!.start <= start;
  };
}

/** A sentence of more words than a chunk aims at, cut at clauses and, if there are none, between words. */
function cutToFit(text: string, sentence: Span): (Span & { words: number })[] {
  const words = countWords(text, sentence);
  if (words <= CHUNK_WORDS_TARGET) return [{ ...sentence, words }];
  const chars = sentence.end - sentence.start;
  const maxChars = Math.max(40, Math.floor((chars * CHUNK_WORDS_TARGET) / words));
  return splitLong(text, sentence, maxChars).flatMap((clause) => cutByWords(text, clause));
}

/** A rest that is too short joins the chunk before it, if both are in one section and there is room. */
function joinRests(drafts: readonly OpenChunk[]): OpenChunk[] {
  const joined: OpenChunk[] = [];
  for (const draft of drafts) {
    const before = joined.at(-1);
    if (
      before !== undefined &&
      draft.words < CHUNK_WORDS_MIN &&
      !draft.newSection &&
      before.words + draft.words <= CHUNK_WORDS_MAX
    ) {
      before.end = draft.end;
      before.words += draft.words;
      before.further.push(...draft.further);
      before.parts.push(...draft.parts);
    } else joined.push(draft);
  }
  return joined;
}

/** Parts of at most as many words as a chunk aims at. */
function cutByWords(text: string, span: Span): (Span & { words: number })[] {
  const pieces: (Span & { words: number })[] = [];
  let start = span.start;
  let words = 0;
  for (let i = span.start; i < span.end; i++) {
    if (isSpace(text.charCodeAt(i)) || (i > start && !isSpace(text.charCodeAt(i - 1)))) continue;
    if (words === CHUNK_WORDS_TARGET) {
      pieces.push({ start, end: endBefore(text, i), words });
      start = i;
      words = 0;
    }
    words++;
  }
  pieces.push({ start, end: span.end, words });
  return pieces;
}

function endBefore(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

function countWords(text: string, { start, end }: Span): number {
  let words = 0;
  let inWord = false;
  for (let i = start; i < end; i++) {
    const space = isSpace(text.charCodeAt(i));
    if (!space && !inWord) words++;
    inWord = !space;
  }
  return words;
}
