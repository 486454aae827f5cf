/** What Linux says of a process in `/proc/PID/status`. */
import { readFileSync } from 'node:fs';

/** @throws where there is no such process, or no `/proc`. */
export const processStatus = (pid: number | 'self') =>
  readFileSync(`/proc/${pid}/status`, 'latin1');

/** A number of it, in its unit; NaN if it has none of that name. */
export const statusNumber = (status: string, field: string) =>
  Number(new RegExp(`^${field}:\\s+([0-9]+)`, 'm').exec(status)?.[1] ?? Number.NaN);
