/** A cache of recent reads. A generation never changes, so its entries stay true. */
export class ReadCache<Value> {
  readonly #most: number;
  /** By key, the one used longest ago first. */
  readonly #kept = new Map<string, Promise<Value>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The kept value, or else what `read` gives; a failure is not kept. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key);
    const value = known ?? read();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (known) return known;
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!);
    value.catch(() => {
      if (this.#kept.get(key) === value) this.#kept.delete(key);
    });
    return value;
  }
}
