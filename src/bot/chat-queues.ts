/** One line for each chat: within a chat tasks run one after the other, chats do not wait for each other. */
import PQueue from 'p-queue';

export interface ChatQueues {
  /** Tasks accepted and not done. */
  readonly size: number;
  /** Whether all chats together wait for as much as they may. */
  readonly full: boolean;
  /** Whether this chat waits for as much as it may. */
  fullFor(key: string): boolean;
  /** Adds a task to a chat's line. It must not throw. */
  add(key: string, task: () => Promise<void>): void;
  /** Resolves when there is room again, or `signal` aborts. */
  room(signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is left, or after `withinMs`. */
  drain(withinMs: number): Promise<boolean>;
  /** Drops tasks that have not begun. */
  clear(): void;
}

export function createChatQueues(limits: {
  readonly max: number;
  readonly perChatMax: number;
}): ChatQueues {
  const lines = new Map<string, PQueue>();
  const waiting = new Set<() => void>();
  let size = 0;

  const changed = () => {
    for (const look of [...waiting]) look();
  };
  /** Resolves once `done` holds, or `giveUp` is called. */
  const until = (done: () => boolean, listen: (giveUp: () => void) => () => void) =>
    new Promise<void>((resolve) => {
      const settle = () => {
        waiting.delete(look);
        stopListening();
        resolve();
      };
      const look = () => {
        if (done()) settle();
      };
      const stopListening = listen(settle);
      waiting.add(look);
      look();
    });

  return {
    get size() {
      return size;
    },
    get full() {
      return size >= limits.max;
    },
    fullFor(key) {
      const line = lines.get(key);
      return line !== undefined && line.size + line.pending >= limits.perChatMax;
    },
    add(key, task) {
      let line = lines.get(key);
      if (line === undefined) {
        line = new PQueue({ concurrency: 1 });
        lines.set(key, line);
      }
      const mine = line;
      size += 1;
      void mine.add(async () => {
        await task();
        size -= 1;
        if (mine.size === 0 && lines.get(key) === mine) lines.delete(key);
        changed();
      });
    },
    async room(signal) {
      await until(
        () => size < limits.max,
        (giveUp) => {
          signal.addEventListener('abort', giveUp, { once: true });
          if (signal.aborted) queueMicrotask(giveUp);
          return () => signal.removeEventListener('abort', giveUp);
        },
      );
    },
    async drain(withinMs) {
      await until(
        () => size === 0,
        (giveUp) => {
          const timer = setTimeout(giveUp, withinMs);
          return () => clearTimeout(timer);
        },
      );
      return size === 0;
    },
    clear() {
      for (const line of lines.values()) {
        size -= line.size;
        line.clear();
      }
      changed();
    },
  };
}
