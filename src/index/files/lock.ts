/**
 * One writer at a time, though any of them may be killed at any moment.
 *
 * A lock is a file made by link(2), which fails if the name exists. It names its holder. A dead holder is
 * replaced. Two processes that find the same dead holder must not both replace it, so the right to
 * replace a lock is itself a lock, named after the dead holder's nonce:
 *
 *   lock            held by A, who was killed
 *   lock.<A's>      taken by B: now only B may replace `lock`, once it has seen that A still is in it
 *   lock            replaced by B in one rename; `lock.<A's>` is given up
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { IndexError } from '../../errors.ts';
import { hasCode } from './disk.ts';

interface Holder {
  readonly nonce: string;
  readonly pid: number;
  /** When the process began, in clock ticks after the boot: a later process may have the same number. */
  readonly processStart: string;
  /** Within what space process numbers mean something: boot and PID namespace. */
  readonly space: string;
  readonly host: string;
  readonly since: string;
}

/** A holder in another container cannot be looked up; it touches its lock to show that it lives. */
const HEARTBEAT_MS = 5_000;
const SILENT_MS_MAX = 60_000;

function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0);
      return '';
    } catch (error) {
      return hasCode(error, 'EPERM') ? '' : undefined;
    }
  }
  try {
    // The name of the command is in brackets and may hold anything; field 22 is counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /su, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function processSpace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

async function lives(holder: Holder, path: string): Promise<boolean> {
  if (holder.space === processSpace()) return processStart(holder.pid) === holder.processStart;
  const { mtimeMs } = await stat(path);
  // Far from now on either side: a clock may have been set back.
  return Math.abs(Date.now() - mtimeMs) < SILENT_MS_MAX;
}

/** The holder named in a lock; undefined if the lock is gone. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    const holder = parseHolder(text);
    if (holder) return holder;
    // A power cut may leave an empty lock. Nobody can be asked whether they live, so only its age tells.
    const { ino, mtime } = await stat(path);
    const nonce = createHash('sha256').update(`${ino} ${text}`).digest('hex').slice(0, 16);
    return {
      nonce,
      pid: 0,
      processStart: '',
      space: '',
      host: 'unknown',
      since: mtime.toISOString(),
    };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return /^[0-9a-f]{16}$/.test(holder.nonce) ? holder : undefined;
  } catch {
    return undefined;
  }
}

export class WriterLock {
  readonly #path: string;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #holder: Holder;

  private constructor(path: string, holder: Holder) {
    this.#path = path;
    this.#holder = holder;
    this.#heartbeat = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => {});
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** @throws IndexError naming the process that holds it. */
  static async take(path: string): Promise<WriterLock> {
    const holder: Holder = {
      nonce: randomBytes(8).toString('hex'),
      pid: process.pid,
      processStart: processStart(process.pid) ?? '',
      space: processSpace(),
      host: hostname(),
      since: new Date().toISOString(),
    };
    const card = `${path}.${holder.nonce}.new`;
    await writeFile(card, JSON.stringify(holder));
    try {
      await take(path, card);
    } finally {
      await unlink(card).catch(() => {});
    }
    return new WriterLock(path, holder);
  }

  async release(): Promise<void> {
    clearInterval(this.#heartbeat);
    // If this process was suspended for long, another may have taken the lock; then we must not remove it.
    const holder = await readHolder(this.#path);
    if (holder?.nonce === this.#holder.nonce) await unlink(this.#path);
  }
}

async function take(path: string, card: string): Promise<void> {
  for (;;) {
    try {
      await link(card, path);
      return;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (await lives(holder, path).catch(() => true)) {
      const still = await readHolder(path);
      if (still?.nonce !== holder.nonce) continue;
      throw new IndexError(
        `Another process is writing this index: process ${holder.pid} on ${holder.host}, since ${holder.since}.`,
        `Wait until it has finished, or stop it (kill ${holder.pid}); a lock left by a process that died is taken over by itself.`,
      );
    }
    const right = `${path}.${holder.nonce}`;
    await take(right, card);
    try {
      if ((await readHolder(path))?.nonce === holder.nonce) {
        // Renaming the card itself would leave nothing to unlink later; a second name does.
        const copy = `${card}.${holder.nonce}`;
        await link(card, copy);
        await rename(copy, path);
        return;
      }
    } finally {
      await unlink(right).catch(() => {});
    }
  }
}
