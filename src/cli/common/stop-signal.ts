/**
 * What SIGINT and SIGTERM do to a long-running program. It listens for them from the start: the first process of a
 * container (PID 1) is not ended by a signal without a listener.
 */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * During this work a signal ends the process at once. For opening an index, which may build it first: the finished part
 * is kept, and the next start continues from there.
 *
 * @param onEnd told the signal just before.
 */
export async function endingAtSignal<T>(
  work: Promise<T>,
  onEnd: (signal: string) => void = () => {},
): Promise<T> {
  const end = (signal: string) => {
    onEnd(signal);
    process.exit(0);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    return await work;
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process as it would without us. */
export function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal));
  });
}
