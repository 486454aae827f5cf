/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** Browsing: articles by date, outlet and title; outlets. */
import type { ArticleHead } from '../../types.ts';
import { shown } from '../article/pieces.ts';
import type { Outlet, Shelf, Wanted } from '../shelf.ts';
import type { PageWords } from '../words/words.ts';
import { Layout, type View } from './layout.tsx';
import { ArticleList, Foreign } from './parts.tsx';

interface ArticlesProps {
  readonly view: View;
  readonly shelf: Shelf;
  readonly wanted: Wanted;
  readonly found: { readonly total: number; readonly articles: readonly ArticleHead[] };
  readonly page: number;
  readonly pages: number;
}

export const ArticlesPage = ({ view, shelf, wanted, found, page, pages }: ArticlesProps) => {
  const { m } = view;
  const asked = Object.values(wanted).some((value) => value !== undefined);
  return (
    <Layout view={view} title={m.articlesTitle}>
      <h1>{m.articlesTitle}</h1>
      <Filter m={m} outlets={shelf.outlets} wanted={wanted} />
      <p class="size" role="status">
        {asked
          ? found.total === 0
            ? m.foundNone
            : m.found(found.total)
          : shelf.articles === 0
            ? m.sourcesEmpty
            : m.articles(found.total)}{' '}
        {asked && <a href="/articles">{m.clearFilter}</a>}
      </p>
      <ArticleList m={m} articles={found.articles} />
      {pages > 1 && <Pages m={m} wanted={wanted} page={page} pages={pages} />}
    </Layout>
  );
};

const Filter = ({
  m,
  outlets,
  wanted,
}: {
  m: PageWords;
  outlets: readonly Outlet[];
  wanted: Wanted;
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
          value={wanted.query ?? ''}
          maxlength={200}
        />
      </p>
      {outlets.length > 1 && (
        <p>
          <label for="outlet">{m.outlet}</label>
          <select id="outlet" name="outlet">
            <option value="*">{m.anyOutlet}</option>
            {outlets.map(({ name = '' }) => (
              <option value={name} selected={wanted.outlet === name}>
                {name === '' ? m.noSource : shown(name)}
              </option>
            ))}
          </select>
        </p>
      )}
      {outlets.length > 0 && (
        <>
          <p>
            <label for="from">{m.from}</label>
            <input id="from" name="from" type="date" value={wanted.from ?? ''} />
          </p>
          <p>
            <label for="to">{m.to}</label>
            <input id="to" name="to" type="date" value={wanted.to ?? ''} />
          </p>
        </>
      )}
      <button type="submit">{m.filterButton}</button>
    </form>
  </search>
);

const Pages = ({
  m,
  wanted,
  page,
  pages,
}: {
  m: PageWords;
  wanted: Wanted;
  page: number;
  pages: number;
}) => (
  <nav class="pages" aria-label={m.pagesLabel}>
    {page > 1 && (
      <a rel="prev" href={articlesHref(wanted, page - 1)}>
        {m.previous}
      </a>
    )}
    <span>{m.pageOf(page, pages)}</span>
    {page < pages && (
      <a rel="next" href={articlesHref(wanted, page + 1)}>
        {m.next}
      </a>
    )}
  </nav>
);

function articlesHref({ query, outlet, from, to }: Wanted, page = 1): string {
  const params = new URLSearchParams();
  if (query) params.set('title', query);
  if (outlet !== undefined) params.set('outlet', outlet);
  if (from) params.set('from', from);
  if (to) params.set('to', to);
  if (page > 1) params.set('page', String(page));
  const text = params.toString();
  return text === '' ? '/articles' : `/articles?${text}`;
}

export const SourcesPage = ({ view, shelf }: { view: View; shelf: Shelf }) => {
  const { m } = view;
  return (
    <Layout view={view} title={m.sourcesTitle}>
      <h1>{m.sourcesTitle}</h1>
      {shelf.outlets.length === 0 ? (
        <p class="size">{shelf.articles === 0 ? m.sourcesEmpty : m.articles(shelf.articles)}</p>
      ) : (
        <ul class="outlets">
          {shelf.outlets.map(({ name, articles, newest }) => (
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
