/** The page with the real models over the sample's own words: asked, answered, and opened at the quote. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { parseHTML } from 'linkedom';
import { createLog } from '../../src/app/log.ts';
import { openIsnad } from '../../src/app/open.ts';
import { loadConfig } from '../../src/config.ts';
import { listen } from '../../src/http/listen.ts';
import { siteOf } from '../../src/web/start.ts';
import { askPath } from './support.ts';

it('answers from an article in its own words, and opens it there', {
  timeout: 280_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-web-'));
  copyFileSync('sample/culture/naguib-mahfouz.md', join(folder, 'naguib-mahfouz.md'));
  const { settings } = loadConfig(
    {
      CORPUS_PATH: folder,
      INDEX_DIR: join(folder, 'index'),
      WEB_PORT: '0',
      READER_DEADLINE_MS: '60000',
    },
    join(folder, 'no.env'),
  );
  const isnad = await openIsnad({ settings });
  const site = await listen(siteOf(isnad, settings, createLog('silent', [])));
  try {
    const page = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${site.port}${path}`);
      return parseHTML(await response.text()).document;
    };
    const answer = await page(askPath('أين ولد نجيب محفوظ؟'));
    assert.match(answer.querySelector('.short strong')!.textContent!, /الجمالية/u);
    const quote = answer.querySelector('blockquote p')!.textContent!;
    const article = await page(answer.querySelector('.primary')!.getAttribute('href')!);
    const marked = [...article.querySelectorAll('mark')].map(({ textContent }) => textContent);
    assert.equal(marked.join(''), quote);
    assert.match(article.querySelector('mark b')!.textContent!, /الجمالية/u);
  } finally {
    await site.close();
    await isnad.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
