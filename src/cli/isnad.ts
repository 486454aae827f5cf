/** The command line: one program, one file a command. Help, suggestions, exit statuses and completion are commander's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tab from '@bomb.sh/tab/commander';
import { Command, CommanderError } from 'commander';
import { PACKAGE_DIR } from '../config.ts';
import { isAddress } from '../setting-kinds.ts';
import { commandLine, reportFailure, UsageError, withoutPasswords } from './common/failures.ts';
import { swallowedOptionsMessage } from './common/npm-options.ts';
import { endWhenNobodyReads } from './common/output.ts';

interface Listed {
  readonly says: string;
  /** Loaded when it is run: a command need not wait for what another one imports. */
  readonly load: () => Promise<Command>;
}

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, Listed>> = {
  init: {
    says: 'ask for the token and the folder of articles, and write .env',
    load: async () => (await import('./init.ts')).init,
  },
  index: {
    says: 'build the index from the articles, and look after its generations',
    load: async () => (await import('./index-articles.ts')).index,
  },
  ask: {
    says: 'answer one question in the terminal',
    load: async () => (await import('./ask.ts')).ask,
  },
  chat: {
    says: 'a conversation in the terminal',
    load: async () => (await import('./chat.ts')).chat,
  },
  bot: {
    says: 'run the Telegram bot',
    load: async () => (await import('./bot.ts')).bot,
  },
  web: {
    says: 'serve a page to ask on and to read in, and an API',
    load: async () => (await import('./web.ts')).web,
  },
  mcp: {
    says: 'serve the articles to an assistant (Model Context Protocol)',
    load: async () => (await import('./mcp.ts')).mcp,
  },
  fetch: {
    says: 'bring feeds and web articles into corpus files',
    load: async () => (await import('./fetch.ts')).fetchCommand,
  },
  evaluate: {
    says: 'measure how well questions find their articles and quotes',
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  backup: {
    says: 'copy the index and the state while the bot runs',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    says: 'put a backup in the place of the index and the state',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  review: {
    says: 'write what people were not helped by as questions and examples',
    load: async () => (await import('./review.ts')).review,
  },
  doctor: {
    says: 'say what is wrong with this installation, and what mends it',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  'fetch-model': {
    says: 'bring another embedding model from the hub',
    load: async () => (await import('./fetch-model.ts')).fetchModelCommand,
  },
};

/** The commands that print a completion script, and answer the shell that runs it. */
const COMPLETION = 'complete';

/**
 * Runs a command. Exit status: 0 done, 1 failed, 2 called wrongly; a command that must say more says so in its help.
 *
 * @param args what follows the program's name, the command first.
 */
export async function isnad(args: readonly string[]): Promise<void> {
  endWhenNobodyReads();
  const [name = ''] = args;
  const program = new Command('isnad')
    .description('Answers questions in Arabic in the exact words of your articles.')
    .version(version(), '-V, --version')
    .configureHelp({ commandUsage: usageOf, optionDescription: ({ description }) => description })
    .configureOutput({ outputError: (text, write) => write(withoutPasswords(text)) })
    .hook('preAction', (_, command) => refuseAddresses(command))
    .showHelpAfterError()
    .exitOverride();
  for (const [command, { says, load }] of Object.entries(COMMANDS)) {
    const isWanted = command === name || (name === 'help' && args[1] === command);
    const whole = isWanted || name === COMPLETION ? await load() : new Command(command);
    program.addCommand(whole.summary(says).copyInheritedSettings(program));
  }
  if (name === COMPLETION) tab(program);
  else
    program.addHelpText(
      'after',
      `\nisnad ${COMPLETION} bash|zsh|fish|powershell prints a script that completes commands and options.`,
    );
  try {
    const wanted = program.commands.find((command) => command.name() === name);
    const script = name === 'bot' ? 'start' : name;
    const options = wanted?.options.flatMap(({ long }) => long?.slice(2) ?? []) ?? [];
    const meant = swallowedOptionsMessage(script, options, args.slice(1), process.env);
    if (meant !== undefined) throw new UsageError(meant);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has said what is wrong; `--help` and `--version` end with 0.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const wanted = program.commands.find((command) => command.name() === name);
    reportFailure(error, (wanted ?? program).helpInformation().trimEnd());
  }
}

/** What takes a file or a folder is given a path: an address would become folders that are named after its password. */
function refuseAddresses(command: Command): void {
  const options = command.options
    .filter(({ flags }) => /<(?:dir|path|file)>$/u.test(flags))
    .map((option) => [option.long, command.getOptionValue(option.attributeName())]);
  const folders = command.registeredArguments.flatMap((argument, at) =>
    argument.name() === 'folder' ? [['the folder', command.args[at]]] : [],
  );
  for (const [what, given] of [...options, ...folders]) {
    if (![given].flat().some((path) => typeof path === 'string' && isAddress(path))) continue;
    throw new UsageError(
      `${what} takes a path on this machine, not an address. The database of the index stands in INDEX_URL.`,
    );
  }
}

/** As people type it: `npm run ask -- [options] <question…>` in the project. */
function usageOf(command: Command): string {
  const name = command.parent === null ? command.name() : commandLine(command.name());
  return `${name} ${command.usage()}`;
}

function version(): string {
  return JSON.parse(readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')).version;
}
