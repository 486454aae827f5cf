/** The bytes of an answer ─► a feed, or the article on a page. Pure; it runs on the reader's thread. */
import { gunzipSync } from 'node:zlib';
import { metadataOf } from '../corpus/attribution.ts';
import { authorName } from '../corpus/author-name.ts';
import { decode } from '../corpus/charset.ts';
import { mendBlocks } from '../corpus/formats/document.ts';
import { blocksOf, markdownOf, parseDocument } from '../corpus/html.ts';
import { mendDamage } from '../text/damage.ts';
import { readPage } from './article-page.ts';
import { type Feed, type FeedEntry, isFeed, readFeed } from './feed.ts';
import { checkText, type FoundArticle, NotAnArticle } from './found-article.ts';
import { UNPACKED_BYTES_MAX } from './limits.ts';
import { Refused } from './refused.ts';
import { isSitemap, readSitemap, type Sitemap } from './sitemap.ts';
import { bareHost } from './urls.ts';

/** Only what can be sent to a thread: no functions, no URL objects. */
export interface DocumentInput {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly url: string;
  readonly now: Date;
  /** The feed entry that links to it. If there is one, the document counts as a page. */
  readonly entry?: FeedEntry | undefined;
  readonly feedTitle?: string | undefined;
}

export type DocumentContent =
  | { readonly feed: Feed }
  | { readonly sitemap: Sitemap }
  | { readonly draft: FoundArticle };

/**
 * @throws Refused if it is no article, or asks not to be indexed.
 * @throws FetchError if it is a broken feed.
 */
export function readDocument(input: DocumentInput): DocumentContent {
  const text = decode(unpacked(input.body), input.contentType);
  const url = new URL(input.url);
  if (input.entry === undefined && isSitemap(text)) return { sitemap: readSitemap(text, url) };
  return input.entry === undefined && isFeed(text)
    ? { feed: readFeed(text, url, input.now) }
    : { draft: draftOf(text, url, input) };
}

/** Sitemaps are kept packed (`sitemap.xml.gz`). @throws Refused if it would become too large. */
function unpacked(body: Uint8Array): Uint8Array {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: UNPACKED_BYTES_MAX });
  } catch {
    throw new Refused('a damaged archive, or a very large one', 'It may be no sitemap.');
  }
}

/** `attribution.ts` has the order of the sources. */
function draftOf(text: string, url: URL, { entry, feedTitle, now }: DocumentInput): FoundArticle {
  const page = pageOrEntry(text, url, entry, now);
  const said = metadataOf(text, now);
  const source = said.source ?? page.source ?? feedTitle ?? bareHost(url);
  const author = said.author ?? page.author ?? authorName(entry?.author);
  return {
    ...page,
    title: mendDamage([said.title ?? entry?.title ?? page.title]).lines[0]!,
    date: said.date ?? entry?.date ?? page.date,
    // An article signed by its outlet names no person.
    author: author === source ? undefined : author,
    source,
    tags: [...(entry?.tags ?? []), ...page.tags],
  };
}

/** Where the page shows its text to browsers alone, the feed may carry it whole. */
function pageOrEntry(
  text: string,
  url: URL,
  entry: FeedEntry | undefined,
  now: Date,
): FoundArticle {
  try {
    return readPage(text, url, now);
  } catch (error) {
    if (!(error instanceof NotAnArticle) || !entry?.content) throw error;
    const { blocks, repairs } = mendBlocks(blocksOf(parseDocument(entry.content)));
    const content = markdownOf(blocks);
    checkText(content);
    return { title: entry.title ?? '', text: content, url: url.href, tags: [], repairs };
  }
}
