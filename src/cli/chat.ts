/** `isnad chat`: a conversation in the terminal. */
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { openIsnad } from '../app/open.ts';
import { createSpeech } from '../bot/messages/speech.ts';
import { createTerminalChat } from '../bot/terminal-chat.ts';
import { counted } from '../speech/counted-en.ts';
import { withFirstBuildShown } from './common/first-build.ts';
import { tellIfChanged } from './common/freshness.ts';
import { terminalStyle } from './common/output.ts';
import { commandSettings } from './common/settings.ts';

const GREETING =
  'اسأل بالعربية، وسأجيب بنصّ المقالات كما هو. لترى الأوامر اكتب ‎/help، وللخروج ‎/quit.\n';

interface Options {
  readonly index?: string;
  readonly why: boolean;
}

export const chat = new Command('chat')
  .description(
    'A conversation in the terminal: one question a line, answered from the indexed articles. ' +
      'A new generation of the index is picked up between two questions.',
  )
  .option('--index <dir>', 'where the index is kept (default: INDEX_DIR, else data/index/)')
  .option('--why', 'show after each answer how it was found; /why turns it on and off', false)
  .addHelpText(
    'after',
    `
In the conversation: /open 1 shows the article around the first quote, /sources lists the articles, /help says
what else there is, /quit or Ctrl-D ends it. The arrow keys bring back what was typed. NO_COLOR=1 prints no bold.`,
  )
  .action(run);

async function run(options: Options): Promise<void> {
  const settings = commandSettings();
  const isnad = await openIsnad({
    settings,
    indexDir: options.index,
    ...withFirstBuildShown(),
    onChange: ({ generation, articles }) =>
      process.stderr.write(
        `(now answering from generation ${generation}: ${counted(articles, 'article')})\n`,
      ),
    onOlder: (message) => process.stderr.write(`(${message})\n`),
    onError: (error) => process.stderr.write(`(${error.message})\n`),
  });
  tellIfChanged(await isnad.freshness());
  const chat = createTerminalChat({
    ask: (question, options) => isnad.answerer.ask(question, options),
    catalogue: isnad.index,
    overview: isnad.overview,
    messages: createSpeech(settings.BOT_DIGITS).ar,
    style: terminalStyle(),
    why: options.why,
  });
  // On a terminal this keeps what was typed, for the arrow keys; questions from a file or a pipe need no prompt.
  const typed = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: typed,
    historySize: 500,
    removeHistoryDuplicates: true,
    prompt: typed ? '؟ ' : '',
  });
  try {
    process.stdout.write(`${GREETING}\n`);
    lines.prompt();
    for await (const line of lines) {
      const reply = await chat.reply(line);
      if (reply === undefined) break;
      if (reply !== '') process.stdout.write(`\n${reply}\n`);
      lines.prompt();
    }
  } finally {
    lines.close();
    await isnad.close();
  }
}
