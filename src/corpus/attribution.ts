/**
 * Title, outlet, date and author of an article, each from the first source that has it:
 *
 *   structured data (JSON-LD) ─► meta tags ─► byline ─► feed ─► the page's look          (a saved page has no feed)
 *
 * The first two are written for machines and are in the page itself; a feed may speak of an older version. What is
 * printed somewhere on a page may belong to another article, or to today: a date of that kind comes after the feed's.
 */

import { authorName } from './author-name.ts';
import { lineIfAny } from './html.ts';
import { readDate } from './printed-date.ts';

export interface Attribution {
  readonly title?: string | undefined;
  readonly source?: string | undefined;
  readonly date?: string | undefined;
  readonly author?: string | undefined;
}

/** Types of schema.org that are one article; what is derived from them ends alike. */
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/u;
const TITLE_CHARS_MAX = 300;

/** What the page says for machines: structured data first, then meta tags. */
export function metadataOf(html: string, now: Date): Attribution {
  const structured = structuredArticle(html);
  const metas = metaTags(html);
  const first = <T>(
    candidates: readonly (string | undefined)[],
    read: (text: string) => T | undefined,
  ) => {
    for (const candidate of candidates) {
      const value = candidate === undefined ? undefined : read(candidate);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const source = first([nameOf(structured?.publisher), metas.get('og:site_name')], outletOf);
  return {
    source,
    title: first([text(structured?.headline), metas.get('og:title')], (value) =>
      titleOf(value, source),
    ),
    date: first(
      [text(structured?.datePublished), ...DATE_METAS.map((name) => metas.get(name))],
      (value) => readDate(value, now),
    ),
    author: first(
      [...authorsOf(structured), ...AUTHOR_METAS.map((name) => metas.get(name))],
      (value) => {
        const name = authorName(value);
        return name !== source ? name : undefined;
      },
    ),
  };
}

/** Names and properties of `<meta>` that tell who wrote it, the most reliable first. */
export const AUTHOR_METAS = [
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'parsely-author',
  'sailthru.author',
];

/** Names and properties of `<meta>` that tell when a page was published, the most reliable first. */
export const DATE_METAS = [
  'article:published_time',
  'datepublished',
  'og:published_time',
  'publish_date',
  'pubdate',
  'dc.date.issued',
  'dcterms.created',
  'parsely-pub-date',
  'sailthru.date',
];

type Json = Readonly<Record<string, unknown>>;

/** The one article that the page's JSON-LD describes; undefined if there are several, and none can be told apart. */
function structuredArticle(html: string): Json | undefined {
  const found: Json[] = [];
  const named = new Map<string, Json>();
  for (const [, type = '', json = ''] of html.matchAll(
    /<!--[\s\S]*?-->|<script(?:\s([^>]*))?>([\s\S]*?)<\/script>/giu,
  )) {
    if (!/(?:^|\s)type\s*=\s*["']?application\/ld\+json(?=$|[\s"';])/iu.test(type)) continue;
    try {
      const data: unknown = JSON.parse(json);
      nameNodes(data, named);
      found.push(...articlesIn(data));
    } catch {
      // Broken data says nothing; the next witness is heard.
    }
  }
  const [article] = found;
  const isOne = new Set(found.map(({ headline }) => text(headline))).size === 1;
  if (!article || !isOne) return undefined;
  const days = new Set(found.map(({ datePublished }) => text(datePublished)?.slice(0, 10)));
  const datePublished = days.size === 1 ? article.datePublished : undefined;
  const whole = (value: unknown) =>
    [value].flat().map((one) => named.get(String((one as Json | undefined)?.['@id'])) ?? one);
  const { author, publisher } = article;
  return { ...article, datePublished, author: whole(author), publisher: whole(publisher) };
}

/** Nodes that say their name, by `@id`: others of the page refer to them. */
function nameNodes(value: unknown, named: Map<string, Json>): void {
  for (const node of [value].flat(2) as (Json | undefined)[]) {
    const id = text(node?.['@id']);
    if (node && id !== undefined && text(node.name) !== undefined) named.set(id, node);
    if (node?.['@graph']) nameNodes(node['@graph'], named);
  }
}

/** Articles at the top, in lists, in `@graph` and as a page's main thing: those within others are related ones. */
function articlesIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(articlesIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Json;
  if ([node['@type']].flat().some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type))) {
    return [node];
  }
  return [node['@graph'], node.mainEntity].flatMap(articlesIn);
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The name of an organisation. */
function nameOf(value: unknown): string | undefined {
  return namesOf(value)[0];
}

function namesOf(value: unknown): string[] {
  const names = [value].flat().map((one) => text(one) ?? text((one as Json | undefined)?.name));
  return names.filter((name): name is string => name !== undefined && name.trim() !== '');
}

/** The names of the people who wrote an article, in one; accounts among them are left out. */
function authorsOf(structured: Json | undefined): string[] {
  const names = namesOf(structured?.author).filter((name) => authorName(name) !== undefined);
  return names.length === 0 ? [] : [[...new Set(names)].join('، ')];
}

/** The first content of each `<meta>`, by lower-case name or property. */
function metaTags(html: string): Map<string, string> {
  const metas = new Map<string, string>();
  for (const [, attributes = ''] of html.matchAll(
    /<!--[\s\S]*?-->|<script(?:\s[^>]*)?>[\s\S]*?<\/script>|<meta((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*\/?>/giu,
  )) {
    const of = (name: string) => {
      const found = new RegExp(
        `\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'<>]+))`,
        'iu',
      ).exec(attributes);
      return found?.[1] ?? found?.[2] ?? found?.[3];
    };
    const content = of('content')?.trim();
    for (const name of [of('property'), of('name'), of('itemprop')]) {
      const key = name?.trim().toLowerCase();
      if (key && content && !metas.has(key)) metas.set(key, content);
    }
  }
  return metas;
}

/** The name of an outlet; undefined if it is that of a page. */
function outletOf(html: string): string | undefined {
  const name = lineIfAny(html);
  return name &&
    !/^(?:(?:ال)?(?:صفحة )?(?:ال)?رئيسية|الأخبار|أخبار|home ?(?:page)?|news)$/iu.test(name)
    ? name
    : undefined;
}

/** Without the outlet's name at its end; undefined if it was cut short, or is the outlet's name alone. */
function titleOf(html: string, site: string | undefined): string | undefined {
  const title = withoutSite(lineIfAny(html) ?? '', site);
  const isUsable = title !== '' && title !== site && title.length <= TITLE_CHARS_MAX;
  return isUsable && !/(?:…|\.\.\.)$/u.test(title) ? title : undefined;
}

function withoutSite(title: string, site: string | undefined): string {
  for (const separator of [' | ', ' - ', ' – ', ' — ', ' :: ']) {
    if (site && title.endsWith(separator + site)) return title.slice(0, -(separator + site).length);
  }
  return title;
}
