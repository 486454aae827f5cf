/** `isnad review`: what people were not helped by, as canned questions and as examples for the reader. */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { openIsnad } from '../app/open.ts';
import { reviewedIn, toCanned, toExample } from '../bot/review.ts';
import { botSettings } from '../bot/settings.ts';
import { openSettingsState } from '../bot/state/open.ts';
import { ConfigError } from '../errors.ts';
import { ensurePrivateFile } from '../private-files.ts';
import { commandSettings } from './common/settings.ts';

const HELP = `
  questions.to-review.jsonl   in the shape of the canned questions; what was liked names its article, the rest must be
                              filled in: \`relevant\` stays empty where the articles have no answer
  examples.to-review.jsonl    in the shape of the reader's training examples (training/reader/made/shape.py); label the
                              sentences that answer, by number from 0

The bot keeps questions only with STORE_QUESTIONS=true; the default is false, and then there is nothing to write. The
folder holds what people wrote: delete it when it was reviewed.`;

export const review = new Command('review')
  .description(
    'Writes the questions that the bot kept and did not answer, or whose answer was judged, into a folder that this user alone may read.',
  )
  .option('--to <dir>', 'the folder', 'data/review')
  .addHelpText('after', HELP)
  .action(run);

async function run({ to }: { readonly to: string }): Promise<void> {
  const files = [
    join(resolve(to), 'questions.to-review.jsonl'),
    join(resolve(to), 'examples.to-review.jsonl'),
  ] as const;
  const there = files.find((file) => existsSync(file));
  if (there !== undefined) {
    throw new ConfigError(
      `${there} is there already`,
      'It may hold what you reviewed: move it, or name another folder with --to.',
    );
  }
  const settings = commandSettings();
  const bot = botSettings(settings);
  const state = await openSettingsState(settings, bot.token);
  const reviewed = await reviewedIn(state).finally(() => state.close());
  if (reviewed.length === 0) {
    process.stdout.write(
      bot.storeQuestions
        ? 'No question that the bot kept was left without an answer or judged.\n'
        : 'The bot keeps no questions (STORE_QUESTIONS=false), so there is nothing to review.\n',
    );
    return;
  }
  const isnad = await openIsnad({ settings });
  try {
    const article = (id: string) => isnad.index.use((index) => index.article(id));
    const questions: object[] = [];
    const examples: object[] = [];
    for (const one of reviewed) {
      questions.push(await toCanned(one, article));
      const example = await toExample(one, article, isnad.answerer.ask);
      if (example) examples.push(example);
    }
    write(files[0], questions);
    write(files[1], examples);
  } finally {
    await isnad.close();
  }
}

function write(file: string, lines: readonly object[]): void {
  ensurePrivateFile(file);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  process.stdout.write(`${file}: ${lines.length}\n`);
}
