/** A full disk, and one that becomes read-only, under the bot's state: nothing is lost, and nothing is sent twice. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BotProcess } from '../lib/bot-process.ts';
import { recordSends } from './sends.ts';
import { openStage, type StageOptions } from './stage.ts';

export interface DiskFigures {
  readonly trials: readonly {
    readonly disk: string;
    readonly questions: number;
    /** While the disk could not be written: none can be, since an update is recorded first. */
    readonly answeredMeanwhile: number;
    readonly answeredOnce: number;
    readonly lost: number;
    readonly twice: number;
    /** What ended the bot, where it ended by itself. */
    readonly ended: number | string | undefined;
  }[];
}

const DISK = '16m';
const BLOCK = Buffer.alloc(4_096);
/** Longer than the bot's pause between two tries at first. */
const BROKEN_MS = 10_000;
const ANSWERED_MS_MAX = 120_000;

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

export async function disk(
  options: StageOptions & { readonly count: number },
): Promise<DiskFigures> {
  const stage = await openStage(options);
  const { api, folder, questions } = stage;
  const { byQuestion: sends } = recordSends(api);
  const person = api.person();
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const ballast = join(folder, 'ballast');
  const fill = () => {
    try {
      for (;;) appendFileSync(ballast, BLOCK);
    } catch {
      // It is full.
    }
  };
  const empty = () => rmSync(ballast);
  const trials: DiskFigures['trials'][number][] = [];
  let bot: BotProcess | undefined;
  const trial = async (
    name: string,
    { spoil, restart, mend }: { spoil(): void; restart: boolean; mend(): void },
  ) => {
    let ended: number | string | undefined;
    bot?.ended.then((how) => {
      ended ??= how;
    });
    spoil();
    const asked = Array.from({ length: options.count }, (_, n) =>
      person.sends(questions[n % questions.length]!),
    );
    const timesSent = () =>
      asked.map((one) => sends.get(`${person.id} ${one.message_id}`)?.length ?? 0);
    await pause(BROKEN_MS);
    let starting: Promise<BotProcess> | undefined;
    if (restart) {
      await bot?.kill('SIGKILL');
      ended = undefined;
      starting = stage.start();
      await pause(BROKEN_MS);
    }
    const answeredMeanwhile = timesSent().filter((times) => times > 0).length;
    mend();
    bot = (await starting) ?? bot;
    const isDone = () => timesSent().every((times) => times > 0);
    await api.waitFor(isDone, { timeoutMs: ANSWERED_MS_MAX }).catch(() => {});
    // A second answer that is still on its way shows itself.
    await pause(2_000);
    const counts = timesSent();
    trials.push({
      disk: name,
      questions: counts.length,
      answeredMeanwhile,
      answeredOnce: counts.filter((times) => times === 1).length,
      lost: counts.filter((times) => times === 0).length,
      twice: counts.filter((times) => times > 1).length,
      ended,
    });
  };
  run('mount', '-t', 'tmpfs', '-o', `size=${DISK}`, 'isnad-bench', folder);
  try {
    bot = await stage.start();
    await trial('full', { spoil: fill, restart: false, mend: empty });
    await trial('full when the bot is killed and starts', {
      spoil: fill,
      restart: true,
      mend: empty,
    });
    await trial('read-only', {
      spoil: () => run('mount', '-o', 'remount,ro', folder),
      restart: false,
      mend: () => run('mount', '-o', 'remount,rw', folder),
    });
    api.assertNoViolations();
    return { trials };
  } finally {
    await bot?.kill('SIGKILL');
    run('umount', '-l', folder);
    await stage.close();
  }
}
