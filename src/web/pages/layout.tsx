/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The frame of every page. */

import type { Child } from 'hono/jsx';
import { assetPath } from '../assets.ts';
import type { PageWords } from '../words/page-words.ts';

/** What every view is told of the request. */
export interface View {
  readonly m: PageWords;
  /** The same page in the other language. */
  readonly otherLanguageHref: string;
  readonly section?: 'ask' | 'articles' | 'sources';
}

interface LayoutProps {
  readonly view: View;
  readonly title?: string;
  readonly children?: Child;
  /** For people who may not read: without links to private pages. */
  readonly bare?: boolean;
}

export const Layout = ({ view, title, children, bare = false }: LayoutProps) => {
  const { m, section } = view;
  const here = (name: View['section']) => (section === name ? 'page' : undefined);
  return (
    <html lang={m.language} dir={m.direction}>
      <head>
        <meta charset="utf-8" />
        <title>{title ? `${title} · ${m.siteName}` : `${m.siteName}: ${m.tagline}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={m.pitch} />
        <link rel="stylesheet" href={assetPath('style.css')} />
        <link rel="icon" type="image/svg+xml" href={assetPath('icon.svg')} />
        <script type="module" src={assetPath('page.js')}></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {m.skipToContent}
        </a>
        <header class="top">
          <a class="brand" href="/" lang="ar" dir="rtl" aria-label={m.siteName}>
            إسناد
          </a>
          {!bare && (
            <nav aria-label={m.navLabel}>
              <a href="/" aria-current={here('ask')}>
                {m.navAsk}
              </a>
              <a href="/articles" aria-current={here('articles')}>
                {m.navArticles}
              </a>
              <a href="/sources" aria-current={here('sources')}>
                {m.navSources}
              </a>
            </nav>
          )}
          <a
            class="language"
            href={view.otherLanguageHref}
            lang={m.language === 'ar' ? 'en' : 'ar'}
            hreflang={m.language === 'ar' ? 'en' : 'ar'}
            rel="nofollow"
          >
            {m.otherLanguage}
          </a>
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer class="foot">
          <p>{m.footer}</p>
        </footer>
      </body>
    </html>
  );
};
