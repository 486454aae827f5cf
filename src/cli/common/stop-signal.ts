/**
 * What SIGINT and SIGTERM do to a program that goes on. It listens for them from its first moment: the first process of
 * a container (PID 1) is not ended by a signal that nobody listens for.
 */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * A signal ends the process at once while the work goes on. For opening an index, which may build it first: what was
 * built is kept, and the next start goes on from there.
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
