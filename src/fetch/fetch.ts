/**
 * Feeds and pages ─► files of a corpus.
 *
 *   source ─► feed? ─► entries ─► page ─► FoundArticle ─► file
 *              ├─ sitemap: its pages ──────┤
 *              ├─ no: it is a page itself ─┤
 *              └─ a document (PDF, Word, …) ┘
 */
import { FetchError } from '../errors.ts';
import { forbidsIndexing } from './article-page.ts';
import { articlesIn } from './document-file.ts';
import type { Feed, FeedEntry } from './feed.ts';
import type { FetchOptions, FetchReport, LeftOut } from './fetch-options.ts';
import { ArticleFiles, type Change, sha256 } from './files.ts';
import type { FoundArticle } from './found-article.ts';
import { type Fetched, PoliteClient } from './http-client.ts';
import {
  DEFAULT_LIMITS,
  FEED_ENTRIES_MAX,
  type FetchLimits,
  MAPS_MAX,
  RECHECK_MS,
} from './limits.ts';
import { isPublicAddress } from './public-addresses.ts';
import { DocumentReader } from './reader.ts';
import { Refused } from './refused.ts';
import type { Sitemap } from './sitemap.ts';
import { FetchState, type PageMemory, STATE_FILE } from './state.ts';
import { shownUrl, webUrl } from './urls.ts';
import type { DocumentInput } from './web-document.ts';

/**
 * Brings all articles of the named feeds and pages. Sites do not wait for each other; a failure at one stops no other.
 *
 * @throws CorpusError if the folder cannot be written to.
 */
export async function fetchArticles(
  sources: readonly string[],
  options: FetchOptions,
): Promise<FetchReport> {
  const files = ArticleFiles.open(options.corpusDir);
  const { state, damaged } = FetchState.load(options.corpusDir);
  const run = new Run(options, files, state);
  if (damaged) run.note(`${STATE_FILE} was damaged; everything is asked for again`);
  await Promise.all(sources.map((source) => run.source(source)));
  return run.report();
}

type Answer = Extract<Fetched, { changed: true }>;

/** One for the process: starting the thread takes longer than reading a page. */
const reader = new DocumentReader();

class Run {
  readonly #options: FetchOptions;
  readonly #files: ArticleFiles;
  readonly #state: FetchState;
  readonly #limits: FetchLimits;
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
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#client = new PoliteClient({
      limits: this.#limits,
      mayConnect: options.allowPrivateAddresses ? () => true : isPublicAddress,
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

