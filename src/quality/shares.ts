/** Figures that are a share of questions: their values, and how far chance may have moved them. Pure. */

/** Whether an outcome counts; undefined if it is not one of those that are asked. */
export type Share<Of> = (of: Of) => boolean | undefined;

/** For each figure the outcomes that are asked, and whether they count. Figures without any are left out. */
export function valuesOf<Of>(
  shares: Readonly<Record<string, Share<Of>>>,
  outcomes: readonly Of[],
): Record<string, { of: Of; counts: boolean }[]> {
  const values: Record<string, { of: Of; counts: boolean }[]> = {};
  for (const [name, share] of Object.entries(shares)) {
    const asked = outcomes.flatMap((of) => {
      const counts = share(of);
      return counts === undefined ? [] : [{ of, counts }];
    });
    if (asked.length > 0) values[name] = asked;
  }
  return values;
}

export function meansOf<Of>(
  shares: Readonly<Record<string, Share<Of>>>,
  outcomes: readonly Of[],
): Record<string, number> {
  const values = Object.entries(valuesOf(shares, outcomes));
  return Object.fromEntries(
    values.map(([name, asked]) => [name, asked.filter((a) => a.counts).length / asked.length]),
  );
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard deviations that hold 95 % of a normal distribution. */
const Z = 1.96;

/**
 * The 95 % interval of a share (Wilson 1927) of values that come in clusters: as of so many independent ones as tell
 * as much (Rao & Scott 1992). Never narrower than without clusters.
 *
 * @param clusters for each value, which cluster it belongs to.
 */
export function interval(values: readonly boolean[], clusters: readonly string[]): Interval {
  const n = effectiveCount(values, clusters);
  const p = values.filter(Boolean).length / values.length;
  const z2 = (Z * Z) / n;
  const middle = (p + z2 / 2) / (1 + z2);
  const half = (Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n))) / (1 + z2);
  return { low: Math.max(middle - half, 0), high: Math.min(middle + half, 1) };
}

function effectiveCount(values: readonly boolean[], clusters: readonly string[]): number {
  const n = values.length;
  const p = values.filter(Boolean).length / n;
  const excess = new Map<string, number>();
  for (const [i, value] of values.entries()) {
    const cluster = clusters[i] ?? '';
    excess.set(cluster, (excess.get(cluster) ?? 0) + Number(value) - p);
  }
  const count = excess.size;
  // If all are equal nothing tells how alike the members of a cluster are: then each counts once.
  if (p === 0 || p === 1 || count < 2) return count;
  const squares = [...excess.values()].reduce((sum, x) => sum + x * x, 0);
  const variance = ((count / (count - 1)) * squares) / (n * n);
  return n / Math.max(1, variance / ((p * (1 - p)) / (n - 1)));
}
