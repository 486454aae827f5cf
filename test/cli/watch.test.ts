/** `isnad index --watch` from outside: what is added, changed and taken away is indexed, in the inbox too. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';

const article = (title: string) =>
  `---\ntitle: ${title}\n---\nتفتح المكتبة أبوابها في التاسعة صباحًا. ${title}.\n`;

it('indexes what was added, changed and removed, and keeps what came in by the chat', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-watch-'));
  const [corpus, inbox] = [join(dir, 'corpus'), join(dir, 'inbox')];
  mkdirSync(corpus);
  mkdirSync(inbox);
  writeFileSync(join(corpus, 'a.md'), article('الأول'));
  const script = spawn(
    process.execPath,
    isnadArguments('index', '--watch', '--json', '--index', join(dir, 'index')),
    {
      env: { ...process.env, CORPUS_PATH: corpus, INBOX_DIR: inbox, READER_MODEL: 'words' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exit = new Promise<number | null>((resolve) => script.once('close', resolve));
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const plan = async () => {
    for (;;) {
      const { value, done } = await lines.next();
      assert.ok(!done, 'it ended');
      const event = JSON.parse(value);
      if (event.event === 'report') return event.plan;
    }
  };
  try {
    assert.equal((await plan()).new, 1);
    writeFileSync(join(corpus, 'b.md'), article('الثاني'));
    assert.equal((await plan()).new, 1);
    // The bot puts it there; no build has seen the folder before.
    writeFileSync(join(inbox, '0123456789ab-c.md'), article('الثالث'));
    assert.equal((await plan()).new, 1);
    writeFileSync(join(corpus, 'b.md'), article('الثاني بعد التعديل'));
    unlinkSync(join(corpus, 'a.md'));
    const last = await plan();
    assert.deepEqual([last.changed, last.removed, last.unchanged], [1, 1, 1]);
    script.kill('SIGTERM');
    assert.equal(await exit, 0);
  } finally {
    script.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
});
