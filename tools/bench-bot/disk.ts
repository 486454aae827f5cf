/** A full disk, and one that becomes read-only, under the bot's state: nothing is lost, and nothing is sent twice. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
    /** What ended the bot, if it ended by itself. */
    readonly ended: number | string | null;
  }[];
}

const IMAGE_BYTES = 48 << 20;
const BLOCK = Buffer.alloc(4_096);
/** Several of the bot's tries to write fail meanwhile. */
const BROKEN_MS = 10_000;
const ANSWERED_MS_MAX = 120_000;

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}

/** A disk of its own, in a file. */
function makeDisk(image: string, folder: string) {
  truncateSync(image, IMAGE_BYTES);
  run('mkfs.ext4', '-q', '-F', image);
  const ballast = join(folder, 'ballast');
  const mount = () => run('mount', '-o', 'loop', image, folder);
  const unmount = () => run('umount', '-l', folder);
  mount();
  return {
    fill() {
      try {
        for (;;) appendFileSync(ballast, BLOCK);
      } catch {
        // It is full.
      }
    },
    empty: () => rmSync(ballast),
    /** As an error of the disk makes it, whatever is open. */
    makeReadOnly: () => run('mount', '-o', 'remount,abort', folder),
    mountAgain() {
      unmount();
      mount();
    },
    unmount,
  };
}

export async function disk(
  options: StageOptions & { readonly count: number },
): Promise<DiskFigures> {
  const stage = await openStage(options);
  const { api, folder, questions } = stage;
  const { byQuestion: sends } = recordSends(api);
  const image = join(mkdtempSync(join(tmpdir(), 'isnad-bench-disk-')), 'image');
  writeFileSync(image, '');
  const small = makeDisk(image, folder);
  const person = api.person();
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const trials: DiskFigures['trials'][number][] = [];
  try {
    let bot = await stage.start();
    const trial = async (
      name: string,
      spoil: () => void,
      /** Gives the bot that answers then. */
      mend: () => Promise<BotProcess>,
    ) => {
      let ended: number | string | undefined;
      bot.ended.then((how) => {
        ended = how;
      });
      spoil();
      const asked = Array.from({ length: options.count }, (_, n) =>
        person.sends(questions[n % questions.length]!),
      );
      const timesSent = () =>
        asked.map((one) => sends.get(`${person.id} ${one.message_id}`)?.length ?? 0);
      await pause(BROKEN_MS);
      const answeredMeanwhile = timesSent().filter((times) => times > 0).length;
      const endedByItself = ended;
      bot = await mend();
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
        ended: endedByItself ?? null,
      });
    };
    await trial('full', small.fill, async () => {
      small.empty();
      return bot;
    });
    await trial('full, and the bot is killed and starts', small.fill, async () => {
      await bot.kill('SIGKILL');
      const starting = stage.start();
      await pause(BROKEN_MS);
      small.empty();
      return starting;
    });
    await trial('read-only, mounted again for a bot that starts', small.makeReadOnly, async () => {
      await bot.kill('SIGKILL');
      small.mountAgain();
      return stage.start();
    });
    api.assertNoViolations();
    await bot.kill('SIGTERM');
    return { trials };
  } finally {
    await stage.stop();
    small.unmount();
    rmSync(dirname(image), { recursive: true });
    await stage.close();
  }
}