  /** A source named by the operator: if it gives nothing, that is a failure, whatever the reason. */
  async source(text: string): Promise<void> {
    try {
      const url = webUrl(text);
      if (this.#seen.has(url.href)) return;
      this.#seen.add(url.href);
      const memory = this.#recall(url);
      const removed = memory?.file && !this.#files.has(memory.file) ? memory.file : undefined;
      // A page that the operator names is wanted, even if its file was removed.
      if (removed) this.#state.files.delete(removed);
      const known = removed ? undefined : memory;
      const fetched = await this.#client.get(url, known);
      if (!fetched.changed) {
        this.#remember(url, { ...known });
        if (known?.file) this.#unchanged(url);
        else this.#options.onEvent?.({ event: 'feed', url: url.href, changed: false });
      } else if (fetched.document !== undefined) {
        await this.#document(url, fetched, fetched.document);
      } else {
        const content = await this.#read(fetched);
        if ('feed' in content) await this.#feed(url, fetched, content.feed);
        else if ('sitemap' in content) await this.#sitemap(url, fetched, content.sitemap);
        else this.#article(url, fetched, [content.draft]);
      }
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.#fail(text, error);
    } finally {
      this.#state.save(this.#now());
    }
  }

  async #feed(url: URL, fetched: Answer, feed: Feed): Promise<void> {
    const entries = feed.entries.slice(0, this.#options.entriesMax ?? FEED_ENTRIES_MAX);
    this.#options.onEvent?.({
      event: 'feed',
      url: url.href,
      changed: true,
      title: feed.title,
      entries: entries.length,
    });
    for (const title of feed.withoutLink) {
      this.#skip(url.href, `its entry «${title}» has no link`, 'Tell the site’s operators.');
    }
    const failedBefore = this.#failed.length;
    for (const entry of entries) await this.#entry(entry, feed.title);
    // If the feed were remembered although entries are missing, «not changed» would hide them from the next run.
    const complete = entries.length === feed.entries.length && this.#failed.length === failedBefore;
    this.#remember(url, complete ? validatorsOf(fetched) : {});
  }

  /** Reads its pages like the entries of a feed. For a sitemap index: the pages of each sitemap, up to the limit in total. */
  async #sitemap(url: URL, fetched: Answer, sitemap: Sitemap): Promise<void> {
    const pages = [...sitemap.pages];
    const most = this.#options.entriesMax ?? FEED_ENTRIES_MAX;
    const failedBefore = this.#failed.length;
    for (const address of sitemap.maps.slice(0, MAPS_MAX)) {
      if (pages.length >= most) break;
      pages.push(...(await this.#map(address)));
    }
    const taken = pages.slice(0, most);
    const event = { event: 'feed', url: url.href, changed: true, title: 'sitemap' } as const;
    this.#options.onEvent?.({ ...event, entries: taken.length });
    for (const page of taken) await this.#entry(page, undefined);
    const isWhole = sitemap.maps.length === 0 && taken.length === pages.length;
    if (!isWhole)
      this.note(
        `${url.href}: the latest ${taken.length} pages were looked at; --limit N takes more`,
      );
    const complete = isWhole && this.#failed.length === failedBefore;
    this.#remember(url, complete ? validatorsOf(fetched) : {});
  }

  /** The pages of a sitemap that an index names; sitemaps within it are ignored. */
  async #map(address: string): Promise<readonly FeedEntry[]> {
    try {
      const url = webUrl(address);
      if (this.#seen.has(url.href)) return [];
      this.#seen.add(url.href);
      const fetched = await this.#client.get(url);
      const content = fetched.changed ? await this.#read(fetched) : undefined;
      if (content && 'sitemap' in content) return content.sitemap.pages;
      throw new Refused('no sitemap', 'Tell the site’s operators.');
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.#fail(address, error);
      return [];
    }
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
      if (same && Math.abs(this.#now().getTime() - Date.parse(same.checkedAt)) < RECHECK_MS) {
        return same.skipped ? this.#skip(url.href, same.skipped) : this.#unchanged(url);
      }
      const fetched = await this.#client.get(url, same);
      if (!fetched.changed) {
        this.#remember(url, { ...same });
        return same?.skipped ? this.#skip(url.href, same.skipped) : this.#unchanged(url);
      }
      if (fetched.document !== undefined) {
        await this.#document(url, fetched, fetched.document, entryHash);
        return;
      }
      const content = await this.#read(fetched, { entry, feedTitle });
      if ('draft' in content) this.#article(url, fetched, [content.draft], entryHash);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      if (!(error instanceof Refused)) return this.#fail(entry.link, error);
      if (url) this.#remember(url, { entry: entryHash, skipped: error.message });
      this.#skip(entry.link, error.message, error.hint);
    }
  }

  async #document(url: URL, answer: Answer, name: string, entry?: string): Promise<void> {
    mustBeIndexable(answer);
    const { drafts, faults } = await articlesIn(name, answer.body, answer.url);
    for (const { problem, hint } of faults) this.#skip(url.href, problem, hint);
    this.#article(url, answer, drafts, entry);
  }

  #read(answer: Answer, from: Pick<DocumentInput, 'entry' | 'feedTitle'> = {}) {
    mustBeIndexable(answer);
    const { body, contentType, url } = answer;
    return reader.read(
      { body, contentType, url: url.href, now: this.#now(), ...from },
      this.#limits.readMs,
    );
  }

  #article(url: URL, answer: Answer, drafts: readonly FoundArticle[], entry?: string): void {
    const { name, change, hash } = this.#files.write(
      drafts,
      drafts.length === 1 ? drafts[0]!.url : url.href,
      (file) => this.#state.files.get(file),
      this.#options.again ?? false,
    );
    this.#state.files.set(name, hash);
    this.#remember(url, { ...validatorsOf(answer), entry, file: name });
    if (change === 'edited' || change === 'removed') this.#byHand(url, change);
    else if (change === 'unchanged') this.#unchanged(url);
    else {
      this.#counts[change] += 1;
      const { title } = drafts[0]!;
      this.#options.onEvent?.({ event: change, url: url.href, file: name, title });
      for (const repair of drafts.flatMap(({ repairs = [] }) => repairs))
        this.note(`${url.href}: repaired: ${repair}`);
    }
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

/** @throws Refused */
function mustBeIndexable({ robotsTag }: Answer): void {
  if (forbidsIndexing(robotsTag))
    throw new Refused('the page asks not to be indexed', 'Ask the site’s operators.');
}

function validatorsOf({ etag, lastModified }: Answer) {
  return { etag, lastModified };
}
