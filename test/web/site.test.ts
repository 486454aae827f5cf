/** The site over HTTP: what it shows, and what it does not let through. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { parseHTML } from 'linkedom';
import { StoreUnavailableError } from '../../src/errors.ts';
import type { Article } from '../../src/types.ts';
import { askHref } from '../../src/web/pages/ask.tsx';
import { fakeCatalogue } from '../../tools/lib/fake-answerer.ts';
import { ARTICLES, askPath, QUESTION, type Site, startSite } from './support.ts';

const MUSEUM = 'متى يفتح المتحف أبوابه؟';

const page = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init);
  const text = await response.text();
  return { response, text, document: parseHTML(text).document };
};

/** fetch would write its own `Host`. */
function statusUnder(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

describe('asking', () => {
  let site: Site;
  before(async () => {
    site = await startSite();
  });
  after(() => site.close());

  it('the first page says what it is, and what is new', async () => {
    const { document, text, response } = await page(`${site.url}/`);
    assert.equal(document.documentElement.getAttribute('dir'), 'rtl');
    assert.equal(document.documentElement.getAttribute('lang'), 'ar');
    assert.match(document.querySelector('.size')!.textContent!, /مقالات/u);
    assert.equal(document.querySelector('.articles a')!.textContent, ARTICLES[2]!.title);
    const assets = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/gu)].map(([, path]) => path);
    let bytes = Buffer.byteLength(text);
    for (const path of assets) {
      const asset = await fetch(site.url + path);
      assert.equal(asset.status, 200);
      assert.match(asset.headers.get('cache-control')!, /immutable/u);
      bytes += (await asset.arrayBuffer()).byteLength;
    }
    assert.equal(assets.length, 3);
    assert.ok(bytes <= 60 * 1024, `${bytes} bytes`);
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.match(response.headers.get('cache-control')!, /private/u);
  });

  it('an answer shows its quote, its source, and where it stands', async () => {
    const { document } = await page(site.url + askPath(QUESTION));
    const [first] = document.querySelectorAll('.quote');
    assert.match(first!.querySelector('blockquote p')!.textContent!, /^ثار بركان/u);
    assert.equal(first!.querySelector('blockquote b')!.textContent, 'ثار');
    assert.match(first!.querySelector('.meta')!.textContent!, /صحيفة المثال.*19 ديسمبر 2023/u);
    const href = first!.querySelector('a.primary')!.getAttribute('href')!;
    const article = await page(site.url + href);
    const mark = article.document.querySelector('mark#q')!;
    assert.equal(mark.querySelector('b')!.textContent, 'ثار');
    const marked = [...article.document.querySelectorAll('mark')].map(
      ({ textContent }) => textContent,
    );
    assert.equal(marked.join(''), first!.querySelector('blockquote p')!.textContent);
    const original = first!.querySelector('a[rel*=external]')!.getAttribute('href')!;
    assert.match(original, /^https:\/\/example\.org\/news\/volcano-2023#:~:text=/u);
  });

  it('asks within the article of an answer first, and says where another one answers', async () => {
    site.answerer.asked.length = 0;
    const { document } = await page(
      site.url + askPath('كم بلغ طول الشق في آيسلندا؟', '&in=museum'),
    );
    assert.deepEqual(
      site.answerer.asked.map(({ options }) => options?.scope?.articleId),
      ['museum', undefined],
    );
    assert.match(document.querySelector('.within')!.textContent!, /متحف جديد/u);
    assert.match(document.querySelector('.lead')!.textContent!, /في غيره/u);
  });

  it('where nothing answers, says so and shows what is near', async () => {
    const { document } = await page(site.url + askPath('من فاز بكأس العالم في الشطرنج؟'));
    assert.match(document.querySelector('.none-title')!.textContent!, /لم أجد/u);
    assert.ok(document.querySelectorAll('.none .articles li').length > 0);
  });

  it('a follow-up goes on from the answer that it is asked on, and says how it was understood', async () => {
    const first = await page(site.url + askPath(MUSEUM));
    const after = first.document.querySelector('input[name=after]')!.getAttribute('value')!;
    site.answerer.asked.length = 0;
    const next = await page(site.url + askPath('وكم قطعة فيه؟', `&after=${after}`));
    const understood = next.document.querySelector('.searched a')!;
    assert.match(understood.textContent!, /المتحف/u);
    assert.ok(site.answerer.asked.some(({ question }) => question === understood.textContent));
    // Its own address holds the whole question, for whoever it is sent to.
    assert.equal(
      new URL(understood.getAttribute('href')!, site.url).searchParams.get('q'),
      understood.textContent,
    );
    const forgotten = await page(site.url + askPath('وكم قطعة فيه؟', '&after=unknown'));
    assert.equal(forgotten.document.querySelector('.searched a'), null);
  });

  it('small talk is answered without the articles', async () => {
    site.answerer.asked.length = 0;
    const { document } = await page(site.url + askPath('السلام عليكم'));
    assert.match(document.querySelector('.talk')!.textContent!, /وعليكم السلام/u);
    assert.equal(site.answerer.asked.length, 0);
  });

  it('what there is to ask is told with questions to press, and no command of the chat', async () => {
    const { document } = await page(site.url + askPath('ماذا عندك؟'));
    const talk = document.querySelector('.talk')!;
    assert.match(talk.textContent!, /عندي .*مقالات/u);
    assert.equal(talk.querySelector('.examples a')!.getAttribute('href'), askHref(QUESTION));
    const can = await page(site.url + askPath('ماذا تستطيع؟'));
    const said = talk.textContent! + can.document.querySelector('.talk')!.textContent!;
    assert.doesNotMatch(said, /\/(?:help|sources)/u);
  });

  it('where one quote answers both parts of a question, it is said of each', async () => {
    site.answerer.change = (answer, question) => ({
      ...answer,
      parts: [0, 0].map((quote) => ({ question, kind: 'answer' as const, quote })),
    });
    const { document } = await page(site.url + askPath(QUESTION));
    site.answerer.change = (answer) => answer;
    const answer = document.querySelector('.answer')!.textContent!;
    assert.match(answer, /جواب سؤالك الأول/u);
    assert.match(answer, /والاقتباس نفسه يجيب عن سؤالك الثاني/u);
  });

  it('the page comes at once, the answer when it is there', async () => {
    let release = () => {};
    site.answerer.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const response = await fetch(site.url + askPath(QUESTION));
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    assert.match(first, /أقرأ المقالات/u);
    assert.doesNotMatch(first, /<blockquote/u);
    release();
    site.answerer.before = async () => {};
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      rest += new TextDecoder().decode(part.value);
    }
    assert.match(rest, /<blockquote[\s\S]*<\/html>$/u);
  });

  it('speaks English to those who choose it, and keeps the address', async () => {
    const chosen = await fetch(`${site.url}/articles?outlet=x&lang=en`, { redirect: 'manual' });
    assert.equal(chosen.status, 303);
    assert.equal(chosen.headers.get('location'), '/articles?outlet=x');
    const cookie = chosen.headers.get('set-cookie')!.split(';')[0]!;
    const { document } = await page(site.url + askPath(QUESTION), { headers: { cookie } });
    assert.equal(document.documentElement.getAttribute('dir'), 'ltr');
    assert.equal(document.querySelector('blockquote')!.getAttribute('lang'), 'ar');
    assert.match(document.querySelector('.primary')!.textContent!, /Read it in its place/u);
  });

  it('articles are found by title, outlet and date', async () => {
    const titles = async (query: string) =>
      [
        ...(await page(`${site.url}/articles?${query}`)).document.querySelectorAll('.articles a'),
      ].map((link) => link.textContent);
    assert.equal((await titles('')).length, ARTICLES.length);
    assert.deepEqual(await titles(`title=${encodeURIComponent('متحف')}`), [ARTICLES[2]!.title]);
    assert.deepEqual(await titles(`outlet=${encodeURIComponent('BBC عربي')}`), [
      ARTICLES[1]!.title,
    ]);
    assert.deepEqual(await titles('outlet='), [ARTICLES[2]!.title]);
    assert.deepEqual(await titles('from=2023-12-20&to=2023-12-31'), [ARTICLES[1]!.title]);
    assert.deepEqual(await titles('from=yesterday'), await titles(''));
    assert.equal((await fetch(`${site.url}/articles?page=9`)).status, 404);
  });

  it('outlets are listed with what they have', async () => {
    const { document } = await page(`${site.url}/sources`);
    assert.equal(document.querySelectorAll('.outlets li').length, 3);
  });

  it('what is not there is said to be so, in words', async () => {
    for (const path of ['/nothing', '/article/nothing', '/assets/style.css', '/article/%E0%A4%A']) {
      const { response, document } = await page(site.url + path);
      assert.ok(response.status === 404 || response.status === 400, `${path}: ${response.status}`);
      if (response.status === 404) assert.ok(document.querySelector('h1'));
    }
  });

  it('nothing that was asked is written down', () => {
    assert.ok(site.log.length > 0);
    assert.doesNotMatch(site.log.join('\n'), /بركان|الشطرنج/u);
  });
});

