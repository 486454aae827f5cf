import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilesStore } from '../../src/index/files/store.ts';
import { describeIndexStore } from '../contracts/index-store.ts';

describeIndexStore('files', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'isnad-index-'));
  return {
    store: new FilesStore(join(dir, 'index')),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
});
