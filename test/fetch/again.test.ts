/** The second run and the third: what has not changed is not brought again, what people did to the files stands. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { STATE_FILE } from '../../src/fetch/state.ts';
import { counts, Folder, fetchInto } from './run.ts';
import { newspaperPage, openSite, type Page, prose, rss } from './site.ts';

/** A page with validators, as a good server has it. */
function tagged(page: string, etag: string): Page {
  return (response, { headers }) => {
    const same = headers['if-none-match'] === etag;
    response.writeHead(same ? 304 : 200, { 'content-type': 'text/html; charset=utf-8', etag });
    response.end(same ? undefined : page);
  };
}

/** The same with a date in place of a tag. */
function dated(page: string, lastModified: string): Page {
  return (response, { headers }) => {
    const same = headers['if-modified-since'] === lastModified;
    response.writeHead(same ? 304 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'last-modified': lastModified,
    });
    response.end(same ? undefined : page);
  };
}

describe('fetching again', () => {
  it('asks conditionally, and takes 304 for an answer', async () => {
    const lastModified = 'Tue, 12 Mar 2024 10:00:00 GMT';
    await using site = await openSite({
      '/a': tagged(newspaperPage(), '"v1"'),
      '/b': dated(newspaperPage({ title: 'خبر ثان' }), lastModified),
    });
    using folder = new Folder();
    const sources = [`${site.origin}/a`, `${site.origin}/b`];
    assert.equal(counts(await fetchInto(folder, sources)).fetched, 2);
    const before = folder.names().map((name) => folder.content(name));
    const second = await fetchInto(folder, sources);
    assert.deepEqual(counts(second), {
      fetched: 0,
      updated: 0,
      unchanged: 2,
      skipped: 0,
      failed: 0,
    });
    const headers = new Map(site.asked.map((asked) => [asked.path, asked.headers]));
    assert.equal(headers.get('/a')?.['if-none-match'], '"v1"');
    assert.equal(headers.get('/b')?.['if-modified-since'], lastModified);
    assert.deepEqual(
      folder.names().map((name) => folder.content(name)),
      before,
    );
  });

  it('updates a changed article in its own file, even when its date changes', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a`]);
    const names = folder.names();
    site.pages.set(
      '/a',
      newspaperPage({
        head: '<meta name="date" content="2024-03-13">',
        body: `<p>${prose(6, 'المطار')}</p>`,
      }),
    );
    assert.equal(counts(await fetchInto(folder, [`${site.origin}/a`])).updated, 1);
    assert.deepEqual(folder.names(), names);
    const [article] = await folder.articles();
    assert.deepEqual([article?.date, article?.text], ['2024-03-13', prose(6, 'المطار')]);
  });

  it('writes one file for one article, whatever leads to it', async () => {
    const canonical = { head: '<link rel="canonical" href="/a">' };
    await using site = await openSite({
      '/a': newspaperPage(canonical),
      '/a?print=1': newspaperPage(canonical),
      '/old': { status: 301, headers: { location: '/a' } },
    });
    site.pages.set(
      '/feed',
      rss([{ link: '/a' }, { link: '/a#comments' }, { link: '/a?utm_medium=rss' }]),
    );
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/feed`]);
    assert.deepEqual(site.paths(), ['/feed', '/a'], 'one request for three links');
    await fetchInto(folder, [`${site.origin}/a?print=1`, `${site.origin}/old`]);
    // The state lost, the file's name still says whose it is.
    rmSync(join(folder.path, STATE_FILE));
    await fetchInto(folder, [`${site.origin}/a`]);
    assert.equal(folder.names().length, 1);
  });

  it('does not believe a page that calls the front page, or another site, its own address', async () => {
    const page = (canonical: string) =>
      newspaperPage({ head: `<link rel="canonical" href="${canonical}">` });
    await using site = await openSite({ '/a': page('/'), '/b': page('https://example.org/x') });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a`, `${site.origin}/b`]);
    const urls = (await folder.articles()).map(({ url }) => url).sort();
    assert.deepEqual(urls, [`${site.origin}/a`, `${site.origin}/b`]);
  });

  it('asks for an entry of a feed again only when the entry changes, or after a day', async () => {
    let now = new Date('2025-06-01T00:00:00Z');
    await using site = await openSite({ '/a': newspaperPage(), '/short': 'قصير' });
    site.pages.set('/feed', rss([{ link: '/a' }, { link: '/short' }]));
    using folder = new Folder();
    const run = () => fetchInto(folder, [`${site.origin}/feed`], { now: () => now });
    await run();
    now = new Date('2025-06-01T12:00:00Z');
    const second = await run();
    assert.deepEqual(site.paths(), ['/feed', '/a', '/short', '/feed']);
    assert.deepEqual(counts(second), {
      fetched: 0,
      updated: 0,
      unchanged: 1,
      skipped: 1,
      failed: 0,
    });

    site.pages.set('/feed', rss([{ link: '/a', title: 'عنوان جديد' }, { link: '/short' }]));
    assert.equal(counts(await run()).updated, 1);
    assert.deepEqual(site.paths().slice(4), ['/feed', '/a']);
    now = new Date('2025-06-02T13:00:00Z');
    await run();
    assert.deepEqual(site.paths().slice(6), ['/feed', '/a', '/short']);
  });

  it('remembers a feed only when all of it was brought', async () => {
    const items = [
      { link: '/1', extra: '<pubDate>2024-01-01</pubDate>' },
      { link: '/2', extra: '<pubDate>2024-01-02</pubDate>' },
    ];
    const feed = rss(items) as { body: string; headers: Record<string, string> };
    await using site = await openSite({
      '/1': newspaperPage({ title: 'الأول' }),
      '/2': newspaperPage({ title: 'الثاني' }),
      '/feed': (response, { headers }) => {
        const same = headers['if-none-match'] === '"f"';
        response.writeHead(same ? 304 : 200, { ...feed.headers, etag: '"f"' });
        response.end(same ? undefined : feed.body);
      },
    });
    using folder = new Folder();
    const source = [`${site.origin}/feed`];
    await fetchInto(folder, source, { entriesMax: 1 });
    assert.deepEqual(site.paths(), ['/feed', '/2'], 'the newest entry comes first');
    site.pages.set('/1', { status: 500 });
    assert.equal(counts(await fetchInto(folder, source)).failed, 1);
    site.pages.set('/1', newspaperPage({ title: 'الأول' }));
    assert.equal(counts(await fetchInto(folder, source)).fetched, 1);
    const { events } = await fetchInto(folder, source);
    assert.deepEqual(events, [{ event: 'feed', url: source[0], changed: false }]);
  });

  it('leaves alone what was edited or removed by hand, until told otherwise', async () => {
    let now = new Date('2025-06-01T00:00:00Z');
    await using site = await openSite({
      '/a': newspaperPage(),
      '/b': newspaperPage({ title: 'خبر ثان' }),
    });
    site.pages.set('/feed', rss([{ link: '/a' }, { link: '/b', title: 'خبر ثان' }]));
    using folder = new Folder();
    const run = (options = {}) =>
      fetchInto(folder, [`${site.origin}/feed`], { now: () => now, ...options });
    await run();
    const [edited, removed] = folder.names() as [string, string];
    writeFileSync(join(folder.path, edited), folder.content(edited).replace('الخطة', 'الخُطّة'));
    rmSync(join(folder.path, removed));
    now = new Date('2025-06-03T00:00:00Z');
    const { report } = await run();
    assert.deepEqual(report.skipped.map(({ reason }) => reason).sort(), [
      'edited by hand',
      'removed by hand',
    ]);
    assert.deepEqual(folder.names(), [edited]);
    assert.ok(folder.content(edited).includes('الخُطّة'));

    const again = await run({ again: true });
    assert.deepEqual([again.report.fetched, again.report.updated], [1, 1]);
    assert.deepEqual(folder.names(), [edited, removed]);
    assert.ok(!folder.content(edited).includes('الخُطّة'));
  });

  it('brings back a removed article whose address is named', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/a`]);
    rmSync(join(folder.path, folder.names()[0]!));
    assert.equal(counts(await fetchInto(folder, [`${site.origin}/a`])).fetched, 1);
  });

  it('begins a new state where the old one is damaged, and says so', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    for (const damage of [
      '{',
      '{"version":2}',
      '[]',
      '{"version":1,"pages":{"x":1},"files":{}}',
      '',
    ]) {
      using folder = new Folder();
      writeFileSync(join(folder.path, STATE_FILE), damage);
      const { report, events } = await fetchInto(folder, [`${site.origin}/a`]);
      assert.equal(report.fetched, 1);
      assert.equal(events[0]?.event, 'note');
      JSON.parse(readFileSync(join(folder.path, STATE_FILE), 'utf8'));
    }
  });

  it('gives equal files for equal sites', async () => {
    await using site = await openSite({
      '/a': newspaperPage(),
      '/b': newspaperPage({ title: 'خبر ثان' }),
    });
    site.pages.set('/feed', rss([{ link: '/a' }, { link: '/b' }]));
    using one = new Folder();
    using two = new Folder();
    const now = () => new Date('2025-06-01T00:00:00Z');
    for (const folder of [one, two]) await fetchInto(folder, [`${site.origin}/feed`], { now });
    for (const name of [...one.names(), STATE_FILE])
      assert.equal(one.content(name), two.content(name));
  });
});
