/** What all tools share: help, errors with their hint, exit statuses. */
import { reportFailure, UsageError } from '../../src/cli/common/failures.ts';
import { swallowedOptionsMessage } from '../../src/cli/common/npm-options.ts';

export { UsageError };

/**
 * Runs a tool. `--help` prints the usage. Exit status: 0 done, 1 failed, 2 called wrongly;
 * a tool that must say more sets `process.exitCode` itself.
 *
 * @param usage names the options, one a line.
 */
export async function runTool(usage: string, main: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options = [...usage.matchAll(/^ {2}--([a-z][a-z-]*)/gmu)].flatMap(([, name]) => name ?? []);
  try {
    const meant = swallowedOptionsMessage(
      process.env.npm_lifecycle_event ?? '',
      options,
      process.argv.slice(2),
      process.env,
    );
    if (meant !== undefined) throw new UsageError(meant);
    await main();
  } catch (error) {
    reportFailure(error, usage);
  }
}
