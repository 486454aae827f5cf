/** What a command says if it fails, and its exit status: 1 failed, 2 called wrongly. */
import { IS_INSTALLED } from '../../config.ts';
import { ConfigError, IsnadError } from '../../errors.ts';
import { explainFileError } from '../../index/files/disk.ts';

/** The command was called wrongly; the usage follows the message. */
export class UsageError extends Error {}

/** Prints what is wrong and how to fix it on standard error, and sets the exit status. */
export function reportFailure(thrown: unknown, usage: string): void {
  const error = explained(thrown);
  const write = (text: string) => process.stderr.write(withoutPasswords(text));
  process.exitCode = 1;
  if (isUsage(error)) {
    write(`${error.message}\n\n${usage}\n`);
    process.exitCode = 2;
  } else if (error instanceof IsnadError) {
    write(commandsAsCalled(`${error.name}: ${error.message}\n${error.hint}\n`));
  } else {
    write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

/** What the file system says of a path that the operator named is no fault of ours: no stack is needed to find it. */
function explained(error: unknown): unknown {
  const told = explainFileError(error, 'stopped', ConfigError);
  if (told !== error || !(error instanceof Error)) return told;
  const { path, syscall } = error as NodeJS.ErrnoException;
  return path === undefined || syscall === undefined
    ? error
    : new ConfigError(error.message, 'Check this path, and what this user may do there.');
}

/**
 * A message may quote what was typed, and what was typed may be an address with a password: given if a folder or an
 * option belongs, or taken for a path (`postgres:/…`). All before its last @ is hidden, as an unencoded / or # in a
 * password ends it too early.
 */
export function withoutPasswords(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/{1,2})(?:[^\s/@:]*:\S*|[^\s/@]*)@/giu, '$1…@');
}

/** `parseArgs` marks its own complaints by code. */
function isUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** How a command is called: `npm run index --` in the project, `isnad index` if the package is installed. */
export function commandLine(command: string): string {
  if (IS_INSTALLED) return `isnad ${command}`;
  return command === 'bot' ? 'npm start --' : `npm run ${command} --`;
}

/** Messages name commands as they are called in the project; this changes them if the package is installed. */
export function commandsAsCalled(text: string): string {
  if (!IS_INSTALLED) return text;
  return text
    .replace(/npm run ([a-z][a-z-]*)(?: --(?= ))?/gu, 'isnad $1')
    .replaceAll('npm start', 'isnad bot');
}
