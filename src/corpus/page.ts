/** A web page ─► the article on it, by Mozilla's Readability and by what the page says of itself. */
import { Readability } from '@mozilla/readability';
import { AUTHOR_METAS, DATE_METAS } from './attribution.ts';
import type { Block } from './blocks.ts';
import {
  blocksOf,
  cleanText,
  ELEMENTS_MAX,
  type HtmlDocument,
  type HtmlElement,
  parseDocument,
} from './html.ts';
import { readDate } from './printed-date.ts';

export interface PageArticle {
  /** Empty if no article was found. */
  readonly blocks: readonly Block[];
  readonly title: string;
  /** As the page claims it; nobody has checked it. */
  readonly canonical: string | undefined;
  readonly source: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly date: string | undefined;
  /** As it is printed (`author-name.ts`). */
  readonly byline: string | undefined;
  readonly tags: readonly string[];
  /** What the page asks of robots. */
  readonly robots: string;
  /** Address of the feed that the page names. */
  readonly feed: string | undefined;
  /** Share of the text that is links, 0 to 1. */
  readonly linkShare: number;
}

/**
 * @param html the decoded page.
 * @throws FormatError if it is too large or too deep to be read.
 */
export function extractPage(html: string, now: Date, elementsMax = ELEMENTS_MAX): PageArticle {
  const document = parseDocument(html, elementsMax);
  const metas = metaValues(document);
  // Readability takes the document apart, so what else is wanted of it is read first.
  const canonical =
    attribute(document, 'link[rel~="canonical" i]', 'href') ?? metas.get('og:url')?.[0];
  const dates = [...dateCandidates(document, metas, now)];
  const tags = [...(metas.get('article:tag') ?? []), ...keywords(metas)];
  const headlines = [...document.querySelectorAll('h1')].map((h1) =>
    cleanText(h1.textContent ?? ''),
  );
  const feed = attribute(document, 'link[rel~="alternate" i][type*="+xml" i]', 'href');

  const found = extract(document, elementsMax);
  const site = cleanText(metas.get('og:site_name')?.[0] ?? found?.siteName ?? '');
  return {
    blocks: found ? withoutHeadline(blocksOf(found.content), headlines, found.title ?? '') : [],
    title: headline(cleanText(found?.title ?? ''), headlines, site),
    canonical,
    source: site || undefined,
    date: [found?.publishedTime ?? '', ...dates].map((date) => readDate(date, now)).find(Boolean),
    byline: cleanText(found?.byline ?? '') || undefined,
    tags,
    robots: metas.get('robots')?.join(',') ?? '',
    feed,
    linkShare: found ? linkShare(found.content) : 0,
  };
}

interface Extracted {
  readonly content: HtmlElement;
  readonly title: string | null | undefined;
  readonly byline: string | null | undefined;
  readonly siteName: string | null | undefined;
  readonly publishedTime: string | null | undefined;
}

function extract(document: HtmlDocument, elementsMax: number): Extracted | null {
  // `attribution.ts` reads them: if one names nobody, the byline would not be seen.
  for (const meta of document.querySelectorAll('meta')) {
    const name = meta.getAttribute('name') ?? meta.getAttribute('property') ?? '';
    if (AUTHOR_METAS.includes(name.trim().toLowerCase())) meta.remove();
  }
  type ReadabilityDocument = ConstructorParameters<typeof Readability>[0];
  const readability = new Readability<HtmlElement>(document as unknown as ReadabilityDocument, {
    maxElemsToParse: elementsMax,
    // `attribution.ts` reads it: of several articles, this would take the first.
    disableJSONLD: true,
    serializer: (node) => node as unknown as HtmlElement,
  });
  const article = readability.parse();
  return article?.content ? { ...article, content: article.content } : null;
}

/** All `<meta>` contents by lower-case name or property. */
function metaValues(document: HtmlDocument): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const meta of document.querySelectorAll('meta')) {
    const content = meta.getAttribute('content')?.trim();
    for (const attributeName of ['property', 'name', 'itemprop']) {
      const name = meta.getAttribute(attributeName)?.trim().toLowerCase();
      if (name && content) values.set(name, [...(values.get(name) ?? []), content]);
    }
  }
  return values;
}

/** Names of `<meta>` that tell a date without saying of what. */
const VAGUE_DATE_METAS = ['dc.date', 'date'];

/** Where pages put their date, the surest place first: metadata, marks of publication, `<time>`, elements named for it. */
function* dateCandidates(
  document: HtmlDocument,
  metas: ReadonlyMap<string, string[]>,
  now: Date,
): Generator<string> {
  for (const name of [...DATE_METAS, ...VAGUE_DATE_METAS]) yield* metas.get(name) ?? [];
  for (const selector of [
    '[itemprop="datePublished"]',
    'time',
    '[class*="date" i], [class*="publish" i]',
  ]) {
    const found = agreedDate(document, selector, now);
    if (found !== undefined) yield found;
  }
}

/**
 * What elements near the headline, or else in the article, or else on the page, say: they may as well be of another
 * article, or a clock's, and are believed if all of them name one day. When it was changed is another date.
 */
function agreedDate(document: HtmlDocument, selector: string, now: Date): string | undefined {
  const [headline] = document.querySelectorAll('h1');
  const [article] = document.querySelectorAll('article');
  for (const place of [headline?.parentNode, headline?.parentNode?.parentNode, article, document]) {
    const days = [...(place?.querySelectorAll(selector) ?? [])]
      .filter((element) => !/updated|modif/iu.test(element.getAttribute('class') ?? ''))
      .filter((element) => element.getAttribute('itemprop') !== 'dateModified')
      .map((element) => {
        const texts = [
          element.getAttribute('datetime') ?? '',
          cleanText(element.textContent ?? ''),
        ];
        return texts.find((text) => readDate(text, now) !== undefined);
      })
      .filter((text) => text !== undefined);
    if (days.length === 0) continue;
    return new Set(days.map((text) => readDate(text, now))).size === 1 ? days[0] : undefined;
  }
  return undefined;
}

function keywords(metas: ReadonlyMap<string, string[]>): string[] {
  return (metas.get('keywords') ?? []).flatMap((list) => list.split(/[,،;؛|]/u));
}

function attribute(document: HtmlDocument, selector: string, name: string): string | undefined {
  const [first] = document.querySelectorAll(selector);
  return first?.getAttribute(name)?.trim() || undefined;
}

/** The page's one `h1` if the title contains it; else the title, without ` | site` at its end. */
function headline(title: string, headlines: readonly string[], site: string): string {
  const [only, ...others] = headlines.filter((text) => text !== '');
  if (only && others.length === 0 && (title === '' || title.startsWith(only))) return only;
  for (const separator of [' | ', ' - ', ' – ', ' — ', ' :: ']) {
    if (site && title.endsWith(separator + site)) return title.slice(0, -(separator + site).length);
  }
  return title;
}

/** The headline is kept as the title; in the text it would be a sentence said twice. Of several, the title has it. */
function withoutHeadline(
  blocks: Block[],
  headlines: readonly string[],
  title: string,
): readonly Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'heading' || !headlines.includes(first.text)) return blocks;
  const isOnly = headlines.every((text) => text === '' || text === first.text);
  return isOnly || cleanText(title).includes(first.text) ? rest : blocks;
}

function linkShare(content: HtmlElement): number {
  const all = cleanText(content.textContent ?? '').length;
  let linked = 0;
  for (const link of content.querySelectorAll('a'))
    linked += cleanText(link.textContent ?? '').length;
  return all === 0 ? 0 : linked / all;
}
