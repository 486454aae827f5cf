/** `npm run backup`: the index and the state, copied into a folder while the bot may be running. */
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../backup/backup.ts';
import { placesOf } from '../backup/places.ts';
import { loadConfig } from '../config.ts';
import { size } from './common/progress.ts';
import { runScript } from './common/run.ts';

const USAGE = `npm run backup [-- --to DIR]

Copies the index that serves and the bot's state into a new folder that this user alone may read.
The bot may go on running. With INDEX_URL or STATE_URL, PostgreSQL's pg_dump is used.

  --to DIR   the folder, not there yet (default: backups/<time> beside the state)

Not in it: .env, which holds the token, and the articles. The folder holds personal data: delete it
when RETENTION_DAYS are over. npm run restore -- DIR puts it back.`;

await runScript(USAGE, async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const { settings } = loadConfig();
  const now = new Date();
  const name = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = values.to
    ? resolve(values.to)
    : join(dirname(settings.STATE_PATH), 'backups', name);
  const { manifest, absent } = await backUp(placesOf(settings), folder, process.env, now);
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
  process.stdout.write(
    `${folder}: ${Object.keys(manifest.files).length} files, ${size(bytes)}\n` +
      `${absent.map((what) => `Not there: ${what}\n`).join('')}` +
      `Not in it: .env and the articles (${settings.CORPUS_PATH.join(', ')})\n`,
  );
});
