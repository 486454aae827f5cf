/** Watching: a build once the articles have settled, and none for what was tried already. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Freshness, recordCorpus } from '../../src/index/corpus-record.ts';
import { watchCorpus } from '../../src/index/watch.ts';

const LOOK_MS = 20;

describe('a watched corpus', () => {
  let folder: string;
  let builds: string[];
  let failures: unknown[];
  let built: string;
  let refuse: boolean;
  let stop: AbortController;
  let done: Promise<void>;

  const digest = async () => (await recordCorpus([folder])).digest;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'isnad-watch-'));
    write('a.md', '---\ntitle: أ\n---\n\nنص.\n');
    builds = [];
    failures = [];
    refuse = false;
    stop = new AbortController();
    built = await digest();
    done = watchCorpus({
      async look(): Promise<Freshness> {
        const now = await digest();
        return now === built
          ? { state: 'fresh' }
          : { state: 'changed', paths: [folder], digest: now };
      },
      async build() {
        builds.push(await digest());
        if (!refuse) built = builds.at(-1)!;
      },
      failed: (error) => failures.push(error),
      signal: stop.signal,
      lookEveryMs: LOOK_MS,
    });
  });
  afterEach(async () => {
    stop.abort();
    await done;
    rmSync(folder, { recursive: true, force: true });
  });

  async function until(count: number): Promise<void> {
    for (let waited = 0; builds.length < count && waited < 10_000; waited += LOOK_MS)
      await sleep(LOOK_MS);
    await sleep(10 * LOOK_MS);
    assert.equal(builds.length, count);
  }

  it('is built when a file is new, when it changes and when it goes', async () => {
    write('b.md', '---\ntitle: ب\n---\n\nنص آخر.\n');
    await until(1);
    write('b.md', '---\ntitle: ب\n---\n\nنص ثالث مختلف.\n');
    await until(2);
    unlinkSync(join(folder, 'b.md'));
    await until(3);
    assert.equal(built, await digest());
  });

  it('waits until nothing is written any more', async () => {
    for (let i = 1; i <= 20; i++) {
      write('long.md', `---\ntitle: طويل\n---\n\n${'كلمة '.repeat(i)}\n`);
      await sleep(LOOK_MS / 2);
    }
    await until(1);
    assert.equal(built, await digest());
  });

  it('is not built again for what was refused', async () => {
    refuse = true;
    write('b.md', '---\ntitle: ب\n---\n\nنص آخر.\n');
    await until(1);
    write('c.md', '---\ntitle: ج\n---\n\nنص آخر.\n');
    await until(2);
  });
});
