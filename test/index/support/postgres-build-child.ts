/** Like `build-child.ts`, for an index in PostgreSQL; it says too when a build begins. */
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
    process.send!({ begun: next });
    await publish(store, corpusVersion(next), { full: next % 3 === 0 });
    process.send!({ published: next });
  }
});
