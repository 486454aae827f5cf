/**
 * Lines that are in many articles of one source: «تابعونا على مواقع التواصل», a footer, a note on copyright.
 * They answer nothing, and would be found for every article of that source.
 *
 * Counted by hash, and again for each build, so that which lines are boilerplate depends on the articles alone, not on
 * the order in which they came into the index. Why these numbers: `docs/decisions/printed-text.md`.
 */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { hash53 } from '../text/hash.ts';
import { linesOf } from '../text/lines.ts';
import type { Article } from '../types.ts';

/** Three words. A shorter line («اقرأ أيضًا») may occur anywhere, and may be an item of a list. */
const WORDS_MIN = /(?:[\p{L}\p{M}\p{N}]+[^\p{L}\p{M}\p{N}]+){2}[\p{L}\p{N}]/u;
/** A line of boilerplate is in at least this many articles of its source, and in this share of them. */
const ARTICLES_MIN = 8;
const ARTICLES_SHARE_MIN = 0.02;
/** In a small source it must be nearly everywhere. */
const SMALL_ARTICLES_MIN = 4;
const SMALL_SHARE_MIN = 0.8;

/** Whether a line, trimmed, of one article is boilerplate. */
export type IsBoilerplate = (line: string) => boolean;

/** Which lines of a corpus are boilerplate. */
export class Boilerplate {
  /** By source: hashes of its lines that are. */
  readonly #lines: ReadonlyMap<string, ReadonlySet<number>>;
  /**
   * By article id: a key for the set of its lines that are boilerplate; articles without such a line are left out. An
   * article is cut as before if neither its content nor this key changed.
   */
  readonly keys: ReadonlyMap<string, string>;

  constructor(lines: ReadonlyMap<string, ReadonlySet<number>>, keys: ReadonlyMap<string, string>) {
    this.#lines = lines;
    this.keys = keys;
  }

  /** For the lines of an article; undefined if none of its source is boilerplate. */
  of(article: Article): IsBoilerplate | undefined {
    const lines = this.#lines.get(sourceOf(article));
    return lines && ((line) => lines.has(hash53(line)));
  }
}

/** What is known of one source. */
class SourceLines {
  /** Hashes of lines, each once for each article. */
  readonly hashes = new Float64List();
  /** How many articles there are, copies not counted. */
  articles = 0;
  /** Hashes of whole texts: a story that was filed several times is no boilerplate. */
  readonly texts = new Set<number>();
}

/** Counts lines, article by article. Holds eight bytes for each line, and no text. */
export class BoilerplateCounter {
  readonly #sources = new Map<string, SourceLines>();
  /** Each article with the places of its lines among those of its source. */
  readonly #articles: { id: string; source: string; from: number; end: number }[] = [];
  readonly #copies: { id: string; source: string; lines: readonly number[] }[] = [];

  add(article: Article): void {
    const source = sourceOf(article);
    let known = this.#sources.get(source);
    if (known === undefined) {
      known = new SourceLines();
      this.#sources.set(source, known);
    }
    const hashes = new Set<number>();
    for (const { start, end } of linesOf(article.text)) {
      const line = article.text.slice(start, end);
      if (countable(line)) hashes.add(hash53(line));
    }
    if (hashes.size === 0) return;
    const whole = hash53(article.text);
    if (known.texts.has(whole)) {
      this.#copies.push({ id: article.id, source, lines: [...hashes] });
      return;
    }
    known.texts.add(whole);
    known.articles += 1;
    const from = known.hashes.length;
    for (const hash of hashes) known.hashes.push(hash);
    this.#articles.push({ id: article.id, source, from, end: known.hashes.length });
  }

  finish(): Boilerplate {
    const lines = new Map<string, ReadonlySet<number>>();
    for (const [source, { hashes, articles }] of this.#sources) {
      const frequent = frequentIn(hashes.view(), articlesMin(source, articles));
      if (frequent.size > 0) lines.set(source, frequent);
    }
    const keys = new Map<string, string>();
    const note = (id: string, source: string, hashes: Iterable<number>) => {
      const frequent = lines.get(source);
      const own = frequent && [...hashes].filter((hash) => frequent.has(hash));
      if (own && own.length > 0) keys.set(id, keyOf(own));
    };
    for (const { id, source, from, end } of this.#articles) {
      note(id, source, this.#sources.get(source)!.hashes.view().subarray(from, end));
    }
    for (const copy of this.#copies) note(copy.id, copy.source, copy.lines);
    return new Boilerplate(lines, keys);
  }
}

/** In how many articles of a source a line must be to be boilerplate. */
function articlesMin(source: string, articles: number): number {
  const many = Math.max(ARTICLES_MIN, Math.ceil(articles * ARTICLES_SHARE_MIN));
  // Articles without a source have only their folder in common.
  if (!source.startsWith(NAMED)) return many;
  return Math.min(many, Math.max(SMALL_ARTICLES_MIN, Math.ceil(articles * SMALL_SHARE_MIN)));
}

/** Begins the key of a source that has a name. */
const NAMED = 'source ';

function sourceOf({ source, file }: Article): string {
  return source === undefined ? `folder ${posix.dirname(file ?? '')}` : NAMED + source;
}

function countable(line: string): boolean {
  return WORDS_MIN.test(line);
}

function frequentIn(hashes: Float64Array, articlesMin: number): Set<number> {
  const frequent = new Set<number>();
  const sorted = hashes.slice().sort();
  for (let i = 0; i + articlesMin <= sorted.length; i += 1) {
    if (sorted[i] === sorted[i + articlesMin - 1]) frequent.add(sorted[i]!);
  }
  return frequent;
}

/** Hexadecimal digits of a key: 8 bytes. */
export const BOILERPLATE_KEY_DIGITS = 16;

function keyOf(hashes: readonly number[]): string {
  const sorted = Float64Array.from(hashes).sort();
  return createHash('sha256').update(sorted).digest('hex').slice(0, BOILERPLATE_KEY_DIGITS);
}

/** Numbers that come one by one, in memory that doubles. */
class Float64List {
  #data = new Float64Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.#data.length) {
      const data = new Float64Array(this.#data.length * 2);
      data.set(this.#data);
      this.#data = data;
    }
    this.#data[this.length++] = value;
  }

  view(): Float64Array {
    return this.#data.subarray(0, this.length);
  }
}
