/** Questions at an even rate for as long as is wanted: each is answered once, and memory stays flat. */
import { fitLine } from './least-squares.ts';
import { memoryOfTree } from './processes.ts';
import { recordSends } from './sends.ts';
import { openStage, quantile, round, type StageOptions } from './stage.ts';

export interface SoakFigures {
  readonly minutes: number;
  /** What the bot answered at its limit. */
  readonly capacityPerSecond: number;
  readonly askedPerSecond: number;
  readonly questions: number;
  readonly answeredOnce: number;
  /** Among them those that still waited ten minutes after the last was asked. */
  readonly lost: number;
  readonly twice: number;
  /** From the person's message to the bot's. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Shown unread because the reader was busy or away. */
  readonly unread: number;
  /** Lines of the log that say `error`; the first few. */
  readonly errors: readonly string[];
  /** Each process that lived to the end, once a minute. The slope leaves out the first sixth, in which caches fill. */
  readonly memory: readonly {
    readonly process: string;
    readonly residentMib: readonly number[];
    readonly slopeMibPerHour: number;
    /** Its standard error. */
    readonly plusMinus: number;
  }[];
  /** Heap of the bot after a full collection, once a minute, and how it grows. */
  readonly heapMib: readonly number[];
  readonly heapSlopeMibPerHour: number;
}

const COLLECTOR = new URL('collect.mjs', import.meta.url).href;
const COLLECT_MS = 1_000;
const MINUTE_MS = 60_000;
const PEOPLE = 100;
const CAPACITY_QUESTIONS = 40;
/** How many wait at once while the capacity is measured: the bot always has something to do, and its reader's queue is not full. */
const CAPACITY_OPEN = 8;
/** How long answers are waited for: much longer than a quiet machine needs, and not for ever. */
const ANSWERED_MS_MAX = 600_000;
const ERRORS_SHOWN = 5;
const CACHES_FILL_SHARE = 1 / 6;

export async function soak(
  options: StageOptions & {
    readonly minutes: number;
    /** Questions a second; without it half of what is measured first. */
    readonly rate?: number | undefined;
  },
): Promise<SoakFigures> {
  const stage = await openStage(options);
  const { api, questions } = stage;
  const sends = recordSends(api).byQuestion;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  try {
    const bot = await stage.start({ NODE_OPTIONS: `--import ${COLLECTOR}` });
    const people = Array.from({ length: PEOPLE }, () => api.person());
    const asked: { readonly key: string; readonly atMs: number }[] = [];
    const ask = () => {
      const person = people[asked.length % PEOPLE]!;
      const { message_id } = person.sends(questions[(asked.length * 7) % questions.length]!);
      asked.push({ key: `${person.id} ${message_id}`, atMs: performance.now() });
    };
    const open = () => asked.length - sends.size;

    const before = performance.now();
    while (asked.length < CAPACITY_QUESTIONS) {
      ask();
      await api.waitFor(() => open() < CAPACITY_OPEN, { timeoutMs: ANSWERED_MS_MAX });
    }
    await api.waitFor(() => open() === 0, { timeoutMs: ANSWERED_MS_MAX });
    const capacity = (1_000 * asked.length) / (performance.now() - before);
    const rate = options.rate ?? capacity / 2;
    process.stderr.write(`${round(capacity)} questions a second; asking ${round(rate, 2)}\n`);

    const resident = new Map<string, { name: string; mib: number[] }>();
    const heapMib: number[] = [];
    const weigh = async () => {
      for (const { pid, name, residentMib } of memoryOfTree(bot.child.pid!)) {
        const known = resident.get(`${pid}`) ?? { name, mib: [] };
        known.mib.push(round(residentMib));
        resident.set(`${pid}`, known);
      }
      bot.child.kill('SIGUSR2');
      await pause(COLLECT_MS);
      heapMib.push(
        round(((await bot.metric('nodejs_heap_size_used_bytes')) ?? Number.NaN) / 2 ** 20, 2),
      );
      process.stderr.write(
        `${heapMib.length - 1} min: heap ${heapMib.at(-1)}; ${[...resident.values()].map(({ name, mib }) => `${name} ${mib.at(-1)}`).join(', ')}; open ${open()}\n`,
      );
    };
    const warmUp = asked.length;
    const start = performance.now();
    await weigh();
    for (let minute = 1; minute <= options.minutes; minute += 1) {
      while (performance.now() - start < minute * MINUTE_MS) {
        // By the clock, not by pauses: delays of a busy machine are caught up.
        const due = warmUp + ((performance.now() - start) / 1_000) * rate;
        if (asked.length < due) ask();
        else await pause(Math.min(1_000 / rate, 50));
      }
      await weigh();
    }
    await api.waitFor(() => open() === 0, { timeoutMs: ANSWERED_MS_MAX }).catch(() => undefined);
    // A second answer that is still on its way shows itself.
    await pause(2_000);
    api.assertNoViolations();
    const counts = asked.map(({ key }) => sends.get(key)?.length ?? 0);
    const times = asked.slice(warmUp).flatMap(({ key, atMs }) => {
      const [first] = sends.get(key) ?? [];
      return first ? [first.call.answeredAtMs - atMs] : [];
    });
    const slope = (values: readonly number[]) =>
      fitLine(
        values.slice(Math.floor(values.length * CACHES_FILL_SHARE)).map((y, x) => [x / 60, y]),
      );
    return {
      minutes: options.minutes,
      capacityPerSecond: round(capacity),
      askedPerSecond: round((asked.length - warmUp) / (options.minutes * 60), 2),
      questions: asked.length,
      answeredOnce: counts.filter((count) => count === 1).length,
      lost: counts.filter((count) => count === 0).length,
      twice: counts.filter((count) => count > 1).length,
      p50Ms: round(quantile(times, 0.5)),
      p95Ms: round(quantile(times, 0.95)),
      unread: (await bot.metric('isnad_unread_answers_total')) ?? 0,
      errors: bot.errors.slice(0, ERRORS_SHOWN),
      memory: [...resident.values()]
        .filter(({ mib }) => mib.length === heapMib.length)
        .map(({ name, mib }) => ({
          process: name,
          residentMib: mib,
          slopeMibPerHour: round(slope(mib).slope),
          plusMinus: round(slope(mib).standardError),
        })),
      heapMib,
      heapSlopeMibPerHour: round(slope(heapMib).slope, 2),
    };
  } finally {
    await stage.close();
  }
}
