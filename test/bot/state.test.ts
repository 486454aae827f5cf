/** The state in a real SQLite file: the contract, migrations, and what stands in the file. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { createIdentity } from '../../src/bot/identity.ts';
import { openLibsqlState } from '../../src/bot/state/libsql.ts';
import { ConfigError } from '../../src/errors.ts';
import { sameSecret } from '../../src/http/same-secret.ts';
import { moduleArguments } from '../../src/own-module.ts';
import { record, stateContract } from '../contracts/state.ts';
import { temporaryFolder } from './support/folder.ts';

stateContract('libsql, one file opened twice', async () => {
  const dir = temporaryFolder();
  const [first, second] = [openLibsqlState(join(dir, 's.db')), openLibsqlState(join(dir, 's.db'))];
  return {
    first,
    second,
    async close() {
      await first.close();
      await second.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
});

describe('the state file', () => {
  it('keeps what it holds over a restart', async () => {
    const path = join(temporaryFolder(), 'deep', 'er', 'state.db');
    const first = openLibsqlState(path);
    await first.saveAnswer(record());
    await first.close();
    const second = openLibsqlState(path);
    assert.deepEqual(await second.answer('answer-1'), record());
    await second.close();
  });

  it('that cannot grow is away for as long, and is written again when it can', (t) => {
    if (spawnSync('prlimit', ['--version']).status !== 0) return t.skip('there is no prlimit');
    const path = join(temporaryFolder(), 'state.db');
    const child = moduleArguments('./support/full-disk-child', import.meta.url);
    // bash counts in blocks of 1,024 bytes; the loader's cache must not be what fails.
    const command = ['ulimit -S -f 512; "$0" "$@"', process.execPath, ...child, path];
    const { stdout, stderr } = spawnSync('bash', ['-c', ...command], {
      encoding: 'utf8',
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 4, stdout + stderr);
    for (const [at, what] of ['accept', 'finish', 'open'].entries()) {
      assert.match(
        lines[at]!,
        new RegExp(`^${what}: StoreUnavailableError: .* cannot be used now`),
      );
    }
    assert.equal(lines[3], 'written again');
  });

  it('is the own of its user, with its folder, whatever the umask and whatever it was', async () => {
    const before = process.umask(0);
    try {
      const folder = join(temporaryFolder(), 'made', 'here');
      const path = join(folder, 'state.db');
      const modeOf = (name: string) => (statSync(name).mode & 0o777).toString(8);
      for (let start = 0; start < 2; start += 1) {
        const state = openLibsqlState(path);
        await state.saveAnswer(record());
        const modes = readdirSync(folder).map((name) => `${name} ${modeOf(join(folder, name))}`);
        assert.deepEqual(modes, ['state.db 600', 'state.db-shm 600', 'state.db-wal 600']);
        assert.deepEqual([modeOf(folder), modeOf(dirname(folder))], ['700', '700']);
        await state.close();
        chmodSync(path, 0o644);
      }
    } finally {
      process.umask(before);
    }
  });

  it('of a later version, or that is no database, is refused with what to do', async () => {
    const path = join(temporaryFolder(), 'state.db');
    await openLibsqlState(path).close();
    const Database = createRequire(import.meta.url)('libsql') as new (
      path: string,
    ) => { pragma(text: string): void; close(): void };
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    assert.throws(
      () => openLibsqlState(path),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(`${error.message} ${error.hint}`, /later version.*STATE_PATH/su);
        return true;
      },
    );
    const broken = join(temporaryFolder(), 'broken.db');
    writeFileSync(broken, 'this is no database at all, '.repeat(100));
    assert.throws(() => openLibsqlState(broken), ConfigError);
  });

  it('holds neither ids nor words of people in the clear', async () => {
    const dir = temporaryFolder();
    const state = openLibsqlState(join(dir, 'state.db'));
    const identity = createIdentity('123456:AAsecret');
    const text = JSON.stringify({ text: 'سؤال سري جدا', chat: { id: 987654321987 } });
    const lease = { owner: 'a', untilMs: 1 };
    await state.accept({ updateId: 1, sealed: identity.seal(text), atMs: 1 }, lease);
    const chat = identity.fingerprint('chat', 987654321987);
    await state.saveAnswer(record({ chat }));
    const bytes = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))));
    assert.ok(bytes.includes(chat), 'the fingerprint is there, so the file was read');
    assert.ok(!bytes.includes('سؤال سري') && !bytes.includes('987654321987'));
    const [pending] = await state.takeOver(lease, { nowMs: 2, own: true, afterId: -1, limit: 1 });
    assert.equal(identity.unseal(pending!.sealed), text);
    await state.close();
  });
});

describe('identity', () => {
  const one = createIdentity('123456:AAsecret');
  const two = createIdentity('123456:AAother');

  it('gives fingerprints that are stable, and differ by kind, id and token', () => {
    assert.equal(
      one.fingerprint('chat', 5),
      createIdentity('123456:AAsecret').fingerprint('chat', 5),
    );
    const all = [
      one.fingerprint('chat', 5),
      one.fingerprint('person', 5),
      one.fingerprint('chat', 6),
      two.fingerprint('chat', 5),
    ];
    assert.equal(new Set(all).size, 4);
    for (const mark of all) assert.match(mark, /^[A-Za-z0-9_-]{22}$/u);
    assert.match(one.answerId(7), /^[A-Za-z0-9_-]{12}$/u);
    assert.match(one.webhookSecret, /^[A-Za-z0-9_-]{1,256}$/u);
  });

  it('opens what it sealed, and nothing that was changed or sealed by another', () => {
    const sealed = one.seal('متى؟');
    assert.equal(one.unseal(sealed), 'متى؟');
    assert.equal(two.unseal(sealed), undefined);
    const changed = Uint8Array.from(sealed);
    changed[20]! ^= 1;
    assert.equal(one.unseal(changed), undefined);
    assert.equal(one.unseal(new Uint8Array(3)), undefined);
  });

  it('compares secrets', () => {
    assert.ok(sameSecret('abc', 'abc'));
    assert.ok(!sameSecret('abd', 'abc') && !sameSecret('', 'abc') && !sameSecret(undefined, ''));
  });
});
