/** The log (pino): one JSON object a line, or text for people, to standard error; and never the token. */
import pino from 'pino';
import { prettyFactory } from 'pino-pretty';
import { IsnadError } from '../errors.ts';

export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * An error as the log shows it. Only what is known to be harmless is taken: telegraf's errors carry the
 * whole payload, which holds people's words, and node-fetch's the address, which holds the token.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, stack } = error;
  // One that says what to do needs no stack: nothing of ours is at fault.
  if (!(error instanceof IsnadError)) return { type, message, stack };
  const { hint, failure } = error as IsnadError & { readonly failure?: unknown };
  return { type, message, failure, hint };
}

/** A line of JSON as people read it on a terminal: time, level, message, facts. */
export const logText: (line: string) => string = prettyFactory({
  colorize: false,
  translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
  singleLine: true,
});

/**
 * @param secrets the token and whatever else must not be written, wherever it may turn up.
 * @param write where lines go; standard error unless a test listens.
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  // The id before the colon is public, the part after it is the secret.
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(':').slice(1)]);
  // In a line of JSON, quotation marks and backslashes are written in another way.
  const hidden = [...new Set(parts.flatMap((part) => [part, JSON.stringify(part).slice(1, -1)]))];
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        write(hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line));
      },
    },
  );
}
