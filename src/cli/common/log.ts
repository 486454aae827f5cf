/** The log of a program that goes on: as the settings have it, and without their secrets. */
import { createLog, type Log, logText } from '../../app/log.ts';
import { type Settings, secretsOf } from '../../config.ts';

export function openLog(settings: Settings): Log {
  const isText = (settings.LOG_FORMAT ?? (process.stderr.isTTY ? 'text' : 'json')) === 'text';
  const token = settings.BOT_TOKEN === undefined ? [] : [settings.BOT_TOKEN];
  return createLog(settings.LOG_LEVEL, [...token, ...secretsOf(settings)], (line) => {
    process.stderr.write(isText ? logText(line) : line);
  });
}
