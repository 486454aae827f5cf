/** Like `build-child.ts`, for an index in PostgreSQL. */
import { PostgresStore } from '../../../src/index/postgres/store.ts';
import { corpusVersion } from './articles.ts';
import { publish } from './publish.ts';

interface Task {
  readonly url: string;
  readonly version: number;
}

process.send!('ready');
process.once('message', async ({ url, version }: Task) => {
  const store = new PostgresStore({ url });
  for (let next = version; ; next += 1) {
    await publish(store, corpusVersion(next), { full: next % 3 === 0 });
    process.send!(next);
  }
});
