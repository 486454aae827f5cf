/**
 * Whom to believe about an article. For each of title, outlet, date and author, the first that says it:
 *
 *   structured data (JSON-LD) ─► meta tags ─► byline ─► feed ─► the page's look
 *
 * The first two are written for machines and stand in the page itself; a feed may speak of an older version. What is
 * printed somewhere on a page may belong to another article, or to today: a date of that kind comes after the feed's.
 */

import { FormatError } from '../corpus/formats/format.ts';
import { lineOf } from '../corpus/html.ts';
import { readDate } from '../corpus/printed-date.ts';

export interface Attribution {
  readonly title?: string | undefined;
  readonly source?: string | undefined;
  readonly date?: string | undefined;
  readonly author?: string | undefined;
}

/** Types of schema.org that are one article; what is derived from them ends alike. */
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/u;
/** Names of accounts, not of people. */
const NO_AUTHOR =
  /^(?:admin|administrator|editor|root|user|guest|webmaster|مدير الموقع|المشرف|المحرر|أدمن|ادمن)$/iu;
const AUTHOR_CHARS_MAX = 100;
const TITLE_CHARS_MAX = 300;

/** What the page says for machines: structured data first, then meta tags. */
export function saidForMachines(html: string, now: Date): Attribution {
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
  const source = first([nameOf(structured?.publisher), metas.get('og:site_name')], line);
  return {
    source,
    title: first([text(structured?.headline), metas.get('og:title')], (value) =>
      titleOf(value, source),
    ),
    date: first(
      [
        text(structured?.datePublished),
        metas.get('article:published_time'),
        metas.get('datepublished'),
        metas.get('og:published_time'),
        metas.get('dc.date.issued'),
      ],
      (value) => readDate(value, now),
    ),
    author: first([nameOf(structured?.author), metas.get('author')], authorName),
  };
}

/** A person's name; undefined where it is an account, an address or a paragraph. */
export function authorName(html: string | undefined): string | undefined {
  const name = html && line(html)?.replace(/^(?:بقلم|كتبت?(?:ها?)?|by)(?:\s*[:/|–-]\s*|\s+)/iu, '');
  if (!name || name.length > AUTHOR_CHARS_MAX || NO_AUTHOR.test(name)) return undefined;
  return /:\/\/|@|^(?:www\.|https?:)/iu.test(name) ? undefined : name;
}

type Json = Readonly<Record<string, unknown>>;

/** The one article that the page's JSON-LD describes; undefined where there are several, and none can be told apart. */
function structuredArticle(html: string): Json | undefined {
  const found: Json[] = [];
  for (const [, json = ''] of html.matchAll(
    /<script(?=\s)[^>]*\stype\s*=\s*["']?application\/ld\+json(?=[\s"'>;])[^>]*>([\s\S]*?)<\/script>/giu,
  )) {
    try {
      found.push(...articlesIn(JSON.parse(json)));
    } catch {
      // Broken data says nothing; the next witness is heard.
    }
  }
  return found.length === 1 ? found[0] : undefined;
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

/** The name of a person or organisation, or the names of several. */
function nameOf(value: unknown): string | undefined {
  const names = [value].flat().map((one) => text(one) ?? text((one as Json | undefined)?.name));
  const known = names.filter((name) => name !== undefined && name.trim() !== '');
  return known.length === 0 ? undefined : [...new Set(known)].join('، ');
}

/** The first content of each `<meta>`, by lower-case name or property. */
function metaTags(html: string): Map<string, string> {
  const metas = new Map<string, string>();
  for (const [, attributes = ''] of html.matchAll(
    /<meta((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*\/?>/giu,
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

/** One line of text; entities become what they stand for. */
function line(html: string): string | undefined {
  try {
    return lineOf(html) || undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Without the outlet's name at its end; undefined where it was cut short, or is the outlet's name alone. */
function titleOf(html: string, site: string | undefined): string | undefined {
  const title = withoutSite(line(html) ?? '', site);
  const isUsable = title !== '' && title !== site && title.length <= TITLE_CHARS_MAX;
  return isUsable && !/(?:…|\.\.\.)$/u.test(title) ? title : undefined;
}

function withoutSite(title: string, site: string | undefined): string {
  for (const separator of [' | ', ' - ', ' – ', ' — ', ' :: ']) {
    if (site && title.endsWith(separator + site)) return title.slice(0, -(separator + site).length);
  }
  return title;
}
