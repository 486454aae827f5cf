/** Sitemaps: their pages are brought like the entries of a feed, the latest first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { isSitemap, readSitemap } from '../../src/fetch/sitemap.ts';
import { counts, Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite } from './site.ts';

const XML = { 'content-type': 'application/xml' };
const urlset = (urls: readonly string[]) =>
  `<?xml version="1.0"?><!-- made by hand --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
const page = (loc: string, lastmod?: string) =>
  `<url><loc>${loc}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`;

describe('sitemaps', () => {
  it('bring their pages, each asked for again only when it changed', async () => {
    await using site = await openSite({
      '/a?x=1&y=2': newspaperPage({ title: 'خبر أول' }),
      '/b': newspaperPage({ title: 'خبر ثان' }),
    });
    const map = (changed: string) => ({
      headers: XML,
      body: urlset([page(`${site.origin}/a?x=1&amp;y=2`, '2024-03-01'), page('/b', changed)]),
    });
    site.pages.set('/sitemap.xml', map('2024-03-02'));
    using folder = new Folder();
    const first = await fetchInto(folder, [`${site.origin}/sitemap.xml`]);
    assert.deepEqual(counts(first), {
      fetched: 2,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      failed: 0,
    });
    const titles = (await folder.articles()).map(({ title }) => title).sort();
    assert.deepEqual(titles, ['خبر أول', 'خبر ثان']);
    // The time of the last change is no date of publication.
    assert.ok((await folder.articles()).every(({ date }) => date === undefined));

    site.pages.set('/sitemap.xml', map('2024-03-09'));
    site.asked.length = 0;
    await fetchInto(folder, [`${site.origin}/sitemap.xml`]);
    assert.deepEqual(site.paths(), ['/sitemap.xml', '/b']);
  });

  it('lead to further sitemaps, packed ones too, and --limit holds for all together', async () => {
    await using site = await openSite(
      Object.fromEntries([1, 2, 3, 4].map((n) => [`/${n}`, newspaperPage({ title: `خبر ${n}` })])),
    );
    const maps = ['old', 'new'].map(
      (name, at) =>
        `<sitemap><loc>${site.origin}/${name}.xml.gz</loc><lastmod>202${at}-01-01</lastmod></sitemap>`,
    );
    site.pages.set('/sitemap_index.xml', {
      headers: XML,
      body: `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join('')}</sitemapindex>`,
    });
    const packed = (urls: readonly string[]) => ({
      headers: { 'content-type': 'application/x-gzip' },
      body: gzipSync(urlset(urls)),
    });
    site.pages.set('/new.xml.gz', packed([page('/3'), page('/4')]));
    site.pages.set('/old.xml.gz', packed([page('/1'), page('/2')]));
    using folder = new Folder();
    const source = [`${site.origin}/sitemap_index.xml`];
    const some = await fetchInto(folder, source, { entriesMax: 2 });
    assert.equal(counts(some).fetched, 2);
    assert.deepEqual((await folder.articles()).map(({ title }) => title).sort(), [
      'خبر 3',
      'خبر 4',
    ]);
    assert.ok(
      some.events.some((event) => event.event === 'note' && /--limit/u.test(event.message)),
    );
    assert.equal(counts(await fetchInto(folder, source)).fetched, 2);
  });

  it('are named where they are broken or packed too tightly', async () => {
    await using site = await openSite();
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20));
    site.pages.set('/bomb.xml.gz', { headers: { 'content-type': 'application/gzip' }, body: bomb });
    site.pages.set('/empty.xml', { headers: XML, body: urlset([]) });
    using folder = new Folder();
    const ran = await fetchInto(folder, [`${site.origin}/bomb.xml.gz`, `${site.origin}/empty.xml`]);
    assert.match(ran.report.failed[0]?.reason ?? '', /archive/u);
    assert.equal(ran.report.failed.length, 1);
  });

  it('say when a news page was published', () => {
    const news =
      '<url><loc>/n</loc><news:news><news:publication_date>2024-03-12T08:00:00+03:00</news:publication_date><news:title>عنوان الخبر</news:title></news:news></url>';
    const { pages } = readSitemap(urlset([news]), new URL('https://example.org/map.xml'));
    assert.equal(pages[0]?.link, 'https://example.org/n');
    assert.equal(pages[0].title, 'عنوان الخبر');
    assert.equal(pages[0].date, '2024-03-12');
    assert.ok(isSitemap(urlset([])) && !isSitemap('<html><urlset></urlset></html>'));
  });
});
