/** A sitemap (sitemaps.org, 0.9) ─► the pages that it lists, or the sitemaps. */
import { child, descendants, parseXml, textOf, type XmlNode } from '../corpus/formats/xml.ts';
import type { FeedEntry } from './feed.ts';

export interface Sitemap {
  /** By falling time of their last change; those without one last, in the map's order. */
  readonly pages: readonly FeedEntry[];
  /** Addresses of further sitemaps, in the same order. */
  readonly maps: readonly string[];
}

/** Whether a document's root is a sitemap's. Only its head is looked at. */
export function isSitemap(document: string): boolean {
  return /^\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<(?:[a-z]+:)?(?:urlset|sitemapindex)[\s>]/iu.test(
    document.slice(0, 20_000),
  );
}

/** @throws FormatError if it is larger or deeper than sitemaps are. */
export function readSitemap(document: string, url: URL): Sitemap {
  const root = parseXml(document);
  const listed = (name: string) =>
    [...descendants(root, name)]
      .map((node) => ({ link: field(node, 'loc'), changed: field(node, 'lastmod') ?? '', node }))
      .flatMap(({ link, changed, node }) =>
        link === undefined ? [] : [{ link: absolute(link, url), changed, node }],
      )
      // Times of ISO 8601 sort as text, but for their zones: good enough for the order of asking.
      .sort((a, b) => (a.changed < b.changed ? 1 : a.changed > b.changed ? -1 : 0));
  return {
    pages: listed('url').map(({ link, changed, node }) => {
      const news = child(node, 'news:news');
      return {
        link,
        title: field(news, 'news:title'),
        // The date of the last change does not say when a page was published.
        date: field(news, 'news:publication_date')?.slice(0, 10),
        tags: [],
        ...(changed === '' ? {} : { changed }),
      };
    }),
    maps: listed('sitemap').map(({ link }) => link),
  };
}

function field(node: XmlNode | undefined, name: string): string | undefined {
  const text = textOf(child(node, name)).trim();
  return text === '' ? undefined : text;
}

function absolute(link: string, url: URL): string {
  return URL.canParse(link, url.href) ? new URL(link, url).href : link;
}
