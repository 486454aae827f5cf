/** `npm run doctor`: what is right and what is wrong with this installation, and what mends it. */
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { examine, type Finding } from '../doctor/examine.ts';
import { runScript } from './common/run.ts';

const USAGE = `npm run doctor [-- options]

Looks at Node.js, the settings, the articles, the model, the index, the state and the database, the
token and the webhook, and says of each what is right or wrong and what mends it. Changes nothing.

  --offline   do not ask Telegram
  --json      one JSON object a line

Exit status: 0 nothing is wrong; 1 something is; 2 called wrongly.`;

const SIGNS = { right: '✓', note: '!', wrong: '✗' } as const;

function lines({ state, about, says, mends }: Finding): string {
  const first = `${SIGNS[state]} ${about}: ${says}`;
  return mends === '' ? `${first}\n` : `${first}\n    ${mends}\n`;
}

await runScript(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      offline: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  for await (const finding of examine({ config: () => loadConfig(), online: !values.offline })) {
    process.stdout.write(values.json ? `${JSON.stringify(finding)}\n` : lines(finding));
    if (finding.state === 'wrong') process.exitCode = 1;
  }
});
