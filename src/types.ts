/**
 * The nouns that two or more stages share, and the ports between them. Types only.
 *
 * Positions: every `start` and `end` counts UTF-16 code units (what a JavaScript string counts)
 * into `Article.text`; `end` is exclusive.
 */

/** A half-open range of UTF-16 code units. Invariant: 0 <= start <= end. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A heading of a text. Invariants: `text.slice(start, end)` is its line, trimmed; `title` is not blank. */
export interface Heading extends Span {
  /** 1 for the outermost; a heading is under the nearest one before it whose level is lower. */
  readonly level: number;
  /** Its line without marks. */
  readonly title: string;
}

/** Where a page, or a chapter, of a document begins. */
export interface PageStart {
  /** UTF-16 code units into the text. */
  readonly start: number;
  /** As a person would name it: `12`, `xii`, `الفصل الثالث`. */
  readonly label: string;
}

/**
 * One article of the corpus, validated. Invariants: `id`, `title`, `text` not blank; no lone surrogate in any field;
 * headings of the outline come in order and do not overlap, each a line of its own; pages come by rising start.
 */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** The body as it is printed: without the marks of the format it was written in. Every quote is a slice of it. */
  readonly text: string;
  /** Its headings, if the format marks them. Without it they are recognised in the text (`text/headings.ts`). */
  readonly outline?: readonly Heading[];
  /** Where its pages or chapters begin, if it has any. */
  readonly pages?: readonly PageStart[];
  /** Path of the file it was read from, relative to its corpus root; absent if it was not read from a file. */
  readonly file?: string;
  readonly url?: string;
  /** ISO 8601: `YYYY-MM-DD`, or a full date and time. */
  readonly date?: string;
  /** The outlet that printed it. */
  readonly source?: string;
  readonly author?: string;
  readonly category?: string;
  readonly tags?: readonly string[];
}

/** What is shown of an article when it is quoted: everything but its text and the places in it. */
export type ArticleHead = Omit<Article, 'text' | 'outline' | 'pages'>;

/**
 * A part of an article that is found, read and quoted. Invariants: `article.text.slice(start, end) === text`; `sentences` is not empty, its spans
 * lie within `start` and `end`, in order, do not overlap, and none is blank.
 */
export interface Chunk extends Span {
  readonly articleId: string;
  /** Its place among the chunks of its article, from 0. */
  readonly position: number;
  readonly text: string;
  /**
   * The headings that it is under, the outermost first, joined by ` › `. If it goes on under further headings,
   * their titles follow, each after ` · `.
   */
  readonly heading?: string;
  /** Label of the page, or chapter, on which it begins; absent if the article has none. */
  readonly page?: string;
  /**
   * What may be embedded, read and quoted, as spans of the article: no heading, no line of boilerplate, none longer
   * than `SENTENCE_CHARS_MAX` of `chunk/chunk.ts`.
   */
  readonly sentences: readonly Span[];
}

