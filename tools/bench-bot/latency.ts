/** One question at a time: from the person's message to the bot's sendMessage, as the server sees both. */
import { openStage, quantile, round, type StageOptions } from './stage.ts';

export interface LatencyFigures {
  readonly questions: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Processor time of the bot for one question, which other work on the machine hardly changes. */
  readonly cpuMs: number;
}

/** Asked first and not counted: the model and the index are not warm yet. */
const WARM_UP = 30;

export async function latency(
  options: StageOptions & { readonly count: number },
): Promise<LatencyFigures> {
  const stage = await openStage(options);
  const { api, questions } = stage;
  try {
    const bot = await stage.start();
    const cpuSeconds = async () => (await bot.metric('process_cpu_seconds_total')) ?? Number.NaN;
    let cpuBefore = Number.NaN;
    const person = api.person();
    const times: number[] = [];
    for (let index = 0; index < options.count + WARM_UP; index += 1) {
      if (index === WARM_UP) cpuBefore = await cpuSeconds();
      await api.waitFor(() => api.isPolled, { timeoutMs: 30_000 });
      let sentAt = Number.NaN;
      const stop = api.onCall(({ method, atMs }) => {
        if (method === 'sendMessage') sentAt = atMs;
      });
      const askedAt = performance.now();
      const message = person.sends(questions[index % questions.length]!);
      await api.answerTo(message, { timeoutMs: 30_000 });
      stop();
      if (index >= WARM_UP) times.push(sentAt - askedAt);
    }
    const cpuMs = (((await cpuSeconds()) - cpuBefore) * 1_000) / times.length;
    api.assertNoViolations();
    return {
      questions: times.length,
      p50Ms: round(quantile(times, 0.5)),
      p95Ms: round(quantile(times, 0.95)),
      maxMs: round(Math.max(...times)),
      cpuMs: round(cpuMs),
    };
  } finally {
    await stage.close();
  }
}
