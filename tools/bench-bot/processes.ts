/** Memory of a process and of all that it started (its reader, a build), as Linux says; nothing is known elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { processStatus, statusNumber } from '../lib/proc.ts';

export interface ProcessMemory {
  readonly pid: number;
  /** What it runs: the last file that its command line names. */
  readonly name: string;
  readonly residentMib: number;
}

const statusOf = (pid: number) => {
  try {
    return processStatus(pid);
  } catch {
    return ''; // It ended meanwhile.
  }
};

/** @throws if there is no /proc. */
export function memoryOfTree(root: number): readonly ProcessMemory[] {
  const parents = new Map<number, { readonly parent: number; readonly status: string }>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const status = statusOf(pid);
    parents.set(pid, { parent: statusNumber(status, 'PPid'), status });
  }
  const isOfTree = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = parents.get(pid)?.parent;
    return parent !== undefined && parent !== pid && isOfTree(parent);
  };
  return [...parents]
    .filter(([pid, { status }]) => isOfTree(pid) && /^VmRSS:/m.test(status))
    .map(([pid, { status }]) => ({
      pid,
      name: nameOf(pid),
      residentMib: statusNumber(status, 'VmRSS') / 1024,
    }));
}

function nameOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const file = words.findLast((word) => /\.[cm]?[jt]s$/.test(word)) ?? words[0]!;
    return file.split('/').at(-1)!;
  } catch {
    return 'ended';
  }
}
