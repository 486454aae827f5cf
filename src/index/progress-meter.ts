/** The progress of a build, as events for a progress bar, a log or a program. */

export type BuildStage = 'read' | 'embed' | 'write' | 'check' | 'overview' | 'publish';

export interface BuildProgress {
  readonly stage: BuildStage;
  /** Articles while reading, chunks while embedding, steps otherwise. */
  readonly done: number;
  /** An estimate until the stage ends; absent if nothing is known yet. */
  readonly total?: number;
  readonly ratePerSecond: number;
  /** Absent if nothing is known yet. */
  readonly secondsLeft?: number;
}

/** At least this long between events, except for the first and the last of a stage. */
const INTERVAL_MS = 100;

/** Times the stages of a build and reports on them. */
export class ProgressMeter {
  readonly #report: (progress: BuildProgress) => void;
  readonly #seconds: Partial<Record<BuildStage, number>> = {};
  #stage: BuildStage | undefined;
  #began = 0;
  #reported = 0;
  #done = 0;
  #total: number | undefined;

  constructor(report: ((progress: BuildProgress) => void) | undefined) {
    this.#report = report ?? (() => {});
  }

  start(stage: BuildStage, total?: number): void {
    this.end();
    this.#stage = stage;
    this.#began = performance.now();
    this.#done = 0;
    this.#total = total;
    this.#emit();
  }

  advance(done: number, total = this.#total): void {
    this.#done = done;
    this.#total = total;
    if (performance.now() - this.#reported >= INTERVAL_MS) this.#emit();
  }

  /** Ends the current stage. */
  end(): void {
    if (this.#stage === undefined) return;
    if (this.#total !== undefined) this.#total = this.#done;
    this.#emit();
    this.#seconds[this.#stage] = (this.#seconds[this.#stage] ?? 0) + this.#elapsed();
    this.#stage = undefined;
  }

  /** Seconds by stage so far. */
  seconds(): Readonly<Partial<Record<BuildStage, number>>> {
    return { ...this.#seconds };
  }

  #elapsed(): number {
    return (performance.now() - this.#began) / 1000;
  }

  #emit(): void {
    this.#reported = performance.now();
    const [done, total, elapsed] = [this.#done, this.#total, this.#elapsed()];
    const ratePerSecond = elapsed > 0 ? done / elapsed : 0;
    this.#report({
      stage: this.#stage!,
      done,
      ...(total === undefined ? {} : { total }),
      ratePerSecond,
      ...(total === undefined || done === 0
        ? {}
        : { secondsLeft: Math.max(0, total - done) / ratePerSecond }),
    });
  }
}
