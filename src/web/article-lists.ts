/** What a generation has, outlet by outlet: counted once for each generation, for lists and filters. */
import type { ArticleHead, Catalogue, CatalogueIndex } from '../types.ts';

/** Beyond this many articles outlets are not counted: lists then go by date and title alone. */
const COUNTED_MAX = 200_000;
const READ_AT_ONCE = 1_000;

export interface Outlet {
  /** Undefined for articles that name none. */
  readonly name: string | undefined;
  readonly articles: number;
  /** ISO 8601; undefined if none of them has a date. */
  readonly newest: string | undefined;
}

export interface CorpusCounts {
  readonly articles: number;
  /** By falling number of articles; empty if there are too many to count. */
  readonly outlets: readonly Outlet[];
}

export interface ArticleFilter {
  readonly query?: string | undefined;
  readonly outlet?: string | undefined;
  /** ISO dates, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface Entry {
  readonly id: string;
  readonly outlet: string | undefined;
  readonly date: string | undefined;
}

interface Counted extends CorpusCounts {
  readonly generation: number;
  /** By falling date; undefined if there are too many. */
  readonly entries: readonly Entry[] | undefined;
}

export class ArticleLists {
  readonly #catalogue: Catalogue;
  #counted: Promise<Counted> | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  counts(): Promise<CorpusCounts> {
    return this.#catalogue.use((index) => this.#count(index));
  }

  /** A page of the articles that pass the filter, the newest first, or the best match of the title. */
  list(
    filter: ArticleFilter,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ total: number; articles: readonly ArticleHead[] }> {
    return this.#catalogue.use(async (index) => {
      const { query } = filter;
      const filtered = filter.outlet !== undefined || filter.from || filter.to;
      const counted = await this.#count(index);
      if (!filtered || !counted.entries) {
        return index.listArticles({ offset, limit, ...(query ? { query } : {}) });
      }
      if (query) {
        const all = await index.listArticles({ offset: 0, limit: COUNTED_MAX, query });
        const kept = all.articles.filter((head) => isWanted(entryOf(head), filter));
        return { total: kept.length, articles: kept.slice(offset, offset + limit) };
      }
      const kept = counted.entries.filter((entry) => isWanted(entry, filter));
      const ids = kept.slice(offset, offset + limit).map(({ id }) => id);
      const heads = await index.heads(ids);
      return { total: kept.length, articles: heads.filter((head) => head !== undefined) };
    });
  }

  async #count(index: CatalogueIndex): Promise<Counted> {
    const { generation } = index.summary;
    const known = await this.#counted?.catch(() => undefined);
    if (known?.generation === generation) return known;
    this.#counted = count(index);
    return await this.#counted;
  }
}

async function count(index: CatalogueIndex): Promise<Counted> {
  const { generation, articles } = index.summary;
  if (articles > COUNTED_MAX) return { generation, articles, outlets: [], entries: undefined };
  const entries: Entry[] = [];
  for (let offset = 0; offset < articles; offset += READ_AT_ONCE) {
    const page = await index.listArticles({ offset, limit: READ_AT_ONCE });
    entries.push(...page.articles.map(entryOf));
  }
  const outlets = new Map<string | undefined, { articles: number; newest: string | undefined }>();
  for (const { outlet, date } of entries) {
    const before = outlets.get(outlet) ?? { articles: 0, newest: undefined };
    // Entries come by falling date.
    outlets.set(outlet, { articles: before.articles + 1, newest: before.newest ?? date });
  }
  return {
    generation,
    articles,
    entries,
    outlets: [...outlets]
      .map(([name, counts]) => ({ name, ...counts }))
      .sort((a, b) => b.articles - a.articles || (a.name ?? '').localeCompare(b.name ?? '', 'ar')),
  };
}

const entryOf = ({ id, source, date }: ArticleHead): Entry => ({ id, outlet: source, date });

function isWanted({ outlet, date }: Entry, filter: ArticleFilter): boolean {
  if (filter.outlet !== undefined && (outlet ?? '') !== filter.outlet) return false;
  const day = date?.slice(0, 10);
  if (filter.from && !(day && day >= filter.from)) return false;
  return !(filter.to && !(day && day <= filter.to));
}
