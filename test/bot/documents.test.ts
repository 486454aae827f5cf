/** Documents, posts and links that admins send: taken in, told of, looked through, removed and brought back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person, WireMessage } from '#bot-api-double';
import type { Reindex } from '../../src/app/reindex.ts';
import { readCorpus } from '../../src/corpus/read.ts';
import { GateError } from '../../src/errors.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { Article, Catalogue } from '../../src/types.ts';
import { fakeCatalogue } from '../../tools/lib/fake-answerer.ts';
import { button, hasButton } from './support/buttons.ts';
import { temporaryFolder } from './support/folder.ts';
import { ADMIN_ID, type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const FIXTURES = 'test/corpus/formats/fixtures';
const fixture = (name: string) => readFileSync(join(FIXTURES, name));
const note = (title: string) =>
  Buffer.from(`---\ntitle: ${title}\n---\n\nتفتح المكتبة أبوابها في التاسعة صباحًا. ${title}.\n`);
/** The thread that reads documents takes its time to start. */
const PATIENT = { timeoutMs: 30_000 };
const CHANNEL = { id: -1001234567890, title: 'أخبار البلدية', username: 'baladiya' };

/** An index that has what the inbox has, with as many chunks as a text has sentences. */
function indexOf(folder: string) {
  let articles: Article[] = [];
  let builds = 0;
  let fails: Error | undefined;
  const reindex: Reindex = async () => {
    builds += 1;
    await sleep(20);
    if (fails) throw fails;
    articles = [];
    for await (const item of readCorpus([folder]))
      if ('article' in item) articles.push(item.article);
    const chunksOf = Object.fromEntries(
      articles.map(({ id, text }) => [id, text.split('. ').length]),
    );
    return { articles: articles.length, chunks: 9, changed: true, chunksOf };
  };
  const catalogue: Catalogue = { use: (work) => fakeCatalogue(articles).use(work) };
  return {
    ...{ reindex, catalogue },
    builds: () => builds,
    titles: () => articles.map(({ title }) => title).sort(),
    fail: (error: Error | undefined) => {
      fails = error;
    },
  };
}

