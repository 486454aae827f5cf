/** Earlier questions, for follow-ups: in memory for half an hour, by an id that only the page of the answer has. */
import { randomBytes } from 'node:crypto';
import { REMEMBERED_MS, TURNS_MAX, type Turn } from '../app/turn.ts';

/** The oldest are forgotten first. */
const KEPT_MAX = 5_000;

export class Conversations {
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly turns: readonly Turn[]; readonly atMs: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The newest first; none if the id is unknown, or it is too long ago. */
  turns(id: string | undefined): readonly Turn[] {
    const found = id === undefined ? undefined : this.#kept.get(id);
    return found && this.#now() - found.atMs < REMEMBERED_MS ? found.turns : [];
  }

  /**
   * Each answer has an id of its own, so that a follow-up goes on from the page that it is asked on, also after the
   * back button.
   */
  remember(
    turn: Turn,
    before: readonly Turn[],
    id = randomBytes(12).toString('base64url'),
  ): string {
    this.#kept.delete(id);
    this.#kept.set(id, { turns: [turn, ...before].slice(0, TURNS_MAX), atMs: this.#now() });
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    return id;
  }
}
