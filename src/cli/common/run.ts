/** What every script does alike: help, errors with their hint, exit statuses. */
import { IsnadError } from '../../errors.ts';
import { meantCommand } from './npm-options.ts';

/** The command was called wrongly; the usage follows the message. */
export class UsageError extends Error {}

/**
 * Runs a script. `--help` prints the usage. Exit status: 0 done, 1 failed, 2 called wrongly;
 * a script that must say more sets `process.exitCode` itself.
 */
export async function runScript(usage: string, main: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const meant = meantCommand(usage, process.argv, process.env);
  if (meant !== undefined) {
    process.stderr.write(
      `npm kept options for itself that belong to this command, so nothing was done. Write -- before them:\n  ${meant}\n`,
    );
    process.exitCode = 2;
    return;
  }
  try {
    await main();
  } catch (error) {
    if (isUsage(error)) {
      process.stderr.write(`${(error as Error).message}\n\n${usage}\n`);
      process.exitCode = 2;
    } else if (error instanceof IsnadError) {
      process.stderr.write(`${error.name}: ${error.message}\n${error.hint}\n`);
      process.exitCode = 1;
    } else {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}

/** `parseArgs` marks its own complaints by code. */
function isUsage(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}
