/** What a command says where it fails, and its exit status: 1 failed, 2 called wrongly. */
import { IS_INSTALLED } from '../../config.ts';
import { IsnadError } from '../../errors.ts';

/** The command was called wrongly; the usage follows the message. */
export class UsageError extends Error {}

/** Says what is wrong and what mends it, on standard error, and sets the exit status. */
export function reportFailure(error: unknown, usage: string): void {
  process.exitCode = 1;
  if (isUsage(error)) {
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exitCode = 2;
  } else if (error instanceof IsnadError) {
    process.stderr.write(commandsAsCalled(`${error.name}: ${error.message}\n${error.hint}\n`));
  } else {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

/** `parseArgs` marks its own complaints by code. */
function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** How a command is called: `npm run index --` in the project, `isnad index` where the package is installed. */
export function called(command: string): string {
  if (IS_INSTALLED) return `isnad ${command}`;
  return command === 'bot' ? 'npm start --' : `npm run ${command} --`;
}

/** Messages name commands as they are called in the project; this changes them where the package is installed. */
export function commandsAsCalled(text: string): string {
  if (!IS_INSTALLED) return text;
  return text
    .replace(/npm run ([a-z][a-z-]*)(?: --(?= ))?/gu, 'isnad $1')
    .replaceAll('npm start', 'isnad bot');
}
