/** `npm run restore -- DIR`: puts a backup in the place of the index and the state. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { placesOf } from '../backup/places.ts';
import { restore } from '../backup/restore.ts';
import { loadConfig } from '../config.ts';
import { runScript, UsageError } from './common/run.ts';

const USAGE = `npm run restore -- DIR

Puts a backup that npm run backup made in the place of the index and the state. Stop the bot first.
The backup is checked before anything is touched; what was there is moved aside, not deleted.`;

await runScript(USAGE, async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError('name one folder');
  const { settings } = loadConfig();
  const { manifest, movedAside } = await restore(
    placesOf(settings),
    resolve(folder),
    process.env,
    new Date(),
  );
  const what = [manifest.index && 'the index', manifest.state && 'the state'].filter(Boolean);
  process.stdout.write(
    `Restored ${what.join(' and ') || 'nothing'}, as of ${manifest.madeAt}\n` +
      `${movedAside.map((place) => `Moved aside: ${place}\n`).join('')}`,
  );
});
