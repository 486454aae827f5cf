/**
 * Feeds and pages ─► files of a corpus.
 *
 *   source ─► feed? ─► entries ─► page ─► Draft ─► file
 *              └─ no: it is a page itself ─┘
 */
import { FetchError } from '../errors.ts';
import type { Resolve } from './addresses.ts';
import { decode } from './charset.ts';
import { type Fetched, PoliteClient } from './client.ts';
import { checkText, type Draft, NotAnArticle } from './draft.ts';
import { type FeedEntry, isFeed, readFeed } from './feed.ts';
import { ArticleFiles, type Change, sha256 } from './files.ts';
import { parseDocument, textOf } from './html.ts';
import { DEFAULT_LIMITS, FEED_ENTRIES_MAX, type FetchLimits, RECHECK_MS } from './limits.ts';
import { forbidsIndexing, readPage } from './page.ts';
import { Refused } from './refused.ts';
import { FetchState, type PageMemory, STATE_FILE } from './state.ts';
import { bareHost, shownUrl, webUrl } from './urls.ts';

export interface FetchOptions {
  /** Folder that the articles are written to; made where there is none. */
  readonly corpusDir: string;
  /** Entries taken from each feed, newest first. Default 50. */
  readonly entriesMax?: number | undefined;
  /** Ask for everything anew, overwrite what was edited by hand and restore what was removed. Default false. */
  readonly again?: boolean | undefined;
  /** Ask machines that are not on the public internet too. Default false. */
  readonly allowPrivateAddresses?: boolean | undefined;
  /** Where a site's operators learn who asks. Default: nothing is said. */
  readonly contactUrl?: string | undefined;
  readonly limits?: Partial<FetchLimits> | undefined;
  /** Told as it happens. */
  readonly onEvent?: ((event: FetchEvent) => void) | undefined;
  /** The system's unless a test says otherwise. */
  readonly resolve?: Resolve | undefined;
  readonly now?: (() => Date) | undefined;
}

export type FetchEvent =
  | {
      readonly event: 'feed';
      readonly url: string;
      /** False: the site says that it is as it was, and its entries were not looked at. */
      readonly changed: boolean;
      readonly title?: string | undefined;
      readonly entries?: number;
    }
  | {
      readonly event: 'fetched' | 'updated';
      readonly url: string;
      readonly file: string;
      readonly title: string;
    }
  | { readonly event: 'unchanged'; readonly url: string }
  | ({ readonly event: 'skipped' | 'failed' } & LeftOut)
  | { readonly event: 'note'; readonly message: string };

export interface FetchReport {
  /** New articles. */
  readonly fetched: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Left out by rule, and the same next time. By rising address. */
  readonly skipped: readonly LeftOut[];
  /** Went wrong, and may go well next time; also a named source that gave nothing. By rising address. */
  readonly failed: readonly LeftOut[];
}

export interface LeftOut {
  readonly url: string;
  readonly reason: string;
  /** What mends it; empty where nothing can. */
  readonly hint: string;
}

/**
 * Brings all articles of the named feeds and pages. Sites do not wait for each other; a failure at one stops no other.
 *
 * @throws CorpusError where the folder cannot be written to.
 */
export async function fetchArticles(
  sources: readonly string[],
  options: FetchOptions,
): Promise<FetchReport> {
  const files = await ArticleFiles.open(options.corpusDir);
  const { state, damaged } = FetchState.load(options.corpusDir);
  const run = new Run(options, files, state);
  if (damaged) run.note(`${STATE_FILE} was damaged; everything is asked for anew`);
  await Promise.all(sources.map((source) => run.source(source)));
  return run.report();
}

class Run {
  readonly #options: FetchOptions;
  readonly #files: ArticleFiles;
  readonly #state: FetchState;
  readonly #client: PoliteClient;
  /** Addresses met in this run: two feeds may name one article. */
  readonly #seen = new Set<string>();
  readonly #counts = { fetched: 0, updated: 0, unchanged: 0 };
  readonly #skipped: LeftOut[] = [];
  readonly #failed: LeftOut[] = [];

