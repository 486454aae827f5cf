/** Feeds and pages from a site on loopback become articles that the corpus reader accepts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counts, Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite, prose, rss } from './site.ts';

describe('fetching articles', () => {
  it('brings a page with title, outlet, date, author, tags and its own address', async () => {
    await using site = await openSite();
    site.pages.set(
      '/news/1?utm_source=feed&id=7',
      newspaperPage({
        head: `<link rel="canonical" href="/news/1?id=7"><meta name="author" content="بقلم: نادر الحلواني">
          <meta property="article:published_time" content="2024-03-12T23:30:00+03:00">
          <meta property="article:tag" content="موانئ"><meta name="keywords" content="اقتصاد، موانئ">`,
      }),
    );
    // The tracking parameter is dropped before anything is asked for.
    site.pages.set('/news/1?id=7', site.pages.get('/news/1?utm_source=feed&id=7')!);
    using folder = new Folder();
    const ran = await fetchInto(folder, [`${site.origin}/news/1?utm_source=feed&id=7#top`]);
    assert.deepEqual(counts(ran), { fetched: 1, updated: 0, unchanged: 0, skipped: 0, failed: 0 });

    const [article] = await folder.articles();
    assert.equal(article?.title, 'افتتاح الميناء الجديد');
    assert.equal(article?.source, 'صحيفة المرفأ');
    assert.equal(article?.date, '2024-03-12');
    assert.equal(article?.author, 'نادر الحلواني');
    assert.deepEqual(article?.tags, ['موانئ', 'اقتصاد']);
    assert.equal(article?.url, `${site.origin}/news/1?id=7`);
    assert.equal(
      article?.text,
      `${prose(5)}\n\nتفاصيل الخطة\n\n${prose(5, 'الأرصفة')}\n\n• رصيف للحاويات\n• رصيف للركاب`,
    );
    assert.match(folder.names()[0]!, /^2024-03-12-127\.0\.0\.1-[0-9a-f]{12}\.md$/);
  });

  it('brings the articles of an RSS feed; what the feed says goes before how the page looks', async () => {
    await using site = await openSite({
      '/a': newspaperPage(),
      '/b': newspaperPage({ title: 'خبر ثان' }),
    });
    site.pages.set(
      '/feed',
      rss([
        {
          link: `${site.origin}/a`,
          title: 'العنوان &amp;quot;الأول&amp;quot;',
          extra: `<pubDate>الثلاثاء، ١٢ آذار/مارس ٢٠٢٤</pubDate><dc:creator>سلمى عبد الباقي</dc:creator>
            <category>سياسة</category><category><![CDATA[النقل البحري]]></category>`,
        },
        { link: '/b', title: 'خبر ثان' },
      ]),
    );
    using folder = new Folder();
    const ran = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.equal(counts(ran).fetched, 2);
    const [first, second] = await folder.articles();
    assert.equal(first?.title, 'العنوان "الأول"');
    assert.equal(first?.date, '2024-03-12');
    assert.equal(first?.author, 'سلمى عبد الباقي');
    assert.deepEqual(first?.tags, ['سياسة', 'النقل البحري']);
    assert.equal(second?.title, 'خبر ثان');
    assert.equal(second?.date, undefined);
    assert.match(folder.names()[1]!, /^undated-/);
  });

  it('brings the articles of Atom and RDF feeds', async () => {
    await using site = await openSite({ '/a': newspaperPage(), '/b': newspaperPage() });
    site.pages.set('/atom', {
      headers: { 'content-type': 'application/atom+xml' },
      body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>مجلة الأفق</title><entry><title type="html">&lt;b&gt;العلم&lt;/b&gt; والناس</title>
        <link rel="self" href="/self"/><link rel="alternate" href="/a"/><published>2023-05-01T08:00:00Z</published><author><name>هدى</name></author><category term="علوم"/></entry></feed>`,
    });
    site.pages.set('/rdf', {
      headers: { 'content-type': 'application/rdf+xml' },
      body: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>نشرة</title></channel>
        <item rdf:about="${site.origin}/b"><title>خبر</title><link>${site.origin}/b</link><dc:date>2022-01-31</dc:date><dc:creator>ريم</dc:creator></item></rdf:RDF>`,
    });
    using folder = new Folder();
    const ran = await fetchInto(folder, [`${site.origin}/atom`, `${site.origin}/rdf`]);
    assert.equal(counts(ran).fetched, 2);
    const [rdf, atom] = await folder.articles();
    assert.deepEqual(
      [atom?.title, atom?.date, atom?.author, atom?.tags],
      ['العلم والناس', '2023-05-01', 'هدى', ['علوم']],
    );
    assert.deepEqual([rdf?.title, rdf?.date, rdf?.author], ['خبر', '2022-01-31', 'ريم']);
    assert.ok(!site.paths().includes('/self'), 'the alternate link is the article');
  });

  it('reads windows-1256, said in the page alone', async () => {
    // «مرحبا» in windows-1256 is e3 d1 cd c8 c7: made here by the table of the letters used.
    const encode = (text: string) => Buffer.from([...text].map(toWindows1256));
    const html = newspaperPage().replace('charset="utf-8"', 'charset="windows-1256"');
    await using site = await openSite({
      '/a': { headers: { 'content-type': 'text/html' }, body: encode(html) },
    });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a`]);
    const [article] = await folder.articles();
    assert.equal(article?.title, 'افتتاح الميناء الجديد');
    assert.ok(article?.text.startsWith(prose(5)));
  });

  it('takes the text from the feed where the page shows none without a browser', async () => {
    await using site = await openSite({ '/a': '<html><body><div id="app"></div></body></html>' });
    site.pages.set(
      '/feed',
      rss([
        {
          link: '/a',
          title: 'خبر كامل',
          extra: `<content:encoded><![CDATA[<p>${prose(4)}</p><script>x()</script>]]></content:encoded>`,
        },
      ]),
    );
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/feed`]);
    const [article] = await folder.articles();
    assert.deepEqual([article?.title, article?.text], ['خبر كامل', prose(4)]);
    assert.equal(article?.source, 'صحيفة المرفأ');
  });

  it('says why a page is no article', async () => {
    await using site = await openSite({
      '/short': newspaperPage({ body: '<p>خبر قصير جدًا.</p>' }),
      '/empty': '<html><body></body></html>',
      '/links': `<html><body><div>${Array.from({ length: 40 }, (_, i) => `<p><a href="/${i}">عنوان خبر طويل من أخبار اليوم رقم ${i}، وفيه فاصلة</a></p>`).join('')}</div></body></html>`,
      '/noindex': newspaperPage({ head: '<meta name="robots" content="noindex, follow">' }),
      '/tagged': { headers: { 'x-robots-tag': 'noindex' }, body: newspaperPage() },
      '/picture': { headers: { 'content-type': 'image/png' }, body: 'x' },
      '/untyped': (response) => response.end('x'),
      '/gone': { status: 410 },
    });
    site.pages.set('/feed', rss([...site.pages.keys()].map((link) => ({ link }))));
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.deepEqual(
      report.skipped.map(({ url, reason }) => [url.slice(site.origin.length), reason]),
      [
        ['/empty', 'no text'],
        ['/gone', 'no longer there (410)'],
        ['/links', 'a page of links, not an article'],
        ['/noindex', 'the page asks not to be indexed'],
        ['/picture', 'image/png, neither a page nor a feed nor a document'],
        ['/short', 'too short: 3 words, an article has at least 30'],
        ['/tagged', 'the page asks not to be indexed'],
        ['/untyped', 'no type, neither a page nor a feed nor a document'],
      ],
    );
    assert.deepEqual([report.failed, folder.names()], [[], []]);
  });

  it('counts a named source that gives nothing as failed, and names the feed of a front page', async () => {
    await using site = await openSite({
      '/': '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>أهلا</body></html>',
    });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/`, `${site.origin}/missing`]);
    assert.deepEqual(
      report.failed.map(({ reason, hint }) => [reason, hint]),
      [
        [
          'too short: 1 word, an article has at least 30',
          'The page names a feed; give that instead: /rss.xml',
        ],
        ['no longer there (404)', 'Check the address.'],
      ],
    );
  });
});

/** ASCII, and the Arabic letters by the order in which the code page has them. */
function toWindows1256(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return code;
  for (let byte = 0x80; byte < 0x100; byte += 1) {
    if (new TextDecoder('windows-1256').decode(Uint8Array.of(byte)) === character) return byte;
  }
  throw new Error(`${character} is not in windows-1256`);
}
