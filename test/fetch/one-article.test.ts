/** One article for each address, however feeds spell it; and entries that lead nowhere are named. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFeed } from '../../src/fetch/feed.ts';
import { withAbsoluteLinks } from '../../src/fetch/feed-base.ts';
import { sha256 } from '../../src/fetch/files.ts';
import { formerSpelling, webUrl } from '../../src/fetch/urls.ts';
import { counts, Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite, rss } from './site.ts';

const NOW = new Date('2025-06-01T12:00:00Z');
const FEED = new URL('https://e.org/sub/atom.xml');
const linksOf = (xml: string) => readFeed(xml, FEED, NOW).entries.map(({ link }) => link);
const atom = (attributes: string, entries: string) =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>مدونة</title>${entries}</feed>`;

describe('one article for one address', () => {
  const SPELLINGS = ['/%D8%AE%D8%A8%D8%B1', '/%d8%ae%d8%a8%d8%b1', '/خبر', '/%D8%ae%d8%A8%d8%B1#a'];

  it('however its escapes are written', async () => {
    await using site = await openSite({ [SPELLINGS[0]!]: newspaperPage() });
    site.pages.set('/feed', rss(SPELLINGS.map((link) => ({ link }))));
    using folder = new Folder();
    assert.equal(counts(await fetchInto(folder, [`${site.origin}/feed`])).fetched, 1);
    const second = await fetchInto(
      folder,
      SPELLINGS.map((path) => site.origin + path),
    );
    assert.equal(counts(second).fetched, 0);
    assert.equal(folder.names().length, 1);
    assert.equal((await folder.articles())[0]?.url, `${site.origin}${SPELLINGS[0]}`);
  });

  it('also where its file was named before escapes had one spelling', async () => {
    await using site = await openSite({ [SPELLINGS[0]!]: newspaperPage() });
    using folder = new Folder();
    const { writeFileSync } = await import('node:fs');
    const former = formerSpelling(`${site.origin}${SPELLINGS[0]}`);
    assert.ok(former.endsWith(SPELLINGS[1]!));
    const name = `undated-127.0.0.1-${sha256(former).slice(0, 12)}.md`;
    writeFileSync(`${folder.path}/${name}`, '---\ntitle: قديم\n---\n\nنص.\n');
    assert.equal(counts(await fetchInto(folder, [former])).updated, 1);
    assert.deepEqual(folder.names(), [name]);
  });

  it('with and without www. where the site redirects, and two where it does not', async () => {
    await using site = await openSite({ '/two': newspaperPage() });
    site.pages.set('/one', (response, { headers }) => {
      const isBare = !headers.host?.startsWith('www.');
      response.writeHead(isBare ? 301 : 200, {
        'content-type': 'text/html; charset=utf-8',
        ...(isBare ? { location: `http://www.${headers.host}/one` } : {}),
      });
      response.end(isBare ? '' : newspaperPage());
    });
    const at = (path: string) => [
      `http://e.test:${site.port}${path}`,
      `http://www.e.test:${site.port}${path}`,
    ];
    const resolve = {
      resolve: (_: string, done: (e: null, a: { address: string; family: 4 }[]) => void) =>
        done(null, [{ address: '127.0.0.1', family: 4 }]),
    };
    using redirected = new Folder();
    await fetchInto(redirected, at('/one'), resolve);
    assert.deepEqual(
      (await redirected.articles()).map(({ url }) => url),
      [at('/one')[1]],
    );
    using apart = new Folder();
    await fetchInto(apart, at('/two'), resolve);
    assert.equal(apart.names().length, 2);
  });

  it('where an AMP page names the page that it stands for', async () => {
    const head = '<link rel="canonical" href="/a">';
    await using site = await openSite({
      '/a': newspaperPage({ head }),
      '/a/amp': newspaperPage({ head }).replace('<html', '<html amp'),
    });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a/amp`, `${site.origin}/a`]);
    assert.deepEqual(
      (await folder.articles()).map(({ url }) => url),
      [`${site.origin}/a`],
    );
  });
});

describe('one address', () => {
  const PAGE = 'https://e.org/a';
  for (const [spelling, why] of [
    ['https://E.org:443/a', 'a host in capitals, with the port that goes without saying'],
    ['https://e.org./a', 'a host that ends in a dot'],
    ['https://e.org/b/../a#part', 'steps up, and a part of the page'],
    ['https://e.org/a?utm_source=rss&fbclid=1', 'where the reader came from'],
    ['https://e.org/a?at_medium=RSS&at_campaign=KARANGA&ocid=socialflow', 'the same of others'],
    ['https://e-org.cdn.ampproject.org/v/s/e.org/a?amp_js_v=0.1&usqp=mq33', 'the cache of AMP'],
    ['https://www.google.com/amp/s/e.org/a', 'the viewer of AMP'],
    ['https://www.bing.com/amp/s/e.org/a', 'another viewer'],
  ] as const) {
    it(`is read of ${spelling}: ${why}`, () => assert.equal(webUrl(spelling).href, PAGE));
  }
});

describe('links of a feed', () => {
  const entriesOf = (item: string) => {
    const atomSpace = 'xmlns:atom="http://www.w3.org/2005/Atom"';
    const xml = item.startsWith('<entry')
      ? atom('', item)
      : `<rss version="2.0" ${atomSpace}><channel><title>ص</title>${item}</channel></rss>`;
    const { entries, withoutLink } = readFeed(xml, FEED, NOW);
    return [...entries.map(({ link }) => link), ...withoutLink];
  };

  it('lead to the page: not to a recording, to comments, to the entry itself or to an id that is no address', () => {
    const title = '<title>خبر</title>';
    for (const [item, expected] of [
      [`<item>${title}<guid>12345</guid></item>`, 'خبر'],
      [`<item>${title}<guid>tag:e.org,2024:1</guid></item>`, 'خبر'],
      [`<item>${title}<guid>/a</guid></item>`, 'https://e.org/a'],
      [`<item>${title}<link/><guid>https://e.org/a</guid></item>`, 'https://e.org/a'],
      [`<item>${title}<atom:link href="https://e.org/a"/></item>`, 'https://e.org/a'],
      [`<entry>${title}<id>u:1</id><link rel="enclosure" href="/a.mp3"/></entry>`, 'خبر'],
      [`<entry>${title}<id>u:1</id><link rel="self" href="/a.atom"/></entry>`, 'خبر'],
      [
        `<entry>${title}<id>https://e.org/a</id><link rel="replies" href="/a/c"/></entry>`,
        'https://e.org/a',
      ],
      [
        `<entry>${title}<id>u:1</id><link rel="alternate" type="application/json" href="/a.json"/><link rel="alternate" type="text/html" href="/a"/></entry>`,
        'https://e.org/a',
      ],
    ] as const)
      assert.deepEqual(entriesOf(item), [expected], item);
  });

  it('are relative to xml:base, which may stand anywhere and be relative itself', () => {
    const entry = (attributes: string, link: string) =>
      `<entry ${attributes}><title>ت</title><id>x</id>${link}</entry>`;
    for (const [xml, expected] of [
      [atom('', entry('', '<link href="p1"/>')), 'https://e.org/sub/p1'],
      [
        atom('xml:base="https://e.org/blog/"', entry('', '<link href="p1"/>')),
        'https://e.org/blog/p1',
      ],
      [
        atom(
          'xml:base="/blog/"',
          entry('xml:base="2024/"', '<link rel="alternate" href="p1?a=1&amp;b=2"/>'),
        ),
        'https://e.org/blog/2024/p1?a=1&b=2',
      ],
      [
        atom("xml:base='/blog/'", entry('', "<link xml:base='x/' href='p1'></link>")),
        'https://e.org/blog/x/p1',
      ],
      [
        atom('xml:base="/blog/"', entry('xml:base="https://o.org/"', '<link href="//e.org/p1"/>')),
        'https://e.org/p1',
      ],
      [
        atom(
          'xml:base="/blog/"',
          `<entry xml:base="gone/"><!-- > --></entry>${entry('', '<link href="p1"/>')}`,
        ),
        'https://e.org/blog/p1',
      ],
      [
        `<rss version="2.0" xml:base="https://e.org/news/"><channel><title>ص</title><item><title>خ</title><link>p1</link></item></channel></rss>`,
        'https://e.org/news/p1',
      ],
      [
        `<rss version="2.0" xml:base="https://e.org/news/"><channel><title>ص</title><item><title>خ</title><link><![CDATA[ p1?a=1&b=2 ]]></link></item></channel></rss>`,
        'https://e.org/news/p1?a=1&b=2',
      ],
      [atom('xml:base="https://e.org/blog"', entry('', '<link href="p1"/>')), 'https://e.org/p1'],
      [
        `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://e.org/blog/"><a:title>م</a:title><a:entry xml:base="2024/"><a:title>ت</a:title><a:id>x</a:id><a:link href="?p=5"/></a:entry></a:feed>`,
        'https://e.org/blog/2024/?p=5',
      ],
    ] as const) {
      assert.equal(linksOf(xml).at(-1), expected, xml);
    }
  });

  it('leave all else of the document as it is', () => {
    const xml = atom(
      'xml:base="/b/"',
      '<entry><content type="html"><![CDATA[<link href="x"/> xml:base]]></content></entry>',
    );
    assert.equal(withAbsoluteLinks(xml, FEED), xml);
    const broken = 'xml:base <feed xml:base="/b/"><link href="p"';
    assert.equal(withAbsoluteLinks(broken, FEED), broken);
  });

  it('may be an id that is an address; an entry that leads nowhere is named', async () => {
    const items = `<item><title>بلا رابط</title><guid isPermaLink="false">tag:x,2024:1</guid></item>
      <item><title>أ</title><guid isPermaLink="false">https://e.org/?p=7</guid></item>
      <item><title>ب</title><guid>https://e.org/b</guid></item>`;
    const feed = readFeed(
      `<rss version="2.0"><channel><title>ص</title>${items}</channel></rss>`,
      FEED,
      NOW,
    );
    assert.deepEqual(
      feed.entries.map(({ link }) => link),
      ['https://e.org/?p=7', 'https://e.org/b'],
    );
    assert.deepEqual(feed.withoutLink, ['بلا رابط']);
    await using site = await openSite({});
    site.pages.set('/feed', {
      headers: { 'content-type': 'application/rss+xml' },
      body: '<rss version="2.0"><channel><title>ص</title><item><title>بلا رابط</title></item></channel></rss>',
    });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.deepEqual(
      report.skipped.map(({ url, reason }) => [url, reason]),
      [[`${site.origin}/feed`, 'its entry «بلا رابط» has no link']],
    );
  });

  it('come with dates whose year has two digits, as RSS allows', () => {
    const dates = (spelling: string) =>
      readFeed(
        `<rss version="2.0"><channel><title>ص</title><item><title>خ</title><link>/a</link><pubDate>${spelling}</pubDate></item></channel></rss>`,
        FEED,
        NOW,
      ).entries[0]?.date;
    assert.equal(dates('Tue, 05 Mar 24 10:00:00 +0300'), '2024-03-05');
    assert.equal(dates('5 Mar 24 10:00 GMT'), '2024-03-05');
    assert.equal(dates('Tue,05 March 24 10:00 GMT'), '2024-03-05');
    assert.equal(dates('05-Mar-24 10:00'), '2024-03-05');
    assert.equal(dates('Fri, 05 Mar 99 10:00:00 GMT'), '1999-03-05');
    assert.equal(dates('Tue, 05 Mar 2024 10:00:00 +0300'), '2024-03-05');
    assert.equal(dates('Tue, 05 Mar 49 10:00:00 GMT'), undefined);
  });
});
