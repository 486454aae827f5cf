/** `isnad doctor`: what is right and what is wrong with this installation, and what mends it. */
import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { examine, type Finding } from '../doctor/examine.ts';
import { commandsAsCalled, withoutPasswords } from './common/failures.ts';

const SIGNS = { right: '✓', note: '!', wrong: '✗' } as const;

function lines({ state, about, says, mends }: Finding): string {
  const first = `${SIGNS[state]} ${about}: ${says}`;
  return mends === '' ? `${first}\n` : `${first}\n    ${mends}\n`;
}

interface Options {
  readonly offline: boolean;
  readonly json: boolean;
}

export const doctor = new Command('doctor')
  .description(
    'Looks at Node.js, the settings, the articles, the model, the index, the state and the database, the ' +
      'token and the webhook, and says of each what is right or wrong and what mends it. Changes nothing.',
  )
  .option('--offline', 'do not ask Telegram', false)
  .option('--json', 'one JSON object a line', false)
  .addHelpText('after', '\nExit status: 0 nothing is wrong; 1 something is; 2 called wrongly.')
  .action(run);

async function run(options: Options): Promise<void> {
  for await (const finding of examine({ config: () => loadConfig(), online: !options.offline })) {
    process.stdout.write(
      withoutPasswords(
        options.json ? `${JSON.stringify(finding)}\n` : commandsAsCalled(lines(finding)),
      ),
    );
    if (finding.state === 'wrong') process.exitCode = 1;
  }
}
