/** What Linux says of a process in `/proc/PID/status`. */
import { readFileSync } from 'node:fs';

/** @throws if there is no such process, or no `/proc`. */
export const processStatus = (pid: number | 'self') =>
  readFileSync(`/proc/${pid}/status`, 'latin1');

/** The processes that a process's first thread started and that still run; none if the system does not say. */
export function childrenOf(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
    return listed.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** A number of it, in its unit; NaN if it has none of that name. */
export const statusNumber = (status: string, field: string) =>
  Number(new RegExp(`^${field}:\\s+([0-9]+)`, 'm').exec(status)?.[1] ?? Number.NaN);
