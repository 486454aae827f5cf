/**
 * The number of this process among those of a bot on its machine: the first number whose lock is
 * free. The lock ends with the process, so the next process to start takes the number of a dead one,
 * and its unfinished work.
 */
import type { Database, Session } from '../../index/postgres/database.ts';

const NUMBERS_MAX = 1_000;
/** After the connection that holds the lock broke, the same lock is taken again after this long. */
const AGAIN_MS = 2_000;

export interface Instance {
  /** @param owner what the processes on this machine call themselves. */
  name(owner: string): Promise<string>;
  close(): Promise<void>;
}

/** @param fixed the name if it is given; no lock is taken then. */
export function takeInstance(db: Database, bot: number, fixed?: string): Instance {
  let taken: Promise<string> | undefined;
  let session: Session | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function lock(owner: string, number: number): Promise<boolean> {
    const [row] = await session!.rows<{ got: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [`isnad bot ${bot} ${owner}#${number}`],
    );
    return row!.got;
  }

  async function connect(owner: string, number: () => number): Promise<void> {
    session = await db.session('isnad bot instance');
    session.keep(() => again(owner, number()));
  }

  /** The number is kept: this process still works on what it holds under it. */
  function again(owner: string, number: number): void {
    if (closed) return;
    timer = setTimeout(() => {
      connect(owner, () => number)
        .then(async () => {
          if (await lock(owner, number)) return;
          await session?.close();
          again(owner, number);
        })
        .catch(() => again(owner, number));
    }, AGAIN_MS);
    timer.unref();
  }

  async function take(owner: string): Promise<string> {
    let number = 0;
    await connect(owner, () => number);
    for (; number < NUMBERS_MAX; number += 1) if (await lock(owner, number)) break;
    return String(number);
  }

  return {
    name(owner) {
      if (fixed !== undefined) return Promise.resolve(fixed);
      taken ??= take(owner).catch((error) => {
        taken = undefined;
        throw error;
      });
      return taken;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await session?.close();
    },
  };
}
