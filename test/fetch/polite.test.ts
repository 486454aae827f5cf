/** How sites are asked: by robots.txt, in turn, with pauses, under a name. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counts, Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite, rss } from './site.ts';

const robots = (body: string) => ({ headers: { 'content-type': 'text/plain' }, body });

describe('politeness', () => {
  it('obeys robots.txt for IsnadBot, asked for once', async () => {
    await using site = await openSite({
      '/robots.txt': robots(
        'User-agent: IsnadBot\nDisallow: /private\nAllow: /private/open\n\nUser-agent: *\nDisallow: /',
      ),
      '/a': newspaperPage({ title: 'أ' }),
      '/private/b': newspaperPage({ title: 'ب' }),
      '/private/open': newspaperPage({ title: 'ج' }),
    });
    site.pages.set('/feed', rss(['/a', '/private/b', '/private/open'].map((link) => ({ link }))));
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.equal(report.fetched, 2);
    assert.deepEqual(report.skipped, [
      {
        url: `${site.origin}/private/b`,
        reason: 'robots.txt does not allow it',
        hint: 'Ask the site’s operators.',
      },
    ]);
    assert.deepEqual(site.paths(), ['/feed', '/a', '/private/open']);
    assert.equal(site.asked.filter(({ path }) => path === '/robots.txt').length, 1);
  });

  it('obeys robots.txt where a redirect leads, too', async () => {
    await using other = await openSite({
      '/robots.txt': robots('User-agent: *\nDisallow: /'),
      '/a': newspaperPage(),
    });
    await using site = await openSite({
      '/a': { status: 302, headers: { location: `${other.origin}/a` } },
    });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/a`]);
    assert.equal(
      report.failed[0]?.reason,
      `redirected to ${other.origin}/a: robots.txt does not allow it`,
    );
    assert.deepEqual(other.paths(), []);
  });

  it('asks for nothing where robots.txt cannot be had, and for all where there is none', async () => {
    for (const [status, fetched] of [
      [404, 1],
      [403, 1],
      [500, 0],
      [503, 0],
      [429, 0],
    ] as const) {
      await using site = await openSite({ '/robots.txt': { status }, '/a': newspaperPage() });
      using folder = new Folder();
      const { report } = await fetchInto(folder, [`${site.origin}/a`]);
      assert.equal(report.fetched, fetched, `status ${status}`);
      assert.deepEqual(site.paths(), fetched ? ['/a'] : []);
    }
  });

  it('reads a robots.txt that never ends as far as RFC 9309 asks', async () => {
    await using site = await openSite({
      '/robots.txt': (response) => {
        response.write('User-agent: *\nDisallow: /secret\n');
        const filler = `#${'x'.repeat(65_534)}\n`;
        const more = () => {
          while (!response.destroyed && response.write(filler));
        };
        response.on('drain', more);
        more();
      },
      '/secret': newspaperPage(),
      '/a': newspaperPage(),
    });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/a`, `${site.origin}/secret`]);
    assert.equal(report.fetched, 1);
    assert.equal(report.failed[0]?.reason, 'robots.txt does not allow it');
  });

  it('asks one thing at a time of a host, with a pause between, whatever the sources', async () => {
    const pauseMs = 60;
    const slow = (title: string) => (response: import('node:http').ServerResponse) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      setTimeout(() => response.end(newspaperPage({ title })), 20);
    };
    await using site = await openSite({ '/a': slow('أ'), '/b': slow('ب'), '/c': slow('ج') });
    using folder = new Folder();
    const sources = ['/a', '/b', '/c'].map((path) => site.origin + path);
    assert.equal(counts(await fetchInto(folder, sources, { limits: { pauseMs } })).fetched, 3);
    assert.equal(site.asked.length, 4);
    for (let i = 1; i < site.asked.length; i += 1) {
      const gapMs = site.asked[i]!.startedAt - site.asked[i - 1]!.endedAt;
      // A timer may fire up to 1 ms early, and the end is seen later here than there.
      assert.ok(gapMs >= pauseMs - 10, `${site.asked[i]!.path} came after ${gapMs} ms`);
    }
  });

  it('waits as long as Crawl-delay asks, within bounds', async () => {
    // A day is too long: were it honoured, this test would never end.
    for (const [delay, waitMs] of [
      ['0.15', 150],
      ['86400', 200],
    ] as const) {
      await using site = await openSite({
        '/robots.txt': robots(`User-agent: *\nCrawl-delay: ${delay}`),
        '/a': newspaperPage(),
      });
      using folder = new Folder();
      await fetchInto(folder, [`${site.origin}/a`], { limits: { crawlDelayMaxMs: 200 } });
      const gapMs = site.asked[1]!.startedAt - site.asked[0]!.endedAt;
      assert.ok(gapMs >= waitMs - 10, `Crawl-delay ${delay}: ${gapMs} ms`);
    }
  });

  it('leaves a host alone for this run that says 429 or 503', async () => {
    await using site = await openSite({
      '/a': { status: 429, headers: { 'retry-after': '120' } },
      '/b': newspaperPage(),
    });
    site.pages.set('/feed', rss([{ link: '/a' }, { link: '/b' }]));
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/feed`]);
    assert.deepEqual(
      report.failed.map(({ reason }) => reason),
      ['the site answered 429', 'the site answered 429, asking for 120 s of rest'],
    );
    assert.deepEqual(site.paths(), ['/feed', '/a']);
  });

  it('says who asks', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a`], { contactUrl: 'https://example.org/bot' });
    for (const { headers } of site.asked) {
      assert.equal(headers['user-agent'], 'IsnadBot/1.0 (+https://example.org/bot)');
      assert.equal(headers.cookie, undefined);
    }
  });
});
