/**
 * A process that builds one version of the corpus after another until it is killed. It says
 * `ready`, waits for where and from which version, and says which version it has published.
 */
import { FilesStore } from '../../../src/index/files/store.ts';
import { corpusVersion } from './articles.ts';
import { publish } from './publish.ts';

interface Task {
  readonly dir: string;
  readonly version: number;
}

process.send!('ready');
process.once('message', async ({ dir, version }: Task) => {
  const store = new FilesStore(dir);
  for (let next = version; ; next += 1) {
    // Every third build is a full one, so that both kinds are killed.
    await publish(store, corpusVersion(next), { full: next % 3 === 0 });
    process.send!(next);
  }
});
