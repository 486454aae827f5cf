/** RSS, Atom and RDF ─► entries, newest first, all alike. */
import { parseFeed } from 'feedsmith';
import { lineIfAny } from '../corpus/html.ts';
import { readDate } from '../corpus/printed-date.ts';
import { FetchError } from '../errors.ts';
import { withAbsoluteLinks } from './feed-base.ts';

export interface FeedEntry {
  /** As the feed has it, against the feed's own address; may be unacceptable. */
  readonly link: string;
  readonly title?: string | undefined;
  readonly date?: string | undefined;
  readonly author?: string | undefined;
  readonly tags: readonly string[];
  /** When a sitemap says that the page was last changed; tells whether to ask for it again. */
  readonly changed?: string | undefined;
  /** The whole article as HTML, if the feed carries it (`content:encoded`, Atom's `content`). */
  readonly content?: string | undefined;
}

export interface Feed {
  readonly title?: string | undefined;
  /** By falling date; those without one last, in the feed's order. */
  readonly entries: readonly FeedEntry[];
  /** Titles of entries that lead nowhere. */
  readonly withoutLink: readonly string[];
}

/** Whether a document's root is a feed's. Only its head is looked at. */
export function isFeed(document: string): boolean {
  const prolog =
    /^(?:\ufeff|\s|<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>)*/iu;
  const root = document.slice(0, 20_000).replace(prolog, '');
  return /^<(?:[a-z]+:)?(?:rss|feed|RDF)[\s>]/iu.test(root);
}

type Parsed = ReturnType<typeof parseFeed<string>>;
type Fields = Omit<FeedEntry, 'link'> & { readonly link: string | undefined };

/** @throws FetchError if the XML is broken, or would read files or expand entities. */
export function readFeed(document: string, url: URL, now: Date): Feed {
  let parsed: Parsed;
  try {
    parsed = parseFeed(withAbsoluteLinks(document, url), { parseDateFn: (raw) => raw });
  } catch (error) {
    const { message, cause } = error as Error;
    const detail = cause instanceof Error ? `: ${cause.message.split('\n')[0]!.slice(0, 200)}` : '';
    throw new FetchError(`not a usable feed (${message}${detail})`, 'Tell the site’s operators.', {
      cause: error,
    });
  }
  const entries: FeedEntry[] = [];
  const withoutLink: string[] = [];
  for (const fields of fieldsOf(parsed, now)) {
    if (!fields.link) {
      withoutLink.push(fields.title ?? 'without a title');
      continue;
    }
    const link = URL.canParse(fields.link, url.href) ? new URL(fields.link, url).href : fields.link;
    entries.push({ ...fields, link });
  }
  // An entry without a date sorts after all that have one.
  entries.sort((a, b) =>
    (a.date ?? '') < (b.date ?? '') ? 1 : (a.date ?? '') > (b.date ?? '') ? -1 : 0,
  );
  return { title: lineIfAny(titleOf(parsed)), entries, withoutLink };
}

function titleOf({ format, feed }: Parsed): string | undefined {
  return format === 'atom' ? feed.title?.value : feed.title;
}

function fieldsOf(parsed: Parsed, now: Date): Fields[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => ({
        link:
          item.link ??
          pageLink(item.atom?.links) ??
          permalink(item.guid?.value, item.guid?.isPermaLink !== false),
        title: lineIfAny(item.title),
        date: readDate(withWholeYear(item.pubDate) ?? item.dc?.dates?.[0], now),
        author: lineIfAny(item.dc?.creators?.[0] ?? item.authors?.[0]?.name),
        tags: lines([
          ...(item.categories ?? []).map(({ name }) => name),
          ...(item.dc?.subjects ?? []),
        ]),
        content: item.content?.encoded,
      }));
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => ({
        link: pageLink(entry.links) ?? permalink(entry.id, false),
        title: lineIfAny(entry.title?.value),
        date: readDate(entry.published ?? entry.updated, now),
        author: lineIfAny(entry.authors?.[0]?.name),
        tags: lines((entry.categories ?? []).map(({ label, term }) => label ?? term)),
        content: entry.content?.value,
      }));
    case 'rdf':
      return (parsed.feed.items ?? []).map((item) => ({
        link: item.link ?? item.rdf?.about,
        title: lineIfAny(item.title),
        date: readDate(item.dc?.dates?.[0], now),
        author: lineIfAny(item.dc?.creators?.[0]),
        tags: lines(item.dc?.subjects ?? []),
        content: item.content?.encoded,
      }));
    default:
      return [];
  }
}

interface Link {
  readonly href?: string | undefined;
  readonly rel?: string | undefined;
  readonly type?: string | undefined;
}

/** The page of an entry. Its recording (`enclosure`), its comments (`replies`) and the entry itself (`self`) are no page. */
function pageLink(links: readonly Link[] | undefined): string | undefined {
  const pages = links?.filter(({ rel }) => !rel || rel === 'alternate') ?? [];
  return (pages.find(({ type }) => !type || /html/iu.test(type)) ?? pages[0])?.href;
}

/** An id that is an address leads to the article, whatever else is said of it; 12345 and tag:e.org,2024:1 lead nowhere. */
function permalink(id: string | undefined, isPermalink: boolean): string | undefined {
  const trimmed = id?.trim();
  if (!trimmed) return undefined;
  return /^https?:\/\//iu.test(trimmed) || (isPermalink && trimmed.startsWith('/'))
    ? trimmed
    : undefined;
}

/** RSS dates may have years of two digits (RFC 822); 00 to 49 are of this century (RFC 2822, 4.3). */
function withWholeYear(date: string | undefined): string | undefined {
  return date?.replace(
    /^(\s*(?:[a-z]{3,9}(?:,\s*|\s+))?\d{1,2}[\s-]+[a-z]{3}[a-z]*[\s-]+)(\d{2})(?=\s|$)/iu,
    (_, before: string, year: string) => `${before}${Number(year) < 50 ? '20' : '19'}${year}`,
  );
}

function lines(texts: readonly (string | undefined)[]): string[] {
  return texts.map(lineIfAny).filter((text) => text !== undefined);
}
