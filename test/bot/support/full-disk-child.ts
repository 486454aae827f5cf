/**
 * Writes to a state until its file may not grow, opens another one that may not even begin, has the limit lifted, and
 * writes again; says each time what came of it.
 */
import { execFileSync } from 'node:child_process';
import { openLibsqlState } from '../../../src/bot/state/libsql.ts';
import { record } from '../../contracts/state.ts';

const state = openLibsqlState(process.argv[2]!);
let updateId = 0;
const accept = () => {
  updateId += 1;
  const sealed = new Uint8Array(8_192);
  return state.accept(
    { updateId, sealed, atMs: 1, line: 'a' },
    { owner: 'one', untilMs: 1_000_000 },
  );
};
const finish = () => state.finish(1, 2, record());

async function say(what: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const { name, message, hint } = error as Error & { hint?: string };
    process.stdout.write(`${what}: ${name}: ${message} ${hint}\n`);
    return false;
  }
}

while (await say('accept', accept));
await say('finish', finish);
const limit = (bytes: string) =>
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);
limit('1024');
await say('open', async () => openLibsqlState(`${process.argv[2]}-2`));
limit('unlimited');
await accept();
await finish();
process.stdout.write('written again\n');
