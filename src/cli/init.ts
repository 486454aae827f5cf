/** `isnad init`: asks for the token and the folder of articles, and writes `.env`. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { botSettingsShape } from '../bot/settings.ts';
import { PROJECT_DIR } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { ensurePrivateFile } from '../private-files.ts';
import { commandLine } from './common/failures.ts';

export const init = new Command('init')
  .description(
    "Asks for the bot's token and the folder of articles, and writes .env, which you alone may read. " +
      'Both answers may be left empty: without a token you can ask in the terminal, and corpus/ is the folder.',
  )
  .addHelpText('after', '\nExit status: 0 done; 1 there is a .env already, which is left as it is.')
  .action(run);

const QUESTIONS = [
  'Token of the bot, from @BotFather (empty: later): ',
  'Folder of your articles (empty: corpus): ',
] as const;

async function run(): Promise<void> {
  const path = join(PROJECT_DIR, '.env');
  if (existsSync(path)) {
    throw new ConfigError(`${path} is there already`, 'Edit it, or move it aside first.');
  }
  const [token = '', folder = ''] = await answersTo(QUESTIONS);
  const parsed = botSettingsShape.BOT_TOKEN.safeParse(token === '' ? undefined : token);
  if (!parsed.success) {
    throw new ConfigError(
      `the token ${parsed.error.issues[0]?.message}`,
      'Ask @BotFather for one (/newbot), and run this again.',
    );
  }
  const corpus = resolve(PROJECT_DIR, folder === '' ? 'corpus' : folder);
  mkdirSync(corpus, { recursive: true });
  ensurePrivateFile(path);
  writeFileSync(path, `BOT_TOKEN=${token}\nCORPUS_PATH=${folder}\n`);
  process.stdout.write(
    [
      `Wrote ${path}.`,
      `Put articles into ${relative(process.cwd(), corpus) || '.'}, then:`,
      `  ${commandLine('index')}`,
      `  ${commandLine('ask')} "…"`,
      `  ${commandLine('bot')}${token === '' ? '   (needs BOT_TOKEN in .env)' : ''}`,
      '',
    ].join('\n'),
  );
}

/** Asks one after the other; if the input ends early, the rest is empty. */
async function answersTo(questions: readonly string[]): Promise<string[]> {
  const lines = createInterface({ input: process.stdin });
  const answers: string[] = [];
  process.stdout.write(questions[0] ?? '');
  for await (const line of lines) {
    answers.push(line.trim());
    if (answers.length === questions.length) break;
    process.stdout.write(questions[answers.length] ?? '');
  }
  lines.close();
  process.stdout.write('\n');
  return answers;
}
