/** The bot as its operator runs it: a process of its own, real model, real index, started as `npm start` starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BotApiServer } from '#bot-api-double';
import { isnadArguments } from './isnad-arguments.ts';

export interface BotProcess {
  readonly child: ChildProcess;
  readonly startedInMs: number;
  /** What it wrote to standard error, line by line; the latest thousand. */
  readonly lines: readonly string[];
  /** All lines that say `error` or worse; none are forgotten. */
  readonly errors: readonly string[];
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): Promise<number | string>;
  /** A figure from /metrics; undefined if there is none. */
  metric(name: string): Promise<number | undefined>;
}

export interface ProcessOptions {
  /** Holds the state, and the index unless `env` names another. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `npm start` itself, rather than what it runs. */
  readonly npm?: boolean;
  readonly timeoutMs?: number;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts the bot and resolves when it polls. */
export async function startProcess(
  api: BotApiServer,
  { folder, env, npm = false, timeoutMs = 120_000 }: ProcessOptions,
): Promise<BotProcess> {
  const metricsPort = await freePort();
  const [command, ...args] = npm
    ? ['npm', 'start', '--silent']
    : [process.execPath, ...isnadArguments('bot')];
  const child = spawn(command!, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {
      ...process.env,
      BOT_TOKEN: api.token,
      TELEGRAM_API_ROOT: api.url,
      STATE_PATH: join(folder, 'state.db'),
      INDEX_DIR: join(folder, 'index'),
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: 'info',
      // What the bot does with messages is tested here, by the hundred; what the model says is tested elsewhere.
      READER_MODEL: 'words',
      ...env,
    },
  });
  const lines: string[] = [];
  const errors: string[] = [];
  let rest = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    for (const line of parts) {
      lines.push(line);
      if (!line.startsWith('{') || line.startsWith('{"level":"error"')) errors.push(line);
    }
    lines.splice(0, lines.length - 1_000);
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const started = performance.now();
  let how: number | string | undefined;
  ended.then((end) => {
    how = end;
  });
  while (!api.isPolled) {
    const late = performance.now() - started > timeoutMs;
    if (how === undefined && !late) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    child.kill('SIGKILL');
    throw new Error(
      `the bot ${late ? 'did not poll in time' : `ended with ${how} before it polled`}:\n${lines.join('\n')}`,
    );
  }
  return {
    child,
    lines,
    errors,
    ended,
    startedInMs: performance.now() - started,
    async kill(signal) {
      child.kill(signal);
      return await ended;
    },
    async metric(name) {
      const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
      const line = (await response.text()).split('\n').find((one) => one.startsWith(`${name} `));
      return line === undefined ? undefined : Number(line.slice(name.length + 1));
    },
  };
}
