/** A backup, made while the bot runs, brings back what was there; and is for its user alone. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { backUp } from '../../src/backup/backup.ts';
import type { Places } from '../../src/backup/places.ts';
import { restore } from '../../src/backup/restore.ts';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import { openPostgresState } from '../../src/bot/state/postgres.ts';
import { ConfigError, IndexError } from '../../src/errors.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import { FilesStore } from '../../src/index/files/store.ts';
import { moduleArguments } from '../../src/own-module.ts';
import { testServers } from '../../tools/lib/postgres.ts';
import { record } from '../contracts/state.ts';
import { sampleArticle } from '../index/support/articles.ts';
import { publish } from '../index/support/publish.ts';

const NOW = new Date('2026-03-04T05:06:07Z');
const articles = [0, 1, 2].map((n) => sampleArticle(n));

/** Another process has the state open: within one, a file stays open until it is swept up. */
async function stateOpenElsewhere(file: string): Promise<{ end(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [...moduleArguments('./support/state-child', import.meta.url), file],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return {
    async end() {
      const ended = once(child, 'close');
      child.stdin.end();
      assert.deepEqual(await ended, [0, null]);
    },
  };
}

describe('a backup of files', () => {
  let dir: string;
  let places: Places & { index: { folder: string }; state: { file: string } };
  let umask: number;
  beforeEach(async () => {
    umask = process.umask(0);
    dir = await mkdtemp(join(tmpdir(), 'isnad-backup-'));
    places = {
      index: { folder: join(dir, 'data', 'index') },
      state: { file: join(dir, 'data', 'state.db') },
      inbox: join(dir, 'data', 'inbox'),
    };
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(dir, { recursive: true, force: true });
  });

  it('is made while the bot runs, and brings back index and state; what was there is kept', async () => {
    const store = new FilesStore(places.index.folder);
    await publish(store, articles);
    await publish(store, articles.slice(1));
    await store.putCorpusRecord(2, '{}');
    const bot = await stateOpenElsewhere(places.state.file);

    const folder = join(dir, 'backup');
    const { manifest, absent } = await backUp(places, folder, {}, NOW);
    assert.deepEqual([manifest.index, manifest.state, absent], ['files', 'file', []]);

    // Afterwards things change, and go wrong.
    await publish(store, articles.slice(2));
    await assert.rejects(restore(places, folder, {}, NOW), /in use/);
    assert.equal(await store.currentGeneration(), 3);
    await bot.end();

    const { movedAside } = await restore(places, folder, {}, NOW);
    assert.deepEqual(movedAside, [
      `${places.state.file}.before-20260304050607`,
      `${places.index.folder}.before-20260304050607`,
    ]);
    assert.equal((await store.verify()).generation, 2);
    assert.equal(await store.corpusRecord(2), '{}');
    const restored = openLibsqlState(places.state.file);
    assert.deepEqual(await restored.answer('answer-1'), record());
    assert.equal(await restored.answer('answer-2'), undefined);
    await restored.close();
    assert.equal(await new FilesStore(movedAside[1]!).currentGeneration(), 3);
    await publish(store, articles);
    assert.equal(await store.currentGeneration(), 3);
  });

  it('has the documents that came in by the chat, those set aside too', async () => {
    const sender = { id: 7, name: 'منى', tell: undefined };
    const note = (title: string) =>
      Buffer.from(`---\ntitle: ${title}\n---\n\nتفتح المكتبة في التاسعة. ${title}.\n`);
    const inbox = new Inbox(places.inbox);
    for (const title of ['الأول', 'الثاني'])
      await inbox.take({ name: `${title}.md`, bytes: note(title) }, sender);
    const [latest] = await inbox.list();
    await inbox.remove(latest!);
    const folder = join(dir, 'backup');
    assert.equal((await backUp(places, folder, {}, NOW)).manifest.inbox, 'files');
    await inbox.take({ name: 'later.md', bytes: note('الثالث') }, sender);
    const { movedAside } = await restore(places, folder, {}, NOW);
    assert.deepEqual(movedAside, [`${places.inbox}.before-20260304050607`]);
    const restored = await new Inbox(places.inbox).list();
    assert.deepEqual(restored.map(({ title }) => title).sort(), ['الأول', 'الثاني']);
    assert.ok(restored.find(({ id }) => id === latest!.id)?.removedAt);
    await new Inbox(places.inbox).restore(restored.find(({ id }) => id === latest!.id)!);
    assert.ok(readdirSync(places.inbox).includes(latest!.file));
  });

  it('is for its user alone, whatever the umask', async () => {
    await publish(new FilesStore(places.index.folder), articles);
    await openLibsqlState(places.state.file).close();
    chmodSync(places.state.file, 0o644);
    const folder = join(dir, 'made', 'backup');
    await backUp(places, folder, {}, NOW);
    await rm(join(dir, 'data'), { recursive: true });
    await restore(places, folder, {}, NOW);
    for (const root of [join(dir, 'made'), join(dir, 'data')]) {
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath ?? entry.path, entry.name);
        const mode = (statSync(path).mode & 0o777).toString(8);
        assert.equal(mode, entry.isDirectory() ? '700' : '600', path);
      }
    }
  });

  it('that was damaged replaces nothing', async () => {
    await publish(new FilesStore(places.index.folder), articles);
    await (await stateOpenElsewhere(places.state.file)).end();
    const folder = join(dir, 'backup');
    await backUp(places, folder, {}, NOW);
    truncateSync(join(folder, 'state.db'), 4_096);
    await assert.rejects(restore(places, folder, {}, NOW), /state\.db is damaged/);
    await rm(join(folder, 'state.db'));
    await assert.rejects(restore(places, folder, {}, NOW), /state\.db is missing/);
    const there = readdirSync(join(dir, 'data')).filter((name) => !/-(?:wal|shm)$/.test(name));
    assert.deepEqual(there.sort(), ['index', 'state.db']);
  });

  it('is not made of a damaged index, which is named', async () => {
    const store = new FilesStore(places.index.folder);
    await publish(store, articles);
    const words = join(places.index.folder, 'generations', '000001', 'words.bin');
    truncateSync(words, 10);
    await assert.rejects(
      backUp(places, join(dir, 'backup'), {}, NOW),
      (error) => error instanceof IndexError && error.message.startsWith(`${words} is damaged`),
    );
    assert.deepEqual(readdirSync(dir), ['data']);
  });

  it('that cannot be put in place whole replaces nothing', async () => {
    await publish(new FilesStore(places.index.folder), articles);
    await (await stateOpenElsewhere(places.state.file)).end();
    await new Inbox(places.inbox).take(
      { name: 'a.md', bytes: Buffer.from('---\ntitle: أ\n---\n\nتفتح المكتبة في التاسعة.\n') },
      { id: 7, name: 'منى', tell: undefined },
    );
    const folder = join(dir, 'backup');
    await backUp(places, folder, {}, NOW);
    // As where the disk is full: the last of three parts cannot be copied.
    const blocked = { ...places, inbox: join(dir, 'file', 'inbox') };
    await writeFile(join(dir, 'file'), '');
    await assert.rejects(restore(blocked, folder, {}, NOW));
    const there = readdirSync(join(dir, 'data')).filter((name) => !/-(?:wal|shm)$/.test(name));
    assert.deepEqual(there.sort(), ['inbox', 'index', 'state.db']);
    await restore(places, folder, {}, NOW);
  });

  it('takes the place of a damaged state, which no backup can be made of', async () => {
    await (await stateOpenElsewhere(places.state.file)).end();
    const folder = join(dir, 'backup');
    await backUp(places, folder, {}, NOW);
    await writeFile(places.state.file, 'no database '.repeat(1_000));
    await writeFile(`${places.state.file}-wal`, 'of the damaged one');
    await assert.rejects(
      backUp(places, join(dir, 'other'), {}, NOW),
      (error) => error instanceof ConfigError && /state\.db cannot be copied/.test(error.message),
    );
    const { movedAside } = await restore(places, folder, {}, NOW);
    assert.deepEqual(movedAside, [`${places.state.file}.before-20260304050607`]);
    // It would be read into the new one.
    assert.ok(!readdirSync(join(dir, 'data')).includes('state.db-wal'));
    const restored = openLibsqlState(places.state.file);
    assert.deepEqual(await restored.answer('answer-1'), record());
    await restored.close();
  });

  it('says what is not there, and refuses what does not fit', async () => {
    const folder = join(dir, 'backup');
    const { absent } = await backUp(places, folder, {}, NOW);
    assert.equal(absent.length, 2);
    await assert.rejects(backUp(places, folder, {}, NOW), /is there already/);
    await assert.rejects(restore(places, dir, {}, NOW), /is no backup/);
    await openLibsqlState(places.state.file).close();
    const other = join(dir, 'other');
    await backUp(places, other, {}, NOW);
    const moved: Places = { ...places, state: { url: 'postgres://u@localhost/isnad' } };
    await assert.rejects(
      restore(moved, other, {}, NOW),
      (error) => error instanceof ConfigError && /"file".*"postgres"/.test(error.message),
    );
    await writeFile(join(dir, 'data', 'x'), '');
  });
});

