/** `isnad backup`: the index, the state and the inbox, copied into a folder while the bot may be running. */
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { backUp } from '../backup/backup.ts';
import { placesOf } from '../backup/places.ts';
import { counted } from '../speech/counted-en.ts';
import { commandLine } from './common/failures.ts';
import { size } from './common/progress-bar.ts';
import { commandSettings } from './common/settings.ts';

export const backup = new Command('backup')
  .description(
    "Copies the index that serves, the bot's state and the documents sent to it into a new folder that this user alone may read. " +
      "The bot may go on running. With INDEX_URL or STATE_URL, PostgreSQL's pg_dump is used.",
  )
  .option('--to <dir>', 'the folder, not there yet (default: backups/<time> beside the state)')
  .addHelpText(
    'after',
    `
Not in it: .env, which holds the token, and the articles. The folder holds personal data: delete it
when RETENTION_DAYS are over. ${commandLine('restore')} DIR puts it back.`,
  )
  .action(run);

async function run(options: { readonly to?: string }): Promise<void> {
  const settings = commandSettings();
  const now = new Date();
  const name = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = options.to
    ? resolve(options.to)
    : join(dirname(settings.STATE_PATH), 'backups', name);
  const { manifest, absent } = await backUp(placesOf(settings), folder, process.env, now);
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
  process.stdout.write(
    `${folder}: ${counted(Object.keys(manifest.files).length, 'file')}, ${size(bytes)}\n` +
      `${absent.map((what) => `Not there: ${what}\n`).join('')}` +
      `Not in it: .env and the articles (${settings.CORPUS_PATH.join(', ')})\n`,
  );
}
