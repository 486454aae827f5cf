/**
 * A process holds the updates that it works on for a time, and prolongs that time as long as it lives.
 * Another process takes over the updates of a dead one at most `LEASE_MS + HEARTBEAT_MS` after its death.
 * A process that was only delayed for that long notices before it sends, not after.
 */

/** Three heartbeats may fail. The clocks of machines that share a state must agree to within a few seconds. */
export const LEASE_MS = 15_000;
export const HEARTBEAT_MS = 4_000;

/**
 * An update that was given back is due within minutes. One that is due later was given back before the clock was set
 * back: it is taken up at once.
 */
export const GIVEN_BACK_MS_MAX = 300_000;

/** Another process has the update now, and answers it. */
export class LostLeaseError extends Error {
  constructor(updateId: number) {
    super(`update ${updateId} was taken over by another process, or is done`);
    this.name = 'LostLeaseError';
  }
}
