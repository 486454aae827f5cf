/** `npm run chat`: a conversation in the terminal. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { openIsnad } from '../src/assemble.ts';
import { renderAnswer } from '../src/bot/terminal.ts';
import { loadConfig } from '../src/config.ts';
import { IsnadError } from '../src/errors.ts';
import { withFirstBuildShown } from './lib/first-build.ts';
import { tellIfChanged } from './lib/freshness.ts';
import { runScript } from './lib/run.ts';

const USAGE = `npm run chat [-- --index DIR] [--why]

A conversation in the terminal: one question a line, answered from the indexed articles.
A new generation of the index is picked up between two questions.

  --index DIR   where the index is kept (default: INDEX_DIR, else data/index/)
  --why         show after each answer how it was found; /why turns it on and off

/quit or Ctrl-D ends it.`;

const GREETING = 'اسأل بالعربية، وسأجيب بنصّ المقالات كما هو. اكتب ‎/quit للخروج.\n';

await runScript(USAGE, async () => {
  const { values } = parseArgs({
    options: { index: { type: 'string' }, why: { type: 'boolean', default: false } },
  });
  const { settings, warnings } = loadConfig();
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  const isnad = await openIsnad({
    settings,
    indexDir: values.index,
    ...withFirstBuildShown(),
    onChange: ({ generation, articles }) =>
      process.stderr.write(`(now answering from generation ${generation}: ${articles} articles)\n`),
    onOtherModel: (message) => process.stderr.write(`(${message})\n`),
    onError: (error) => process.stderr.write(`(${error.message})\n`),
  });
  tellIfChanged(await isnad.freshness());
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const style = { color: process.stdout.isTTY === true };
  let why = values.why;
  try {
    process.stdout.write(`${GREETING}\n`);
    terminal.setPrompt('؟ ');
    terminal.prompt();
    for await (const line of terminal) {
      const question = line.trim();
      if (question === '/quit') break;
      if (question === '/why') {
        why = !why;
        process.stdout.write(why ? 'سأشرح بعد كل جواب كيف وصلت إليه.\n' : 'لن أشرح بعد الآن.\n');
      } else if (question !== '') {
        process.stdout.write(`\n${await answerTo(question)}\n`);
      }
      terminal.prompt();
    }
  } finally {
    terminal.close();
    await isnad.close();
  }

  /** One question that fails does not end the conversation. */
  async function answerTo(question: string): Promise<string> {
    try {
      return renderAnswer(await isnad.answerer.ask(question, { why }), style);
    } catch (error) {
      if (!(error instanceof IsnadError)) throw error;
      return `${error.message}\n${error.hint}\n`;
    }
  }
});
