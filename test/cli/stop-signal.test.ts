/** SIGTERM ends the bot at every moment, as the first process of a container needs it: with status 0, and by itself. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';
import { TOKEN } from '../bot/support/harness.ts';

const BEFORE = 'test/upgrade/before-format-2';

describe('the bot and SIGTERM', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-signal-'));
  after(() => rmSync(dir, { recursive: true, force: true }));

  /** Starts it, and ends it as soon as `when` is so of what it has logged. */
  async function ended(env: Readonly<Record<string, string>>, when: (log: string) => boolean) {
    const child = spawn(process.execPath, isnadArguments('bot'), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        BOT_TOKEN: TOKEN,
        // Nothing listens there.
        TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
        STATE_PATH: join(dir, 'state.db'),
        READER_MODEL: 'words',
        ...env,
      },
    });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    const exit = once(child, 'exit');
    while (child.exitCode === null && !when(log)) await sleep(20);
    assert.equal(child.exitCode, null, log);
    child.kill('SIGTERM');
    const [status, signal] = await exit;
    assert.deepEqual([status, signal], [0, null], log);
    return log;
  }

  it('ends it while it builds its first index', async () => {
    const index = join(dir, 'index');
    const env = { INDEX_DIR: index, CORPUS_PATH: 'sample' };
    const log = await ended(env, () => existsSync(join(index, 'lock')));
    assert.match(log, /"reason":"SIGTERM".*stopped before it answered/u);
    assert.equal(existsSync(join(index, 'current')), false);
  });

  it('ends it while Telegram is away', async () => {
    const env = { INDEX_DIR: join(BEFORE, 'index'), CORPUS_PATH: join(BEFORE, 'corpus') };
    const log = await ended(env, (so) => so.includes('a call to Telegram is made again'));
    assert.match(log, /"reason":"SIGTERM".*"stopped"/u);
  });
});
