/**
 * Two bot processes behind one webhook, their state in PostgreSQL, one killed in the middle:
 *
 *     ISNAD_TEST_POSTGRES_URL=postgres://… npx tsx tools/bench-bot-postgres.ts --chats 200 --updates 5000
 *
 * With `--signal SIGTERM` it is stopped as an operator stops it; with `--stays-dead` it is not started again, and the
 * other one takes its chats up. Makes a database of its own on that server and drops it afterwards; without the variable PGlite
 * serves. The answers come from a fake that takes `--answer-ms`: this measures the way of an update
 * through the state, not the search. Prints one JSON object.
 */
import { parseArgs } from 'node:util';
import { runTwoProcesses } from './bench-bot/two-processes.ts';
import { testServers } from './lib/postgres.ts';

const { values } = parseArgs({
  options: {
    chats: { type: 'string', default: '200' },
    updates: { type: 'string', default: '5000' },
    'answer-ms': { type: 'string', default: '20' },
    signal: { type: 'string', default: 'SIGKILL' },
    'stays-dead': { type: 'boolean', default: false },
  },
});
const { servers } = await testServers();
// A real server if there is one.
const server = servers.at(-1)!;
const database = await server.make();
try {
  const figures = await runTwoProcesses({
    databaseUrl: database.url,
    ...(server.sessions ? {} : { instances: ['a', 'b'] as const }),
    chats: Number(values.chats),
    updates: Number(values.updates),
    answerMs: Number(values['answer-ms']),
    signal: values.signal === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL',
    again: !values['stays-dead'],
    timeoutMs: 1_200_000,
  });
  process.stdout.write(`${JSON.stringify({ server: server.name, ...figures })}\n`);
} finally {
  await database.remove();
  for (const one of servers) await one.close();
}
