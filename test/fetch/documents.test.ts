/** A link to a document: its text is kept with its pages and its address, a table's rows together. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { counts, Folder, fetchInto } from './run.ts';
import { openSite } from './site.ts';

const fixture = (name: string) => readFileSync(`test/corpus/formats/fixtures/${name}`);
const as = (type: string, name: string, headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'content-type': type, ...headers },
  body: fixture(name),
});

describe('a document at an address', () => {
  it('PDF: one article with its pages, headings and address; the second time it is not brought again', async () => {
    await using site = await openSite({
      '/guide.pdf': as('application/pdf', 'guide-libreoffice.pdf'),
    });
    using folder = new Folder();
    const link = `${site.origin}/guide.pdf`;
    const none = { fetched: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };
    assert.deepEqual(counts(await fetchInto(folder, [link])), { ...none, fetched: 1 });
    const [article] = await folder.articles();
    assert.equal(article?.title, 'دليل مكتبة الوادي');
    assert.equal(article?.url, link);
    assert.deepEqual(
      article?.pages?.slice(0, 2).map(({ label }) => label),
      ['1', '2'],
    );
    assert.ok(article?.outline?.some(({ title }) => title === 'شروط الإعارة'));
    assert.deepEqual(counts(await fetchInto(folder, [link])), { ...none, unchanged: 1 });
  });

  it('is known by its name where its type says nothing', async () => {
    const name = "attachment; filename*=UTF-8''%D8%AF%D9%84%D9%8A%D9%84.docx";
    await using site = await openSite({
      '/download?id=5': as('application/octet-stream', 'guide-pandoc.docx', {
        'content-disposition': name,
      }),
    });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/download?id=5`]);
    assert.deepEqual(
      (await folder.articles()).map(({ title }) => title),
      ['دليل مكتبة الوادي'],
    );
  });

  it('a table: its rows are articles of one file', async () => {
    await using site = await openSite({ '/faq.csv': as('text/csv', 'questions.csv') });
    using folder = new Folder();
    await fetchInto(folder, [`${site.origin}/faq.csv`]);
    assert.equal(folder.names().length, 1);
    const articles = await folder.articles();
    assert.equal(articles.length, 7);
    assert.ok(articles.every(({ url }) => url === `${site.origin}/faq.csv`));
  });

  it('that cannot be read is refused with what mends it', async () => {
    await using site = await openSite({ '/a.pdf': as('application/pdf', 'guide-cipher.pdf') });
    using folder = new Folder();
    const { report } = await fetchInto(folder, [`${site.origin}/a.pdf`]);
    assert.match(report.failed[0]?.reason ?? '', /text layer does not say/u);
    assert.match(report.failed[0]?.hint ?? '', /ocrmypdf/u);
    assert.deepEqual(folder.names(), []);
  });
});
