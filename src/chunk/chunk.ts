/**
 * Cuts an article into passages to be searched: whole sentences, under one heading, about a hundred words.
 *
 * No overlap: every sentence belongs to exactly one chunk, so that a quote has one place, the same words are not
 * indexed twice, and the next chunk is `position + 1` for whoever wants more context.
 */
import { splitLong } from '../text/clauses.ts';
import { type Heading, headingsOfLines } from '../text/headings.ts';
import { isSpace, linesOf } from '../text/lines.ts';
import { splitSentences } from '../text/sentences.ts';
import type { Article, Chunk, Span } from '../types.ts';

/** Goes into the index's manifest: raise it whenever any article is cut differently. */
export const CHUNKER_VERSION = 2;

/** Words (runs between white space) that a chunk aims at; a sentence that would go beyond begins the next. */
export const CHUNK_WORDS_TARGET = 96;
/** Words that no chunk exceeds: what fits an embedding model's window whole, and what a last short rest may add. */
export const CHUNK_WORDS_MAX = 128;
/** A chunk of fewer words says too little alone: it joins the one before, or goes on across a heading. */
export const CHUNK_WORDS_MIN = 24;
/** UTF-16 code units of the longest sentence kept whole; a longer one is cut into clauses. */
const SENTENCE_CHARS_MAX = 700;

interface Piece extends Span {
  readonly words: number;
  /** The last heading whose line the piece holds. */
  readonly heading: Heading | undefined;
}

interface Draft {
  start: number;
  end: number;
  words: number;
  heading: Heading | undefined;
  /** It begins under another heading than the draft before. */
  readonly newSection: boolean;
}

/**
 * The chunks of an article, in order. Invariants: `article.text.slice(start, end) === text`, no chunk is blank or
 * longer than `CHUNK_WORDS_MAX` words, they do not overlap, and what lies outside them is white space.
 */
export function chunkArticle(article: Article): Chunk[] {
  const { text } = article;
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  let heading: Heading | undefined;
  for (const piece of piecesOf(text)) {
    if (piece.heading !== undefined) heading = piece.heading;
    const full = draft !== undefined && draft.words + piece.words > CHUNK_WORDS_TARGET;
    const section =
      piece.heading !== undefined && draft !== undefined && draft.words >= CHUNK_WORDS_MIN;
    if (draft === undefined || full || section) {
      draft = {
        start: piece.start,
        end: piece.end,
        words: piece.words,
        heading,
        newSection: piece.heading !== undefined,
      };
      drafts.push(draft);
    } else {
      draft.end = piece.end;
      draft.words += piece.words;
    }
  }
  return joinRests(drafts).map(({ start, end, heading: above }, position) => ({
    articleId: article.id,
    position,
    start,
    end,
    text: text.slice(start, end),
    ...(above !== undefined && { heading: above.title }),
  }));
}

/** What is embedded and what the word index reads as one: title, heading, passage, a line each. */
export function passageText(article: Pick<Article, 'title'>, chunk: Chunk): string {
  const { heading, text } = chunk;
  // A chunk that begins with its heading's line says it already.
  const above =
    heading === undefined || text.slice(0, heading.length + 16).includes(heading) ? [] : [heading];
  return [article.title, ...above, text].join('\n');
}

/** Sentences in order, each with the headings' lines right above it, none longer than a chunk. */
function piecesOf(text: string): Piece[] {
  const lines = headingsOfLines(text, linesOf(text));
  const byStart = new Map(lines.map((heading) => [heading.start, heading]));
  const pieces: Piece[] = [];
  let above: Piece | undefined;
  for (const sentence of splitSentences(text, { maxChars: SENTENCE_CHARS_MAX })) {
    const heading = byStart.get(sentence.start);
    for (const part of cutToFit(text, sentence)) {
      const fits = above !== undefined && above.words + part.words <= CHUNK_WORDS_MAX;
      const piece: Piece = fits
        ? {
            start: above!.start,
            end: part.end,
            words: above!.words + part.words,
            heading: heading ?? above!.heading,
          }
        : { ...part, heading };
      if (!fits && above !== undefined) pieces.push(above);
      above = heading === undefined ? undefined : piece;
      if (above === undefined) pieces.push(piece);
    }
  }
  if (above !== undefined) pieces.push(above);
  return pieces;
}

/** A sentence of more words than a chunk aims at, cut at clauses and, where there are none, between words. */
function cutToFit(text: string, sentence: Span): (Span & { words: number })[] {
  const words = countWords(text, sentence);
  if (words <= CHUNK_WORDS_TARGET) return [{ ...sentence, words }];
  const chars = sentence.end - sentence.start;
  const maxChars = Math.max(40, Math.floor((chars * CHUNK_WORDS_TARGET) / words));
  return splitLong(text, sentence, maxChars).flatMap((clause) => cutByWords(text, clause));
}

/** A rest too short to stand alone goes to the chunk before it, where both are of one section and there is room. */
function joinRests(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [];
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
