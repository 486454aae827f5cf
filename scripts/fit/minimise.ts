/**
 * L-BFGS (Nocedal, "Updating quasi-Newton matrices with limited storage", 1980) with backtracking. Deterministic.
 */

export type Objective = (x: Float64Array) => { value: number; gradient: Float64Array };

const MEMORY = 8;
const TOLERANCE = 1e-6;
/** A step that gains less of the value than this share is the last. */
const GAIN_MIN = 1e-7;

/** A minimum of a smooth function near `start`. */
export function minimise(objective: Objective, start: Float64Array, stepsMax = 200): Float64Array {
  let x: Float64Array = start.slice();
  let { value, gradient }: ReturnType<Objective> = objective(x);
  const memory: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < stepsMax && norm(gradient) > TOLERANCE; step += 1) {
    const direction = descent(gradient, memory);
    const slope = inner(direction, gradient);
    let rate = step === 0 ? Math.min(1, 1 / norm(gradient)) : 1;
    let next = move(x, direction, rate);
    let found = objective(next);
    while (!(found.value <= value + 1e-4 * rate * slope) && rate > 1e-10) {
      rate /= 2;
      next = move(x, direction, rate);
      found = objective(next);
    }
    const s = move(next, x, -1);
    const y = move(found.gradient, gradient, -1);
    const curvature = inner(s, y);
    if (curvature > 1e-12) {
      memory.push({ s, y, rho: 1 / curvature });
      if (memory.length > MEMORY) memory.shift();
    }
    const gained = value - found.value;
    ({ value, gradient } = found);
    x = next;
    if (gained < GAIN_MIN * Math.max(1, Math.abs(value))) break;
  }
  return x;
}

function descent(
  gradient: Float64Array,
  memory: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...memory].reverse()) {
    const alpha = rho * inner(s, q);
    alphas.push(alpha);
    addTo(q, y, -alpha);
  }
  const last = memory.at(-1);
  if (last) {
    const scale = inner(last.s, last.y) / inner(last.y, last.y);
    for (let i = 0; i < q.length; i += 1) q[i]! *= scale;
  }
  for (const { s, y, rho } of memory) {
    const beta = rho * inner(y, q);
    addTo(q, s, alphas.pop()! - beta);
  }
  return q;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(inner(a, a));
}

function addTo(a: Float64Array, b: Float64Array, scale: number): void {
  for (let i = 0; i < a.length; i += 1) a[i]! += scale * b[i]!;
}

function move(x: Float64Array, direction: Float64Array, rate: number): Float64Array {
  return x.map((value, i) => value + rate * direction[i]!);
}
