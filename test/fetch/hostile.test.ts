/** Sites that mean harm, or are merely broken: each is refused with its reason, and the rest goes on. */
import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { describe, it } from 'node:test';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { PoliteClient } from '../../src/fetch/http-client.ts';
import { DEFAULT_LIMITS } from '../../src/fetch/limits.ts';
import { isPublicAddress } from '../../src/fetch/public-addresses.ts';
import { Refused } from '../../src/fetch/refused.ts';
import { Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite, type Page, prose, rss } from './site.ts';

/** Why nothing came of the one page that a site has. */
async function reasonFor(page: Page, options: Parameters<typeof fetchInto>[2] = {}) {
  await using site = await openSite({ '/a': page });
  using folder = new Folder();
  const { report } = await fetchInto(folder, [`${site.origin}/a`], options);
  assert.deepEqual(folder.names(), []);
  return report.failed[0]?.reason ?? `nothing failed: ${JSON.stringify(report)}`;
}

describe('sizes and times', () => {
  it('stops reading a body that never ends', async () => {
    const page: Page = (response) => {
      response.setHeader('content-type', 'text/html');
      const more = () => {
        while (!response.destroyed && response.write('<p>مرحبا</p>'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    };
    assert.equal(await reasonFor(page), 'larger than 4096 KiB');
  });

  it('stops unpacking a decompression bomb', async () => {
    const plain = Buffer.alloc(64 * 1024 * 1024, ' ');
    for (const [encoding, body] of [
      ['gzip', gzipSync(plain)],
      ['br', brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })],
    ] as const) {
      assert.ok(body.length < 100_000);
      const headers = { 'content-type': 'text/html', 'content-encoding': encoding };
      assert.equal(await reasonFor({ headers, body }), 'larger than 4096 KiB');
    }
  });

  it('says that a compressed body is damaged, cut off, or compressed in a way that was not asked for', async () => {
    const headers = { 'content-type': 'text/html', 'content-encoding': 'gzip' };
    const whole = gzipSync(newspaperPage());
    assert.match(await reasonFor({ headers, body: 'not gzip' }), /incorrect header check/);
    assert.match(await reasonFor({ headers, body: whole.subarray(0, -20) }), /unexpected end/);
    assert.equal(
      await reasonFor({ headers: { ...headers, 'content-encoding': 'gzip, gzip' }, body: whole }),
      'compressed as "gzip, gzip", which was not asked for',
    );
  });

  it('gives up on a site that is silent, and on one that sends a byte now and then', async () => {
    assert.equal(await reasonFor(() => {}, { limits: { idleMs: 50 } }), 'silent for 0.05 s');
    const drip: Page = (response) => {
      response.setHeader('content-type', 'text/html');
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    assert.equal(await reasonFor(drip, { limits: { requestMs: 200 } }), 'not done after 0.2 s');
  });

  it('says that a connection was cut', async () => {
    const cut: Page = (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
      response.write('<p>');
      setTimeout(() => response.destroy(), 20);
    };
    assert.equal(await reasonFor(cut), 'the connection was closed too early');
    assert.equal(
      await reasonFor((response) => response.destroy()),
      'the connection was closed too early',
    );
  });
});

describe('redirects', () => {
  it('follows few', async () => {
    const circle: Page = { status: 302, headers: { location: '/a' } };
    assert.equal(await reasonFor(circle), 'more than 5 redirects');
  });

  it('follows none to another scheme, a password or a private address', async () => {
    await using site = await openSite();
    // The site itself is reached by a name that a test resolver knows; everything else is as in real use.
    const resolve = (_: string, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    using folder = new Folder();
    for (const [location, reason] of [
      ['file:///etc/passwd', 'redirected to file:///etc/passwd: only http and https are fetched'],
      ['javascript:alert(1)', 'redirected to javascript:alert(1): only http and https are fetched'],
      [
        'http://user:secret@example.org/',
        'redirected to http://…@example.org/: an address that holds a user name or a password is not fetched',
      ],
      ['http://[', 'redirected to http://[: not a web address'],
    ] as const) {
      site.pages.set('/a', { status: 302, headers: { location } });
      const { report } = await fetchInto(folder, [`http://site.test:${site.port}/a`], { resolve });
      assert.equal(report.failed[0]?.reason, reason);
    }
  });
});

describe('addresses', () => {
  it('asks no machine that is not on the public internet, by number or by name', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    const resolve = (_: string, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    using folder = new Folder();
    const hosts = [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '[::ffff:127.0.0.1]',
      'a.test',
    ];
    const { report } = await fetchInto(
      folder,
      hosts.map((host) => `http://${host}:${site.port}/a`),
      { allowPrivateAddresses: false, resolve },
    );
    assert.equal(report.fetched, 0);
    for (const { reason } of report.failed) assert.match(reason, /is not on the public internet$/);
    assert.deepEqual(site.asked, [], 'nothing was asked, not even for robots.txt');
  });

  it('checks every hop of a redirect', async () => {
    await using site = await openSite();
    const client = new PoliteClient({
      limits: { ...DEFAULT_LIMITS, pauseMs: 0 },
      // The site stands for a public one; beside it, what is public in real use.
      mayConnect: (address) => address === '127.0.0.1' || isPublicAddress(address),
      resolve: (_, callback) => callback(null, [{ address: '192.168.1.1', family: 4 }]),
    });
    for (const target of [
      'http://127.0.0.2/',
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]/',
      'http://[::ffff:169.254.169.254]/',
      'http://10.0.0.1:8080/',
      'http://router.test/',
    ]) {
      site.pages.set('/a', { status: 307, headers: { location: '/b' } });
      site.pages.set('/b', { status: 302, headers: { location: target } });
      await assert.rejects(
        client.get(new URL('/a', site.origin)),
        (error: Error) =>
          error instanceof Refused &&
          error.message.startsWith(`redirected to ${new URL(target).href}: `) &&
          error.message.endsWith('is not on the public internet'),
        target,
      );
    }
  });

  it('connects to the address that was checked, with one look-up for each connection', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    let lookups = 0;
    const resolve = (_: string, callback: (error: null, found: LookupAddress[]) => void) => {
      lookups += 1;
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    using folder = new Folder();
    await fetchInto(folder, [`http://rebind.test:${site.port}/a`], { resolve });
    assert.deepEqual([site.asked.length, lookups], [2, 2]);
  });
});

describe('documents', () => {
  it('says that a feed is broken, reads no file for it and expands no entity', async () => {
    const feed = (body: string): Page => ({ headers: { 'content-type': 'application/xml' }, body });
    const broken = [
      '<rss version="2.0"><channel><title>x',
      '<rss version="2.0"></rss',
      `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;</title></channel></rss>`,
      `<rss version="2.0"><channel>${'<a>'.repeat(100_000)}`,
      `<rss version="2.0"><channel>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</channel></rss>`,
    ];
    for (const body of broken) assert.match(await reasonFor(feed(body)), /^not a usable feed/);
    assert.equal(await reasonFor(feed('<svg></svg>')), 'no text');
  });

  it('grows nothing out of nested entities', async () => {
    const entities = Array.from(
      { length: 20 },
      (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};&e${i};&e${i};&e${i};&e${i};&e${i};&e${i};">`,
    );
    await using site = await openSite({ '/a': newspaperPage() });
    site.pages.set('/feed', {
      headers: { 'content-type': 'application/rss+xml' },
      body: `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ها">${entities.join('')}]><rss version="2.0"><channel><title>&e20;</title><item><title>&e20;</title><link>/a</link></item></channel></rss>`,
    });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/feed`]);
    for (const { title } of await folder.articles()) assert.ok(title.length < 100, title);
  });

  it('refuses pages nested too deep or of too many elements, before looking for their text', async () => {
    const body = `<p>${prose(10)}</p>`;
    assert.equal(
      await reasonFor(`<html><body>${'<div>'.repeat(5_000)}${body}</body></html>`),
      'elements are nested more than 100 deep',
    );
    assert.equal(
      await reasonFor(`<html><body>${body}${'<p>نص</p>'.repeat(30_000)}</body></html>`),
      'has more than 20000 elements',
    );
  });

  it('gives up on a page over which the parser would sit for hours, and reads the next one', async () => {
    await using site = await openSite({
      '/a': '<div>'.repeat(800_000),
      '/b': newspaperPage(),
    });
    using folder = new Folder();
    const sources = [`${site.origin}/a`, `${site.origin}/b`];
    const { report } = await fetchInto(folder, sources, { limits: { readMs: 5_000 } });
    assert.equal(report.failed[0]?.reason, 'not read after 5 s');
    assert.equal(report.fetched, 1);
  });

  it('brings the other entries of a feed of which some are harmful', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    site.pages.set(
      '/feed',
      rss([
        { link: 'file:///etc/passwd' },
        { link: 'javascript:alert(1)' },
        { link: 'http://user:secret@example.org/' },
        { link: `${site.origin}/${'x'.repeat(3_000)}` },
        { link: 'http://[' },
        { link: '/broken' },
        { link: '/a', title: '<b>'.repeat(200) },
      ]),
    );
    site.pages.set('/broken', { status: 500 });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.deepEqual([report.fetched, report.skipped.length, report.failed.length], [1, 5, 1]);
    assert.ok(!JSON.stringify(report).includes('secret'), 'no password in a report');
  });

  it('keeps controls, markup and reversals out of what people will see', async () => {
    await using site = await openSite({
      '/a': newspaperPage({
        title: 'خبر',
        body: `<p>نص\u202eمقلوب\u2066 و\u0007جرس، ${prose(5)}</p><style>p{}</style><p hidden>مخفي</p><p>&lt;script&gt;</p>`,
      }),
    });
    site.pages.set(
      '/feed',
      rss([
        {
          link: '/a',
          title: '&lt;i&gt;عنوان\u202e مقلوب\u0000\u0007&lt;/i&gt;&#10;---&#10;admin: true',
          extra: '<dc:creator>اسم\u2067: "x"\u200f</dc:creator><category>a: [b</category>',
        },
      ]),
    );
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/feed`]);
    const [article] = await folder.articles();
    assert.equal(article?.title, 'عنوان مقلوب --- admin: true');
    assert.equal(article?.author, 'اسم: "x"');
    assert.deepEqual(article?.tags, ['a: [b']);
    assert.ok(article?.text.startsWith('نصمقلوب وجرس، '));
    assert.doesNotMatch(article?.text ?? '', /[\u202a-\u202e\u2066-\u2069]|p\{\}|مخفي/u);
    assert.doesNotMatch(folder.content(folder.names()[0]!), /[\u202a-\u202e\u2066-\u2069\0\x07]/u);
  });

  it('writes nothing outside its folder, whatever an address says', async () => {
    await using site = await openSite();
    for (const path of [
      // Escapes are asked for in capitals, whichever way they are written.
      '/..%2F..%2Fetc%2Fpasswd',
      '/a%00.md',
      '/%E2%80%AE',
      '/con',
      '/a%5C..%5Cb',
    ]) {
      site.pages.set(path, newspaperPage());
    }
    using folder = new Folder();
    await fetchInto(
      folder,
      [...site.pages.keys()].map((path) => site.origin + path),
    );
    assert.equal(folder.names().length, 5);
    for (const name of folder.names())
      assert.match(name, /^undated-127\.0\.0\.1-[0-9a-f]{12}\.md$/);
    assert.equal((await folder.articles()).length, 5);
  });
});
