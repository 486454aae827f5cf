/** A process that holds the writer's lock, or takes turns at it with others. */
import { unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { IndexError } from '../../../src/errors.ts';
import { WriterLock } from '../../../src/index/files/lock.ts';

const [path, how, inside] = process.argv.slice(2) as [string, string, string];
const TURNS = 20;

async function takeWhenFree(): Promise<WriterLock> {
  for (;;) {
    try {
      return await WriterLock.take(path);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      await sleep(1);
    }
  }
}

if (how === 'hold') {
  await WriterLock.take(path);
  process.stdout.write('held\n');
  setInterval(() => {}, 1000);
} else {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const lock = await takeWhenFree();
    // Fails if another is inside.
    writeFileSync(inside, '', { flag: 'wx' });
    await sleep(1);
    unlinkSync(inside);
    await lock.release();
  }
}
