/**
 * The page in a real browser: Debian's chromium, driven by playwright-core. If it is not installed these tests are
 * skipped, and say how to install it.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ARTICLES, askPath, QUESTION, type Site, startSite } from './support.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const skip =
  CHROMIUM === undefined &&
  'no chromium here; install it: apt-get install -y chromium fonts-noto-core';
if (skip) process.stderr.write(`SKIPPED, the page in a browser: ${skip}\n`);

/** Where pictures of what was seen are kept, for a person to look at; none are kept without it. */
const PICTURES = process.env.PAGE_PICTURES;
const axeSource = skip
  ? ''
  : readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, and where. Code for the page is text here: this project's types know no window. */
async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
  );
}

/** On a machine that others use too, a browser takes its time. */
const PATIENCE_MS = 180_000;

const WIDTHS = { phone: 320, desk: 1100 } as const;

describe('the page in a browser', { skip, timeout: 600_000 }, () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    site = await startSite();
    browser = await chromium.launch({
      executablePath: CHROMIUM!,
      // A container often has no user namespaces for the sandbox; only our own pages are opened.
      args: ['--no-sandbox'],
    });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens a page, and fails if it asks another host for anything or logs an error. */
  async function open(
    options: BrowserContextOptions,
    act: (page: Page) => Promise<void>,
    path = '/',
  ): Promise<void> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    const foreign: string[] = [];
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url)) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') foreign.push(message.text());
    });
    page.on('pageerror', (error) => foreign.push(error.message));
    await page.goto(site.url + path);
    await act(page);
    assert.deepEqual(foreign, []);
    await context.close();
  }

  const inView = (page: Page, id: string) =>
    page.evaluate<boolean>(
      `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.getElementById('${id}').getBoundingClientRect())`,
    );

  /** Nothing is wider than the window. */
  const fits = (page: Page) =>
    page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');

  it('ask, open at the quote, go back, follow up', async () => {
    await open({ viewport: { width: WIDTHS.desk, height: 500 } }, async (page) => {
      await page.fill('#question', QUESTION);
      await page.keyboard.press('Enter');
      const quote = (await page.locator('blockquote p').first().textContent())!;
      assert.equal(new URL(page.url()).searchParams.get('q'), QUESTION);
      await page.locator('.primary').first().click();
      assert.equal((await page.locator('mark').allTextContents()).join(''), quote);
      assert.ok(await inView(page, 'q'));
      await page.goBack();
      assert.equal(await page.locator('blockquote p').first().textContent(), quote);
      await page.fill('#question', 'متى يفتح المتحف أبوابه؟');
      await page.keyboard.press('Enter');
      await page.locator('#follow').fill('وكم قطعة فيه؟');
      await page.keyboard.press('Enter');
      await page.locator('[data-address]').waitFor();
      // The address holds the question as it was understood, so that it can be shared.
      assert.match(new URL(page.url()).searchParams.get('q')!, /المتحف/u);
      assert.ok((await page.locator('.visit a').allTextContents()).includes(QUESTION));
    });
  });

  it('without a script: the same, by the button', async () => {
    await open({ javaScriptEnabled: false }, async (page) => {
      await page.fill('#question', QUESTION);
      await page.locator('button[type=submit]').first().click();
      await page.locator('.primary').first().click();
      assert.ok((await page.locator('mark').count()) > 0);
      assert.match(page.url(), /#q$/u);
    });
  });

  it('by keyboard alone', async () => {
    await open({}, async (page) => {
      await page.keyboard.type(QUESTION);
      await page.keyboard.press('Enter');
      await page.locator('.primary').first().waitFor();
      const focused = () => page.evaluate<string>("document.activeElement?.className ?? ''");
      for (let presses = 0; presses < 20 && !(await focused()).includes('primary'); presses += 1) {
        await page.keyboard.press('Tab');
      }
      assert.match(await focused(), /primary/u);
      await page.keyboard.press('Enter');
      await page.locator('#q').waitFor();
    });
  });

  it('copies a quote with its source', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await open(
      { permissions },
      async (page) => {
        await page.locator('.copy').first().click();
        await page.locator('.copy', { hasText: 'نُسخ' }).waitFor();
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        const [quote, source, url] = copied.split('\n');
        assert.ok(ARTICLES[0]!.text.includes(quote!.slice(1, -1)));
        assert.match(source!, /«بركان في آيسلندا.*»، صحيفة المثال، 19 ديسمبر 2023/u);
        assert.equal(url, ARTICLES[0]!.url);
      },
      askPath(QUESTION),
    );
  });

  it('copies where the browser has no clipboard to give, as over plain http', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await open(
      { permissions },
      async (page) => {
        await page.evaluate(
          "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })",
        );
        await page.locator('.copy').first().click();
        await page.locator('.copy', { hasText: 'نُسخ' }).waitFor();
        assert.equal(await page.evaluate('document.activeElement.className'), 'copy');
        await page.evaluate('delete navigator.clipboard');
        const copied = await page.evaluate<string>('navigator.clipboard.readText()');
        assert.match(copied, /^«ثار بركان.*»\n«بركان في آيسلندا/u);
      },
      askPath(QUESTION),
    );
  });

  it('prints what was asked, what answers and where it stands, and nothing to press', async () => {
    await open(
      {},
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        const isSeen = (what: string) => page.locator(what).first().isVisible();
        for (const what of ['h1', 'blockquote p', '.title', '[data-printed]']) {
          assert.ok(await isSeen(what), what);
        }
        for (const what of ['textarea', 'nav', '.primary', '.copy', '.around', '.language']) {
          assert.ok(!(await isSeen(what)), what);
        }
        const printed = await page.locator('[data-printed]').first().getAttribute('data-printed');
        assert.equal(printed, ARTICLES[0]!.url, 'the address as one would type it');
      },
      askPath(QUESTION),
    );
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, width] of Object.entries(WIDTHS)) {
      it(`nothing is wrong for axe, and nothing sticks out: ${colorScheme}, ${width} px`, async () => {
        const paths = {
          home: '/',
          answer: askPath(QUESTION),
          none: askPath('من فاز بكأس العالم في الشطرنج؟'),
          article: '/article/volcano?q=0-60&m=AAAAAAAAAAAAAAAAAAAAAA',
          articles: '/articles',
          sources: '/sources',
          english: '/?lang=en',
        };
        await open({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
          for (const [what, path] of Object.entries(paths)) {
            await page.goto(site.url + path);
            assert.ok(await fits(page), `${what} is wider than ${width} px`);
            assert.deepEqual(await violationsIn(page), [], what);
            if (PICTURES) {
              mkdirSync(PICTURES, { recursive: true });
              const picture = join(PICTURES, `${what}-${colorScheme}-${name}.png`);
              await page.screenshot({ path: picture, fullPage: true });
            }
          }
        });
      });
    }
  }

  it('an article of one word that is a megabyte long does not burst the page', async () => {
    const long = { id: 'long', title: 'طويل', text: `${'ا'.repeat(1_000_000)} بركان.` };
    const other = await startSite({}, { articles: [long] });
    const page = await browser.newPage({ viewport: { width: WIDTHS.phone, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${other.url}/article/long`);
    assert.ok(await fits(page));
    await page.close();
    await other.close();
  });

  it('in Telegram the quote is shown, and the signed data goes to our own server', async () => {
    const token = '123456:AAtestSECRETtestSECRETtest';
    const inside = await startSite({ publicUrl: 'https://ask.example.org' }, { botToken: token });
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const asked = page.waitForRequest((request) => request.url().endsWith('/telegram'));
    await page.goto(
      `${inside.url}/article/volcano#tgWebAppData=${encodeURIComponent('user=x&hash=y')}`,
    );
    assert.equal((await asked).postData(), 'user=x&hash=y');
    await page.close();
    await inside.close();
  });
});
