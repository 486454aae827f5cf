/** The environment of every scenario: the strict server, the bot in a separate process, and questions to ask. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotApiServer, startBotApi } from '#bot-api-double';
import { type BotProcess, startProcess } from '../lib/bot-process.ts';

export interface StageOptions {
  /** An index that is already built; without it the sample articles are indexed. */
  readonly indexDir?: string | undefined;
  /** JSON Lines with a `question` each. */
  readonly questionsFile: string;
  /** As `READER_MODEL` has it; without it a count of words, which is fast. */
  readonly reader?: string | undefined;
}

export interface Stage {
  readonly api: BotApiServer;
  readonly questions: readonly string[];
  /** Holds the bot's state, and its index unless another was named. */
  readonly folder: string;
  /** The bot's state; to be read while the bot is not running. */
  readonly statePath: string;
  /** Starts the bot, or starts it again after it was killed; `env` is added to its settings. */
  start(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** Kills what still runs. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Limits that would end a run early; all else is as an operator has it. */
const NO_LIMITS = {
  BOT_RATE_PER_MINUTE: '100000',
  BOT_SENDS_PER_SECOND: '0',
  BOT_QUEUE_MAX: '20000',
  BOT_QUEUE_PER_CHAT_MAX: '10000',
};

/** The first start builds the sample's index: seconds on a quiet machine, minutes on a busy one. */
const START_MS_MAX = 600_000;

export async function openStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'isnad-bench-bot-'));
  const keep = { messagesPerChat: 200, calls: 100 };
  const api = await startBotApi({ token: '123456:AAbenchSECRETbenchSECRET', keep });
  const questions = readFileSync(options.questionsFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (JSON.parse(line) as { question: string }).question);
  const running = new Set<BotProcess>();
  const env = {
    ...NO_LIMITS,
    ...(options.indexDir ? { INDEX_DIR: options.indexDir } : {}),
    ...(options.reader ? { READER_MODEL: options.reader } : {}),
  };
  const stop = async () => {
    for (const bot of running) await bot.kill('SIGKILL');
  };
  return {
    api,
    questions,
    folder,
    statePath: join(folder, 'state.db'),
    async start(more) {
      const bot = await startProcess(api, {
        folder,
        env: { ...env, ...more },
        timeoutMs: START_MS_MAX,
      });
      running.add(bot);
      bot.ended.then(() => running.delete(bot));
      return bot;
    },
    stop,
    async close() {
      await stop();
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The value below which a share of the values lies (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const round = (value: number, places = 1) => Number(value.toFixed(places));

export const megabytes = (bytes: number | undefined) => round((bytes ?? Number.NaN) / 2 ** 20);
