/** `npm run ask -- "…"`: one question, answered in the terminal; the index is built on first use. */
import { parseArgs } from 'node:util';
import { openIsnad } from '../app/open.ts';
import { readTyped } from '../app/typed.ts';
import { createSpeech } from '../bot/messages/choose.ts';
import { own, renderAnswer } from '../bot/terminal.ts';
import { loadConfig } from '../config.ts';
import { withFirstBuildShown } from './common/first-build.ts';
import { tellIfChanged } from './common/freshness.ts';
import { runScript, UsageError } from './common/run.ts';
import { endWhenNobodyReads, terminalStyle } from './common/terminal.ts';

const USAGE = `npm run ask -- "<question>" [--index DIR] [--json] [--why]

Answers from the indexed articles, in their own words. The first time, the index is built.

  --index DIR   where the index is kept (default: INDEX_DIR, else data/index/)
  --why         show how the answer was found: each candidate's ranks, matches, features and score
  --json        print the answer as one JSON object

Exit status: 0 whether or not the articles answer; 1 failed; 2 called wrongly.`;

await runScript(USAGE, async () => {
  endWhenNobodyReads();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      index: { type: 'string' },
      json: { type: 'boolean', default: false },
      why: { type: 'boolean', default: false },
    },
  });
  const question = positionals.join(' ').trim();
  if (question === '') throw new UsageError('give a question, in quotation marks');
  const { settings, warnings } = loadConfig();
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  const { ar } = createSpeech(settings.BOT_DIGITS);
  const typed = readTyped(question);
  // Programs, and whoever wants to know why, get an answer in its usual shape.
  const talk = typed.kind === 'talk' && !values.json && !values.why ? typed : undefined;
  if (talk && talk.what !== 'whatDoYouHave') {
    process.stdout.write(`${own(ar.unasked(talk.what, talk.salam))}\n`);
    return;
  }
  const isnad = await openIsnad({
    settings,
    indexDir: values.index,
    ...withFirstBuildShown(),
    onOlder: (message) => process.stderr.write(`(${message})\n`),
  });
  try {
    if (talk) {
      process.stdout.write(`${own(ar.overview(await isnad.overview(), talk.salam))}\n`);
      return;
    }
    const freshness = isnad.freshness();
    const answer = await isnad.answerer.ask(question, { why: values.why });
    process.stdout.write(
      values.json
        ? `${JSON.stringify(answer)}\n`
        : renderAnswer(answer, terminalStyle(), question, ar),
    );
    tellIfChanged(await freshness);
  } finally {
    await isnad.close();
  }
});
