/**
 * Two bot processes behind one webhook, one killed in the middle: each question is answered, in its
 * chat's order, and once unless the kill fell between a send and its record. The long run:
 * `npx tsx tools/bench-bot-postgres.ts`.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runTwoProcesses } from '../../tools/bench-bot/two-processes.ts';
import { testServers } from '../../tools/lib/postgres.ts';

const { servers, missing } = await testServers();
const CHATS = 20;
const UPDATES = 200;
/** Each chat has one send under way at most when a process is killed. */
const IN_DOUBT_MAX = CHATS;

describe('two bot processes behind one webhook', () => {
  for (const reason of missing) it.skip(`not run: ${reason}`);
  for (const server of servers) {
    it(`answer everything in order though one is killed: ${server.name}`, async (t) => {
      const { url, remove } = await server.make();
      t.after(async () => {
        await remove();
        await server.close();
      });
      const figures = await runTwoProcesses({
        databaseUrl: url,
        ...(server.sessions ? {} : { instances: ['a', 'b'] as const }),
        chats: CHATS,
        updates: UPDATES,
        answerMs: 20,
        timeoutMs: 120_000,
      });
      t.diagnostic(JSON.stringify(figures));
      assert.equal(figures.answered, UPDATES);
      assert.equal(figures.outOfOrder, 0);
      assert.equal(figures.twiceWithoutDoubt, 0);
      assert.ok(figures.twiceAfterKill <= IN_DOUBT_MAX, `${figures.twiceAfterKill} in doubt`);
      assert.ok(
        figures.taken.every((count) => count > 0),
        'one of them took nothing',
      );
    });
  }
});