describe('what comes in', () => {
  it('under a name that was made to point here, nothing is said', async () => {
    const site = await startSite({ publicUrl: 'https://ask.example.org' });
    assert.equal(await statusUnder(site.url, { host: 'evil.example' }), 421);
    assert.equal(await statusUnder(`${site.url}/api/articles`, { host: 'evil.example' }), 421);
    assert.equal(await statusUnder(site.url, { host: 'ask.example.org' }), 200);
    await site.close();
  });

  it('from pages of other sites only links are followed', async () => {
    const site = await startSite();
    const cross = { 'sec-fetch-site': 'cross-site' };
    assert.equal(await statusUnder(site.url, { ...cross, 'sec-fetch-mode': 'no-cors' }), 403);
    assert.equal(await statusUnder(site.url, { ...cross, 'sec-fetch-mode': 'navigate' }), 200);
    const post = { 'sec-fetch-mode': 'navigate' };
    assert.equal(await statusUnder(`${site.url}/enter`, { ...cross, ...post }, 'POST'), 403);
    const origin = 'https://evil.example';
    assert.equal(await statusUnder(`${site.url}/api/ask`, { origin }, 'POST'), 403);
    await site.close();
  });

  it('too many questions are asked to wait, and told how long', async () => {
    const site = await startSite({ ratePerMinute: 2 });
    await (await fetch(site.url + askPath(QUESTION))).text();
    await (await fetch(site.url + askPath(QUESTION))).text();
    const { response, document } = await page(site.url + askPath(QUESTION));
    assert.equal(response.status, 429);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    assert.match(document.querySelector('.notice')!.textContent!, /تمهّل/u);
    // Reading goes on.
    assert.equal((await fetch(`${site.url}/article/museum`)).status, 200);
    await site.close();
  });

  it('more questions at once than may wait are turned away', async () => {
    const site = await startSite({ queueMax: 2, concurrency: 1 });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    site.answerer.before = () => held;
    const waiting = [1, 2].map(() => fetch(site.url + askPath(QUESTION)));
    for (const response of await Promise.all(waiting)) assert.equal(response.status, 200);
    const refused = await fetch(site.url + askPath(QUESTION));
    assert.equal(refused.status, 503);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    release();
    await Promise.all((await Promise.all(waiting)).map((response) => response.text()));
    await site.close();
  });

  it('who leaves while waiting is not answered', async () => {
    const site = await startSite({ concurrency: 1 });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    site.answerer.before = () => held;
    const first = fetch(site.url + askPath(QUESTION));
    await first;
    const leaving = new AbortController();
    const second = fetch(site.url + askPath(QUESTION), { signal: leaving.signal });
    await second;
    leaving.abort();
    await new Promise((resolve) => setTimeout(resolve, 100));
    release();
    await (await first).text();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(site.answerer.asked.length, 1);
    await site.close();
  });

  it('a question that is too long, and a body that is too large, are refused', async () => {
    const site = await startSite();
    assert.equal((await fetch(site.url + askPath('س'.repeat(4_097)))).status, 414);
    const longest = await fetch(site.url + askPath('س'.repeat(4_096)));
    assert.equal(longest.status, 200);
    await longest.text();
    const body = JSON.stringify({ question: 'س'.repeat(100_000) });
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(`${site.url}/api/ask`, { method: 'POST', body, headers });
    assert.equal(refused.status, 413);
    await site.close();
  });

  it('articles and questions of an attacker are shown, and do nothing', async () => {
    const hostile: Article = {
      id: '"><script>alert(1)</script>',
      title: '<img src=x onerror=alert(1)> \u202eعنوان',
      text: `<script>alert(1)</script> ثار بركان في آيسلندا "><svg onload=alert(1)> \u202eمقلوب. ${'ا'.repeat(1_000_000)}`,
      url: 'javascript:alert(1)//https://example.org',
      source: '</title><script>alert(1)</script>',
      date: '2024-01-01',
      author: '<b>',
    };
    const site = await startSite({}, { articles: [hostile] });
    const question = '<script>alert(1)</script> بركان آيسلندا';
    const paths = ['/', '/articles', '/sources', `/article/${encodeURIComponent(hostile.id)}`];
    for (const path of [...paths, askPath(question), askPath(question, '&in=%22%3E%3Cscript%3E')]) {
      const { response, text, document } = await page(site.url + path);
      assert.equal(response.status, 200, path);
      assert.doesNotMatch(text, /<script>alert|<img src=x|<svg onload|\u202e/u);
      assert.equal(document.querySelectorAll('script').length, 1);
      for (const link of document.querySelectorAll('a[href]')) {
        assert.match(link.getAttribute('href')!, /^(?:\/|#|https?:)/u);
      }
      const policy = response.headers.get('content-security-policy')!;
      assert.match(policy, /default-src 'none'.*script-src 'self'/u);
      assert.doesNotMatch(policy, /unsafe/u);
    }
    await site.close();
  });

  it('a client that never finishes its request is cut off', { timeout: 60_000 }, async () => {
    const site = await startSite();
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    // Node looks for such clients twice a minute.
    socket.resume();
    await once(socket, 'close');
    assert.ok(socket.destroyed);
    await site.close();
  });

  it('an answer that was begun is finished when the site stops', async () => {
    const site = await startSite();
    let release = () => {};
    site.answerer.before = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const response = await fetch(site.url + askPath(QUESTION));
    const closing = site.close();
    release();
    assert.match(await response.text(), /<blockquote/u);
    await closing;
    await assert.rejects(fetch(site.url));
  });

  it('where the articles are away, people are told so', async () => {
    const away = { use: () => Promise.reject(new StoreUnavailableError('away', '')) };
    const site = await startSite({}, { catalogue: away });
    const { response, document } = await page(`${site.url}/articles`);
    assert.equal(response.status, 503);
    assert.match(document.querySelector('.notice')!.textContent!, /لا أستطيع الوصول/u);
    assert.equal((await fetch(`${site.url}/api/articles`)).status, 503);
    await site.close();
  });
});

describe('a private corpus', () => {
  const token = 'a-token-of-twenty-chars';
  let site: Site;
  before(async () => {
    site = await startSite({ token }, { catalogue: fakeCatalogue(ARTICLES) });
  });
  after(() => site.close());

  it('strangers see nothing of it', async () => {
    for (const path of ['/', askPath(QUESTION), '/articles', '/sources', '/article/museum']) {
      const { response, text } = await page(site.url + path);
      assert.equal(response.status, 401, path);
      assert.doesNotMatch(text, /متحف|آيسلندا.*وأُجلي/u);
    }
    const api = await fetch(`${site.url}/api/articles`);
    assert.equal(api.status, 401);
    assert.equal(api.headers.get('www-authenticate'), 'Bearer');
  });

  it('who knows the token comes in, and goes on to where they wanted', async () => {
    const enter = (given: string, back: string) =>
      fetch(`${site.url}/enter`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ token: given, back }),
      });
    assert.equal((await enter('another-token-of-some-chars', '/')).status, 401);
    const entered = await enter(token, '/article/museum?q=1-2');
    assert.equal(entered.headers.get('location'), '/article/museum?q=1-2');
    assert.equal((await enter(token, '//evil.example/')).headers.get('location'), '/');
    const set = entered.headers.get('set-cookie')!;
    assert.match(set, /HttpOnly/iu);
    assert.doesNotMatch(set, new RegExp(token, 'u'));
    const headers = { cookie: set.split(';')[0]! };
    assert.equal((await fetch(`${site.url}/article/museum`, { headers })).status, 200);
  });

  it('programs show it in a header', async () => {
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await fetch(`${site.url}/api/articles`, { headers })).status, 200);
  });
});
