/** `isnad restore DIR`: puts a backup in the place of the index, the state and the inbox. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { placesOf } from '../backup/places.ts';
import { restore } from '../backup/restore.ts';
import { commandSettings } from './common/settings.ts';

export const restoreCommand = new Command('restore')
  .description(
    'Puts a backup in the place of the index, the state and the documents sent to the bot. Stop the bot first. ' +
      'The backup is checked before anything is touched; what was there is moved aside, not deleted.',
  )
  .argument('<folder>', 'the backup')
  .action(run);

async function run(folder: string): Promise<void> {
  const settings = commandSettings();
  const { manifest, movedAside } = await restore(
    placesOf(settings),
    resolve(folder),
    process.env,
    new Date(),
  );
  const what = [
    manifest.index && 'the index',
    manifest.state && 'the state',
    manifest.inbox && 'the inbox',
  ].filter((part) => part !== undefined);
  const parts = new Intl.ListFormat('en').format(what);
  process.stdout.write(
    `Restored ${parts || 'nothing'}, as of ${manifest.madeAt}\n` +
      `${movedAside.map((place) => `Moved aside: ${place}\n`).join('')}`,
  );
}
