/** Where people's ids come into, nobody else looks in, whatever the umask. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { closeStateFolder } from '../src/app/open.ts';
import { loadConfig } from '../src/config.ts';
import { FilesStore } from '../src/index/files/store.ts';
import { ensurePrivateFile, ensurePrivateFolder } from '../src/private-files.ts';

describe('private files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'isnad-private-'));
  const umask = process.umask();
  before(() => process.umask(0));
  after(() => {
    process.umask(umask);
    rmSync(dir, { recursive: true });
  });
  const mode = (...path: string[]) => (statSync(join(dir, ...path)).mode & 0o777).toString(8);

  it('are made 0600 in folders of 0700', () => {
    for (const mask of [0, 0o022, 0o777]) {
      process.umask(mask);
      const name = `mask-${mask}`;
      ensurePrivateFile(join(dir, name, 'deep', 'file'));
      assert.deepEqual(
        [mode(name), mode(name, 'deep'), mode(name, 'deep', 'file')],
        ['700', '700', '600'],
      );
      process.umask(0);
    }
  });

  it('are closed where they were open; a folder that was there keeps its mode', () => {
    mkdirSync(join(dir, 'shared'));
    chmodSync(join(dir, 'shared'), 0o755);
    ensurePrivateFile(join(dir, 'shared', 'file'));
    chmodSync(join(dir, 'shared', 'file'), 0o644);
    ensurePrivateFile(join(dir, 'shared', 'file'));
    ensurePrivateFolder(join(dir, 'shared'));
    assert.deepEqual([mode('shared'), mode('shared', 'file')], ['755', '600']);
  });

  it('lie in a folder that an index which is made sooner does not open to others', () => {
    const { settings } = loadConfig(
      { STATE_PATH: join(dir, 'data', 'state.db') },
      join(dir, 'none'),
    );
    closeStateFolder(settings, new FilesStore(join(dir, 'elsewhere')));
    assert.throws(() => mode('data'));
    closeStateFolder(settings, new FilesStore(join(dir, 'data', 'index')));
    assert.equal(mode('data'), '700');
  });
});
