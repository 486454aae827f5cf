/** What happens to reads when the model's process crashes, hangs, is slow or has too much to do. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ModelError, ReaderError } from '../../src/errors.ts';
import { ownModule } from '../../src/own-module.ts';
import type { ObservedReader } from '../../src/reader/port.ts';
import { startReaderProcesses } from '../../src/reader/reader-processes.ts';

const PASSAGE = { title: '', sentences: ['نص.'] };
const UNREAD = [[{ logOdds: Number.NEGATIVE_INFINITY, span: null }]];
/** Enough for a process to start again on a busy machine. */
const PATIENT_MS = 300_000;

const opened: ObservedReader[] = [];
afterEach(() => Promise.all(opened.splice(0).map((reader) => reader.close())));

async function start(
  limits: { deadlineMs?: number; waitingMax?: number; mode?: string; processes?: number } = {},
) {
  const reader = await startReaderProcesses({
    id: 'odd@1',
    module: ownModule('./support/odd-process', import.meta.url),
    args: [limits.mode ?? ''],
    processes: limits.processes ?? 1,
    chunksMax: null,
    deadlineMs: limits.deadlineMs ?? PATIENT_MS,
    waitingMax: limits.waitingMax ?? 4,
  });
  opened.push(reader);
  return reader;
}

const says = (pattern: RegExp) => (error: ReaderError) =>
  error instanceof ReaderError && pattern.test(error.message) && error.hint !== '';

describe('a model in a process of its own', () => {
  it('passes readings on as they are, minus infinity too', async () => {
    const reader = await start();
    assert.deepEqual(await reader.read('', [PASSAGE]), UNREAD);
  });

  it('refuses the read it was at when it ended, and reads the next ones with another process', async () => {
    const reader = await start();
    const lost = reader.read('end', [PASSAGE]);
    const waiting = reader.read('', [PASSAGE]);
    await assert.rejects(lost, says(/was lost: it ended \(7\)/));
    assert.deepEqual(await waiting, UNREAD);
    assert.deepEqual(await reader.read('', [PASSAGE]), UNREAD);
    const { reads, failures, restarts, lastError } = reader.stats();
    assert.deepEqual({ reads, failures, restarts }, { reads: 2, failures: 1, restarts: 1 });
    assert.match(lastError!, /it ended/);
  });

  it('refuses at once while a process that keeps ending is paused', async () => {
    const reader = await start();
    await assert.rejects(reader.read('end', [PASSAGE]), says(/was lost/));
    await assert.rejects(reader.read('end', [PASSAGE]), says(/was lost/));
    await assert.rejects(reader.read('', [PASSAGE]), says(/being restarted/));
    assert.equal(reader.stats().failures, 3);
    // The second pause is one second.
    for (const end = Date.now() + PATIENT_MS; Date.now() < end; ) {
      const readings = await reader.read('', [PASSAGE]).catch(() => undefined);
      if (readings) return assert.deepEqual(readings, UNREAD);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail('it did not come back');
  });

  it('refuses a read past its deadline, and goes on with the process when it is only slow', async () => {
    const reader = await start({ deadlineMs: 2000 });
    await assert.rejects(reader.read('slow', [PASSAGE]), says(/not read within 2000 ms/));
    assert.deepEqual(await reader.read('', [PASSAGE]), UNREAD);
    assert.equal(reader.stats().restarts, 0);
  });

  it('takes another process for one that hangs', async () => {
    const reader = await start({ deadlineMs: 1000 });
    await assert.rejects(reader.read('hang', [PASSAGE]), says(/not read within 1000 ms/));
    for (const end = Date.now() + PATIENT_MS; reader.stats().restarts === 0; ) {
      assert.ok(Date.now() < end, 'it hangs for ever');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.match(reader.stats().lastError!, /it hung/);
    for (const end = Date.now() + PATIENT_MS; Date.now() < end; ) {
      const readings = await reader.read('', [PASSAGE]).catch(() => undefined);
      if (readings) return assert.deepEqual(readings, UNREAD);
    }
    assert.fail('it did not come back');
  });

  it('refuses at once what is too much', async () => {
    const reader = await start({ waitingMax: 2 });
    const taken = ['slow', '', ''].map((question) => reader.read(question, [PASSAGE]));
    assert.equal(reader.stats().waiting, 3);
    await assert.rejects(reader.read('', [PASSAGE]), says(/2 questions wait/));
    assert.deepEqual(await Promise.all(taken), [UNREAD, UNREAD, UNREAD]);
    assert.equal(reader.stats().waiting, 0);
  });

  it('says what failed, and reads on', async () => {
    const reader = await start();
    await assert.rejects(reader.read('fail', [PASSAGE]), says(/reading failed: as asked/));
    assert.deepEqual(await reader.read('', [PASSAGE]), UNREAD);
    assert.equal(reader.stats().restarts, 0);
  });

  it('reads the chunks of a question in several processes, and gives the readings in order', async () => {
    const reader = await start({ processes: 2 });
    const chunks = [3, 1, 40, 7, 2].map((length) => ({
      title: '',
      sentences: ['ن'.repeat(length)],
    }));
    const first = async (question: string) =>
      (await reader.read(question, chunks)).map(([reading]) => reading!.logOdds);
    assert.deepEqual(await first('length'), [3, 1, 40, 7, 2]);
    // The long one takes as long as the others together.
    const [a, b, long, c, d] = await first('who');
    assert.deepEqual([b, c, d], [a, a, a]);
    assert.notEqual(long, a);
    const { reads, chunks: read, waiting } = reader.stats();
    assert.deepEqual({ reads, read, waiting }, { reads: 2, read: 10, waiting: 0 });
  });

  it('refuses a read of which one process lost a part, and counts it once', async () => {
    const reader = await start({ processes: 2 });
    await assert.rejects(reader.read('end', [PASSAGE, PASSAGE]), says(/was lost/));
    assert.deepEqual(await reader.read('', [PASSAGE, PASSAGE]), [UNREAD[0], UNREAD[0]]);
    const { reads, failures } = reader.stats();
    assert.deepEqual({ reads, failures }, { reads: 1, failures: 1 });
  });

  it('reads with the other process while one keeps ending', async () => {
    const reader = await start({ processes: 2 });
    // If both have nothing to do, the first one reads.
    for (const _ of [1, 2]) await assert.rejects(reader.read('end', [PASSAGE]), says(/was lost/));
    assert.deepEqual(await reader.read('', [PASSAGE, PASSAGE]), [UNREAD[0], UNREAD[0]]);
  });

  it('does not open where the model does not load', async () => {
    await assert.rejects(
      start({ mode: 'unusable' }),
      (error: ModelError) => error instanceof ModelError && /no such model/.test(error.message),
    );
  });

  it('refuses what is under way when it is closed', async () => {
    const reader = await start();
    const reads = ['slow', ''].map((question) => reader.read(question, [PASSAGE]));
    const refused = reads.map((read) => assert.rejects(read, says(/closed/)));
    await reader.close();
    await Promise.all(refused);
    await reader.close();
  });
});
