/** `isnad fetch` as an operator meets it: arguments, output, exit status. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { isnadArguments } from '../../tools/lib/isnad-arguments.ts';
import { Folder } from './run.ts';
import { newspaperPage, openSite, rss } from './site.ts';

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const child = spawn(process.execPath, isnadArguments('fetch', ...args));
  const ended = new Promise<number>((resolve) =>
    child.on('close', (status) => resolve(status ?? -1)),
  );
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out, err };
}

describe('isnad fetch', () => {
  it('brings a feed, says so line by line in JSON, and ends with 0', async () => {
    await using site = await openSite({ '/a': newspaperPage() });
    site.pages.set('/feed', rss([{ link: '/a' }, { link: '/missing' }]));
    using folder = new Folder();
    const { status, out, err } = await run(
      `${site.origin}/feed`,
      '--corpus',
      folder.path,
      '--json',
      '--allow-private',
    );
    assert.equal(err, '');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ event }) => event),
      ['feed', 'fetched', 'skipped', 'report'],
    );
    const report = lines.at(-1);
    assert.deepEqual([report.fetched, report.skipped.length, report.failed.length], [1, 1, 0]);
    assert.equal(status, 0);
    assert.equal((await folder.articles()).length, 1);
  });

  it('ends with 1 where something failed, and says what and why', async () => {
    using folder = new Folder();
    const { status, out } = await run(
      'http://127.0.0.1/',
      'file:///etc/passwd',
      '--corpus',
      folder.path,
    );
    assert.equal(status, 1);
    assert.match(
      out,
      /failed {5}http:\/\/127\.0\.0\.1\/: 127\.0\.0\.1 is not on the public internet\. .*--allow-private/,
    );
    assert.match(out, /failed {5}file:\/\/\/etc\/passwd: only http and https are fetched/);
    assert.match(out, /0 fetched, 0 updated, 0 unchanged, 0 skipped, 2 failed/);
  });

  it('ends with 2 and the usage where it is called wrongly', async () => {
    for (const args of [[], ['https://e.org', '--limit', '0'], ['https://e.org', '--nonsense']]) {
      const { status, err } = await run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(err, /npm run fetch -- \[options\] <feed or URL\.\.\.>/);
    }
    const help = await run('--help');
    assert.deepEqual([help.status, help.err], [0, '']);
  });

  it('says that the folder cannot be used', async (context) => {
    using folder = new Folder();
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    const { status, err } = await run('https://e.org', '--corpus', file);
    assert.equal(status, 1);
    assert.match(err, /CorpusError: .*file: cannot be written \(EEXIST\)\nCheck that --corpus/);
    if (process.getuid?.() === 0)
      return context.diagnostic('read-only folders cannot be tried as root');
    chmodSync(folder.path, 0o500);
    assert.match((await run('https://e.org', '--corpus', join(folder.path, 'x'))).err, /EACCES/);
  });
});
