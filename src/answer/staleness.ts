const DAY_MS = 86_400_000;

/** Whether what was published on an ISO 8601 date is older than this many days, and so says nothing about today. */
export function isStale(date: string, afterDays: number, now: Date): boolean {
  return now.getTime() - Date.parse(date) > afterDays * DAY_MS;
}