describe('a backup of a database', async () => {
  const { servers, missing } = await testServers();
  const real = servers.find(({ sessions }) => sessions);
  const why = real ? false : `pg_dump needs a real server: ${missing.join('; ')}`;

  it('brings back the state, and keeps what was there', { skip: why }, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'isnad-backup-'));
    const database = await real!.make();
    const places: Places = {
      index: { folder: join(dir, 'index') },
      state: { url: database.url },
      inbox: join(dir, 'inbox'),
    };
    try {
      const open = () => openPostgresState({ url: database.url, bot: 1 });
      const state = await open();
      await state.saveAnswer(record());
      await backUp(places, join(dir, 'backup'), process.env, NOW);
      assert.equal(statSync(join(dir, 'backup', 'state.dump')).mode & 0o777, 0o600);
      await state.saveAnswer(record({ id: 'answer-2' }));
      await state.close();
      const { movedAside } = await restore(places, join(dir, 'backup'), process.env, NOW);
      assert.deepEqual(movedAside, ['schema isnad_before_20260304050607']);
      const restored = await open();
      assert.deepEqual(await restored.answer('answer-1'), record());
      assert.equal(await restored.answer('answer-2'), undefined);
      await restored.close();
    } finally {
      await database.remove();
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('says what to install where pg_dump is missing', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'isnad-backup-'));
    const url = 'postgres://u:secret@127.0.0.1:1/isnad';
    await assert.rejects(
      backUp(
        { index: { url }, state: { url }, inbox: join(dir, 'inbox') },
        join(dir, 'b'),
        { PATH: dir },
        NOW,
      ),
      (error) =>
        error instanceof ConfigError &&
        /postgresql-client/.test(error.hint) &&
        !error.message.includes('secret'),
    );
    assert.deepEqual(readdirSync(dir), []);
    await rm(dir, { recursive: true });
  });

  after(async () => {
    for (const server of servers) await server.close();
  });
});
