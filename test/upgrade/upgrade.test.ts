/**
 * An upgrade, rehearsed: `before-format-2` is an index as the last version that wrote format 1 built it, from the
 * articles beside it. This version starts on it as its operator would start it.
 */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startBotApi } from '#bot-api-double';
import { FilesStore } from '../../src/index/files/store.ts';
import { type BotProcess, startProcess } from '../../tools/lib/bot-process.ts';
import { covered } from '../bot/support/buttons.ts';
import { temporaryFolder } from '../bot/support/folder.ts';
import { TOKEN } from '../bot/support/harness.ts';

const BEFORE = fileURLToPath(new URL('before-format-2', import.meta.url));
const QUESTION = 'متى فاز نجيب محفوظ بجائزة نوبل؟';

/** Resolves when the bot logs a line that matches. */
async function logged({ lines }: BotProcess, pattern: RegExp): Promise<void> {
  for (let i = 0; i < 1200; i += 1) {
    if (lines.some((line) => pattern.test(line))) return;
    await sleep(50);
  }
  assert.fail(`nothing like ${pattern} in:\n${lines.join('\n')}`);
}

describe('an index of before format 2', () => {
  it('answers at once, is rebuilt behind the answers, and can be rolled back to', async (t) => {
    const api = await startBotApi({ token: TOKEN });
    t.after(() => api.close());
    const folder = temporaryFolder();
    cpSync(BEFORE, folder, { recursive: true });
    const env = { CORPUS_PATH: join(folder, 'corpus'), READER_MODEL: 'bundled' };
    const store = new FilesStore(join(folder, 'index'));
    const first = await startProcess(api, { folder, env });
    t.after(() => first.kill('SIGKILL'));
    const person = api.person();
    const asks = async () => {
      const reply = await api.answerTo(person.sends(QUESTION), { timeoutMs: 60_000 });
      assert.match(covered(reply, 'blockquote').join(), /١٩٨٨/u, reply.text);
    };

    assert.equal(await store.currentGeneration(), 1);
    await asks();
    await logged(first, /was made by another version/);
    await logged(first, /rebuilding the index/);
    await logged(first, /"articles":4,"chunks":\d+,"msg":"the index was rebuilt"/);
    assert.equal(await store.currentGeneration(), 2);
    await asks();

    assert.equal((await store.rollback()).generation, 1);
    await logged(first, /"generation":1,.*answering from a new generation/);
    await asks();
    assert.equal(await first.kill('SIGTERM'), 0);
    assert.deepEqual(first.errors, []);

    const second = await startProcess(api, { folder, env });
    t.after(() => second.kill('SIGKILL'));
    await logged(second, /that was rolled back to is not rebuilt/);
    await asks();
    assert.equal(await store.currentGeneration(), 1, 'a rollback is not undone by a restart');
    assert.equal(await second.kill('SIGTERM'), 0);
    assert.deepEqual(second.errors, []);
    api.assertNoViolations();
  });
});
