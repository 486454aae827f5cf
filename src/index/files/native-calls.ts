/**
 * Lets a thread be stopped between two calls of a native library, never within one. If a thread is
 * terminated during a call, the library finds its JavaScript environment closed; hnswlib-node then
 * aborts the whole process.
 *
 *   the thread:  IN_CALL = 1, look at STOPPED, call, IN_CALL = 0
 *   who ends it: STOPPED = 1, wait until IN_CALL is 0
 *
 * Both are atomic, so that one of the two always sees the other.
 */
const STOPPED = 0;
const IN_CALL = 1;

/** Thrown by calls of a stopped thread. */
export class CallsStopped extends Error {
  override name = 'CallsStopped';
}

export class NativeCalls {
  readonly #flags: Int32Array;

  /** @param memory shared by both threads; what `NativeCalls.memory()` gave. */
  constructor(memory: SharedArrayBuffer) {
    this.#flags = new Int32Array(memory);
  }

  /** Starts as in a call, because the thread loads the library first, and that must not be interrupted either. */
  static memory(): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(memory)[IN_CALL] = 1;
    return memory;
  }

  /** The thread says that the library is loaded, or that it has ended. */
  leave(): void {
    Atomics.store(this.#flags, IN_CALL, 0);
    Atomics.notify(this.#flags, IN_CALL);
  }

  /** @throws CallsStopped if the thread is to end. */
  run<T>(call: () => T): T {
    Atomics.store(this.#flags, IN_CALL, 1);
    try {
      if (Atomics.load(this.#flags, STOPPED) === 1) throw new CallsStopped();
      return call();
    } finally {
      this.leave();
    }
  }

  /** No call begins after this. One that has begun may still go on. */
  stop(): void {
    Atomics.store(this.#flags, STOPPED, 1);
  }

  /** Blocks this thread until the running call has ended, for code that cannot await. */
  stopAndWait(timeoutMs: number): void {
    this.stop();
    Atomics.wait(this.#flags, IN_CALL, 1, timeoutMs);
  }
}
