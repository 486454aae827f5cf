import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { PostgresStore } from '../../src/index/postgres/store.ts';
import { testServers } from '../../tools/lib/postgres.ts';
import { describeIndexStore } from '../contracts/index-store.ts';

const { servers, missing } = await testServers();

for (const server of servers) {
  describeIndexStore(
    `PostgreSQL: ${server.name}`,
    async () => {
      const { url, remove } = await server.make();
      const store = new PostgresStore({ url });
      return {
        store,
        async remove() {
          await store.close();
          await remove();
        },
      };
    },
    { oneWriter: server.sessions },
  );
}

describe('PostgreSQL servers', () => {
  after(async () => {
    for (const server of servers) await server.close();
  });
  for (const reason of missing) it.skip(`not run: ${reason}`);
  it('are one at the least, because PGlite comes with the tests', () => {
    assert.ok(servers.length > 0, missing.join('; '));
  });
});
