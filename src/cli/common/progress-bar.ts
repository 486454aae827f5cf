/** Shows how far a build is: a bar on a terminal, plain lines in a log, JSON events for machines. */
import cliProgress from 'cli-progress';
import type { EmbedEstimate } from '../../index/build.ts';
import type { BuildProgress, BuildStage } from '../../index/progress-meter.ts';

const NAMES: Readonly<Record<BuildStage, string>> = {
  read: 'Reading articles',
  embed: 'Embedding chunks',
  write: 'Writing and checking',
  check: 'Asking the canned questions',
  overview: 'Choosing example questions',
  publish: 'Publishing',
};

/** Between two lines about one stage in a log. */
const LINE_INTERVAL_MS = 10_000;

export interface ProgressView {
  update(progress: BuildProgress): void;
  /** Says how long it will take. */
  estimate(estimate: EmbedEstimate): void;
  /** Leaves the terminal as it was. */
  stop(): void;
}

export function openProgress(
  how: 'auto' | 'json',
  stream: NodeJS.WriteStream = process.stderr,
): ProgressView {
  if (how === 'json') return jsonEvents(process.stdout);
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): ProgressView {
  const view = new cliProgress.SingleBar({
    stream,
    format: '{name} {bar} {value}/{total}  {rate}/s  {left}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
  });
  let stage: BuildStage | undefined;
  return {
    update(progress) {
      const payload = {
        name: NAMES[progress.stage].padEnd(28),
        rate: Math.round(progress.ratePerSecond),
        left: progress.secondsLeft === undefined ? '' : `${duration(progress.secondsLeft)} left`,
      };
      const total = Math.max(progress.total ?? progress.done, progress.done, 1);
      if (progress.stage !== stage) {
        if (stage !== undefined) view.stop();
        stage = progress.stage;
        view.start(total, progress.done, payload);
      }
      view.setTotal(total);
      view.update(progress.done, payload);
    },
    estimate(estimate) {
      // The bar is drawn again below the line.
      view.stop();
      stage = undefined;
      stream.write(estimateLine(estimate));
    },
    stop() {
      view.stop();
    },
  };
}

function lines(stream: NodeJS.WritableStream): ProgressView {
  let stage: BuildStage | undefined;
  let saidAt = 0;
  return {
    update({ stage: now, done, total, ratePerSecond, secondsLeft }) {
      if (now !== stage) stream.write(`${NAMES[now]}\n`);
      else if (Date.now() - saidAt < LINE_INTERVAL_MS) return;
      else {
        const of = total === undefined ? '' : ` of about ${total}`;
        const left = secondsLeft === undefined ? '' : `, ${duration(secondsLeft)} left`;
        stream.write(`  ${done}${of}, ${Math.round(ratePerSecond)}/s${left}\n`);
      }
      stage = now;
      saidAt = Date.now();
    },
    estimate(estimate) {
      stream.write(estimateLine(estimate));
    },
    stop() {},
  };
}

function jsonEvents(stream: NodeJS.WritableStream): ProgressView {
  return {
    update(progress) {
      stream.write(`${JSON.stringify({ event: 'progress', ...progress })}\n`);
    },
    estimate(estimate) {
      stream.write(`${JSON.stringify({ event: 'estimate', ...estimate })}\n`);
    },
    stop() {},
  };
}

/** E.g. `About 12,400 chunks to embed, about 1 min 35 s.` */
function estimateLine({ chunks, seconds }: EmbedEstimate): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(chunks)) - 2);
  const rounded = (Math.round(chunks / unit) * unit).toLocaleString('en');
  return `About ${rounded} chunks to embed, about ${duration(seconds)}.\n`;
}

/** E.g. `42 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** E.g. `812 kB`, `1.4 MB`. */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
