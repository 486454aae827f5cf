/** `isnad ask "…"`: one question, answered in the terminal; the index is built on first use. */
import { Command } from 'commander';
import { readMessage } from '../app/message-kind.ts';
import { openIsnad } from '../app/open.ts';
import { createSpeech } from '../bot/messages/speech.ts';
import { renderAnswer, withoutIsolates } from '../bot/terminal.ts';
import { withFirstBuildShown } from './common/first-build.ts';
import { tellIfChanged } from './common/freshness.ts';
import { terminalStyle } from './common/output.ts';
import { commandSettings } from './common/settings.ts';

interface Options {
  readonly index?: string;
  readonly why: boolean;
  readonly json: boolean;
}

export const ask = new Command('ask')
  .description(
    'Answers from the indexed articles, in their own words. The first time, the index is built.',
  )
  .argument('<question...>', 'in quotation marks')
  .option('--index <dir>', 'where the index is kept (default: INDEX_DIR, else data/index/)')
  .option(
    '--why',
    "show how the answer was found: each candidate's ranks, matches, features and score",
    false,
  )
  .option('--json', 'print the answer as one JSON object', false)
  .addHelpText(
    'after',
    '\nExit status: 0 whether or not the articles answer; 1 failed; 2 called wrongly.',
  )
  .action(run);

async function run(words: readonly string[], options: Options): Promise<void> {
  const question = words.join(' ').trim();
  const settings = commandSettings();
  const { ar } = createSpeech(settings.BOT_DIGITS);
  const typed = readMessage(question);
  // Programs, and whoever wants to know why, get an answer in its usual shape.
  const talk = typed.kind === 'talk' && !options.json && !options.why ? typed : undefined;
  if (talk && talk.what !== 'whatDoYouHave') {
    process.stdout.write(`${withoutIsolates(ar.notAQuestion(talk.what, talk.salam))}\n`);
    return;
  }
  const isnad = await openIsnad({
    settings,
    indexDir: options.index,
    ...withFirstBuildShown(),
    onOlder: (message) => process.stderr.write(`(${message})\n`),
  });
  try {
    if (talk) {
      process.stdout.write(`${withoutIsolates(ar.overview(await isnad.overview(), talk.salam))}\n`);
      return;
    }
    const freshness = isnad.freshness();
    const answer = await isnad.answerer.ask(question, { why: options.why });
    process.stdout.write(
      options.json
        ? `${JSON.stringify(answer)}\n`
        : renderAnswer(answer, terminalStyle(), question, ar),
    );
    tellIfChanged(await freshness);
  } finally {
    await isnad.close();
  }
}
