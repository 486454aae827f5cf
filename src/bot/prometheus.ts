/** Figures for Prometheus and for /status. Each bot has a registry of its own. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, Summary } from 'prom-client';
import type { ObservedReader, ReaderStats } from '../reader/port.ts';
import type { IndexSummary } from '../types.ts';

/** Seconds. The first few are around the goals of 25 ms and 60 ms. */
const BUCKETS = [0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Where a question's time goes: waiting for its turn in the chat and among all; being searched for and read; its
 * answer under way to Telegram. `find` and `read` are parts of `search`.
 */
export type Stage = 'wait' | 'search' | 'find' | 'read' | 'send';

/** What is known of the index that serves, for those who watch it. */
export type IndexFacts = Pick<
  IndexSummary,
  'generation' | 'embedderId' | 'articles' | 'chunks' | 'builtAt'
>;

export interface MetricsSources {
  /** Updates accepted and not yet dealt with. */
  queued(): number;
  /** The index that serves now; asked at each look. */
  index(): Promise<IndexFacts>;
  /** What reads the passages. */
  readonly reader: ReaderFigures;
}

export type ReaderFigures = Pick<ObservedReader, 'id' | 'stats'>;

/** Closer together around the thresholds between answer, maybe and none. */
const CONFIDENCE_BUCKETS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

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
  /** A question was searched for; each counts, also one whose answer could not be sent. */
  searched(outcome: { readonly kind: string; readonly confidence: number }): void;
  /** How long a question was in one stage. */
  stage(stage: Stage, tookMs: number): void;
  sent(method: string, tookMs: number): void;
  /** Over the last ten minutes; undefined before the first answer. */
  latencyMs(): Promise<{ p50: number; p95: number } | undefined>;
  answeredTotal(): Promise<number>;
  /** Text exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics({ queued, index, reader }: MetricsSources): Metrics {
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
  const stages = new Histogram({
    name: 'isnad_stage_seconds',
    help: 'How long a question was in one stage',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers,
  });
  const confidence = new Histogram({
    name: 'isnad_answer_confidence',
    help: 'Calibrated probability that the first quote answers, by kind of answer',
    labelNames: ['kind'],
    buckets: CONFIDENCE_BUCKETS,
    registers,
  });
  const indexGauge = (
    about: { readonly name: string; readonly help: string },
    value: (facts: IndexFacts) => number,
  ) =>
    new Gauge({
      ...about,
      registers,
      async collect() {
        const facts = await factsNow();
        if (facts) this.set(value(facts));
      },
    });
  /** While the index cannot be asked, the last figures are kept. */
  const factsNow = () => index().catch(() => undefined);
  indexGauge(
    { name: 'isnad_index_articles', help: 'Articles in the index that serves' },
    ({ articles }) => articles,
  );
  indexGauge(
    { name: 'isnad_index_chunks', help: 'Chunks in the index that serves' },
    ({ chunks }) => chunks,
  );
  indexGauge(
    { name: 'isnad_index_built_seconds', help: 'When it was built, seconds since 1970' },
    ({ builtAt }) => Math.trunc(Date.parse(builtAt) / 1_000),
  );
  new Gauge({
    name: 'isnad_index_info',
    help: 'Always 1; which generation serves, and by which model it was made',
    labelNames: ['generation', 'model'],
    registers,
    async collect() {
      const facts = await factsNow();
      if (!facts) return;
      this.reset();
      this.set({ generation: String(facts.generation), model: facts.embedderId }, 1);
    },
  });
  readerFigures(reader, registers);
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
    searched: (outcome) => confidence.observe({ kind: outcome.kind }, outcome.confidence),
    stage: (stage, tookMs) => stages.observe({ stage }, tookMs / 1_000),
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

/** What the reader counts itself, taken over at each look. */
function readerFigures(reader: ReaderFigures, registers: Registry[]): void {
  new Gauge({
    name: 'isnad_reader_info',
    help: 'Always 1; which model reads',
    labelNames: ['model'],
    registers,
  }).set({ model: reader.id }, 1);
  new Gauge({
    name: 'isnad_reader_waiting',
    help: 'Reads that wait or run now',
    registers,
    collect() {
      this.set(reader.stats().waiting);
    },
  });
  const counted = (
    about: { readonly name: string; readonly help: string },
    value: (stats: ReaderStats) => number,
  ) =>
    new Counter({
      ...about,
      registers,
      collect() {
        this.reset();
        this.inc(value(reader.stats()));
      },
    });
  counted(
    { name: 'isnad_reader_reads_total', help: 'Reads that were answered' },
    ({ reads }) => reads,
  );
  counted(
    {
      name: 'isnad_reader_passages_total',
      help: 'Passages in them; divided by the reads, the mean batch',
    },
    ({ chunks }) => chunks,
  );
  counted(
    { name: 'isnad_reader_seconds_total', help: 'Time that answered reads took, waiting included' },
    ({ readMs }) => readMs / 1_000,
  );
  counted(
    { name: 'isnad_reader_failures_total', help: 'Reads that were refused or lost' },
    ({ failures }) => failures,
  );
  counted(
    {
      name: 'isnad_reader_restarts_total',
      help: 'How often the model was loaded again after it crashed or hung',
    },
    ({ restarts }) => restarts,
  );
}
