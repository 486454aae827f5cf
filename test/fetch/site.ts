/** A web site on loopback for the tests: pages by path, and a record of who asked for what, and when. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly startedAt: number;
  endedAt: number;
}

/** A body alone is sent as HTML; a function does what it likes with the response. */
export type Page =
  | string
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  | ((response: ServerResponse, asked: Asked) => void);

export interface Site extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly pages: Map<string, Page>;
  readonly asked: Asked[];
  /** Paths asked for, robots.txt left out. */
  paths(): string[];
}

/** Without a page for /robots.txt there is none: 404, and all is allowed. */
export async function openSite(pages: Readonly<Record<string, Page>> = {}): Promise<Site> {
  const byPath = new Map(Object.entries(pages));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const one: Asked = {
      path: request.url ?? '',
      headers: request.headers,
      startedAt: performance.now(),
      endedAt: Number.NaN,
    };
    asked.push(one);
    response.on('close', () => {
      one.endedAt = performance.now();
    });
    const page = byPath.get(one.path) ?? { status: 404 };
    if (typeof page === 'function') return page(response, one);
    const {
      status = 200,
      headers = {},
      body = '',
    } = typeof page === 'string' ? { body: page } : page;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    pages: byPath,
    asked,
    paths: () => asked.map(({ path }) => path).filter((path) => path !== '/robots.txt'),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Enough Arabic prose for an article: `sentences` numbered sentences of eleven words. */
export function prose(sentences: number, about = 'الميناء'): string {
  return Array.from(
    { length: sentences },
    (_, i) => `أعلنت إدارة ${about} في بيانها رقم ${i + 1} أن العمل يسير وفق الخطة.`,
  ).join(' ');
}

export interface PageParts {
  readonly title?: string;
  readonly head?: string;
  readonly body?: string;
}

/** A newspaper's page as they are: menu, headline, paragraphs, related links, script, footer. */
export function newspaperPage({
  title = 'افتتاح الميناء الجديد',
  head = '',
  body,
}: PageParts = {}): string {
  return `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${title} | صحيفة المرفأ</title>
<meta property="og:site_name" content="صحيفة المرفأ">${head}</head>
<body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/sport">رياضة</a></li></ul></nav>
<article><h1>${title}</h1>
${body ?? `<p>${prose(5)}</p><h2>تفاصيل الخطة</h2><p>${prose(5, 'الأرصفة')}</p><ul><li>رصيف للحاويات</li><li>رصيف للركاب</li></ul>`}
</article><script>alert('لا')</script><aside><a href="/other">اقرأ أيضًا</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>`;
}

export interface ItemParts {
  readonly link: string;
  readonly title?: string;
  readonly extra?: string;
}

export function rss(items: readonly ItemParts[], title = 'صحيفة المرفأ'): Page {
  const body = items.map(
    ({ link, title = 'خبر', extra = '' }) =>
      `<item><title>${title}</title><link>${link}</link>${extra}</item>`,
  );
  return {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${title}</title><link>https://example.org/</link><description>أخبار</description>${body.join('')}</channel></rss>`,
  };
}