/** Turns texts into unit vectors. Same text, same vector, whatever the batch. */
export interface Embedder {
  /** Names the model and its exact weights: `<name>@<first 12 hex digits of the checksum>`. */
  readonly id: string;
  readonly dimensions: number;
  /** One unit vector (length 1 within 1e-3) of `dimensions` floats for each text, in order. */
  embedChunks(texts: readonly string[]): Promise<Float32Array[]>;
  embedQuestion(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** A chunk by its number in one generation, with a score; lists are sorted by falling score, then rising number. */
export interface Ranked {
  /** The chunk's number within its generation, from 0. */
  readonly number: number;
  readonly score: number;
}

/** A word of a question, as the word ranking wants it. Either form may be absent from the index. */
export interface QueryTerm {
  /** Search form of the word as typed (or as mended). */
  readonly surface: string;
  readonly stem: string;
  /** Relative importance; 1 unless the question's analysis says otherwise. */
  readonly weight: number;
}

/** Restricts a search, e.g. to the article a person replied to. */
export interface SearchScope {
  readonly articleId?: string;
}

/** What a generation says of itself. */
export interface IndexSummary {
  /** Number of the generation, growing. */
  readonly generation: number;
  readonly articles: number;
  readonly chunks: number;
  readonly embedderId: string;
  readonly dimensions: number;
  /** ISO 8601 date and time when the generation was made. */
  readonly builtAt: string;
  readonly bytes: number;
  /** In words, what differs from how this program makes an index; absent if nothing does. */
  readonly madeOtherwise?: string;
}

/**
 * One opened generation of the index, wherever it is kept. Immutable while it is open.
 * Everything is asynchronous because a store may be on another machine.
 */
export interface SearchIndex {
  readonly summary: IndexSummary;
  /** The `limit` nearest chunks by inner product with a unit vector. */
  searchVectors(vector: Float32Array, limit: number, scope?: SearchScope): Promise<Ranked[]>;
  /** The `limit` best chunks by the word ranking. */
  searchWords(terms: readonly QueryTerm[], limit: number, scope?: SearchScope): Promise<Ranked[]>;
  /** The chunks with these numbers, in order. */
  chunks(numbers: readonly number[]): Promise<Chunk[]>;
  /** The vectors of these chunks, in order. */
  vectors(numbers: readonly number[]): Promise<Float32Array[]>;
  /** In how many chunks a surface form, or a stem, occurs; 0 if it is unknown. */
  chunkFrequency(kind: 'surface' | 'stem', term: string): Promise<number>;
  /** Known surface forms within edit distance 1 or 2 of a word, the most likely first (for mending typing errors). */
  similarWords(
    surface: string,
    limit: number,
  ): Promise<{ word: string; chunks: number; distance: number }[]>;
  article(id: string): Promise<Article | undefined>;
  /** Heads of these articles, in order, without reading their texts. */
  heads(ids: readonly string[]): Promise<(ArticleHead | undefined)[]>;
  /** Heads of articles by falling date, then id; with `query`, those whose title matches it, best first. */
  listArticles(page: {
    offset: number;
    limit: number;
    query?: string;
  }): Promise<{ total: number; articles: ArticleHead[] }>;
  close(): Promise<void>;
}

/** What the front ends need of a generation to show articles. */
export type CatalogueIndex = Pick<SearchIndex, 'listArticles' | 'article' | 'heads' | 'summary'>;

/** The index that serves now. It stays open, and the same one, until `work` is done. */
export interface Catalogue {
  use<T>(work: (index: CatalogueIndex) => Promise<T>): Promise<T>;
}

/** A chunk's entry in one ranking: its rank from 1, and its score there. */
export interface RankingEntry {
  readonly rank: number;
  readonly score: number;
}

/** A chunk as both rankings have it. `score` is theirs in one (`retrieve/fuse.ts`): may be negative, and is comparable within one question only. */
export interface Fused extends Ranked {
  /** Absent if the word ranking does not reach this chunk. */
  readonly words?: RankingEntry;
  /** Inner product with the question, and the rank by it among what was found. */
  readonly vectors?: RankingEntry;
}

/** A chunk that was found, with its words and its article. */
export interface Hit extends Fused {
  readonly chunk: Chunk;
  readonly article: ArticleHead;
  /** Other articles that print the same passage. */
  readonly alsoIn?: readonly ArticleHead[];
}

/** The kind of thing a question asks for. */
export type QuestionKind =
  | 'who'
  | 'when'
  | 'where'
  | 'howMany'
  | 'why'
  | 'how'
  | 'yesNo'
  | 'what'
  | 'other';

/**
 * The words of an article that answer. Invariant: `article.text.slice(start, end) === text`,
 * checked when chosen and again before it leaves.
 */
export interface Quote extends Span {
  readonly text: string;
  readonly articleId: string;
  readonly title: string;
  /** Its outlet; if it has no address, also its file and the page of the quote (`answer/source-line.ts`). */
  readonly source: string | null;
  readonly url: string | null;
  readonly date: string | null;
  /** Probability, 0 to 1, that this quote answers. */
  readonly score: number;
  /** The passage around the quote, within the article; contains the quote. */
  readonly context: Span;
  /** The words that answer, within the article and inside the quote, in order, not overlapping; none if they are not sure. */
  readonly emphasis: readonly Span[];
  /** Other articles that print the same story. */
  readonly alsoIn?: readonly ArticleHead[];
}

export type AnswerKind = 'answer' | 'maybe' | 'none';

/** What came of one part of a question that asks two things. */
export interface AnswerPart {
  /** Written out: «متى افتتحت قناة السويس؟» of «متى بدأ حفر قناة السويس ومتى افتتحت؟». */
  readonly question: string;
  readonly kind: AnswerKind;
  /** Index into the answer's `quotes`; absent if nothing answers this part. */
  readonly quote?: number;
}

export interface Answer {
  readonly kind: AnswerKind;
  /** The best first; at most three; none if `kind` is `none`. */
  readonly quotes: readonly Quote[];
  /** Calibrated probability, 0 to 1, that the first quote answers; 0 if `unread`. */
  readonly confidence: number;
  /**
   * The words that answer, exactly as the first quote has them. Present if `kind` is `answer`, the words are sure
   * and the sources agree. Invariant: a slice of `quotes[0].text`.
   */
  readonly short?: string;
  /** Present if the question asks two things, each answered by itself; the whole is an 'answer' if both are. */
  readonly parts?: readonly AnswerPart[];
  /** True if nothing could be read just now, so that the nearest chunks are shown. */
  readonly unread?: boolean;
  /**
   * ISO 8601. Set if the newest is asked for, or the present, and the first quote was published so long ago
   * that a reader should be told when (`STALE_AFTER_DAYS`): the date of its article.
   */
  readonly asOf?: string;
  readonly tookMs: number;
  /** Of `tookMs`: how long finding and reading took; absent if nothing was searched for. */
  readonly stagesMs?: { readonly find: number; readonly read: number };
  /** The question as it was searched for, if it was mended, cut to what asks, or written in Arabic letters. */
  readonly searchedFor?: string;
  /** Set if two quoted sources give different numbers or dates for one thing: indexes into `quotes`. */
  readonly conflict?: readonly number[];
  /** Articles on the question's subject, for a reader whose question has no answer here; no two have one title. */
  readonly nearest: readonly ArticleHead[];
  /** Words of a question without an answer, as typed, that no article has in any form. Absent if there are none. */
  readonly unknownWords?: readonly string[];
  /** Present if it was asked for. */
  readonly why?: Explanation;
}

/** Why the answer came out as it did, candidate by candidate. */
export interface Explanation {
  readonly questionKind: QuestionKind;
  readonly terms: readonly QueryTerm[];
  readonly readerId: string;
  /** Of the confidence. */
  readonly thresholds: { readonly answer: number; readonly maybe: number };
  /** Probability that the most likely sentence answers, and that any does, before the confidence is made of them. */
  readonly best: number;
  readonly any: number;
  /** The rule by which an answer became a maybe; absent if none did. */
  readonly heldBack?: string;
  /** What was found, best first. */
  readonly candidates: readonly CandidateExplanation[];
}

export interface CandidateExplanation {
  readonly articleId: string;
  readonly title: string;
  readonly chunk: number;
  /** Of both rankings together; it chose what was read, and nothing after that. */
  readonly fusedScore: number;
  readonly words?: RankingEntry;
  readonly vectors?: RankingEntry;
  /** What the reader said of each sentence, in order; empty if the chunk was not read. */
  readonly sentences: readonly SentenceExplanation[];
}

export interface SentenceExplanation {
  readonly text: string;
  /** As the reader gave them, before the temperature. */
  readonly logOdds: number;
  /** Probability that this of all sentences answers. */
  readonly probability: number;
  /** The words that answer, and how likely just these are. */
  readonly span: { readonly text: string; readonly probability: number } | null;
}

export interface AskOptions {
  readonly scope?: SearchScope;
  readonly why?: boolean;
  /** How many chunks are read at most, for questions that are asked with every few letters. Default: 8, the most. */
  readonly chunksMax?: number;
}

/** Question in, answer out: what the fronts (terminal, Telegram) talk to. */
export interface Answerer {
  ask(question: string, options?: AskOptions): Promise<Answer>;
}
