/** The state in PostgreSQL: the contract, and what only several processes can get wrong. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { BotState } from '../../src/bot/state/port.ts';
import { openPostgresState, type PostgresStateOptions } from '../../src/bot/state/postgres.ts';
import { ConfigError } from '../../src/errors.ts';
import { openDatabase } from '../../src/index/postgres/database.ts';
import { type TestDatabase, testServers } from '../../tools/lib/postgres.ts';
import { record, stateContract } from '../contracts/state.ts';

const { servers, missing } = await testServers();
const NOW = 1_700_000_000_000;
const BOT = 123_456;

for (const server of servers) {
  let database: TestDatabase | undefined;
  const makeOnce = async () => {
    database ??= await server.make();
    return database.url;
  };
  const open = async (options: Partial<PostgresStateOptions> = {}) =>
    openPostgresState({ url: await makeOnce(), bot: BOT, ...options });
  const empty = async (): Promise<void> => {
    const db = openDatabase(await makeOnce());
    await db.rows(
      'TRUNCATE isnad.bot_updates, isnad.bot_answers, isnad.bot_votes, isnad.bot_limits',
    );
    await db.close();
  };

  stateContract(`PostgreSQL: ${server.name}`, async () => {
    // One name for both, as the contract calls its processes by name.
    const [first, second] = [await open({ instance: 'x' }), await open({ instance: 'x' })];
    await empty();
    return {
      first,
      second,
      async close() {
        await first.close();
        await second.close();
      },
    };
  });

  describe(`the state in PostgreSQL: ${server.name}`, () => {
    const opened: BotState[] = [];
    const opening = async (options: Partial<PostgresStateOptions> = {}) => {
      const state = await open(options);
      opened.push(state);
      return state;
    };
    const lease = (owner: string) => ({ owner, untilMs: NOW + 60_000 });
    const update = (updateId: number, line?: string) => ({
      ...{ updateId, sealed: new Uint8Array([updateId]), atMs: NOW },
      ...(line === undefined ? {} : { line }),
    });
    after(async () => {
      for (const state of opened) await state.close();
      await database?.remove();
      await server.close();
    });

    it('keeps two bots in one database apart', async () => {
      const [one, two] = [
        await opening({ instance: '0' }),
        await opening({ bot: 2, instance: '0' }),
      ];
      await empty();
      assert.equal(await one.accept(update(1), lease('a')), true);
      assert.equal(await two.accept(update(1), lease('a')), true);
      await one.saveAnswer(record());
      assert.equal(await two.answer('answer-1'), undefined);
      assert.equal(
        await two.vote({ answerId: 'answer-1', person: 'p', thumb: 'up', atMs: NOW }),
        false,
      );
      await two.forget('person-1', 'chat-1');
      assert.deepEqual(await one.answer('answer-1'), record());
    });

    it('lets an update begin when those before it in its line are done, wherever they are', async () => {
      const [one, two] = [await opening({ instance: '0' }), await opening({ instance: '1' })];
      await empty();
      await one.accept(update(1, 'x'), lease('host'));
      await two.accept(update(2, 'x'), lease('host'));
      await two.accept(update(3, 'y'), lease('host'));
      await two.accept(update(4), lease('host'));
      assert.equal(await one.begin(1), true);
      assert.equal(await two.begin(2), false);
      assert.equal(await two.begin(3), true, 'another line');
      assert.equal(await two.begin(4), true, 'no line');
      assert.equal(await one.markSending(1, lease('host')), true);
      assert.equal(await two.begin(2), false);
      await one.finish(1, NOW);
      assert.equal(await two.begin(2), true);
      await two.release(2, NOW + 60_000);
      await one.accept(update(5, 'x'), lease('host'));
      assert.equal(await one.begin(5), true, 'what was given back is waited for by nobody');
    });

    it('keeps whatever a person may write', async () => {
      const state = await opening({ instance: '0' });
      await empty();
      const kept = record({
        question: "NUL \0, half \ud83d, '; DROP TABLE isnad.bot_answers; -- \\",
      });
      await state.saveAnswer(kept);
      assert.deepEqual(await state.answer('answer-1'), kept);
    });

    const sessions = server.sessions ? false : 'one session for all: its locks exclude nobody';
    it('gives each process on a machine a number, and a dead one’s to the next', {
      skip: sessions,
    }, async () => {
      const [one, two] = [await opening(), await opening()];
      await empty();
      const own = { nowMs: NOW, own: true, afterId: -1, limit: 10 };
      await one.accept(update(1), lease('host'));
      await two.accept(update(2), lease('host'));
      const three = await opening();
      assert.deepEqual(await three.takeOver(lease('host'), own), [], 'both live');
      await one.close();
      const heir = await opening();
      const taken = await heir.takeOver(lease('host'), own);
      assert.deepEqual(
        taken.map(({ updateId }) => updateId),
        [1],
      );
    });

    it('of a later version is refused with what to do', async () => {
      const { url, remove } = await server.make();
      await (await openPostgresState({ url, bot: BOT })).close();
      const db = openDatabase(url);
      await db.run('UPDATE isnad.bot_meta SET version = 99');
      await db.close();
      await assert.rejects(
        openPostgresState({ url, bot: BOT }),
        (error: ConfigError) => error instanceof ConfigError && /later version/.test(error.message),
      );
      await remove();
    });
  });
}

for (const reason of missing) it.skip(`not run: ${reason}`);
