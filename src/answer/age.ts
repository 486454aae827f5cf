/** How old an article is. */
const DAY_MS = 86_400_000;

/** Whether an ISO 8601 date lies more than this many days before now. */
export function isOlderThan(date: string, days: number, now: Date): boolean {
  return now.getTime() - Date.parse(date) > days * DAY_MS;
}
