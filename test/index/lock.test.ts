import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { IndexError } from '../../src/errors.ts';
import { WriterLock } from '../../src/index/files/lock.ts';
import { moduleArguments } from '../../src/own-module.ts';

const CHILD = moduleArguments('./support/lock-child', import.meta.url);

function start(path: string, how: 'hold' | 'take-turns', ...more: string[]) {
  return spawn(process.execPath, [...CHILD, path, how, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe("the writer's lock", () => {
  let dir: string;
  let path: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isnad-lock-'));
    path = join(dir, 'lock');
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('is taken, refuses others with the number of its process, and is given back', async () => {
    const lock = await WriterLock.take(path);
    await assert.rejects(
      WriterLock.take(path),
      (error: IndexError) =>
        error instanceof IndexError &&
        error.message.includes(`process ${process.pid}`) &&
        error.hint.includes(`kill ${process.pid}`),
    );
    await lock.release();
    assert.deepEqual(await readdir(dir), []);
  });

  it('is taken over from a process that was killed with kill -9', async () => {
    const child = start(path, 'hold');
    await once(child.stdout, 'data');
    await assert.rejects(WriterLock.take(path), new RegExp(`process ${child.pid}`));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await WriterLock.take(path);
    await lock.release();
    assert.deepEqual(await readdir(dir), []);
  });

  it('tells a later process with the same number from the holder', async () => {
    const lock = await WriterLock.take(path);
    const holder = JSON.parse(await readFile(path, 'utf8'));
    await lock.release();
    await writeFile(path, JSON.stringify({ ...holder, processStart: '1' }));
    await (await WriterLock.take(path)).release();
    assert.deepEqual(await readdir(dir), []);
  });

  it('goes by the heartbeat where the holder cannot be looked up', async () => {
    const lock = await WriterLock.take(path);
    const holder = JSON.parse(await readFile(path, 'utf8'));
    await lock.release();
    await writeFile(path, JSON.stringify({ ...holder, space: 'another container' }));
    await assert.rejects(WriterLock.take(path), IndexError);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path, longAgo, longAgo);
    await (await WriterLock.take(path)).release();
  });

  it('takes over a lock that a power cut left empty, once it is old', async () => {
    await writeFile(path, '');
    await assert.rejects(WriterLock.take(path), IndexError);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path, longAgo, longAgo);
    await (await WriterLock.take(path)).release();
    assert.deepEqual(await readdir(dir), []);
  });

  it('never lets two in, though six processes vie for the lock of a dead one', async () => {
    const dead = start(path, 'hold');
    await once(dead.stdout, 'data');
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    const children = Array.from({ length: 6 }, () =>
      start(path, 'take-turns', join(dir, 'inside')),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0, 0, 0, 0, 0], 'each had its turns, and none met another inside');
  });
});
