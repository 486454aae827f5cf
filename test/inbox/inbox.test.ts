/** Documents that come in by the chat: kept if they can be quoted, set aside and brought back, refused with a reason. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { readCorpus } from '../../src/corpus/read.ts';
import { Inbox, type TakeResult } from '../../src/inbox/inbox.ts';
import { refusalOf } from '../../src/inbox/refusal.ts';
import type { Article } from '../../src/types.ts';
import { openSite } from '../fetch/site.ts';

const FIXTURES = 'test/corpus/formats/fixtures';
const SENDER = { id: 77, name: 'منى', tell: undefined };
const POST = {
  text: 'تفتح المكتبة البلدية أبوابها من التاسعة صباحًا.\nوتغلق في السابعة مساءً.',
  channel: 'أخبار البلدية',
  channelId: -1001234567890,
  messageId: 41,
  username: 'baladiya',
  date: '2024-03-05',
};

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let folder: string;
let inbox: Inbox;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'isnad-inbox-')), 'inbox');
  folders.push(join(folder, '..'));
  inbox = new Inbox(folder);
});

async function ids(): Promise<string[]> {
  const found: string[] = [];
  for await (const item of readCorpus([folder]))
    found.push('error' in item ? item.error.message : item.article.id);
  return found;
}

function stored(taken: TakeResult | undefined) {
  assert.equal(taken?.kind, 'stored');
  return (taken as Extract<TakeResult, { kind: 'stored' }>).document;
}

const file = (name: string) => ({ name, bytes: readFileSync(join(FIXTURES, name)) });

describe('the inbox', () => {
  it('keeps a document with who sent it, when, and its hash, and its article has the id that was noted', async () => {
    const document = stored(
      await inbox.take(file('guide-pandoc.docx'), { ...SENDER, caption: 'دليل' }),
    );
    assert.match(document.sha256, /^[0-9a-f]{64}$/u);
    assert.equal(document.sentBy, 77);
    assert.ok(Date.now() - Date.parse(document.sentAt) < 60_000);
    assert.equal(document.caption, 'دليل');
    assert.deepEqual(await ids(), document.articleIds);
    assert.deepEqual(
      (await inbox.list()).map(({ id }) => id),
      [document.id],
    );
    assert.equal((await inbox.holding(document.articleIds[0]!))?.id, document.id);
    // Nobody but the user who runs the bot reads who sent what.
    assert.equal(statSync(folder).mode & 0o077, 0);
  });

  it('sets a document aside and brings it back', async () => {
    const document = stored(await inbox.take(file('guide.html'), SENDER));
    await inbox.remove(document);
    assert.deepEqual(await ids(), []);
    assert.equal(await inbox.holding(document.articleIds[0]!), undefined);
    const [removed] = await inbox.list();
    assert.ok(removed?.removedAt);
    await inbox.restore(removed);
    assert.deepEqual(await ids(), document.articleIds);
    await inbox.remove(document);
    // Sent once more, it is wanted once more.
    stored(await inbox.take(file('guide.html'), SENDER));
    assert.deepEqual(await ids(), document.articleIds);
  });

  it('knows bytes that it has, whatever they are called', async () => {
    await inbox.take(file('guide.html'), SENDER);
    const again = await inbox.take({ ...file('guide.html'), name: 'other.html' }, SENDER);
    assert.equal(again.kind, 'known');
    assert.equal((await ids()).length, 1);
  });

  it('refuses what cannot be quoted, keeps nothing of it, and says which kind of fault it is', async () => {
    const refused = async (name: string, bytes: Uint8Array) => {
      const taken = await inbox.take({ name, bytes }, SENDER);
      assert.equal(taken.kind, 'refused', name);
      return refusalOf((taken as Extract<TakeResult, { kind: 'refused' }>).fault.problem);
    };
    assert.equal(await refused('a.pdf', file('guide-cipher.pdf').bytes), 'falseText');
    assert.equal(await refused('a.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'oldOffice');
    assert.equal(await refused('a.docx', Buffer.from('PK\x03\x04 broken')), 'damaged');
    assert.equal(await refused('a.exe', Buffer.from('MZ\x90')), 'noFormat');
    assert.equal(await refused('a.md', Buffer.from('\n\n')), 'empty');
    assert.equal(await refused('a.pdf', Buffer.from('<p>no</p>')), 'noFormat');
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.startsWith('.')),
      [],
    );
    assert.deepEqual(await inbox.list(), []);
  });

  it('gives names that a file system and the corpus take', async () => {
    for (const name of [
      '../../etc/passwd.md',
      '.hidden.md',
      'README.md',
      'questions.jsonl.md',
      `${'ط'.repeat(300)}.md`,
      'a\0b\n.md',
    ]) {
      const bytes = Buffer.from(
        `---\ntitle: ${JSON.stringify(name)}\n---\n\nتفتح المكتبة أبوابها صباحًا.\n`,
      );
      stored(await inbox.take({ name, bytes }, SENDER));
    }
    assert.equal((await ids()).length, 6);
  });

  it('takes a post with its channel, date and address; an edited one takes the place of the first', async () => {
    const first = stored(await inbox.takePost(POST, SENDER));
    assert.equal(first.title, 'تفتح المكتبة البلدية أبوابها من التاسعة صباحًا.');
    const text = POST.text.replace('السابعة', 'الثامنة');
    stored(await inbox.takePost({ ...POST, text }, SENDER));
    const articles: Article[] = [];
    for await (const item of readCorpus([folder]))
      if ('article' in item) articles.push(item.article);
    const [article] = articles;
    assert.equal(articles.length, 1);
    assert.ok(article && article.text === text);
    assert.equal(article.url, 'https://t.me/baladiya/41');
    assert.equal(article.source, 'أخبار البلدية');
    assert.equal(article.date, '2024-03-05');
    assert.equal((await inbox.takePost({ ...POST, text: 'صورة' }, SENDER)).kind, 'refused');
  });

  it('says which part of an archive it could not read', async () => {
    const { zipSync } = await import('fflate');
    const bytes = zipSync({
      'a.md': Buffer.from('---\ntitle: أول\n---\n\nتفتح المكتبة أبوابها صباحًا.\n'),
      'b.docx': Buffer.from('PK\x03\x04 broken'),
    });
    const taken = await inbox.take({ name: 'all.zip', bytes }, SENDER);
    const document = stored(taken);
    assert.equal(document.articles, 1);
    assert.equal(taken.kind === 'stored' && taken.faults.length, 1);
  });

  it('takes the document that a link leads to, with its pages and its address', async () => {
    await using site = await openSite({
      '/guide.pdf': {
        headers: { 'content-type': 'application/pdf' },
        body: readFileSync('test/corpus/formats/fixtures/guide-libreoffice.pdf'),
      },
    });
    const fetching = { allowPrivateAddresses: true, limits: { pauseMs: 0 } };
    const [taken] = await new Inbox(folder, { fetching }).takeLink(
      `${site.origin}/guide.pdf`,
      SENDER,
    );
    const document = stored(taken!);
    assert.equal(document.title, 'دليل مكتبة الوادي');
    const found: Article[] = [];
    for await (const item of readCorpus([join(folder, document.file)]))
      if ('article' in item) found.push(item.article);
    const [article] = found;
    assert.equal(article?.url, `${site.origin}/guide.pdf`);
    assert.ok((article?.pages?.length ?? 0) > 1);
  });

  it('tells of a link that leads nowhere', async () => {
    const [taken] = await inbox.takeLink('http://127.0.0.1:9/x', SENDER);
    assert.ok(taken?.kind === 'refused');
    assert.equal(refusalOf(taken.fault.problem), 'unreachable');
  });
});
