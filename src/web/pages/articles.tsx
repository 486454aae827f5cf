/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Browsing: articles by date, outlet and title; outlets. */
import type { ArticleHead } from '../../types.ts';
import { withoutUnseen } from '../article/pieces.ts';
import type { ArticleFilter, CorpusCounts, Outlet } from '../article-lists.ts';
import type { PageWords } from '../words/page-words.ts';
import { Layout, type View } from './layout.tsx';
import { ArticleList, Foreign } from './parts.tsx';

interface ArticlesProps {
  readonly view: View;
  readonly counts: CorpusCounts;
  readonly filter: ArticleFilter;
  readonly found: { readonly total: number; readonly articles: readonly ArticleHead[] };
  readonly page: number;
  readonly pages: number;
}

export const ArticlesPage = ({ view, counts, filter, found, page, pages }: ArticlesProps) => {
  const { m } = view;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Layout view={view} title={m.articlesTitle}>
      <h1>{m.articlesTitle}</h1>
      <Filter m={m} outlets={counts.outlets} filter={filter} />
      <p class="size" role="status">
        {isFiltered
          ? found.total === 0
            ? m.foundNone
            : m.found(found.total)
          : counts.articles === 0
            ? m.sourcesEmpty
            : m.articles(found.total)}{' '}
        {isFiltered && <a href="/articles">{m.clearFilter}</a>}
      </p>
      <ArticleList m={m} articles={found.articles} />
      {pages > 1 && <Pages m={m} filter={filter} page={page} pages={pages} />}
    </Layout>
  );
};

const Filter = ({
  m,
  outlets,
  filter,
}: {
  m: PageWords;
  outlets: readonly Outlet[];
  filter: ArticleFilter;
}) => (
  <search>
    <form class="filter" action="/articles" method="get">
      <p>
        <label for="title">{m.titleQuery}</label>
        <input
          id="title"
          name="title"
          type="search"
          dir="auto"
          value={filter.query ?? ''}
          maxlength={200}
        />
      </p>
      {outlets.length > 1 && (
        <p>
          <label for="outlet">{m.outlet}</label>
          <select id="outlet" name="outlet">
            <option value="*">{m.anyOutlet}</option>
            {outlets.map(({ name = '' }) => (
              <option value={name} selected={filter.outlet === name}>
                {name === '' ? m.noSource : withoutUnseen(name)}
              </option>
            ))}
          </select>
        </p>
      )}
      {outlets.length > 0 && (
        <>
          <p>
            <label for="from">{m.from}</label>
            <input id="from" name="from" type="date" value={filter.from ?? ''} />
          </p>
          <p>
            <label for="to">{m.to}</label>
            <input id="to" name="to" type="date" value={filter.to ?? ''} />
          </p>
        </>
      )}
      <button type="submit">{m.filterButton}</button>
    </form>
  </search>
);

const Pages = ({
  m,
  filter,
  page,
  pages,
}: {
  m: PageWords;
  filter: ArticleFilter;
  page: number;
  pages: number;
}) => (
  <nav class="pages" aria-label={m.pagesLabel}>
    {page > 1 && (
      <a rel="prev" href={articlesHref(filter, page - 1)}>
        {m.previous}
      </a>
    )}
    <span>{m.pageOf(page, pages)}</span>
    {page < pages && (
      <a rel="next" href={articlesHref(filter, page + 1)}>
        {m.next}
      </a>
    )}
  </nav>
);

function articlesHref({ query, outlet, from, to }: ArticleFilter, page = 1): string {
  const params = new URLSearchParams();
  if (query) params.set('title', query);
  if (outlet !== undefined) params.set('outlet', outlet);
  if (from) params.set('from', from);
  if (to) params.set('to', to);
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? '/articles' : `/articles?${text}`;
}

export const SourcesPage = ({ view, counts }: { view: View; counts: CorpusCounts }) => {
  const { m } = view;
  return (
    <Layout view={view} title={m.sourcesTitle}>
      <h1>{m.sourcesTitle}</h1>
      {counts.outlets.length === 0 ? (
        <p class="size">{counts.articles === 0 ? m.sourcesEmpty : m.articles(counts.articles)}</p>
      ) : (
        <ul class="outlets">
          {counts.outlets.map(({ name, articles, newest }) => (
            <li>
              <a href={articlesHref({ outlet: name ?? '' })}>
                {name === undefined ? m.noSource : <Foreign text={name} />}
              </a>
              <span class="meta">
                <span>{m.articles(articles)}</span>
                {newest && (
                  <span>
                    {m.newestOn} <time datetime={newest}>{m.date(newest)}</time>
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
};
