/** Figures for Prometheus and for /status. Each bot has a registry of its own. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, Summary } from 'prom-client';

/** Seconds. The first few stand around the goals of 25 ms and 60 ms. */
const BUCKETS = [0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  readonly updates: Counter<'kind'>;
  readonly duplicates: Counter;
  readonly answers: Counter<'kind'>;
  readonly unread: Counter;
  readonly errors: Counter;
  readonly rateLimited: Counter;
  readonly sendRetries: Counter<'reason'>;
  readonly sendsInDoubt: Counter;
  /** Update received to answer sent, milliseconds. */
  answered(kind: string, tookMs: number): void;
  sent(method: string, tookMs: number): void;
  /** Over the last ten minutes; undefined before the first answer. */
  latencyMs(): Promise<{ p50: number; p95: number } | undefined>;
  answeredTotal(): Promise<number>;
  /** Text exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(queued: () => number): Metrics {
  const registers = [new Registry()];
  const registry = registers[0]!;
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `isnad_${name}`, help, labelNames, registers });

  const answers = counter('answers_total', 'Questions answered, by kind of answer', ['kind']);
  const latency = new Histogram({
    name: 'isnad_answer_seconds',
    help: 'From an update received to its answer sent',
    buckets: BUCKETS,
    registers,
  });
  const sends = new Histogram({
    name: 'isnad_telegram_call_seconds',
    help: 'One call to Telegram, by method',
    labelNames: ['method'],
    buckets: BUCKETS,
    registers,
  });
  // Not exported: Prometheus adds up histograms; the quantiles are for /status.
  const recent = new Summary({
    name: 'isnad_recent_answer_seconds',
    help: 'The same, over the last ten minutes',
    percentiles: [0.5, 0.95],
    maxAgeSeconds: 600,
    ageBuckets: 5,
    registers: [],
  });
  new Gauge({
    name: 'isnad_queued_updates',
    help: 'Updates accepted and not yet dealt with',
    registers,
    collect() {
      this.set(queued());
    },
  });

  return {
    updates: counter('updates_total', 'Updates accepted, by kind', ['kind']),
    duplicates: counter('duplicate_updates_total', 'Updates that had been seen before'),
    answers,
    unread: counter('unread_answers_total', 'Questions shown the nearest passages, unread'),
    errors: counter('errors_total', 'Updates whose handler failed'),
    rateLimited: counter('rate_limited_total', 'Requests refused because one person made too many'),
    sendRetries: counter('send_retries_total', 'Calls to Telegram made again', ['reason']),
    sendsInDoubt: counter(
      'sends_in_doubt_total',
      'Messages sent again although the first may have arrived',
    ),
    answered(kind, tookMs) {
      answers.inc({ kind });
      latency.observe(tookMs / 1_000);
      recent.observe(tookMs / 1_000);
    },
    sent: (method, tookMs) => sends.observe({ method }, tookMs / 1_000),
    async latencyMs() {
      const { values } = await recent.get();
      const count = values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
      const at = (quantile: number) =>
        values.find(({ labels }) => labels.quantile === quantile)?.value;
      const [p50, p95] = [at(0.5), at(0.95)];
      if (count === 0 || p50 === undefined || p95 === undefined) return undefined;
      return { p50: p50 * 1_000, p95: p95 * 1_000 };
    },
    async answeredTotal() {
      const { values } = await answers.get();
      return values.reduce((sum, { value }) => sum + value, 0);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