describe('documents that an admin sends', () => {
  const folder = join(temporaryFolder(), 'inbox');
  const inbox = new Inbox(folder);
  const index = indexOf(folder);
  let h: Harness;
  let admin: Person;
  before(async () => {
    const { reindex, catalogue } = index;
    h = await startHarness({ deps: { reindex, catalogue, inbox } });
    admin = h.api.person({ id: ADMIN_ID, firstName: 'منى' });
  });
  after(() => h.close());

  /** What the reply to a message says once all is done. */
  async function outcome(message: WireMessage, expected: RegExp): Promise<WireMessage> {
    const reply = await h.api.answerTo(message, PATIENT);
    const said = await h.api.waitFor(() => {
      const now = admin.chat.find(reply.message_id);
      return now && expected.test(now.text ?? '') ? now : undefined;
    }, PATIENT);
    assertReads({ text: said.text!, entities: said.entities ?? [] }, 'rtl');
    return said;
  }

  it('can be quoted by everybody, and they are told so', async () => {
    const sent = admin.sendsDocument('guide-pandoc.docx', fixture('guide-pandoc.docx'));
    const said = await outcome(sent, /أُضيف/u);
    assert.match(said.text!, /أُضيف: «[^»]+»، \u2068?\d+/u);
    assert.match(said.text!, /إلى كل من يسأل/u);
    assert.equal(index.titles().length, 1);
    const [document] = await inbox.list();
    assert.equal(document?.sentBy, ADMIN_ID);
    const again = await outcome(
      admin.sendsDocument('other.docx', fixture('guide-pandoc.docx')),
      /عندي من قبل/u,
    );
    assert.doesNotMatch(again.text!, /أُضيف:/u);
  });

  it('come several at once: one reply, one build', async () => {
    const before = index.builds();
    const [first, ...others] = admin.sendsAlbum(
      ['الأول', 'الثاني', 'الثالث'].map((title) => [`${title}.md`, note(title)] as const),
    );
    const said = await outcome(first!, /أُضيف/u);
    for (const title of ['الأول', 'الثاني', 'الثالث'])
      assert.match(said.text!, new RegExp(`أُضيف: «\u2068?${title}`, 'u'));
    assert.equal(index.builds(), before + 1);
    for (const other of others) assert.equal(h.api.answersTo(other).length, 0);
  });

  it('are refused with the reason, which says what mends it', async () => {
    const builds = index.builds();
    for (const [name, bytes, why] of [
      ['a.pdf', fixture('guide-cipher.pdf'), /غير الذي تعرضه صفحاته/u],
      ['a.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /أوفيس القديمة/u],
      ['a.exe', Buffer.from('MZ'), /ليس مستندًا أقرؤه/u],
      ['big.pdf', Buffer.alloc(20 * 1024 * 1024 + 1), /عشرون ميغابايت/u],
    ] as const)
      assert.match((await outcome(admin.sendsDocument(name, bytes), /لم يُضَف/u)).text!, why);
    assert.equal(index.builds(), builds);
  });

  it('may be posts of a channel, and links', async () => {
    const text = 'تغلق المكتبة البلدية أبوابها في السابعة مساءً كل يوم.';
    const post = admin.forwards({ channel: CHANNEL, messageId: 7, date: 1_700_000_000, text });
    await outcome(post, /أُضيف/u);
    assert.ok(index.titles().includes(text));
    const photo = { channel: CHANNEL, messageId: 8, date: 1_700_000_000, withPhoto: true };
    await outcome(admin.forwards(photo), /ليس فيه نصّ/u);
    await outcome(admin.sends('http://127.0.0.1:9/x'), /لم أستطع الوصول/u);
  });

  it('are removed after a question, and brought back', async () => {
    const list = await h.api.answerTo(admin.sends('/sources الثاني'));
    const press = async (label: RegExp, on: WireMessage, expected: RegExp) => {
      await admin.presses(button(on, label).callback_data!, on).answer();
      return await h.api.waitFor(() => {
        const now = admin.chat.find(on.message_id);
        return now && expected.test(now.text ?? '') ? now : undefined;
      }, PATIENT);
    };
    const card = await press(/الثاني/u, list, /رُدّ على هذه الرسالة/u);
    const sure = await press(/احذفه من المصادر/u, card, /أأحذف/u);
    assertReads({ text: sure.text! }, 'rtl');
    assert.ok(index.titles().includes('الثاني'));
    const kept = await press(/لا، أبقِه/u, sure, /أرسله/u);
    assert.match(kept.text!, /منى/u);
    const again = await press(/احذفه من المصادر/u, kept, /أأحذف/u);
    const removed = await press(/نعم، احذفه/u, again, /^حُذف/u);
    assert.ok(!index.titles().includes('الثاني'));
    await press(/أعِده/u, removed, /أُضيف/u);
    assert.ok(index.titles().includes('الثاني'));
    const all = await h.api.answerTo(admin.sends('/sources'));
    const documents = await press(/المستندات المضافة/u, all, /من هذه المحادثات/u);
    assertReads({ text: documents.text! }, 'rtl');
    assert.ok(hasButton(documents, /الثالث/u));
  });

  it('are set aside where the canned questions come out worse', async () => {
    index.fail(new GateError('worse', ''));
    await outcome(admin.sendsDocument('w.md', note('الرابع')), /ساءت/u);
    index.fail(new Error('lock'));
    await outcome(admin.sendsDocument('x.md', note('الخامس')), /لم يكتمل/u);
    index.fail(undefined);
    const documents = await inbox.list();
    assert.ok(documents.find(({ title }) => title === 'الرابع')?.removedAt);
    const waiting = documents.find(({ title }) => title === 'الخامس');
    assert.ok(waiting?.tell && waiting.removedAt === undefined);
  });

  it('that a failed build left waiting are told of after the next one', async () => {
    index.fail(new Error('lock'));
    const said = await outcome(admin.sendsDocument('y.md', note('السادس')), /لم يكتمل/u);
    index.fail(undefined);
    admin.sends('/reindex');
    await h.api.waitFor(
      () => /أُضيف: .*السادس/u.test(admin.chat.find(said.message_id)?.text ?? ''),
      PATIENT,
    );
    const told = (text: string | undefined) => /أُضيف: .*الخامس/u.test(text ?? '');
    await h.api.waitFor(() => admin.chat.botMessages.some(({ text }) => told(text)), PATIENT);
    index.fail(new Error('lock'));
    await outcome(admin.sendsDocument('z.md', note('السابع')), /لم يكتمل/u);
    index.fail(undefined);
  });

  it('that a stopped bot left are told of after its start', async () => {
    const before = admin.chat.botMessages.length;
    await h.bot.stop('test');
    const { reindex, catalogue } = index;
    const next = await startHarness({ server: h.api, deps: { reindex, catalogue, inbox } });
    await h.api.waitFor(() =>
      admin.chat.botMessages.find(({ text }) => /أُضيف: .*السابع/u.test(text ?? '')),
    );
    assert.equal(admin.chat.botMessages.length, before);
    await next.close();
  });
});

describe('documents that others send', () => {
  it('are not taken, and they are told what the bot can do', async () => {
    const folder = join(temporaryFolder(), 'inbox');
    const { reindex, catalogue } = indexOf(folder);
    const inbox = new Inbox(folder);
    const h = await startHarness({ deps: { reindex, catalogue, inbox } });
    const person = h.api.person();
    const admin = h.api.person({ id: ADMIN_ID });
    const reply = await h.api.answerTo(person.sendsDocument('a.md', note('عنوان')));
    assert.match(reply.text!, /اكتب سؤالك/u);
    assert.match(
      (await h.api.answerTo(person.sends('https://example.org/a'))).text!,
      /لا أفتح الروابط/u,
    );
    assert.deepEqual(await inbox.list(), []);
    // Callback data can be forged: nobody but an admin looks at or removes anything.
    await inbox.take(
      { name: 'a.md', bytes: note('عنوان') },
      { id: 1, name: 'منى', tell: undefined },
    );
    const [document] = await inbox.list();
    for (const data of ['d:0', `i:${document!.id}:remove`])
      assert.match((await person.sendsCallback(data, reply).answer()).text ?? '', /اسأل من جديد/u);
    assert.equal((await inbox.list())[0]?.removedAt, undefined);
    // In a group a file is for the people there.
    const group = h.api.group({ members: [admin, person] });
    const inGroup = admin.sendsDocument('b.md', note('آخر'), { in: group });
    await h.api.answerTo(person.sends('/about'));
    assert.equal(h.api.answersTo(inGroup).length, 0);
    assert.equal((await inbox.list()).length, 1);
    await h.close();
  });
});