  constructor(options: FetchOptions, files: ArticleFiles, state: FetchState) {
    this.#options = options;
    this.#files = files;
    this.#state = state;
    this.#client = new PoliteClient({
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      allowPrivateAddresses: options.allowPrivateAddresses ?? false,
      contactUrl: options.contactUrl,
      resolve: options.resolve,
    });
  }

  report(): FetchReport {
    const byUrl = (a: LeftOut, b: LeftOut) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0);
    return {
      ...this.#counts,
      skipped: this.#skipped.toSorted(byUrl),
      failed: this.#failed.toSorted(byUrl),
    };
  }

  note(message: string): void {
    this.#options.onEvent?.({ event: 'note', message });
  }

  /** A source named by the operator: where it gives nothing, that is a failure, whatever the reason. */
  async source(text: string): Promise<void> {
    try {
      const url = webUrl(text);
      if (this.#seen.has(url.href)) return;
      this.#seen.add(url.href);
      const memory = this.#recall(url);
      const removed = memory?.file && !this.#files.has(memory.file) ? memory.file : undefined;
      // Whoever names a page wants it, even if its file was removed.
      if (removed) this.#state.files.delete(removed);
      const known = removed ? undefined : memory;
      const fetched = await this.#client.get(url, known);
      if (!fetched.changed) {
        this.#remember(url, { ...known });
        if (known?.file) this.#unchanged(url);
        else this.#options.onEvent?.({ event: 'feed', url: url.href, changed: false });
      } else {
        const document = decode(fetched.body, fetched.contentType);
        if (isFeed(document)) await this.#feed(url, fetched, document);
        else await this.#article(url, fetched, document, {});
      }
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.#fail(text, error);
    } finally {
      this.#state.save(this.#now());
    }
  }

  async #feed(
    url: URL,
    fetched: Extract<Fetched, { changed: true }>,
    document: string,
  ): Promise<void> {
    const feed = readFeed(document, fetched.url, this.#now());
    const entries = feed.entries.slice(0, this.#options.entriesMax ?? FEED_ENTRIES_MAX);
    this.#options.onEvent?.({
      event: 'feed',
      url: url.href,
      changed: true,
      title: feed.title,
      entries: entries.length,
    });
    const failedBefore = this.#failed.length;
    for (const entry of entries) await this.#entry(entry, feed.title);
    // Were the feed remembered although entries are missing, «not changed» would hide them from the next run.
    const complete = entries.length === feed.entries.length && this.#failed.length === failedBefore;
    this.#remember(url, complete ? validatorsOf(fetched) : {});
  }

  async #entry(entry: FeedEntry, feedTitle: string | undefined): Promise<void> {
    let url: URL | undefined;
    const entryHash = sha256(JSON.stringify(entry)).slice(0, 16);
    try {
      url = webUrl(entry.link);
      if (this.#seen.has(url.href)) return;
      this.#seen.add(url.href);
      const memory = this.#recall(url);
      const same = memory?.entry === entryHash ? memory : undefined;
      if (memory?.file && !this.#files.has(memory.file)) return this.#byHand(url, 'removed');
      if (same && this.#now().getTime() - Date.parse(same.checkedAt) < RECHECK_MS) {
        return same.skipped ? this.#skip(url.href, same.skipped) : this.#unchanged(url);
      }
      const fetched = await this.#client.get(url, same);
      if (!fetched.changed) {
        this.#remember(url, { ...same });
        return same?.skipped ? this.#skip(url.href, same.skipped) : this.#unchanged(url);
      }
      const document = decode(fetched.body, fetched.contentType);
      await this.#article(url, fetched, document, { entry, feedTitle, entryHash });
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (!(error instanceof Refused)) return this.#fail(entry.link, error);
      if (url) this.#remember(url, { entry: entryHash, skipped: error.message });
      this.#skip(entry.link, error.message, error.hint);
    }
  }

  async #article(
    url: URL,
    fetched: Extract<Fetched, { changed: true }>,
    document: string,
    from: { entry?: FeedEntry; feedTitle?: string | undefined; entryHash?: string },
  ): Promise<void> {
    const again = this.#options.again ?? false;
    if (forbidsIndexing(fetched.robotsTag)) {
      throw new Refused('the page asks not to be indexed', 'Ask the site’s operators.');
    }
    const draft = draftOf(document, fetched.url, from.entry, from.feedTitle, this.#now());
    const { name, change, hash } = await this.#files.write(
      draft,
      (file) => this.#state.files.get(file),
      again,
    );
    this.#state.files.set(name, hash);
    this.#remember(url, { ...validatorsOf(fetched), entry: from.entryHash, file: name });
    if (change === 'edited' || change === 'removed') return this.#byHand(url, change);
    if (change === 'unchanged') return this.#unchanged(url);
    const event = change === 'new' ? 'fetched' : 'updated';
    this.#counts[event] += 1;
    this.#options.onEvent?.({ event, url: url.href, file: name, title: draft.title });
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  #recall(url: URL): PageMemory | undefined {
    return this.#options.again ? undefined : this.#state.pages.get(url.href);
  }

  #remember(url: URL, memory: Omit<PageMemory, 'checkedAt'>): void {
    this.#state.pages.set(url.href, { ...memory, checkedAt: this.#now().toISOString() });
  }

  #unchanged(url: URL): void {
    this.#counts.unchanged += 1;
    this.#options.onEvent?.({ event: 'unchanged', url: url.href });
  }

  #byHand(url: URL, change: Extract<Change, 'edited' | 'removed'>): void {
    this.#skip(url.href, `${change} by hand`, 'To have the site’s version back, use --again.');
  }

  #skip(address: string, reason: string, hint = ''): void {
    const leftOut = { url: shownUrl(address), reason, hint };
    this.#skipped.push(leftOut);
    this.#options.onEvent?.({ event: 'skipped', ...leftOut });
  }

  #fail(address: string, { message, hint }: FetchError): void {
    const leftOut = { url: shownUrl(address), reason: message, hint };
    this.#failed.push(leftOut);
    this.#options.onEvent?.({ event: 'failed', ...leftOut });
  }
}

function validatorsOf({ etag, lastModified }: Extract<Fetched, { changed: true }>) {
  return { etag, lastModified };
}

/** What the feed says goes before what the page says: it is written for machines. */
function draftOf(
  document: string,
  url: URL,
  entry: FeedEntry | undefined,
  feedTitle: string | undefined,
  now: Date,
): Draft {
  const page = pageOrEntry(document, url, entry, now);
  return {
    ...page,
    title: entry?.title ?? page.title,
    date: entry?.date ?? page.date,
    author: entry?.author ?? page.author,
    source: page.source ?? feedTitle ?? bareHost(url),
    tags: [...(entry?.tags ?? []), ...page.tags],
  };
}

/** Where the page shows its text to browsers alone, the feed may carry it whole. */
function pageOrEntry(document: string, url: URL, entry: FeedEntry | undefined, now: Date): Draft {
  try {
    return readPage(document, url, now);
  } catch (error) {
    if (!(error instanceof NotAnArticle) || !entry?.content) throw error;
    const text = textOf(parseDocument(entry.content));
    checkText(text);
    return { title: entry.title ?? '', text, url: url.href, tags: [] };
  }
}
